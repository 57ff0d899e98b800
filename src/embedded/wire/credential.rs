//! Who calls, and where: read from the credential scope of the signature.
//!
//! The signature itself is not checked: any secret key is the right one. An access key of twelve
//! digits stands for the account of that number, any other for the default one.

use http::{Request, header};

use crate::embedded::DEMO_ACCOUNT;
use crate::embedded::failure::{Code, Failure};
use crate::embedded::store::Place;

/// The credential scope of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The account that the access key belongs to.
    pub account: String,
    /// The Region that the request was signed for.
    pub region: String,
    /// The service that it was signed for.
    pub service: String,
}

impl Credential {
    /// Reads the `Authorization` header.
    pub fn of<B>(request: &Request<B>) -> Result<Self, Failure> {
        let missing = || Failure::new(Code::MissingAuthenticationToken, "Missing Authentication Token");
        let header = request.headers().get(header::AUTHORIZATION).ok_or_else(missing)?;
        let header = header.to_str().map_err(|_| missing())?;
        Self::parse(header).ok_or_else(|| {
            let message = "Authorization header requires 'Credential' parameter. Authorization header requires \
                           'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.";
            Failure::new(Code::IncompleteSignature, message)
        })
    }

    /// The account and Region that the request is about.
    pub fn place(&self) -> Place {
        Place::new(&self.account, &self.region)
    }

    fn parse(header: &str) -> Option<Self> {
        let parameters = header.strip_prefix("AWS4-HMAC-SHA256")?;
        let find = |name: &str| parameters.split(',').find_map(|part| part.trim().strip_prefix(name));
        find("Signature=")?;
        find("SignedHeaders=")?;
        let scope: Vec<&str> = find("Credential=")?.split('/').collect();
        let [access_key, _, region, service, "aws4_request"] = scope[..] else { return None };
        let is_account = access_key.len() == 12 && access_key.bytes().all(|byte| byte.is_ascii_digit());
        let account = if is_account { access_key } else { DEMO_ACCOUNT }.to_owned();
        Some(Self { account, region: region.to_owned(), service: service.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed_with(access_key: &str) -> Credential {
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={access_key}/20260101/eu-central-1/secretsmanager/aws4_request, \
             SignedHeaders=host, Signature=00"
        );
        let request = Request::builder().header(header::AUTHORIZATION, authorization).body(()).unwrap();
        Credential::of(&request).unwrap()
    }

    #[test]
    fn an_access_key_of_twelve_digits_is_an_account() {
        assert_eq!(signed_with("210987654321").account, "210987654321");
        assert_eq!(signed_with("AKIADEMO").account, DEMO_ACCOUNT);
    }

    #[test]
    fn the_scope_names_region_and_service() {
        let credential = signed_with("AKIADEMO");
        assert_eq!(
            (credential.region.as_str(), credential.service.as_str()),
            ("eu-central-1", "secretsmanager")
        );
    }

    #[test]
    fn no_signature_and_half_of_one_are_refused() {
        let unsigned = Request::builder().body(()).unwrap();
        assert_eq!(Credential::of(&unsigned).unwrap_err().code, Code::MissingAuthenticationToken);
        let half = Request::builder()
            .header(header::AUTHORIZATION, "AWS4-HMAC-SHA256 Signature=00")
            .body(())
            .unwrap();
        assert_eq!(Credential::of(&half).unwrap_err().code, Code::IncompleteSignature);
    }
}
