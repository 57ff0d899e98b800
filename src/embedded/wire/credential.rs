//! Who calls, and where: read from the credential scope of the signature.
//!
//! The signature itself is not checked: any secret key is the right one.

use http::{Request, header};

use crate::embedded::DEMO_ACCOUNT;
use crate::embedded::failure::{Code, Failure};
use crate::embedded::store::Place;

/// The credential scope of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
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
        Place::new(DEMO_ACCOUNT, &self.region)
    }

    fn parse(header: &str) -> Option<Self> {
        let parameters = header.strip_prefix("AWS4-HMAC-SHA256")?;
        let find = |name: &str| parameters.split(',').find_map(|part| part.trim().strip_prefix(name));
        find("Signature=")?;
        find("SignedHeaders=")?;
        let scope: Vec<&str> = find("Credential=")?.split('/').collect();
        let [_, _, region, service, "aws4_request"] = scope[..] else { return None };
        Some(Self { region: region.to_owned(), service: service.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scope_names_region_and_service() {
        let request = Request::builder()
            .header(
                header::AUTHORIZATION,
                "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-central-1/secretsmanager/aws4_request, \
                 SignedHeaders=host, Signature=00",
            )
            .body(())
            .unwrap();
        let credential = Credential::of(&request).unwrap();
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
