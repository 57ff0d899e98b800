//! The proxies of the environment, by the rules of the AWS CLI (Python's `urllib`).

use crate::service::api::{ErrorKind, ServiceError, SettingOrigin, without_userinfo};
use aws_smithy_http_client::proxy::ProxyConfig;
use http::Uri;

/// The proxies for requests over HTTP and HTTPS, and the hosts that are reached without.
#[derive(Clone, Debug, Default)]
pub(in crate::service) struct Proxies {
    http: Option<Proxy>,
    https: Option<Proxy>,
    /// The value of `NO_PROXY`.
    bypass: String,
}

#[derive(Clone, Debug)]
struct Proxy {
    name: ProxyName,
    config: ProxyConfig,
}

/// A proxy, as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) struct ProxyName {
    /// The URL, without user and password.
    pub(in crate::service) url: String,
    /// The environment variable that names it.
    pub(in crate::service) variable: String,
}

/// True for a request over HTTPS.
pub(super) fn is_https(uri: &Uri) -> bool {
    uri.scheme_str() == Some("https")
}

impl Proxies {
    /// The proxies that variables of the environment name. Lower case wins, and turns a proxy off where it is empty.
    ///
    /// # Errors
    /// A proxy is no URL.
    pub(in crate::service) fn of(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ServiceError> {
        let found = |lower: &str, upper: &str| match variable(lower) {
            Some(value) => Some((lower.to_owned(), value)),
            None => variable(upper).map(|value| (upper.to_owned(), value)),
        };
        let filled = |found: Option<(String, String)>| found.filter(|(_, value)| !value.is_empty());
        // In a CGI script a header of the request could set HTTP_PROXY.
        let is_cgi = variable("REQUEST_METHOD").is_some();
        let http = found("http_proxy", "HTTP_PROXY").filter(|(name, _)| !is_cgi || name == "http_proxy");
        let proxy = |named: Option<(String, String)>, config: fn(Uri) -> Option<ProxyConfig>| {
            filled(named).map(|(name, value)| proxy(&name, &value, config)).transpose()
        };
        Ok(Self {
            http: proxy(http, |uri| ProxyConfig::http(uri).ok())?,
            https: proxy(found("https_proxy", "HTTPS_PROXY"), |uri| ProxyConfig::https(uri).ok())?,
            bypass: filled(found("no_proxy", "NO_PROXY")).map(|(_, value)| value).unwrap_or_default(),
        })
    }

    pub(super) fn http(&self) -> Option<&ProxyConfig> {
        self.http.as_ref().map(|proxy| &proxy.config)
    }

    pub(super) fn https(&self) -> Option<&ProxyConfig> {
        self.https.as_ref().map(|proxy| &proxy.config)
    }

    /// The proxy that a request to `uri` goes through.
    pub(in crate::service) fn name_for(&self, uri: &Uri) -> Option<&ProxyName> {
        let proxy = if is_https(uri) { self.https.as_ref() } else { self.http.as_ref() };
        proxy.filter(|_| !self.are_bypassed(uri)).map(|proxy| &proxy.name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.http.is_none() && self.https.is_none()
    }

    /// True if a host is reached without a proxy: `NO_PROXY` is `*`, or lists the host or a domain that it is in. The
    /// loopback is no exception.
    pub(in crate::service) fn are_bypassed(&self, uri: &Uri) -> bool {
        if self.bypass == "*" {
            return true;
        }
        let Some(authority) = uri.authority() else { return false };
        let with_port = authority.as_str().rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
        let host = authority.host().to_ascii_lowercase();
        self.bypass.split(',').map(|name| name.trim().trim_start_matches('.').to_lowercase()).any(|name| {
            let is_or_is_in = |host: &str| {
                host.strip_suffix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            !name.is_empty() && (is_or_is_in(&host) || is_or_is_in(&with_port))
        })
    }
}

/// The proxy of a variable. One without a scheme is reached over HTTP.
fn proxy(name: &str, value: &str, config: fn(Uri) -> Option<ProxyConfig>) -> Result<Proxy, ServiceError> {
    let url = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    let shown = ProxyName { url: without_userinfo(&url), variable: name.to_owned() };
    let proxy = |config| Proxy { name: shown, config };
    url.parse::<Uri>().ok().and_then(config).map(proxy).ok_or_else(|| {
        // The URL may have a password, so that it is not shown.
        let setting = name.to_owned();
        let kind = ErrorKind::UnusableSetting { setting, origin: SettingOrigin::Environment };
        let words = "It is not the URL of a proxy, which begins with http:// or https:// and names a host.";
        ServiceError::connecting(kind, words.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(variables: &[(&str, &str)]) -> Result<Proxies, ServiceError> {
        Proxies::of(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    /// True for HTTP and for HTTPS if requests go through a proxy.
    fn proxied(variables: &[(&str, &str)]) -> [bool; 2] {
        let proxies = proxies(variables).unwrap();
        [proxies.http.is_some(), proxies.https.is_some()]
    }

    #[test]
    fn lower_case_wins_and_can_turn_a_proxy_off() {
        assert_eq!(proxied(&[]), [false, false]);
        assert_eq!(proxied(&[("HTTPS_PROXY", "http://p:1")]), [false, true]);
        assert_eq!(proxied(&[("http_proxy", "p:1"), ("HTTPS_PROXY", "http://p:1")]), [true, true]);
        assert_eq!(proxied(&[("https_proxy", ""), ("HTTPS_PROXY", "http://p:1")]), [false, false]);
        assert_eq!(proxied(&[("ALL_PROXY", "http://p:1")]), [false, false], "the AWS CLI does not know it");
        assert_eq!(proxied(&[("HTTP_PROXY", "http://p:1"), ("REQUEST_METHOD", "GET")]), [false, false]);
    }

    #[test]
    fn a_proxy_that_is_no_url_is_named_by_its_variable_alone() {
        for url in ["ftp://user:hunter2@p", "http://", "http://a b:hunter2"] {
            let error = proxies(&[("HTTPS_PROXY", url)]).unwrap_err();
            assert!(error.what().contains("HTTPS_PROXY"), "{error}");
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
    }

    /// Whether botocore goes past the proxy, for each value of `NO_PROXY` and URL.
    fn bypassed_by_botocore(cases: &[(&str, &str)]) -> Vec<bool> {
        const SCRIPT: &str = "
import json, os, sys
from botocore.utils import should_bypass_proxies
def bypassed(no_proxy, url):
    os.environ['no_proxy'] = no_proxy
    return bool(should_bypass_proxies(url))
print(json.dumps([bypassed(*case) for case in json.loads(sys.argv[1])]))
";
        let python = concat!(env!("CARGO_MANIFEST_DIR"), "/target/venv/bin/python");
        let cases = serde_json::to_string(cases).unwrap();
        let output = std::process::Command::new(python).args(["-c", SCRIPT, &cases]).output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    }

    #[test]
    fn hosts_go_past_the_proxy_as_with_botocore() {
        let lists = [
            "",
            "*",
            "localhost",
            "127.0.0.1",
            ".example.com",
            "example.com",
            "a.example.com,b",
            " b , EXAMPLE.com ",
            "127.0.0.0/8",
            "*.example.com",
            "127.0.0.1:80",
            "example.com:443",
            "[::1]",
            "::1",
            ",",
            "ample.com",
        ];
        let urls = [
            "http://127.0.0.1:80/",
            "http://127.0.0.1/",
            "http://localhost:4566",
            "https://a.example.com/x",
            "https://example.com",
            "https://Example.COM:443",
            "https://badexample.com",
            "http://[::1]:80",
            "http://b",
        ];
        let cases: Vec<_> = lists.into_iter().flat_map(|list| urls.map(|url| (list, url))).collect();
        let expected = bypassed_by_botocore(&cases);
        for ((list, url), expected) in cases.into_iter().zip(expected) {
            let proxies = proxies(&[("no_proxy", list)]).unwrap();
            assert_eq!(proxies.are_bypassed(&url.parse().unwrap()), expected, "{list:?} {url}");
        }
    }
}
