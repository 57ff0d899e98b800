//! ARNs of secrets.

use std::fmt;
use std::sync::Arc;

/// The ARN of a secret. It stays the same for as long as the secret exists.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Arn(Arc<str>);

impl Arn {
    /// Wraps an ARN from the service, unchecked.
    pub fn new(arn: impl Into<Arc<str>>) -> Self {
        Self(arn.into())
    }

    /// The ARN as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The Region in the ARN, if it has one.
    pub fn region(&self) -> Option<&str> {
        Self::region_in(&self.0)
    }

    /// The Region in an ARN or in the beginning of one, if it has one.
    pub(super) fn region_in(arn: &str) -> Option<&str> {
        arn.split(':').nth(3).filter(|region| !region.is_empty())
    }

    /// The ARN that the secret has as a replica in another Region. The same if this has no Region.
    #[must_use]
    pub fn in_region(&self, region: &str) -> Self {
        let mut parts: Vec<&str> = self.0.split(':').collect();
        match parts.get_mut(3) {
            Some(own) => *own = region,
            None => return self.clone(),
        }
        Self::new(parts.join(":"))
    }

    /// The secret's name in the ARN, without the six random characters at its end. The whole text if it is not the ARN
    /// of a secret.
    pub fn name(&self) -> &str {
        let Some((_, name)) = self.0.split_once(":secret:") else { return &self.0 };
        name.rsplit_once('-').filter(|(_, suffix)| suffix.len() == 6).map_or(name, |(name, _)| name)
    }

    /// The account in the ARN, if it has one.
    pub fn account(&self) -> Option<&str> {
        Self::account_in(&self.0)
    }

    /// The account in an ARN or in the beginning of one, if it has one.
    pub(super) fn account_in(arn: &str) -> Option<&str> {
        arn.split(':').nth(4).filter(|account| !account.is_empty())
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arn({})", self.0)
    }
}
