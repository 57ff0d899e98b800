//! The connection: where requests go, and for whom.

use super::{Effect, Event, UpdateContext};
use crate::app::connection_summary::ConnectionSummary;
use crate::service::api::{ConnectionId, ConnectionTarget, Destination, Endpoint, Identity, ServiceError};

/// The connection in use.
#[derive(Debug)]
pub struct Connection {
    id: ConnectionId,
    target: ConnectionTarget,
    state: ConnectionState,
    login: Login,
}

/// Whether the service accepts the credentials, by its last answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Login {
    /// It does, or was not asked yet.
    #[default]
    Accepted,
    /// It does not: the next refresh makes a new connection.
    Rejected,
}

/// How far a connection has come.
#[derive(Debug)]
pub enum ConnectionState {
    /// Config, credentials and client are being made.
    Connecting,
    /// Requests can be sent.
    Ready {
        /// The Region and endpoint in use.
        destination: Destination,
        /// The caller; `None` until STS has answered.
        identity: Option<Result<Identity, ServiceError>>,
    },
    /// There is no client.
    Failed(ServiceError),
}

/// The work that a refresh comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refresh {
    /// Nothing: the connection is still being made.
    Wait,
    /// A new connection: the one there is no good.
    Reconnect,
    /// Reading anew.
    Read,
}

impl Connection {
    /// A connection that is still to be made.
    pub fn new(id: ConnectionId, target: ConnectionTarget) -> Self {
        Self { id, target, state: ConnectionState::Connecting, login: Login::Accepted }
    }

    /// Replaces the connection by one to another profile or Region, or by the same made anew.
    pub fn connect(&mut self, target: ConnectionTarget, cx: &mut UpdateContext) {
        let id = ConnectionId(self.id.0 + 1);
        cx.switch_connection(id);
        *self = Self::new(id, target.clone());
        cx.emit(Effect::Connect(id, target));
        cx.raise(Event::ConnectionReplaced);
    }

    /// Takes in the answer to `Effect::Connect`.
    pub fn connected(
        &mut self,
        id: ConnectionId,
        result: Result<Destination, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        if id != self.id {
            return;
        }
        match result {
            Ok(destination) => {
                self.state = ConnectionState::Ready { destination, identity: None };
                cx.emit(Effect::Identify(id));
                cx.raise(Event::Connected);
            }
            Err(error) => self.state = ConnectionState::Failed(error),
        }
    }

    /// Takes in the answer of STS. Its failure is no failure of the dashboard.
    pub fn identified(&mut self, id: ConnectionId, result: Result<Identity, ServiceError>) {
        if let ConnectionState::Ready { identity, .. } = &mut self.state
            && id == self.id
        {
            *identity = Some(result);
        }
    }

    /// Decides what a refresh comes to; asks STS again if it has failed before.
    pub fn refresh(&self, cx: &mut UpdateContext) -> Refresh {
        match &self.state {
            ConnectionState::Connecting => Refresh::Wait,
            ConnectionState::Failed(_) => Refresh::Reconnect,
            ConnectionState::Ready { .. } if self.login == Login::Rejected => Refresh::Reconnect,
            ConnectionState::Ready { identity, .. } => {
                if matches!(identity, Some(Err(_))) {
                    cx.emit(Effect::Identify(self.id));
                }
                Refresh::Read
            }
        }
    }

    /// Learns from an answer, or from its error, whether the credentials are accepted.
    pub fn learn(&mut self, error: Option<&ServiceError>) {
        match error {
            None => self.login = Login::Accepted,
            Some(error) if error.wants_reconnect() => self.login = Login::Rejected,
            Some(_) => {}
        }
    }

    /// The number of the connection; answers that name another one come too late.
    pub fn id(&self) -> ConnectionId {
        self.id
    }

    /// The profile, Region and endpoint that were asked for.
    pub fn target(&self) -> &ConnectionTarget {
        &self.target
    }

    /// The same profile and endpoint, in another Region.
    pub fn in_region(&self, region: String) -> ConnectionTarget {
        ConnectionTarget { region: Some(region), ..self.target.clone() }
    }

    /// Another profile: its own Region if it sets one, else the Region in use.
    pub fn in_profile(&self, name: String, own_region: Option<&str>) -> ConnectionTarget {
        let region = match own_region {
            Some(_) => None,
            None => self.region().map(str::to_owned),
        };
        ConnectionTarget { profile: Some(name), region, endpoint_url: self.target.endpoint_url.clone() }
    }

    /// How far the connection has come.
    pub fn state(&self) -> &ConnectionState {
        &self.state
    }

    /// The Region and endpoint in use, once the connection is made.
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
