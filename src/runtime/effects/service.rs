//! Connections and requests: the part of the effects that talks to the service.

use super::tasks::Tasks;
use crate::app::{Message, SwitchTargets};
use crate::runtime::logging;
use crate::service::{
    Connection, Connector,
    api::{
        Activity, Completed, ConnectionId, ConnectionTarget, CredentialProcess, ErrorKind, Operation,
        Request, ServiceError, Ticket,
    },
};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::time::sleep;

/// The time after which a credential process that runs is told.
const PROCESS_DELAY: Duration = Duration::from_millis(200);

/// Connects, and sends requests.
pub(super) struct ServiceTasks {
    connector: Connector,
    current: Arc<Mutex<Current>>,
    /// The reads in progress, by the sequence number of their ticket.
    reads: HashMap<u64, AbortHandle>,
    tasks: Tasks,
}

/// The connection that was requested last.
#[derive(Default)]
struct Current {
    id: Option<ConnectionId>,
    connection: Option<Connection>,
}

impl ServiceTasks {
    /// Connects with `connector`, and tells of its credential processes.
    pub(super) fn new(connector: Connector, tasks: Tasks) -> Self {
        tokio::spawn(tell_of_processes(connector.credential_process(), tasks.clone()));
        Self { connector, current: Arc::default(), reads: HashMap::new(), tasks }
    }

    /// The maker of connections.
    pub(super) fn connector(&self) -> &Connector {
        &self.connector
    }

    pub(super) fn connect(&mut self, id: ConnectionId, target: ConnectionTarget) {
        *lock(&self.current) = Current { id: Some(id), connection: None };
        let (connector, current) = (self.connector.clone(), Arc::clone(&self.current));
        let work = async move {
            let connected = connector.connect(&target).await;
            let result = connected.map(|connection| {
                let destination = connection.destination().clone();
                let mut current = lock(&current);
                if current.id == Some(id) {
                    current.connection = Some(connection);
                }
                destination
            });
            logging::connection_made(&result);
            Message::Connected(id, result)
        };
        self.tasks.spawn(work, move || Message::Connected(id, Err(panicked(Activity::Connect))));
    }

    pub(super) fn limit_attempts(&self, id: ConnectionId, timeout: Option<Duration>) {
        let timeout = timeout.unwrap_or(self.connector.attempt_timeout());
        let mut current = lock(&self.current);
        if current.id == Some(id) {
            current.connection =
                current.connection.take().map(|connection| connection.with_attempt_timeout(timeout));
        }
    }

    pub(super) fn identify(&mut self, id: ConnectionId) {
        let connection = self.connection(id);
        let work = async move {
            let identity = match connection {
                Some(connection) => connection.identify().await,
                None => Err(not_connected(Activity::Identify)),
            };
            Message::Identified(id, identity)
        };
        self.tasks.spawn(work, move || Message::Identified(id, Err(panicked(Activity::Identify))));
    }

    pub(super) fn list_switch_targets(&mut self) {
        let connector = self.connector.clone();
        let regions = connector.regions();
        let fallback = regions.clone();
        let work = async move {
            Message::SwitchTargets(SwitchTargets { profiles: connector.profiles().await, regions })
        };
        self.tasks.spawn(work, move || {
            Message::SwitchTargets(SwitchTargets {
                profiles: Err(panicked(Activity::ReadConfigFiles)),
                regions: fallback,
            })
        });
    }

    pub(super) fn call(&mut self, ticket: Ticket, request: Request) {
        let activity = Operation::from(&request).into();
        let Some(connection) = self.connection_for(&ticket) else {
            let message = Message::Reply(ticket, Box::new(without_response(not_connected(activity), 0)));
            self.tasks.send(message);
            return;
        };
        let sequence = ticket.sequence;
        let is_mutation = request.is_mutation();
        let for_panic = ticket.clone();
        let work = async move {
            let completed = connection.perform(&request).await;
            logging::request_completed(&request, &completed);
            Message::Reply(ticket, Box::new(completed))
        };
        let task = self.tasks.spawn(work, move || {
            Message::Reply(for_panic, Box::new(without_response(panicked(activity), 1)))
        });
        if !is_mutation {
            self.reads.retain(|_, read| !read.is_finished());
            self.reads.insert(sequence, task);
        }
    }

    /// Ends a read whose answer nobody waits for.
    pub(super) fn abandon(&mut self, ticket: &Ticket) {
        if let Some(read) = self.reads.remove(&ticket.sequence) {
            read.abort();
        }
    }

    /// The connection and Region of a ticket.
    fn connection_for(&self, ticket: &Ticket) -> Option<Connection> {
        let connection = self.connection(ticket.connection)?;
        Some(match &ticket.region {
            Some(region) => connection.in_region(region),
            None => connection,
        })
    }

    /// The connection, if it is the one that was requested last.
    pub(super) fn connection(&self, id: ConnectionId) -> Option<Connection> {
        let current = lock(&self.current);
        if current.id == Some(id) { current.connection.clone() } else { None }
    }
}

/// Tells the model of credential processes, but of none that ends at once.
async fn tell_of_processes(mut process: watch::Receiver<Option<CredentialProcess>>, tasks: Tasks) {
    let mut told = None;
    while process.changed().await.is_ok() {
        if process.borrow().is_some() {
            sleep(PROCESS_DELAY).await;
        }
        let now = process.borrow_and_update().clone();
        if now == told {
            continue;
        }
        told.clone_from(&now);
        if !tasks.send(Message::CredentialProcess(now)) {
            break;
        }
    }
}

fn lock(current: &Mutex<Current>) -> MutexGuard<'_, Current> {
    current.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The result of a request that was not sent, or whose task panicked: then an attempt may have arrived.
fn without_response(error: ServiceError, open_attempts: u32) -> Completed {
    let (duration, attempts) = (Duration::ZERO, 0);
    Completed {
        result: Err(error),
        duration,
        attempts,
        open_attempts,
        left_out: Vec::new(),
        request_id: None,
    }
}

fn not_connected(activity: Activity) -> ServiceError {
    internal_error(activity, "There is no connection: it was switched, or could not be made.")
}

/// The error of work that panicked.
pub(super) fn panicked(activity: Activity) -> ServiceError {
    let outcome = if activity.is_mutation() { " It may have taken effect." } else { "" };
    internal_error(activity, &format!("Internal error in strongroom.{outcome}"))
}

fn internal_error(activity: Activity, message: &str) -> ServiceError {
    ServiceError { activity, kind: ErrorKind::Other, code: None, message: message.into() }
}
