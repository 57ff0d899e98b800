//! Where requests go: profile, Region, endpoint. Plain data.

/// What the user asked to be connected to; what is absent comes from the environment and the config files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionTarget {
    /// A profile of the AWS config files.
    pub profile: Option<String>,
    /// A Region, as `eu-central-1`.
    pub region: Option<String>,
    /// The URL of an endpoint other than AWS's own.
    pub endpoint_url: Option<String>,
}

/// What a connection turned out to be connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The profile, if one is in force by name.
    pub profile: Option<String>,
    /// The Region.
    pub region: String,
    /// The endpoint.
    pub endpoint: Endpoint,
}

/// Who answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// AWS.
    Aws,
    /// An endpoint named by option, environment or config file.
    Url(String),
    /// The embedded Secrets Manager, in process.
    Demo,
}

/// A profile of the AWS config files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Its `region`, if it sets one.
    pub region: Option<String>,
    /// How it gets credentials, in a word or two: `sso`, `assume role`, `web identity`,
    /// `keys`, `process`, `login`.
    pub credentials: Option<&'static str>,
}
