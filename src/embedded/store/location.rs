//! Locations of secrets, and the ARNs that follow from them.

use std::fmt;
use std::sync::Arc;

use crate::secrets::{REGIONS, partition};

/// The account of every access key that doesn't name an account itself.
pub const DEMO_ACCOUNT: &str = "123456789012";

/// An account and a Region. Secret names are unique within a location.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// The account id, 12 digits.
    pub account: Arc<str>,
    /// The Region code, such as `eu-central-1`.
    pub region: Arc<str>,
}

impl Location {
    /// Creates a location from an account id and a Region code.
    pub fn new(account: &str, region: &str) -> Self {
        Self { account: account.into(), region: region.into() }
    }

    /// The same account in another Region.
    pub fn in_region(&self, region: &str) -> Self {
        Self { account: Arc::clone(&self.account), region: region.into() }
    }

    /// The location in a secret's ARN. None if the ARN is malformed or names another Region than
    /// this location's: a request reaches only secrets of the Region that it was sent to.
    pub fn of_arn(&self, arn: &str) -> Option<Self> {
        let region = &*self.region;
        let rest = arn.strip_prefix(&format!("arn:{}:secretsmanager:{region}:", partition(region)))?;
        let (account, _) = rest.split_once(":secret:")?;
        let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        is_account.then(|| Self::new(account, region))
    }

    /// Returns true if secrets of this location can be replicated to `region`: another Region of
    /// the same partition.
    pub fn can_replicate_to(&self, region: &str) -> bool {
        let exists = REGIONS.contains(&region);
        exists && *region != *self.region && partition(region) == partition(&self.region)
    }

    /// The part of an ARN before the secret's name.
    pub fn arn_prefix(&self) -> String {
        let Self { account, region } = self;
        format!("arn:{}:secretsmanager:{region}:{account}:secret:", partition(region))
    }

    /// The full ARN of a secret in this location.
    pub fn arn(&self, name: &str, suffix: ArnSuffix) -> String {
        format!("{}{name}-{suffix}", self.arn_prefix())
    }
}

/// The six random characters at the end of a secret's ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArnSuffix([u8; 6]);

impl ArnSuffix {
    /// Draws a new suffix of `A-Z a-z 0-9`.
    pub fn random(random: &mut fastrand::Rng) -> Self {
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        Self(std::array::from_fn(|_| ALPHABET[random.usize(..ALPHABET.len())]))
    }

    /// Returns true if `text` has the form of a suffix.
    pub fn is_valid(text: &str) -> bool {
        text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    /// Returns true if `text` is this suffix.
    pub fn matches(self, text: &str) -> bool {
        self.0 == *text.as_bytes()
    }
}

impl fmt::Display for ArnSuffix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}
