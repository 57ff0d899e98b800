//! Protection from web pages: a page can make a browser send requests to this machine, and by rebinding its own host name to a
//! loopback address it could read the answers. Only requests to known host names are answered, and none with an `Origin`.

use http::request::Parts;
use http::uri::Authority;
use http::{HeaderMap, header};
use std::net::IpAddr;

/// The domains of AWS. Clients that are redirected here, by a proxy or by their own DNS, go on using AWS's host names.
const AWS_DOMAINS: [&str; 3] = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws"];

/// The host names that requests may be addressed to: loopback names, the address that is listened on, those of AWS, and more
/// that the user has allowed. Ports are not compared, since they may be forwarded.
#[derive(Clone, Debug)]
pub struct AllowedHosts {
    listening: IpAddr,
    more: Vec<String>,
}

/// The reason why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A web page sent it.
    #[error("Requests from web pages are refused: this one has an Origin header.")]
    Origin,
    /// It doesn't name exactly one host.
    #[error("The request must have one Host header.")]
    NoHost,
    /// It is addressed to a host name that is not allowed.
    #[error(
        "The host name {0} is refused, since a web page could have redirected it here. \
         To allow it, start strongroom serve with --allow-host {0}."
    )]
    Host(String),
}

impl AllowedHosts {
    /// The hosts allowed by a server that listens on this address, and `more`.
    pub fn new(listening: IpAddr, more: Vec<String>) -> Self {
        Self { listening: listening.to_canonical(), more }
    }

    /// Checks the head of a request: its `Host` header, its URL if that names a host, and that no page sent it.
    ///
    /// # Errors
    /// The request must not be answered.
    pub fn check(&self, request: &Parts) -> Result<(), Refusal> {
        if request.headers.contains_key(header::ORIGIN) {
            return Err(Refusal::Origin);
        }
        let host = host_header(&request.headers).ok_or(Refusal::NoHost)?;
        for authority in request.uri.authority().into_iter().chain([&host]) {
            let host = normalized(authority.host());
            if !self.allows(&host) {
                return Err(Refusal::Host(host));
            }
        }
        Ok(())
    }

    fn allows(&self, host: &str) -> bool {
        match host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            Ok(address) => self.allows_address(address.to_canonical()),
            Err(_) => {
                host == "localhost"
                    || host.ends_with(".localhost")
                    || AWS_DOMAINS.iter().any(|domain| host.ends_with(domain))
                    || self.more.iter().any(|more| normalized(more) == host)
            }
        }
    }

    /// True for loopback addresses and the one that is listened on. An address is no name that could be rebound: a server
    /// that listens on all addresses allows all.
    fn allows_address(&self, address: IpAddr) -> bool {
        let is_more = |more: &String| more.parse() == Ok(address);
        address.is_loopback()
            || address == self.listening
            || self.listening.is_unspecified()
            || self.more.iter().any(is_more)
    }
}

/// The host of the only `Host` header.
fn host_header(headers: &HeaderMap) -> Option<Authority> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next()?;
    if hosts.next().is_some() {
        return None;
    }
    Authority::try_from(host.as_bytes()).ok()
}

/// The name in lower case, without the dot that marks a complete name.
fn normalized(host: &str) -> String {
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;
    use proptest::prelude::*;

    fn check(listening: &str, more: &[&str], url: &str, headers: &[(&str, &str)]) -> Result<(), Refusal> {
        let more = more.iter().map(|&name| name.to_owned()).collect();
        let mut request = Request::builder().uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        AllowedHosts::new(listening.parse().unwrap(), more).check(&parts)
    }

    fn host(name: &str) -> Result<(), Refusal> {
        check("127.0.0.1", &[], "/", &[("host", name)])
    }

    #[test]
    fn loopback_names_and_those_of_aws_are_allowed() {
        for name in [
            "localhost",
            "LocalHost:8484",
            "localhost.",
            "a.localhost:1",
            "127.0.0.1",
            "127.8.8.8:80",
            "[::1]:8484",
            "[::ffff:127.0.0.1]",
            "secretsmanager.eu-central-1.amazonaws.com",
            "sts.amazonaws.com:443",
            "secretsmanager.cn-north-1.amazonaws.com.cn",
            "secretsmanager.eu-central-1.api.aws",
        ] {
            assert_eq!(host(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn other_names_are_refused() {
        for name in [
            "evil.example",
            "localhost.evil.example",
            "notlocalhost",
            "127.0.0.1.evil.example",
            "evilamazonaws.com",
            "amazonaws.com.evil.example",
            "localhost@evil.example",
            "10.0.0.1",
            "0.0.0.0:8484",
            "[::2]",
            "[::]",
        ] {
            assert!(matches!(host(name), Err(Refusal::Host(_))), "{name}: {:?}", host(name));
        }
        for name in ["", " ", "a b", "localhost/", "\u{e9}"] {
            assert!(host(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn a_name_is_refused_wherever_it_stands() {
        let local = ("host", "localhost");
        let named = check("127.0.0.1", &[], "http://evil.example/", &[local]);
        assert_eq!(named, Err(Refusal::Host("evil.example".into())));
        let twice = check("127.0.0.1", &[], "/", &[local, ("host", "evil.example")]);
        assert_eq!(twice, Err(Refusal::NoHost));
        assert_eq!(check("127.0.0.1", &[], "http://localhost/", &[]), Err(Refusal::NoHost));
    }

    #[test]
    fn any_origin_is_refused() {
        for origin in ["null", "http://localhost:8484", "https://evil.example", ""] {
            let checked = check("127.0.0.1", &[], "/", &[("host", "localhost"), ("origin", origin)]);
            assert_eq!(checked, Err(Refusal::Origin), "{origin}");
        }
    }

    #[test]
    fn the_listened_address_and_more_names_are_allowed() {
        let at = |listening, name| check(listening, &["Vault.test", "10.0.0.9"], "/", &[("host", name)]);
        assert_eq!(at("10.0.0.1", "10.0.0.1:8484"), Ok(()));
        assert_eq!(at("10.0.0.1", "10.0.0.2"), Err(Refusal::Host("10.0.0.2".into())));
        assert_eq!(at("10.0.0.1", "10.0.0.9"), Ok(()));
        assert_eq!(at("0.0.0.0", "10.0.0.2"), Ok(()), "it listens on all addresses");
        assert_eq!(at("0.0.0.0", "evil.example"), Err(Refusal::Host("evil.example".into())));
        assert_eq!(at("127.0.0.1", "vault.TEST.:80"), Ok(()));
        assert_eq!(at("127.0.0.1", "a.vault.test"), Err(Refusal::Host("a.vault.test".into())));
    }

    proptest! {
        #[test]
        fn no_name_of_another_domain_is_allowed(name in "[a-z0-9.@:\\[\\]-]{0,40}\\.(example|evil|com|aws)(:[0-9]{1,5})?") {
            prop_assume!(!AWS_DOMAINS.iter().any(|domain| name.split(':').next().is_some_and(|it| it.ends_with(domain))));
            prop_assert!(host(&name).is_err());
        }
    }
}
