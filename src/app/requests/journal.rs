//! The journal: each request of the session and what came of it. Never a value.

use crate::app::scroll::{Cursor, Step};
use crate::service::api::{Completed, Request, ServiceError, Ticket};
use jiff::Timestamp;
use std::collections::VecDeque;
use std::time::Duration;

/// Requests kept; older ones go.
const KEPT: usize = 1_000;

/// The requests of the session, oldest first.
#[derive(Debug, Default)]
pub struct Journal {
    entries: VecDeque<Entry>,
    cursor: Cursor,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Counts the requests of the session.
    pub sequence: u64,
    /// When it went out.
    pub at: Timestamp,
    /// The API's name of the operation.
    pub operation: &'static str,
    /// The secret it was about, by name or ARN.
    pub target: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No answer yet.
    Underway,
    /// It ended.
    Ended {
        /// From the first attempt to the last answer.
        duration: Duration,
        /// Attempts, retries included.
        attempts: u32,
        /// `x-amzn-RequestId`.
        request_id: Option<String>,
        /// Why it failed, if it did.
        error: Option<ServiceError>,
    },
    /// A read that no one waited for any longer.
    Abandoned,
}

impl Journal {
    /// Notes that a request went out.
    pub fn started(&mut self, ticket: &Ticket, request: &Request, target: Option<String>, at: Timestamp) {
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        // The cursor stays on its request, unless it follows the newest.
        if self.cursor.at > 0 {
            self.cursor.at = (self.cursor.at + 1).min(self.entries.len());
        }
        self.entries.push_back(Entry {
            sequence: ticket.sequence,
            at,
            operation: request.operation(),
            target,
            outcome: Outcome::Underway,
        });
    }

    /// Notes what came of it.
    pub fn ended(&mut self, ticket: &Ticket, completed: &Completed) {
        self.settle(
            ticket,
            Outcome::Ended {
                duration: completed.duration,
                attempts: completed.attempts,
                request_id: completed.request_id.clone(),
                error: completed.result.as_ref().err().cloned(),
            },
        );
    }

    /// Notes that no one waits for it.
    pub fn abandoned(&mut self, ticket: &Ticket) {
        self.settle(ticket, Outcome::Abandoned);
    }

    fn settle(&mut self, ticket: &Ticket, outcome: Outcome) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.sequence == ticket.sequence) {
            entry.outcome = outcome;
        }
    }

    /// The row under the cursor, counted from the newest request.
    pub fn cursor(&self) -> &Cursor {
        &self.cursor
    }

    /// Moves the cursor; `page` is the number of rows shown.
    pub fn step(&mut self, step: Step, page: usize) {
        self.cursor.step(step, self.entries.len(), page);
    }

    /// Puts the cursor on the row that was clicked, `line` lines below the first of `page` rows shown.
    pub fn click(&mut self, line: usize, page: usize) {
        let row = self.cursor.offset(self.entries.len(), page) + line;
        if row < self.entries.len() {
            self.cursor.at = row;
        }
    }

    /// The requests, newest first.
    pub fn newest_first(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.entries.iter().rev()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was sent yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
