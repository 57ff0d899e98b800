//! Connecting, and switching to another profile or Region.

use crate::app::connection::{Connection, ConnectionState};
use crate::app::layout::Focus;
use crate::app::list::ListLoad;
use crate::app::{Effect, Model};
use crate::service::ticket::Target;
use crate::service::{ConnectionId, ConnectionTarget, Identity, Place, ServiceError};

impl Model {
    /// Begins a connection; what belongs to the one before is put away.
    pub(super) fn connect(&mut self, target: ConnectionTarget) {
        let id = ConnectionId(self.connection.id.0 + 1);
        self.let_go_of_reads();
        self.connection = Connection::new(id, target.clone());
        self.list.empty();
        self.selected = None;
        self.focus = Focus::List;
        self.watches.clear();
        self.notice = None;
        self.emit(Effect::Connect(id, target));
    }

    /// Aborts every read that is out.
    fn let_go_of_reads(&mut self) {
        let mut tickets: Vec<_> = self.awaited.drain(..).map(|awaited| awaited.ticket).collect();
        if let ListLoad::Loading { ticket, .. } = &self.list.load {
            tickets.push(ticket.clone());
        }
        tickets.extend(self.selected.iter().flat_map(crate::app::secret::Selected::pending));
        tickets.extend(self.watches.iter().filter_map(|watch| watch.looking.clone()));
        for ticket in tickets {
            self.abandon(ticket);
        }
    }

    /// The client is made, or not.
    pub(super) fn connected(&mut self, id: ConnectionId, result: Result<Place, ServiceError>) {
        if id != self.connection.id {
            return;
        }
        match result {
            Ok(place) => {
                self.connection.state = ConnectionState::Ready { place, identity: None };
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

    /// Whether a ticket belongs to the connection of the moment. What was opened before it is looked for anew.
    pub(super) fn is_current(&self, target: ConnectionId) -> bool {
        target == self.connection.id
    }

    /// The target of a refresh that needs a new client.
    pub(super) fn reconnect(&mut self) {
        let target = self.connection.target.clone();
        self.connect(target);
    }

    /// Sends `DescribeSecret` for a name given on the command line.
    fn describe_opening(&mut self) {
        if let crate::app::model::Opening::Describing(secret) = &self.opening {
            let request = crate::service::Request::DescribeSecret { secret: secret.clone() };
            self.call(Target::Opening, request);
        }
    }
}
