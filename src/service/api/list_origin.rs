//! The origin of a list: the connection that it was read on, so that it is never shown on another.

use super::destination::{Destination, Endpoint};

/// The name of the profile that is used if none is named.
const DEFAULT_PROFILE: &str = "default";

/// The connection that a list was read on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOrigin {
    /// The profile, Region and endpoint.
    pub destination: Destination,
    /// A SHA-256 digest of the way to the credentials: access key id, roles, accounts and the like, no secret.
    pub credentials: [u8; 32],
    /// The source that tells the account.
    pub account: AccountOrigin,
}

/// The source that tells the account of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountOrigin {
    /// The configuration: the same configuration is always the same account.
    Configuration,
    /// STS alone: a process, or the machine, gives the credentials.
    Service,
}

impl ListOrigin {
    /// The profile.
    pub fn profile(&self) -> &str {
        self.destination.profile.as_deref().unwrap_or(DEFAULT_PROFILE)
    }

    /// The Region.
    pub fn region(&self) -> &str {
        &self.destination.region
    }

    /// The URL of the endpoint, if it is not AWS.
    pub fn endpoint_url(&self) -> Option<&str> {
        match &self.destination.endpoint {
            Endpoint::Url(url) => Some(url),
            Endpoint::Aws | Endpoint::Demo => None,
        }
    }
}
