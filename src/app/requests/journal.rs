//! The journal: each request of the session with its outcome. It never has a value.

use crate::app::scroll::{Cursor, Step};
use crate::service::api::{Completed, Request, ServiceError, Ticket};
use jiff::Timestamp;
use std::collections::VecDeque;
use std::time::Duration;

/// The number of requests kept; older ones are dropped.
const KEPT: usize = 1_000;

/// The requests of the session, oldest first.
#[derive(Debug, Default)]
pub struct Journal {
    entries: VecDeque<Entry>,
    cursor: Cursor,
}

/// A request of the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of the request in the session.
    pub sequence: u64,
    /// The time at which it was sent.
    pub at: Timestamp,
    /// The API operation.
    pub operation: &'static str,
    /// The name of the secret, with the Region if that is not the connection's own; for a page of the list, its names.
    pub target: Option<String>,
    /// The outcome.
    pub outcome: Outcome,
}

/// The outcome of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is no answer yet.
    Pending,
    /// The request has ended.
    Ended {
        /// The time from the first attempt to the last answer.
        duration: Duration,
        /// The number of attempts, retries included.
        attempts: u32,
        /// The header `x-amzn-RequestId`.
        request_id: Option<String>,
        /// The error, if it failed.
        error: Option<ServiceError>,
    },
    /// The read was aborted because no part waited for it.
    Abandoned,
}

impl Entry {
    /// The operation, the secret, the error and the request ID.
    fn visible_text(&self) -> String {
        let mut text = self.operation.to_owned();
        let mut add = |part: &str| {
            text.push(' ');
            text.push_str(part);
        };
        if let Some(target) = &self.target {
            add(target);
        }
        match &self.outcome {
            Outcome::Pending => add("in progress"),
            Outcome::Abandoned => add("abandoned"),
            Outcome::Ended { request_id, error, .. } => {
                if let Some(error) = error {
                    add(&error.code.clone().unwrap_or_else(|| error.what()));
                }
                if let Some(id) = request_id {
                    add(id);
                }
            }
        }
        text
    }
}

impl Journal {
    /// Adds a request that was sent.
    pub fn started(&mut self, ticket: &Ticket, request: &Request, target: Option<String>, at: Timestamp) {
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        // The cursor stays on its request, but on the first row it follows the newest request.
        if self.cursor.at > 0 {
            self.cursor.at = (self.cursor.at + 1).min(self.entries.len());
        }
        self.entries.push_back(Entry {
            sequence: ticket.sequence,
            at,
            operation: request.operation(),
            target,
            outcome: Outcome::Pending,
        });
    }

    /// Sets the outcome of a request that has ended.
    pub fn ended(&mut self, ticket: &Ticket, completed: &Completed) {
        self.set_outcome(
            ticket,
            Outcome::Ended {
                duration: completed.duration,
                attempts: completed.attempts,
                request_id: completed.request_id.clone(),
                error: completed.result.as_ref().err().cloned(),
            },
        );
    }

    /// Sets the outcome of a read that was aborted.
    pub fn abandoned(&mut self, ticket: &Ticket) {
        self.set_outcome(ticket, Outcome::Abandoned);
    }

    /// Sets the text about a request, in the place of the secret's name.
    pub fn explain(&mut self, ticket: &Ticket, text: String) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.sequence == ticket.sequence) {
            entry.target = Some(text);
        }
    }

    fn set_outcome(&mut self, ticket: &Ticket, outcome: Outcome) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.sequence == ticket.sequence) {
            entry.outcome = outcome;
        }
    }

    /// The cursor, on a row counted from the newest request.
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

    /// Puts the cursor on a row, counted from the newest request.
    pub fn go_to(&mut self, row: usize) {
        self.cursor.at = row;
        self.cursor.clamp(self.entries.len());
    }

    /// The text of each row, newest first, for a search.
    pub fn visible_texts(&self) -> Vec<String> {
        self.newest_first().map(Entry::visible_text).collect()
    }

    /// The requests, newest first.
    pub fn newest_first(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.entries.iter().rev()
    }

    /// True if one of the requests has failed.
    pub fn has_failure(&self) -> bool {
        let failed = |entry: &Entry| matches!(&entry.outcome, Outcome::Ended { error: Some(_), .. });
        self.entries.iter().any(failed)
    }

    /// The number of requests.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True if nothing has been sent yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
