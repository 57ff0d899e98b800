//! Who calls, and where: read from the credential scope of the signature, or where that names no
//! Region, as in `SigV4a`, from the host.
//!
//! The signature itself is not checked: any secret key is the right one. An access key of twelve
//! digits stands for the account of that number, any other for the default one.

use http::{Request, header};

use crate::embedded::DEMO_ACCOUNT;
use crate::embedded::failure::{Code, Failure};
use crate::embedded::store::Place;

/// The algorithms of a signature: `SigV4`, and `SigV4a`, whose scope has no Region.
const ALGORITHMS: [&str; 2] = ["AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"];
/// What the names of the service's own endpoints end with.
const DOMAINS: [&str; 4] =
    [".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".api.amazonwebservices.com.cn"];

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
    /// Reads the `Authorization` header, and the host where that names no Region.
    pub fn of<B>(request: &Request<B>) -> Result<Self, Failure> {
        let missing = || Failure::new(Code::MissingAuthenticationToken, "Missing Authentication Token");
        let header = request.headers().get(header::AUTHORIZATION).ok_or_else(missing)?;
        let header = header.to_str().map_err(|_| missing())?;
        Self::parse(header, host(request)).ok_or_else(|| {
            let message = "Authorization header requires 'Credential' parameter. Authorization header requires \
                           'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.";
            Failure::new(Code::IncompleteSignature, message)
        })
    }

    /// The account and Region that the request is about.
    pub fn place(&self) -> Place {
        Place::new(&self.account, &self.region)
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

/// The host that a request is for, without its port.
fn host<B>(request: &Request<B>) -> Option<&str> {
    let header = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = header.or_else(|| request.uri().host())?;
    Some(host.split_once(':').map_or(host, |(name, _)| name))
}

/// The Region of one of the service's endpoints: public, FIPS, dual-stack, or in a VPC.
fn region_of(host: &str) -> Option<&str> {
    let name = DOMAINS.iter().find_map(|domain| host.strip_suffix(domain))?;
    let name = name.strip_suffix(".vpce").unwrap_or(name);
    let (service, region) = name.rsplit_once('.')?;
    // A VPC endpoint's own id stands before the service.
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

    #[test]
    fn a_scope_without_a_region_leaves_it_to_the_host() {
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
            Credential::of(&request).map(|credential| credential.region).map_err(|failure| failure.code)
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
            assert_eq!(region(without, host), Err(Code::IncompleteSignature), "{host}");
        }
    }
}
