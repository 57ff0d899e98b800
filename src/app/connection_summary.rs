//! The connection as questions and reviews name it.

use crate::secrets::Arn;

/// The known parts of account, Region and profile, for questions and reviews.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConnectionSummary<'a> {
    /// The Region.
    pub region: Option<&'a str>,
    /// The account, if STS named it.
    pub account: Option<&'a str>,
    /// The profile, once it is known.
    pub profile: Option<&'a str>,
}

impl ConnectionSummary<'_> {
    /// Account, Region and profile in one line. The ARN names the account where STS did not.
    pub fn line(&self, arn: Option<&Arn>) -> String {
        let account = self.account.or(arn.and_then(Arn::account)).unwrap_or("unknown");
        let region = arn.and_then(Arn::region).or(self.region).unwrap_or("unknown");
        match self.profile {
            Some(profile) => format!("Account {account} · Region {region} · profile {profile}"),
            None => format!("Account {account} · Region {region}"),
        }
    }
}
