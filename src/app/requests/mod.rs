//! The requests that are out, their numbers, and the journal of the session. The one way to call the service.

mod journal;

pub use journal::{Entry, Journal, Outcome};

use crate::secrets::Arn;
use crate::service::api::{Completed, ConnectionId, Request, Target, Ticket};
use jiff::Timestamp;

/// The requests of the session: those that are out, and the record of all.
#[derive(Debug)]
pub struct Requests {
    connection: ConnectionId,
    sequence: u64,
    /// Reads without an answer, whoever waits for them.
    reads: Vec<Ticket>,
    journal: Journal,
}

impl Requests {
    /// No requests yet, on a connection.
    pub fn new(connection: ConnectionId) -> Self {
        Self { connection, sequence: 0, reads: Vec::new(), journal: Journal::default() }
    }

    /// Notes that a request goes out, to another Region than the connection's own if one is named; answers its ticket.
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
        let name = request.secret().map(|secret| Arn::new(secret).name().to_owned());
        let name = name.map(|name| match region {
            Some(region) => format!("{name} in {region}"),
            None => name,
        });
        self.journal.started(&ticket, request, name, at);
        ticket
    }

    /// Notes that a request was answered.
    pub fn ended(&mut self, ticket: &Ticket, completed: &Completed) {
        self.reads.retain(|read| read != ticket);
        self.journal.ended(ticket, completed);
    }

    /// Notes that no part waits for a read any longer.
    pub fn abandoned(&mut self, ticket: &Ticket) {
        self.reads.retain(|read| read != ticket);
        self.journal.abandoned(ticket);
    }

    /// Sends later requests on another connection; answers the reads of the one before, which are to be aborted.
    pub fn switch_to(&mut self, connection: ConnectionId) -> Vec<Ticket> {
        self.connection = connection;
        std::mem::take(&mut self.reads)
    }

    /// Whether an answer comes from the connection in use.
    pub fn is_current(&self, ticket: &Ticket) -> bool {
        ticket.connection == self.connection
    }

    /// Reads without an answer, oldest first.
    pub fn reads(&self) -> &[Ticket] {
        &self.reads
    }

    /// The requests of the session and their outcomes.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The journal, to move its cursor.
    pub fn journal_mut(&mut self) -> &mut Journal {
        &mut self.journal
    }
}
