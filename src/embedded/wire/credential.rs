//! The account and Region of a request, from the credential scope of its signature. A `SigV4a` scope
//! names no Region; the host does.
//!
//! The signature itself is not checked, so any secret key is accepted. An access key of 12 digits
//! belongs to the account with that id, any other access key to the demo account.

use http::{Request, header};

use crate::embedded::error::{ApiError, ErrorCode};
use crate::embedded::store::{DEMO_ACCOUNT, Location};

/// The signature algorithms: `SigV4`, and `SigV4a`, whose scope has no Region.
const ALGORITHMS: [&str; 2] = ["AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"];
/// The domains of the service's own endpoints.
const DOMAINS: [&str; 4] =
    [".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".api.amazonwebservices.com.cn"];

/// The credential of a request: the caller's account and the scope of the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The account of the access key, 12 digits.
    pub account: String,
    /// The Region that the request is for.
    pub region: String,
    /// The service that the request is for, such as `secretsmanager`.
    pub service: String,
}

impl Credential {
    /// Reads the credential from the `Authorization` header, and the Region from the host if need be.
    pub fn of<B>(request: &Request<B>) -> Result<Self, ApiError> {
        let missing = || ApiError::new(ErrorCode::MissingAuthenticationToken, "Missing Authentication Token");
        let header = request.headers().get(header::AUTHORIZATION).ok_or_else(missing)?;
        let header = header.to_str().map_err(|_| missing())?;
        Self::parse(header, host(request)).ok_or_else(|| {
            let message = "Authorization header requires 'Credential' parameter. Authorization header requires \
                           'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.";
            ApiError::new(ErrorCode::IncompleteSignature, message)
        })
    }

    /// The account and Region of the request.
    pub fn location(&self) -> Location {
        Location::new(&self.account, &self.region)
    }

    fn parse(header: &str, host: Option<&str>) -> Option<Self> {
        let parameters = ALGORITHMS.iter().find_map(|algorithm| header.strip_prefix(algorithm))?;
        let find = |name: &str| parameters.split(',').find_map(|part| part.trim().strip_prefix(name));
        find("Signature=")?;
        find("SignedHeaders=")?;
        let mut credential = find("Credential=")?.split('/');
        let access_key = credential.next().filter(|key| !key.is_empty())?;
        let scope: Vec<&str> = credential.collect();
        let (region, service) = match scope[..] {
            [_, region, service, "aws4_request"] if !region.is_empty() => (region, service),
            _ => (region_of(host?)?, "secretsmanager"),
        };
        let is_account = access_key.len() == 12 && access_key.bytes().all(|byte| byte.is_ascii_digit());
        let account = if is_account { access_key } else { DEMO_ACCOUNT }.to_owned();
        Some(Self { account, region: region.to_owned(), service: service.to_owned() })
    }
}

/// The host of a request, without the port.
fn host<B>(request: &Request<B>) -> Option<&str> {
    let header = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = header.or_else(|| request.uri().host())?;
    Some(host.split_once(':').map_or(host, |(name, _)| name))
}

/// The Region in the name of an endpoint of the service: public, FIPS, dual-stack or VPC endpoint.
fn region_of(host: &str) -> Option<&str> {
    let name = DOMAINS.iter().find_map(|domain| host.strip_suffix(domain))?;
    let name = name.strip_suffix(".vpce").unwrap_or(name);
    let (service, region) = name.rsplit_once('.')?;
    // The name of a VPC endpoint begins with the endpoint's own id.
    let service = service.rsplit_once('.').map_or(service, |(_, service)| service);
    let is_service = matches!(service, "secretsmanager" | "secretsmanager-fips");
    let is_region = !region.is_empty()
        && region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (is_service && is_region).then_some(region)
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
    fn an_access_key_of_twelve_digits_names_an_account() {
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
    fn missing_and_incomplete_signatures_are_refused() {
        let unsigned = Request::builder().body(()).unwrap();
        assert_eq!(Credential::of(&unsigned).unwrap_err().code, ErrorCode::MissingAuthenticationToken);
        let half = Request::builder()
            .header(header::AUTHORIZATION, "AWS4-HMAC-SHA256 Signature=00")
            .body(())
            .unwrap();
        assert_eq!(Credential::of(&half).unwrap_err().code, ErrorCode::IncompleteSignature);
    }

    #[test]
    fn the_host_names_the_region_if_the_scope_does_not() {
        let region = |credential: &str, host: &str| {
            let request = Request::builder()
                .header(header::HOST, host)
                .header(
                    header::AUTHORIZATION,
                    format!(
                        "AWS4-ECDSA-P256-SHA256 Credential={credential}, SignedHeaders=host, Signature=00"
                    ),
                )
                .body(())
                .unwrap();
            Credential::of(&request).map(|credential| credential.region).map_err(|error| error.code)
        };
        let without = "AKIADEMO/20260101/secretsmanager/aws4_request";
        for (host, expected) in [
            ("secretsmanager.eu-west-1.amazonaws.com", "eu-west-1"),
            ("secretsmanager.eu-west-1.amazonaws.com:443", "eu-west-1"),
            ("secretsmanager-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
            ("secretsmanager.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            ("secretsmanager.eu-west-1.api.aws", "eu-west-1"),
            ("vpce-0a1b-2c3d.secretsmanager.ap-southeast-2.vpce.amazonaws.com", "ap-southeast-2"),
            ("vpce-0a1b-2c3d-eu-west-1a.secretsmanager.eu-west-1.vpce.amazonaws.com", "eu-west-1"),
        ] {
            assert_eq!(region(without, host).as_deref(), Ok(expected), "{host}");
            assert_eq!(
                region("AKIADEMO/20260101//secretsmanager/aws4_request", host).as_deref(),
                Ok(expected)
            );
            let scope = "AKIADEMO/20260101/sa-east-1/secretsmanager/aws4_request";
            assert_eq!(region(scope, host).as_deref(), Ok("sa-east-1"), "the scope counts first");
        }
        for host in
            ["127.0.0.1:8484", "s3.eu-west-1.amazonaws.com", "secretsmanager..amazonaws.com", "api.aws"]
        {
            assert_eq!(region(without, host), Err(ErrorCode::IncompleteSignature), "{host}");
        }
    }
}
