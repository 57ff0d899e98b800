//! The connection as questions and reviews name it.

use crate::secrets::Arn;
use crate::service::api::CliDestination;

/// The known parts of account, Region and profile, for questions and reviews.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConnectionSummary<'a> {
    /// The Region.
    pub region: Option<&'a str>,
    /// The account, if STS named it.
    pub account: Option<&'a str>,
    /// The profile, once it is known.
    pub profile: Option<&'a str>,
    /// The profile, if it was chosen by an option or in the program.
    pub chosen_profile: Option<&'a str>,
    /// The URL of an endpoint other than AWS.
    pub endpoint_url: Option<&'a str>,
    /// Requests go to the embedded service, which only this program reaches.
    pub is_demo: bool,
}

impl ConnectionSummary<'_> {
    /// The options with which the AWS CLI sends a command to the same place.
    pub fn cli_destination(&self) -> CliDestination {
        CliDestination {
            profile: self.chosen_profile.map(str::to_owned),
            region: self.region.map(str::to_owned),
            endpoint_url: self.endpoint_url.map(str::to_owned),
        }
    }

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
