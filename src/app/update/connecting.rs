//! Connecting, and switching to another profile or Region.

use crate::app::connection::{Connection, ConnectionState};
use crate::app::layout::Focus;
use crate::app::model::PendingOpen;
use crate::app::{Effect, Model};
use crate::service::api::Target;
use crate::service::api::{ConnectionId, ConnectionTarget, Destination, Identity, Request, ServiceError};

impl Model {
    /// Begins a connection; what belongs to the one before is put away.
    pub(super) fn connect(&mut self, target: ConnectionTarget) {
        let id = ConnectionId(self.connection.id.0 + 1);
        self.let_go_of_reads();
        self.strand_plans();
        self.connection = Connection::new(id, target.clone());
        self.list.empty();
        self.waiting_keys.clear();
        if let PendingOpen::Returning(_) = self.opening {
            self.opening = PendingOpen::Done;
        }
        self.selected = None;
        self.focus = Focus::List;
        self.watches.clear();
        self.replication_watches.clear();
        self.notice = None;
        self.emit(Effect::Connect(id, target));
    }

    /// Aborts every read that is out.
    fn let_go_of_reads(&mut self) {
        self.awaited = None;
        for ticket in std::mem::take(&mut self.reads) {
            self.abandon(ticket);
        }
    }

    /// The client is made, or not.
    pub(super) fn connected(&mut self, id: ConnectionId, result: Result<Destination, ServiceError>) {
        if id != self.connection.id {
            return;
        }
        match result {
            Ok(destination) => {
                self.connection.state = ConnectionState::Ready { destination, identity: None };
                self.emit(Effect::Identify(id));
                self.describe_opening();
                self.load_list();
            }
            Err(error) => self.connection.state = ConnectionState::Failed(error),
        }
    }

    /// STS has answered. Its failure is no failure of the dashboard.
    pub(super) fn identified(&mut self, id: ConnectionId, result: Result<Identity, ServiceError>) {
        if id != self.connection.id {
            return;
        }
        if let ConnectionState::Ready { identity, .. } = &mut self.connection.state {
            *identity = Some(result);
        }
    }

    /// Whether a ticket belongs to the connection of the moment.
    pub(super) fn is_current(&self, target: ConnectionId) -> bool {
        target == self.connection.id
    }

    /// Makes the same connection anew, for a login that was mended: the secret that was open is opened again, the cursor
    /// goes back to the one that it was on.
    pub(super) fn reconnect(&mut self) {
        let selected = self.selected.as_ref().map(|selected| selected.arn().clone());
        let open = match (&self.opening, self.focus) {
            (PendingOpen::Returning(arn), _) => Some(arn.clone()),
            (PendingOpen::Done, Focus::Secret) => selected.clone(),
            _ => None,
        };
        self.connect(self.connection.target.clone());
        if let Some(arn) = selected {
            self.list.go_to_secret(&arn);
        }
        if let Some(arn) = open {
            self.opening = PendingOpen::Returning(arn);
        }
    }

    /// Sends `DescribeSecret` for the secret that is to be opened.
    fn describe_opening(&mut self) {
        let secret = match &self.opening {
            PendingOpen::Describing(secret) => secret.clone(),
            PendingOpen::Returning(arn) => arn.to_string(),
            PendingOpen::Searching(_) | PendingOpen::Done => return,
        };
        self.call(Target::PendingOpen, Request::DescribeSecret { secret });
    }
}
