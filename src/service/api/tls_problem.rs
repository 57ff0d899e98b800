//! Problems of TLS, with what helps.

/// A reason why no secure connection could be made. The message of the error tells it in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsProblem {
    /// The certificate is of no CA that is trusted here.
    UnknownIssuer,
    /// The server uses the certificate of a CA as its own, as a self-signed one often is.
    CaCertificate,
    /// The certificate has expired, by the clock of this machine.
    Expired,
    /// The certificate is not valid yet, by the clock of this machine.
    NotYetValid,
    /// The certificate is for other names than the endpoint's.
    OtherName,
    /// The CA has revoked the certificate.
    Revoked,
    /// The certificate can't be used for another reason.
    UnusableCertificate,
    /// The server and this program have no version or cipher of TLS in common.
    NothingInCommon,
    /// The server wants a certificate of its clients.
    ClientCertificate,
    /// The server refused or broke the handshake for another reason.
    Handshake,
}

impl TlsProblem {
    /// The advice on what to do next, as a sentence.
    pub(super) fn next(self) -> &'static str {
        match self {
            Self::UnknownIssuer => {
                "If the endpoint or a proxy in between has a private CA, set AWS_CA_BUNDLE or ca_bundle to the file of that \
                 CA; then refresh."
            }
            Self::CaCertificate => {
                "Give the server a certificate that a CA has signed, and set AWS_CA_BUNDLE or ca_bundle to the file of that \
                 CA; then refresh."
            }
            Self::Expired => {
                "Check the clock of this machine. If it is right, the server needs a new certificate: ask who runs it."
            }
            Self::NotYetValid => {
                "Check the clock of this machine. If it is right, wait until the certificate is valid, or ask who runs the \
                 server for another."
            }
            Self::OtherName => {
                "Correct the endpoint's URL (--endpoint-url, AWS_ENDPOINT_URL or endpoint_url), or ask who runs the server or \
                 a proxy in between."
            }
            Self::Revoked => "Don't use this endpoint: ask who runs it for a new certificate.",
            Self::UnusableCertificate => {
                "Ask who runs the server, or a proxy in between, for another certificate."
            }
            Self::NothingInCommon => {
                "Ask who runs the server, or a proxy in between, to allow TLS 1.2 or 1.3 with current ciphers."
            }
            Self::ClientCertificate => {
                "Use an endpoint without client certificates, or a proxy that shows one for you."
            }
            Self::Handshake => "Check the endpoint's URL (--endpoint-url), and a proxy or VPN; then refresh.",
        }
    }

    /// True if the setting that helps is read only when a connection is made.
    pub(super) fn wants_reconnect(self) -> bool {
        match self {
            Self::UnknownIssuer | Self::CaCertificate => true,
            Self::Expired
            | Self::NotYetValid
            | Self::OtherName
            | Self::Revoked
            | Self::UnusableCertificate
            | Self::NothingInCommon
            | Self::ClientCertificate
            | Self::Handshake => false,
        }
    }
}
