//! The connection: where requests go, and who we are there.

use crate::secrets::Arn;
use crate::service::api::{
    ConnectionId, ConnectionTarget, Destination, Endpoint, ErrorKind, Identity, ServiceError,
};

/// The connection of the moment.
#[derive(Debug)]
pub struct Connection {
    /// Its number; answers that name another one come too late.
    pub id: ConnectionId,
    /// What was asked for.
    pub target: ConnectionTarget,
    /// How far it has come.
    pub state: ConnectionState,
    /// Whether the service takes the credentials.
    pub login: Login,
}

/// Where requests go and for whom, as far as it is known: what questions and reviews name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConnectionSummary<'a> {
    /// The Region.
    pub region: Option<&'a str>,
    /// The account, if STS named it.
    pub account: Option<&'a str>,
    /// The profile, if one is in force by name.
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

/// Whether the service takes the credentials, as far as its last answer tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Login {
    /// It does, or was not asked yet.
    #[default]
    Taken,
    /// It does not: the next refresh makes a new connection.
    Refused,
}

/// How far a connection has come.
#[derive(Debug)]
pub enum ConnectionState {
    /// Config, credentials and client are being made.
    Connecting,
    /// Requests can be sent.
    Ready {
        /// Where they go.
        destination: Destination,
        /// Who we are; `None` until STS has answered.
        identity: Option<Result<Identity, ServiceError>>,
    },
    /// There is no client.
    Failed(ServiceError),
}

impl Connection {
    /// A connection that is still to be made.
    pub fn new(id: ConnectionId, target: ConnectionTarget) -> Self {
        Self { id, target, state: ConnectionState::Connecting, login: Login::Taken }
    }

    /// Learns from an answer, or from its error, what the credentials are worth.
    pub fn learn(&mut self, error: Option<&ServiceError>) {
        match error {
            None => self.login = Login::Taken,
            Some(error) if wants_reconnect(error) => self.login = Login::Refused,
            Some(_) => {}
        }
    }

    /// Where requests go, once that is known.
    pub fn destination(&self) -> Option<&Destination> {
        match &self.state {
            ConnectionState::Ready { destination, .. } => Some(destination),
            _ => None,
        }
    }

    /// The account, once STS has named it.
    pub fn account(&self) -> Option<&str> {
        match &self.state {
            ConnectionState::Ready { identity: Some(Ok(identity)), .. } => Some(&identity.account),
            _ => None,
        }
    }

    /// The profile in force, or the one asked for.
    pub fn profile(&self) -> Option<&str> {
        self.destination()
            .and_then(|destination| destination.profile.as_deref())
            .or(self.target.profile.as_deref())
    }

    /// The Region in force, or the one asked for.
    pub fn region(&self) -> Option<&str> {
        self.destination().map(|destination| destination.region.as_str()).or(self.target.region.as_deref())
    }

    /// Region, account and profile.
    pub fn summary(&self) -> ConnectionSummary<'_> {
        ConnectionSummary { region: self.region(), account: self.account(), profile: self.profile() }
    }

    /// Whether the embedded service answers.
    pub fn is_demo(&self) -> bool {
        self.destination().is_some_and(|destination| destination.endpoint == Endpoint::Demo)
    }
}

/// Whether only a new connection can mend the error: the client keeps credentials that are no good.
pub fn wants_reconnect(error: &ServiceError) -> bool {
    matches!(
        error.kind,
        ErrorKind::NoCredentials { .. }
            | ErrorKind::ExpiredCredentials { .. }
            | ErrorKind::InvalidCredentials
            | ErrorKind::NoRegion
            | ErrorKind::NoSuchProfile { .. }
    )
}
