//! Performs effects: each in a task of its own, and each answered by one message.

use super::clipboard::Clipboard;
use super::event::{Event, EventSender};
use super::local::files;
use super::logging;
use super::panic::contained;
use crate::app::FormId;
use crate::app::copy::{CopyId, CopyText};
use crate::app::{Effect, LocalAnswer, LocalWork, Message, SwitchTargets};
use crate::service::{
    Connection, Connector,
    api::{Completed, ConnectionId, ConnectionTarget, ErrorKind, Request, ServiceError, Ticket},
};
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;

/// How long the end of the program waits for clipboard work that was asked for before it.
const CLIPBOARD_GRACE: Duration = Duration::from_secs(2);

/// Performs effects. Needs a tokio runtime.
pub struct Effects {
    connector: Connector,
    current: Arc<Mutex<Current>>,
    /// The reads under way, by the sequence number of their ticket.
    reads: HashMap<u64, AbortHandle>,
    clipboard: Clipboard,
    clipboard_work: JoinSet<()>,
    events: EventSender,
}

/// The connection in force: the one asked for last.
#[derive(Default)]
struct Current {
    id: Option<ConnectionId>,
    connection: Option<Connection>,
}

impl Effects {
    /// Connects by `connector`, copies to `clipboard`, answers to `events`.
    pub fn new(connector: Connector, clipboard: Clipboard, events: EventSender) -> Self {
        Self {
            connector,
            current: Arc::default(),
            reads: HashMap::new(),
            clipboard,
            clipboard_work: JoinSet::new(),
            events,
        }
    }

    /// Begins what `effect` describes. An editor, stopping and quitting are the event loop's own.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Connect(id, target) => self.connect(id, target),
            Effect::Identify(id) => self.identify(id),
            Effect::ListSwitchTargets => self.list_switch_targets(),
            Effect::Call(ticket, request) => self.call(ticket, request),
            Effect::Abandon(ticket) => {
                if let Some(read) = self.reads.remove(&ticket.sequence) {
                    read.abort();
                }
            }
            Effect::Arrange(job) => {
                let events = self.events.clone();
                tokio::task::spawn_blocking(move || {
                    let _ = events.send(Event::Message(Message::Arranged(job.run())));
                });
            }
            Effect::Copy(id, text) => self.copy(id, text),
            Effect::ClearClipboard(id) => self.clear_clipboard(id),
            Effect::Local(form, LocalWork::ReadFile(path)) => {
                self.local(form, move || LocalAnswer::File(files::read(&path)));
            }
            Effect::Local(form, LocalWork::SaveFile { path, bytes }) => {
                self.local(form, move || LocalAnswer::Saved(files::save(&path, &bytes)));
            }
            Effect::Local(_, LocalWork::Edit { .. }) | Effect::Suspend | Effect::Quit => {}
        }
    }

    /// Waits until the clipboard work begun so far is done, two seconds at most.
    pub async fn finish_clipboard_work(&mut self) {
        let work = &mut self.clipboard_work;
        let finish = async { while work.join_next().await.is_some() {} };
        if timeout(CLIPBOARD_GRACE, finish).await.is_err() {
            tracing::warn!("the clipboard did not answer before the end");
        }
    }

    fn connect(&mut self, id: ConnectionId, target: ConnectionTarget) {
        *lock(&self.current) = Current { id: Some(id), connection: None };
        let (connector, current) = (self.connector.clone(), Arc::clone(&self.current));
        let work = async move {
            let connected = connector.connect(&target).await;
            let result = connected.map(|connection| {
                let place = connection.place().clone();
                let mut current = lock(&current);
                if current.id == Some(id) {
                    current.connection = Some(connection);
                }
                place
            });
            logging::connected(&result);
            Message::Connected(id, result)
        };
        self.answer(work, move || Message::Connected(id, Err(panicked("Connecting"))));
    }

    fn identify(&mut self, id: ConnectionId) {
        let connection = self.connection(id);
        let work = async move {
            let identity = match connection {
                Some(connection) => connection.identify().await,
                None => Err(not_connected("GetCallerIdentity")),
            };
            Message::Identified(id, identity)
        };
        self.answer(work, move || Message::Identified(id, Err(panicked("GetCallerIdentity"))));
    }

    fn list_switch_targets(&mut self) {
        let connector = self.connector.clone();
        let regions = connector.regions();
        let fallback = regions.clone();
        let work = async move {
            Message::SwitchTargets(SwitchTargets { profiles: connector.profiles().await, regions })
        };
        self.answer(work, move || {
            Message::SwitchTargets(SwitchTargets {
                profiles: Err(panicked("Reading the profiles")),
                regions: fallback,
            })
        });
    }

    fn call(&mut self, ticket: Ticket, request: Request) {
        let operation = request.operation();
        let Some(connection) = self.connection_for(&ticket) else {
            let message = Message::Reply(ticket, Box::new(unanswered(not_connected(operation))));
            let _ = self.events.send(Event::Message(message));
            return;
        };
        let sequence = ticket.sequence;
        let is_mutation = request.is_mutation();
        let for_panic = ticket.clone();
        let work = async move {
            let completed = connection.perform(&request).await;
            logging::completed(&request, &completed);
            Message::Reply(ticket, Box::new(completed))
        };
        let task =
            self.answer(work, move || Message::Reply(for_panic, Box::new(unanswered(panicked(operation)))));
        if !is_mutation {
            self.reads.retain(|_, read| !read.is_finished());
            self.reads.insert(sequence, task);
        }
    }

    fn copy(&mut self, id: CopyId, text: CopyText) {
        let (clipboard, events) = (self.clipboard.clone(), self.events.clone());
        self.clipboard_work.spawn(async move {
            let copied = clipboard.copy(id, text).await;
            let _ = events.send(Event::Message(Message::Copied(id, copied)));
        });
    }

    fn clear_clipboard(&mut self, id: CopyId) {
        let (clipboard, events) = (self.clipboard.clone(), self.events.clone());
        self.clipboard_work.spawn(async move {
            let outcome = clipboard.clear(id).await;
            let _ = events.send(Event::Message(Message::ClipboardCleared(id, outcome)));
        });
    }

    fn local(&self, form: FormId, work: impl FnOnce() -> LocalAnswer + Send + 'static) {
        let events = self.events.clone();
        tokio::task::spawn_blocking(move || {
            let _ = events.send(Event::Message(Message::Local(form, work())));
        });
    }

    /// The connection that a ticket names, in the Region that it names.
    fn connection_for(&self, ticket: &Ticket) -> Option<Connection> {
        let connection = self.connection(ticket.connection)?;
        Some(match &ticket.region {
            Some(region) => connection.in_region(region),
            None => connection,
        })
    }

    fn connection(&self, id: ConnectionId) -> Option<Connection> {
        let current = lock(&self.current);
        if current.id == Some(id) { current.connection.clone() } else { None }
    }

    /// Runs `work`, and sends the message that it ends with; the one of `fault` if it panics; none if it is aborted.
    fn answer(
        &self,
        work: impl Future<Output = Message> + Send + 'static,
        fault: impl FnOnce() -> Message + Send + 'static,
    ) -> AbortHandle {
        let task = tokio::spawn(contained(work));
        let abort = task.abort_handle();
        let events = self.events.clone();
        tokio::spawn(async move {
            let message = match task.await {
                Ok(message) => message,
                Err(error) if error.is_panic() => fault(),
                Err(_) => return,
            };
            let _ = events.send(Event::Message(message));
        });
        abort
    }
}

fn lock(current: &Mutex<Current>) -> MutexGuard<'_, Current> {
    current.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A request that no one answered.
fn unanswered(error: ServiceError) -> Completed {
    Completed { result: Err(error), duration: Duration::ZERO, attempts: 0, request_id: None }
}

fn not_connected(operation: &str) -> ServiceError {
    other(operation, "there is no connection: it was switched, or could not be made")
}

fn panicked(operation: &str) -> ServiceError {
    other(operation, "a fault in the program; whether it took effect is not known")
}

fn other(operation: &str, message: &str) -> ServiceError {
    ServiceError { operation: operation.into(), kind: ErrorKind::Other, code: None, message: message.into() }
}

#[cfg(test)]
mod tests;
