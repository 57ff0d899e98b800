//! Requests: every call of the service gets its ticket and its line in the journal here.

mod journal;
mod unsettled;

pub use journal::{Entry, Journal, Outcome};
pub use unsettled::Unsettled;

use crate::secrets::Arn;
use crate::service::api::{Completed, ConnectionId, Request, Target, Ticket};
use jiff::Timestamp;

/// The requests of the session.
#[derive(Debug)]
pub struct Requests {
    connection: ConnectionId,
    sequence: u64,
    /// The reads without an answer.
    reads: Vec<Ticket>,
    journal: Journal,
    unsettled: Unsettled,
}

impl Requests {
    /// The requests of a new session on a connection.
    pub fn new(connection: ConnectionId) -> Self {
        let (journal, unsettled) = (Journal::default(), Unsettled::default());
        Self { connection, sequence: 0, reads: Vec::new(), journal, unsettled }
    }

    /// Registers a request and returns its ticket. `region` is set if it is not the connection's own.
    pub fn start(
        &mut self,
        region: Option<&str>,
        target: Target,
        request: &Request,
        at: Timestamp,
    ) -> Ticket {
        self.sequence += 1;
        let ticket = Ticket {
            connection: self.connection,
            region: region.map(str::to_owned),
            target,
            sequence: self.sequence,
        };
        if !request.is_mutation() {
            self.reads.push(ticket.clone());
        }
        let name = match request {
            Request::ListSecrets { part, .. } => part.as_ref().map(|part| part.names.to_string()),
            other => other.secret().map(|secret| Arn::new(secret).name().to_owned()),
        };
        let name = name.map(|name| match region {
            Some(region) => format!("{name} in {region}"),
            None => name,
        });
        self.journal.started(&ticket, request, name, at);
        ticket
    }

    /// Registers the answer to a request.
    pub fn ended(&mut self, ticket: &Ticket, completed: &Completed) {
        self.reads.retain(|read| read != ticket);
        self.journal.ended(ticket, completed);
    }

    /// Registers that a read is aborted because no part waits for it.
    pub fn abandoned(&mut self, ticket: &Ticket) {
        self.reads.retain(|read| read != ticket);
        self.journal.abandoned(ticket);
    }

    /// Switches to another connection. Returns the reads of the last one without an answer, to abort them.
    pub fn switch_to(&mut self, connection: ConnectionId) -> Vec<Ticket> {
        self.connection = connection;
        std::mem::take(&mut self.reads)
    }

    /// True if a ticket belongs to the connection in use.
    pub fn is_current(&self, ticket: &Ticket) -> bool {
        ticket.connection == self.connection
    }

    /// The reads without an answer, oldest first.
    pub fn reads(&self) -> &[Ticket] {
        &self.reads
    }

    /// The journal of the session.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The journal, to move its cursor.
    pub fn journal_mut(&mut self) -> &mut Journal {
        &mut self.journal
    }

    /// The changes with an open outcome.
    pub fn unsettled(&self) -> &Unsettled {
        &self.unsettled
    }

    /// The changes with an open outcome, to add some or to settle them.
    pub fn unsettled_mut(&mut self) -> &mut Unsettled {
        &mut self.unsettled
    }
}
