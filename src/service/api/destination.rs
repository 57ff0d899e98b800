//! The profile, Region and endpoint of a connection.

/// The connection that the user asked for. The environment and the AWS config files fill in what is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionTarget {
    /// A profile of the AWS config files.
    pub profile: Option<String>,
    /// A Region, such as `eu-central-1`.
    pub region: Option<String>,
    /// The URL of an endpoint other than AWS.
    pub endpoint_url: Option<String>,
}

/// A URL without the user and the password in it. Requests are signed, so that neither is ever sent; they must not be shown,
/// logged or copied either. Takes any text, as it may be a URL with a mistake in it.
pub fn without_userinfo(url: &str) -> String {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), url),
    };
    // A password with `/`, `?` or `#` in it is a mistake, but no less secret.
    match rest.rsplit_once('@') {
        Some((_, rest)) => format!("{scheme}{rest}"),
        None => url.to_owned(),
    }
}

/// True if a URL can be that of an endpoint: `http` or `https`, a host, a port if it exists, a path. The HTTP library would
/// take a port beyond 65535 for none, and the SDK sends no query and no fragment.
pub fn is_endpoint_url(url: &str) -> bool {
    let Ok(uri) = url.parse::<http::Uri>() else { return false };
    let Some(authority) = uri.authority() else { return false };
    let has_port = !authority.as_str().ends_with(authority.host());
    matches!(uri.scheme_str(), Some("http" | "https"))
        && !authority.host().is_empty()
        && (!has_port || authority.port_u16().is_some_and(|port| port > 0))
        && uri.query().is_none()
        && !url.contains('#')
}

/// The profile, Region and endpoint that a connection uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The profile; `None` if the default profile is used without being named.
    pub profile: Option<String>,
    /// The Region.
    pub region: String,
    /// The endpoint.
    pub endpoint: Endpoint,
}

/// The service that answers requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// AWS.
    Aws,
    /// The endpoint at this URL, from an option, the environment or a config file.
    Url(String),
    /// The embedded Secrets Manager, in this process.
    Demo,
}

/// A profile of the AWS config files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The profile's name.
    pub name: String,
    /// The profile's `region`, if it sets one.
    pub region: Option<String>,
    /// The source of its credentials, to be shown: `sso`, `assume role`, `web identity`, `keys`, `process`, `login`.
    pub credentials: Option<&'static str>,
    /// The account and the role that it names, as far as it does: `123456789012 Admin`.
    pub account_role: Option<String>,
    /// A problem of its section, with file and line.
    pub problem: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_has_a_port_that_exists_and_nothing_behind_its_path() {
        for url in ["http://h", "https://h:443/", "http://[::1]:5000", "http://[::1]", "HTTP://h:1/a/b"] {
            assert!(is_endpoint_url(url), "{url}");
        }
        for url in [
            "http://h:99999",
            "http://h:0",
            "http://h:",
            "http://h:x",
            "http://h/?q=1",
            "http://h#f",
            "http://",
            "http://h o",
            "ftp://h",
            "h:5000",
            "http:///x",
            "",
        ] {
            assert!(!is_endpoint_url(url), "{url}");
        }
    }
}
