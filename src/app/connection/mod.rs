//! The connection: profile, Region, endpoint, and the caller's identity.

use super::event::NewConnection;
use super::{Effect, Event, UpdateContext};
use crate::app::connection_summary::ConnectionSummary;
use crate::secrets::{REGIONS, unknown_region};
use crate::service::api::{
    ConnectionId, ConnectionTarget, Destination, Endpoint, Identity, LoginProgram, ServiceError,
};

/// The connection in use.
#[derive(Debug)]
pub struct Connection {
    id: ConnectionId,
    target: ConnectionTarget,
    state: ConnectionState,
    login: Login,
    /// The profiles used in this run, the last one first.
    used: Vec<String>,
}

/// The name of the profile that is used if none is named.
const DEFAULT_PROFILE: &str = "default";

/// The state of the credentials, by the service's last answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Login {
    /// Accepted, or not used yet.
    #[default]
    Accepted,
    /// Rejected: the next refresh makes a new connection. A program may renew it.
    Rejected(Option<LoginProgram>),
}

/// The state of a connection.
#[derive(Debug)]
pub enum ConnectionState {
    /// Config and credentials are being loaded.
    Connecting,
    /// Requests can be sent.
    Ready {
        /// The Region and endpoint in use.
        destination: Destination,
        /// The caller; `None` until STS has answered.
        identity: Option<Result<Identity, ServiceError>>,
    },
    /// The connection could not be made.
    Failed(ServiceError),
}

/// The work of a refresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refresh {
    /// Nothing: the connection is being made.
    Wait,
    /// Make a new connection: this one does not work.
    Reconnect,
    /// Read the data again.
    Read,
}

impl Connection {
    /// A connection that is being made.
    pub fn new(id: ConnectionId, target: ConnectionTarget) -> Self {
        Self { id, target, state: ConnectionState::Connecting, login: Login::Accepted, used: Vec::new() }
    }

    /// Replaces the connection: by another profile or Region, or to reconnect.
    pub fn connect(&mut self, target: ConnectionTarget, cx: &mut UpdateContext) {
        let id = ConnectionId(self.id.0 + 1);
        let is_same_account =
            (&target.profile, &target.endpoint_url) == (&self.target.profile, &self.target.endpoint_url);
        let from_region = self.region().filter(|_| is_same_account).map(str::to_owned);
        let to = if target == self.target { NewConnection::Same } else { NewConnection::Other };
        cx.switch_connection(id);
        *self = Self { used: std::mem::take(&mut self.used), ..Self::new(id, target.clone()) };
        cx.emit(Effect::Connect(id, target));
        cx.raise(Event::ConnectionReplaced { from_region, to });
    }

    /// Handles the answer to `Effect::Connect`.
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
                let profile = destination.profile.clone().unwrap_or_else(|| DEFAULT_PROFILE.to_owned());
                self.used.retain(|used| *used != profile);
                self.used.insert(0, profile);
                let is_custom = matches!(destination.endpoint, Endpoint::Url(_));
                if !is_custom && !REGIONS.contains(&destination.region.as_str()) {
                    cx.tell(unknown_region(&destination.region));
                }
                self.state = ConnectionState::Ready { destination, identity: None };
                cx.emit(Effect::Identify(id));
                cx.raise(Event::Connected);
            }
            Err(error) => self.state = ConnectionState::Failed(error),
        }
    }

    /// Handles the answer from STS. The dashboard works without it.
    pub fn identified(&mut self, id: ConnectionId, result: Result<Identity, ServiceError>) {
        if let ConnectionState::Ready { identity, .. } = &mut self.state
            && id == self.id
        {
            *identity = Some(result);
        }
    }

    /// Decides what a refresh does; asks STS again if it has failed.
    pub fn refresh(&self, cx: &mut UpdateContext) -> Refresh {
        let refresh = self.next_refresh();
        if refresh == Refresh::Read
            && matches!(self.state, ConnectionState::Ready { identity: Some(Err(_)), .. })
        {
            cx.emit(Effect::Identify(self.id));
        }
        refresh
    }

    /// Decides what a refresh would do.
    pub fn next_refresh(&self) -> Refresh {
        match &self.state {
            ConnectionState::Connecting => Refresh::Wait,
            ConnectionState::Failed(_) => Refresh::Reconnect,
            ConnectionState::Ready { .. } if self.login != Login::Accepted => Refresh::Reconnect,
            ConnectionState::Ready { .. } => Refresh::Read,
        }
    }

    /// Learns from an answer whether the credentials are accepted; `error` is `None` for a success.
    pub fn note_answer(&mut self, error: Option<&ServiceError>) {
        match error {
            None => self.login = Login::Accepted,
            Some(error) if error.wants_reconnect() => self.login = Login::Rejected(error.login_program()),
            Some(_) => {}
        }
    }

    /// The program that renews the login that was rejected.
    pub fn login_program(&self) -> Option<&LoginProgram> {
        match &self.login {
            Login::Rejected(program) => program.as_ref(),
            Login::Accepted => None,
        }
    }

    /// Goes on with a login that was renewed; asks STS again if it has failed.
    pub fn logged_in(&mut self, cx: &mut UpdateContext) {
        self.login = Login::Accepted;
        if let ConnectionState::Ready { identity: Some(Err(_)), .. } = &self.state {
            cx.emit(Effect::Identify(self.id));
        }
    }

    /// The number of the connection. Answers on another connection are dropped.
    pub fn id(&self) -> ConnectionId {
        self.id
    }

    /// The requested profile, Region and endpoint.
    pub fn target(&self) -> &ConnectionTarget {
        &self.target
    }

    /// The profile and endpoint in use, in another Region.
    pub fn in_region(&self, region: String) -> ConnectionTarget {
        ConnectionTarget { region: Some(region), ..self.target.clone() }
    }

    /// Another profile, in the Region that it sets, or else in the Region in use.
    pub fn in_profile(&self, name: String, own_region: Option<&str>) -> ConnectionTarget {
        let region = match own_region {
            Some(_) => None,
            None => self.region().map(str::to_owned),
        };
        ConnectionTarget { profile: Some(name), region, endpoint_url: self.target.endpoint_url.clone() }
    }

    /// The state of the connection.
    pub fn state(&self) -> &ConnectionState {
        &self.state
    }

    /// The Region and endpoint in use, once the connection is made.
    pub fn destination(&self) -> Option<&Destination> {
        match &self.state {
            ConnectionState::Ready { destination, .. } => Some(destination),
            ConnectionState::Connecting | ConnectionState::Failed(_) => None,
        }
    }

    /// The account, once STS has named it.
    pub fn account(&self) -> Option<&str> {
        match &self.state {
            ConnectionState::Ready { identity: Some(Ok(identity)), .. } => Some(&identity.account),
            _ => None,
        }
    }

    /// True once requests can be sent.
    pub fn is_connected(&self) -> bool {
        matches!(self.state, ConnectionState::Ready { .. })
    }

    /// True if STS could not name the account.
    pub fn is_unidentified(&self) -> bool {
        matches!(self.state, ConnectionState::Ready { identity: Some(Err(_)), .. })
    }

    /// The profile in use, or the requested one; `None` until it is known.
    pub fn profile(&self) -> Option<&str> {
        match self.destination() {
            Some(destination) => Some(destination.profile.as_deref().unwrap_or(DEFAULT_PROFILE)),
            None => self.target.profile.as_deref(),
        }
    }

    /// The profiles used in this run, the last one first.
    pub fn used_profiles(&self) -> &[String] {
        &self.used
    }

    /// The Region in use, or the requested one.
    pub fn region(&self) -> Option<&str> {
        self.destination().map(|destination| destination.region.as_str()).or(self.target.region.as_deref())
    }

    /// Region, account and profile.
    pub fn summary(&self) -> ConnectionSummary<'_> {
        let endpoint_url = match self.destination().map(|destination| &destination.endpoint) {
            Some(Endpoint::Url(url)) => Some(url.as_str()),
            Some(Endpoint::Aws | Endpoint::Demo) => None,
            None => self.target.endpoint_url.as_deref(),
        };
        ConnectionSummary {
            region: self.region(),
            account: self.account(),
            profile: self.profile(),
            chosen_profile: self.target.profile.as_deref(),
            endpoint_url,
            is_demo: self.is_demo(),
        }
    }

    /// True if the connection is to the embedded service.
    pub fn is_demo(&self) -> bool {
        self.destination().is_some_and(|destination| destination.endpoint == Endpoint::Demo)
    }
}
