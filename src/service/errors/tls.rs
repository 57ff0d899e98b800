//! Errors of TLS in plain words.

use crate::service::api::TlsProblem;
use jiff::Timestamp;
use rustls::pki_types::UnixTime;
use rustls::{AlertDescription, CertificateError, Error, InvalidMessage, PeerIncompatible};

/// The most names of a certificate that are told.
const MOST_NAMES: usize = 5;

/// The text of the error for a CA that is used as a server. The type of the error is private to the library.
const CA_AS_SERVER: &str = "CaUsedAsEndEntity";

/// Explains why there is no secure connection to a server, which the words name as `server`. `None` for errors that tell no
/// more than that the connection broke, or that the server does not speak TLS at all.
pub(super) fn explain(error: &Error, server: &str) -> Option<(TlsProblem, String)> {
    Some(match error {
        Error::InvalidCertificate(error) => certificate(error, server),
        Error::NoCertificatesPresented => {
            (TlsProblem::UnusableCertificate, format!("The server of {server} has shown no certificate."))
        }
        Error::UnsupportedNameType => (
            TlsProblem::OtherName,
            format!("The name of {server} is not of a kind that certificates are for."),
        ),
        Error::PeerIncompatible(error) => incompatible(error, server),
        Error::AlertReceived(alert) => alerted(*alert, server)?,
        Error::InvalidMessage(InvalidMessage::InvalidContentType) => return None,
        Error::InvalidMessage(_)
        | Error::InappropriateMessage { .. }
        | Error::InappropriateHandshakeMessage { .. }
        | Error::PeerMisbehaved(_) => {
            let words =
                format!("The server of {server} broke the rules of TLS: {}.", words(&error.to_string()));
            (TlsProblem::Handshake, words)
        }
        Error::NoApplicationProtocol => {
            (TlsProblem::NothingInCommon, format!("The server of {server} does not speak HTTP over TLS."))
        }
        // Faults of an encrypted connection, of this machine, or of a setting that this program does not have.
        _ => return None,
    })
}

fn certificate(error: &CertificateError, server: &str) -> (TlsProblem, String) {
    let of = format!("The certificate of {server}");
    match error {
        CertificateError::UnknownIssuer => (
            TlsProblem::UnknownIssuer,
            format!("{of} is of no CA that is trusted here: it is self-signed, or of a private CA."),
        ),
        CertificateError::BadSignature => (
            TlsProblem::UnknownIssuer,
            format!("{of} names a CA that is trusted here, and was not signed by it."),
        ),
        CertificateError::Expired => (TlsProblem::Expired, format!("{of} has expired.")),
        CertificateError::ExpiredContext { time, not_after } => (
            TlsProblem::Expired,
            format!("{of} has expired: it was valid until {}, and {}.", date(*not_after), now(*time)),
        ),
        CertificateError::NotValidYet => (TlsProblem::NotYetValid, format!("{of} is not valid yet.")),
        CertificateError::NotValidYetContext { time, not_before } => (
            TlsProblem::NotYetValid,
            format!("{of} is not valid yet: it is valid from {} on, and {}.", date(*not_before), now(*time)),
        ),
        CertificateError::NotValidForName => (TlsProblem::OtherName, format!("{of} is for another name.")),
        CertificateError::NotValidForNameContext { expected, presented } => {
            let expected = expected.to_str();
            let words = match names(presented) {
                Some(names) => format!("{of} is for {names}, not for {expected}."),
                None => format!("{of} is for no name, and so not for {expected}."),
            };
            (TlsProblem::OtherName, words)
        }
        CertificateError::Revoked => {
            (TlsProblem::Revoked, format!("The CA has revoked the certificate of {server}."))
        }
        CertificateError::UnknownRevocationStatus
        | CertificateError::ExpiredRevocationList
        | CertificateError::ExpiredRevocationListContext { .. }
        | CertificateError::InvalidOcspResponse => (
            TlsProblem::UnusableCertificate,
            format!("It is not known whether the certificate of {server} has been revoked."),
        ),
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            (TlsProblem::UnusableCertificate, format!("{of} is not one for servers."))
        }
        CertificateError::BadEncoding => {
            (TlsProblem::UnusableCertificate, format!("{of} is damaged, or of a form that is not known."))
        }
        CertificateError::Other(other) if other.to_string() == CA_AS_SERVER => (
            TlsProblem::CaCertificate,
            format!("{of} is one of a CA, probably self-signed, and none for a server."),
        ),
        CertificateError::UnhandledCriticalExtension => (
            TlsProblem::UnusableCertificate,
            format!("{of} has a condition that this program does not know."),
        ),
        CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => (
            TlsProblem::UnusableCertificate,
            format!("{of} is signed in a way that is not safe, or that this program does not know."),
        ),
        CertificateError::Other(other) => {
            (TlsProblem::UnusableCertificate, format!("{of} can't be used: {}.", words(&other.to_string())))
        }
        // The rest, and what a later version of the library finds fault with.
        other => (
            TlsProblem::UnusableCertificate,
            format!("{of} can't be used: {}.", words_of_name(&format!("{other:?}"))),
        ),
    }
}

fn incompatible(error: &PeerIncompatible, server: &str) -> (TlsProblem, String) {
    let words = match error {
        PeerIncompatible::ServerDoesNotSupportTls12Or13
        | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig => {
            format!("The server of {server} speaks only versions of TLS before 1.2, which are not safe.")
        }
        _ => {
            let reason = words_of_name(&format!("{error:?}"));
            format!("The server of {server} and this program have no way of TLS in common: {reason}.")
        }
    };
    (TlsProblem::NothingInCommon, words)
}

/// Explains an alert of the server. `None` for one that only ends the connection.
fn alerted(alert: AlertDescription, server: &str) -> Option<(TlsProblem, String)> {
    let refused =
        |problem, why: &str| Some((problem, format!("The server of {server} refused the handshake: {why}.")));
    match alert {
        AlertDescription::CloseNotify | AlertDescription::UserCanceled => None,
        AlertDescription::ProtocolVersion => {
            refused(TlsProblem::NothingInCommon, "it speaks neither TLS 1.2 nor TLS 1.3")
        }
        AlertDescription::HandshakeFailure | AlertDescription::InsufficientSecurity => refused(
            TlsProblem::NothingInCommon,
            "it has no version or cipher of TLS in common with this program",
        ),
        AlertDescription::UnrecognisedName => refused(TlsProblem::OtherName, "it knows no host of this name"),
        AlertDescription::CertificateRequired
        | AlertDescription::NoCertificate
        | AlertDescription::BadCertificate
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::CertificateRevoked
        | AlertDescription::CertificateExpired
        | AlertDescription::CertificateUnknown
        | AlertDescription::UnknownCA
        | AlertDescription::AccessDenied => {
            refused(TlsProblem::ClientCertificate, "it wants a certificate of its clients")
        }
        AlertDescription::Unknown(number) => refused(TlsProblem::Handshake, &format!("alert {number}")),
        other => {
            refused(TlsProblem::Handshake, &format!("alert \"{}\"", words_of_name(&format!("{other:?}"))))
        }
    }
}

/// The names of a certificate, as people write them; `None` if there are none.
fn names(presented: &[String]) -> Option<String> {
    // The library writes `DnsName("example.com")` and `IpAddress(127.0.0.1)`.
    let name = |written: &String| {
        let inside = written.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
        inside.unwrap_or(written).trim_matches('"').to_owned()
    };
    let mut names: Vec<_> = presented.iter().take(MOST_NAMES).map(name).collect();
    if presented.len() > MOST_NAMES {
        return Some(format!("{} and {} more names", names.join(", "), presented.len() - MOST_NAMES));
    }
    let last = names.pop()?;
    Some(if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) })
}

fn now(time: UnixTime) -> String {
    format!("the clock of this machine says {}", date(time))
}

/// A time to the minute. The certificate may name one that no calendar has.
fn date(time: UnixTime) -> String {
    let time = i64::try_from(time.as_secs()).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    time.map_or_else(
        || "a time beyond all calendars".to_owned(),
        |time| time.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    )
}

/// A text of the library without its full stop; its names become words.
fn words(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    if text.contains(' ') { text.to_owned() } else { words_of_name(text) }
}

/// The words of a name in the library: "no cipher suites in common" for `NoCipherSuitesInCommon`.
fn words_of_name(name: &str) -> String {
    let name = name.split(['(', ' ']).next().unwrap_or_default();
    let mut words = String::new();
    let mut previous = '_';
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && previous.is_ascii_lowercase() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
        previous = letter;
    }
    words
}

#[cfg(test)]
mod tests;
