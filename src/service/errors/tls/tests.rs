use super::*;
use rustls::OtherError;
use rustls::pki_types::ServerName;
use std::sync::Arc;
use std::time::Duration;

const SERVER: &str = "https://secrets.test:8443";

fn at(seconds: u64) -> UnixTime {
    UnixTime::since_unix_epoch(Duration::from_secs(seconds))
}

fn explained(error: impl Into<Error>) -> (TlsProblem, String) {
    let error = error.into();
    explain(&error, SERVER).unwrap_or_else(|| panic!("{error:?} is explained"))
}

/// The words are a sentence for people: nothing of the library's own names is in them.
#[track_caller]
fn assert_plain(words: &str) {
    assert!(
        words.contains(SERVER) && (words.starts_with("The ") || words.starts_with("It is not known")),
        "{words}"
    );
    assert!(words.ends_with('.') && !words.ends_with(".."), "{words}");
    for name in ["Error", "Context", "(UNIX)", "::", "{", "CaUsed", "UnknownIssuer", "DnsName", "IpAddress"] {
        assert!(!words.contains(name), "{name} in {words}");
    }
}

fn other_name(presented: &[&str]) -> CertificateError {
    let expected = ServerName::try_from("secrets.test").unwrap().to_owned();
    let presented = presented.iter().map(|&name| name.to_owned()).collect();
    CertificateError::NotValidForNameContext { expected, presented }
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Library(&'static str);

fn other(text: &'static str) -> CertificateError {
    CertificateError::Other(OtherError(Arc::new(Library(text))))
}

#[test]
fn each_fault_of_a_certificate_has_its_sentence() {
    let (now, then) = (1_790_000_000, 1_700_000_000);
    let expired = CertificateError::ExpiredContext { time: at(now), not_after: at(then) };
    let early = CertificateError::NotValidYetContext { time: at(then), not_before: at(now) };
    let never = CertificateError::NotValidYetContext { time: at(then), not_before: at(u64::MAX) };
    let stale = CertificateError::ExpiredRevocationListContext { time: at(now), next_update: at(then) };
    let purpose = CertificateError::InvalidPurposeContext {
        required: rustls::ExtendedKeyPurpose::ServerAuth,
        presented: Vec::new(),
    };
    let algorithm = CertificateError::UnsupportedSignatureAlgorithmContext {
        signature_algorithm_id: vec![1, 2],
        supported_algorithms: Vec::new(),
    };
    for (error, problem, says) in [
        (CertificateError::UnknownIssuer, TlsProblem::UnknownIssuer, "no CA that is trusted here"),
        (CertificateError::BadSignature, TlsProblem::UnknownIssuer, "was not signed by it"),
        (other(CA_AS_SERVER), TlsProblem::CaCertificate, "one of a CA, probably self-signed"),
        (CertificateError::Expired, TlsProblem::Expired, "has expired"),
        (
            expired,
            TlsProblem::Expired,
            "valid until 2023-11-14 22:13 UTC, and the clock of this machine says 2026-09-21",
        ),
        (CertificateError::NotValidYet, TlsProblem::NotYetValid, "not valid yet"),
        (
            early,
            TlsProblem::NotYetValid,
            "valid from 2026-09-21 14:13 UTC on, and the clock of this machine says 2023-",
        ),
        (never, TlsProblem::NotYetValid, "a time beyond all calendars"),
        (CertificateError::NotValidForName, TlsProblem::OtherName, "another name"),
        (other_name(&[]), TlsProblem::OtherName, "for no name, and so not for secrets.test"),
        (other_name(&["DnsName(\"a.test\")"]), TlsProblem::OtherName, "for a.test, not for secrets.test"),
        (
            other_name(&["DnsName(\"*.a.test\")", "IpAddress(127.0.0.1)", "DnsName(\"b\")"]),
            TlsProblem::OtherName,
            "for *.a.test, 127.0.0.1 and b, not for secrets.test",
        ),
        (
            other_name(&["DnsName(\"n\")"; 400]),
            TlsProblem::OtherName,
            "for n, n, n, n, n and 395 more names, not for secrets.test",
        ),
        (CertificateError::Revoked, TlsProblem::Revoked, "has revoked"),
        (CertificateError::UnknownRevocationStatus, TlsProblem::UnusableCertificate, "not known whether"),
        (CertificateError::ExpiredRevocationList, TlsProblem::UnusableCertificate, "not known whether"),
        (stale, TlsProblem::UnusableCertificate, "not known whether"),
        (CertificateError::InvalidOcspResponse, TlsProblem::UnusableCertificate, "not known whether"),
        (CertificateError::InvalidPurpose, TlsProblem::UnusableCertificate, "not one for servers"),
        (purpose, TlsProblem::UnusableCertificate, "not one for servers"),
        (CertificateError::BadEncoding, TlsProblem::UnusableCertificate, "damaged"),
        (CertificateError::UnhandledCriticalExtension, TlsProblem::UnusableCertificate, "a condition that"),
        (algorithm, TlsProblem::UnusableCertificate, "is signed in a way that is not safe"),
        (
            CertificateError::ApplicationVerificationFailure,
            TlsProblem::UnusableCertificate,
            "can't be used: application verification failure.",
        ),
        (
            other("MaximumPathDepthExceeded"),
            TlsProblem::UnusableCertificate,
            "can't be used: maximum path depth exceeded.",
        ),
        (other("of a new kind"), TlsProblem::UnusableCertificate, "can't be used: of a new kind"),
    ] {
        let (found, words) = explained(error);
        assert_eq!(found, problem, "{words}");
        assert!(words.contains(says), "{says:?} in {words}");
        assert_plain(&words);
    }
}

#[test]
fn each_refused_handshake_has_its_sentence() {
    for (error, problem, says) in [
        (
            Error::from(PeerIncompatible::ServerDoesNotSupportTls12Or13),
            TlsProblem::NothingInCommon,
            "only versions of TLS before 1.2",
        ),
        (
            PeerIncompatible::NoCipherSuitesInCommon.into(),
            TlsProblem::NothingInCommon,
            "no cipher suites in common",
        ),
        (
            Error::AlertReceived(AlertDescription::ProtocolVersion),
            TlsProblem::NothingInCommon,
            "neither TLS 1.2 nor TLS 1.3",
        ),
        (
            Error::AlertReceived(AlertDescription::HandshakeFailure),
            TlsProblem::NothingInCommon,
            "no version or cipher",
        ),
        (
            Error::AlertReceived(AlertDescription::UnrecognisedName),
            TlsProblem::OtherName,
            "no host of this name",
        ),
        (
            Error::AlertReceived(AlertDescription::CertificateRequired),
            TlsProblem::ClientCertificate,
            "a certificate of its clients",
        ),
        (
            Error::AlertReceived(AlertDescription::InternalError),
            TlsProblem::Handshake,
            "alert \"internal error\"",
        ),
        (Error::AlertReceived(AlertDescription::Unknown(99)), TlsProblem::Handshake, "alert 99"),
        (Error::NoCertificatesPresented, TlsProblem::UnusableCertificate, "no certificate"),
        (Error::NoApplicationProtocol, TlsProblem::NothingInCommon, "HTTP over TLS"),
        (Error::InvalidMessage(InvalidMessage::MessageTooLarge), TlsProblem::Handshake, "rules of TLS"),
    ] {
        let (found, words) = explained(error);
        assert_eq!(found, problem, "{words}");
        assert!(words.contains(says), "{says:?} in {words}");
        assert!(
            words.starts_with("The server of https://secrets.test:8443 ") && words.ends_with('.'),
            "{words}"
        );
    }
}

#[test]
fn what_only_tells_that_a_connection_broke_is_left_to_the_network() {
    for error in [
        Error::DecryptError,
        Error::HandshakeNotComplete,
        Error::PeerSentOversizedRecord,
        Error::AlertReceived(AlertDescription::CloseNotify),
        Error::InvalidMessage(InvalidMessage::InvalidContentType),
        Error::General("x".into()),
    ] {
        assert_eq!(explain(&error, SERVER), None, "{error:?}");
    }
}
