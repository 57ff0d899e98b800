//! The certificates that a connection trusts, from `AWS_CA_BUNDLE` or `ca_bundle`.

use crate::service::api::{ErrorKind, ServiceError, SettingOrigin};
use crate::service::config_files::read_regular;
use aws_smithy_http_client::tls::{TlsContext, TrustStore};
use base64::prelude::{BASE64_STANDARD, Engine};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::path::Path;

/// The certificates of a file, trusted in place of those of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) struct CaBundle {
    /// The certificates in PEM format, one each.
    certificates: Vec<String>,
}

impl CaBundle {
    /// Reads the file at `path`, which `setting` names. Certificates that can't be used are left out.
    ///
    /// # Errors
    /// The file can't be read, or holds no certificates in PEM format.
    pub(in crate::service) fn read(
        path: &str,
        setting: &str,
        origin: SettingOrigin,
    ) -> Result<Self, ServiceError> {
        let failed = |why: &str| {
            let kind = ErrorKind::UnusableSetting { setting: setting.to_owned(), origin };
            ServiceError::connecting(kind, format!("The file of certificates {path} {why}."))
        };
        let pem =
            read_regular(Path::new(path)).map_err(|error| failed(&format!("can't be read: {error}")))?;
        let certificates: Vec<String> = CertificateDer::pem_slice_iter(&pem)
            .filter_map(Result::ok)
            .filter(|certificate| RootCertStore::empty().add(certificate.clone()).is_ok())
            .map(|certificate| encode(&certificate))
            .collect();
        if certificates.is_empty() {
            return Err(failed("holds no certificate in PEM format"));
        }
        Ok(Self { certificates })
    }

    pub(super) fn tls_context(&self) -> TlsContext {
        let store = self.certificates.iter().fold(TrustStore::empty(), |store, certificate| {
            store.with_pem_certificate(certificate.as_bytes())
        });
        TlsContext::builder()
            .with_trust_store(store)
            .build()
            .expect("a trust store needs no further settings")
    }
}

fn encode(certificate: &CertificateDer<'_>) -> String {
    let lines = BASE64_STANDARD.encode(certificate);
    format!("-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_never_ends_is_refused() {
        for path in ["/dev/zero", "/"] {
            let error = CaBundle::read(path, "AWS_CA_BUNDLE", SettingOrigin::Environment).unwrap_err();
            assert!(error.message.contains("can't be read: it is "), "{error}");
        }
    }
}
