//! Where a secret lives, and the names that follow from it.

use std::fmt;
use std::sync::Arc;

use crate::secrets::REGIONS;

/// An account and a Region: names are unique within one of these.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The twelve digits of the account.
    pub account: Arc<str>,
    /// The Region's code, such as `eu-central-1`.
    pub region: Arc<str>,
}

impl Place {
    /// A place from its two parts.
    pub fn new(account: &str, region: &str) -> Self {
        Self { account: account.into(), region: region.into() }
    }

    /// The same account in another Region.
    pub fn in_region(&self, region: &str) -> Self {
        Self { account: Arc::clone(&self.account), region: region.into() }
    }

    /// Where the secret of an ARN lies, if that is another account in the same Region.
    pub fn of_arn(&self, arn: &str) -> Option<Self> {
        let region = &*self.region;
        let rest = arn.strip_prefix(&format!("arn:{}:secretsmanager:{region}:", partition(region)))?;
        let (account, _) = rest.split_once(":secret:")?;
        let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        is_account.then(|| Self::new(account, region))
    }

    /// Whether a secret here can be replicated to a Region.
    pub fn reaches(&self, region: &str) -> bool {
        let exists = REGIONS.contains(&region);
        exists && *region != *self.region && partition(region) == partition(&self.region)
    }

    /// What stands before every secret's name in this place's ARNs.
    pub fn arn_prefix(&self) -> String {
        let Self { account, region } = self;
        format!("arn:{}:secretsmanager:{region}:{account}:secret:", partition(region))
    }

    /// The full ARN of a secret here.
    pub fn arn(&self, name: &str, suffix: Suffix) -> String {
        format!("{}{name}-{suffix}", self.arn_prefix())
    }
}

/// The partition that a Region belongs to.
fn partition(region: &str) -> &'static str {
    match region {
        _ if region.starts_with("cn-") => "aws-cn",
        _ if region.starts_with("eusc-") => "aws-eusc",
        _ if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

/// The six random characters that end a secret's ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suffix([u8; 6]);

impl Suffix {
    /// A new suffix of `A-Z a-z 0-9`.
    pub fn random(random: &mut fastrand::Rng) -> Self {
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        Self(std::array::from_fn(|_| ALPHABET[random.usize(..ALPHABET.len())]))
    }

    /// Whether `text` could be a suffix.
    pub fn is_like(text: &str) -> bool {
        text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    /// Whether `text` is this suffix.
    pub fn is(self, text: &str) -> bool {
        self.0 == *text.as_bytes()
    }
}

impl fmt::Display for Suffix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}
