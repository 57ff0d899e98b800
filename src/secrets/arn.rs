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
        let Some(name) = resource(&self.0) else { return &self.0 };
        name.rsplit_once('-').filter(|(_, suffix)| suffix.len() == 6).map_or(name, |(name, _)| name)
    }

    /// True if a `SecretId` may mean this secret: its name, its ARN, or either without the six random characters at the end.
    /// Region and account are compared by [`may_be_at`](Self::may_be_at). moto gives a name in place of an ARN for the versions
    /// of a secret.
    pub fn may_be(&self, secret_id: &str) -> bool {
        let asked = resource(secret_id).unwrap_or(secret_id);
        let (whole, beginning) = match resource(&self.0) {
            Some(own) => (own, asked),
            None => (asked, &*self.0),
        };
        whole.strip_prefix(beginning).is_some_and(|suffix| suffix.is_empty() || suffix.starts_with('-'))
    }

    /// True if a text is this ARN, whole or without the six random characters at the end.
    pub fn is_meant_by(&self, arn: &str) -> bool {
        let rest = self.0.strip_prefix(arn);
        rest.is_some_and(|rest| rest.is_empty() || (rest.len() == 7 && rest.starts_with('-')))
    }

    /// True if this may be the Region and the account of an answer to a request about `secret_id` in a Region. The Region is
    /// that of the ARN that was asked for, or else the one of the request: a replica answers to the ARN of its primary. A
    /// name tells neither.
    pub fn may_be_at(&self, secret_id: &str, asked_in: &str) -> bool {
        if resource(secret_id).is_none() || resource(&self.0).is_none() {
            return true;
        }
        let same_region = self.region() == Self::region_in(secret_id) || self.region() == Some(asked_in);
        same_region && self.account() == Self::account_in(secret_id)
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

/// The name in the ARN of a secret, with the random characters behind it; `None` if it is no such ARN.
fn resource(arn: &str) -> Option<&str> {
    arn.split_once(":secret:").map(|(_, resource)| resource)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_may_be_what_was_asked_for_by_name_or_arn() {
        let arn = |resource: &str| format!("arn:aws:secretsmanager:eu-west-1:123456789012:secret:{resource}");
        let secret = Arn::new(arn("prod/db-AbCdEf"));
        for asked in ["prod/db", &arn("prod/db-AbCdEf"), &arn("prod/db")] {
            assert!(secret.may_be(asked), "{asked}");
        }
        assert!(secret.may_be(Arn::new(arn("prod/db-AbCdEf")).in_region("us-east-1").as_str()));
        for other in
            ["prod/d", "prod", "prod/db2", &arn("prod/db-XyZ123"), &arn("prod/web-AbCdEf"), "x/prod/db"]
        {
            assert!(!secret.may_be(other), "{other}");
        }
        let (other_account, elsewhere) =
            (arn("prod/db").replace("123456789012", "1"), secret.in_region("us-east-1"));
        assert!(secret.may_be_at(&arn("prod/db"), "us-east-1") && secret.may_be_at("prod/db", "us-east-1"));
        assert!(elsewhere.may_be_at(secret.as_str(), "us-east-1"), "a replica");
        assert!(!elsewhere.may_be_at(secret.as_str(), "eu-west-1"));
        assert!(!secret.may_be_at(&other_account, "eu-west-1"));
        assert!(Arn::new("plain").may_be("plain"), "an emulator may have no ARNs of AWS's form");
        assert!(
            Arn::new("prod/db").may_be(&arn("prod/db-AbCdEf")),
            "moto names the secret of a list of versions"
        );
        assert!(!Arn::new("prod/web").may_be(&arn("prod/db-AbCdEf")));
    }
}
