//! Performs effects. Each runs in a task of its own and is answered with one message.

use super::allocator;
use super::clipboard::Clipboard;
use super::clock;
use super::event::{Event, EventSender};
use super::history::HistoryWorker;
use super::local::{CommandRunner, EditorEnvironment, HistoryFiles, LeftTexts, ListCache, files};
use super::logging;
use super::panic::contained;
use crate::app::FormId;
use crate::app::copy::{CopyId, CopyText};
use crate::app::custom_command::{CommandEnd, CommandExit, CommandRun, RunId};
use crate::app::list_cache::{CacheRead, CacheStep, WholeList};
use crate::app::zone::LocalZone;
use crate::app::{Effect, LocalAnswer, LocalWork, Message, Problem, SwitchTargets};
use crate::service::{
    Connection, Connector,
    api::{
        Activity, Completed, ConnectionId, ConnectionTarget, CredentialProcess, ErrorKind, ListOrigin,
        Operation, Request, ServiceError, Ticket,
    },
};
use std::collections::HashMap;
use std::env;
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{sleep, timeout};

/// The time that the end of the program waits for pending clipboard work.
const CLIPBOARD_TIMEOUT: Duration = Duration::from_secs(2);

/// The time after which a credential process that runs is told.
const PROCESS_DELAY: Duration = Duration::from_millis(200);

/// The secrets from which on a list takes so much memory while it loads, is filtered or sorted that the rest is returned.
const LONG_LIST: usize = 50_000;

/// Performs effects. Needs a tokio runtime.
pub struct Effects {
    connector: Connector,
    current: Arc<Mutex<Current>>,
    /// The reads in progress, by the sequence number of their ticket.
    reads: HashMap<u64, AbortHandle>,
    /// Stops the last job that filters and sorts.
    stop_arranging: Arc<AtomicBool>,
    /// The cache of the list; `None` if nothing is kept.
    list_cache: Option<ListCache>,
    /// The bookmarks and filters on disk.
    history: HistoryWorker,
    /// The number of lists that were to be cached.
    lists: u64,
    commands: CommandRunner,
    /// The texts that editors of a killed program have left.
    left_texts: Arc<Mutex<LeftTexts>>,
    clipboard: Clipboard,
    clipboard_work: JoinSet<()>,
    events: EventSender,
}

/// The connection that was requested last.
#[derive(Default)]
struct Current {
    id: Option<ConnectionId>,
    connection: Option<Connection>,
}

impl Effects {
    /// Connects with `connector`, copies to `clipboard`, and sends its answers to `events`.
    pub fn new(connector: Connector, clipboard: Clipboard, events: EventSender) -> Self {
        tokio::spawn(tell_of_processes(connector.credential_process(), events.clone()));
        Self {
            connector,
            current: Arc::default(),
            reads: HashMap::new(),
            stop_arranging: Arc::default(),
            list_cache: None,
            history: HistoryWorker::new(None, events.clone()),
            lists: 0,
            commands: CommandRunner::default(),
            left_texts: Arc::default(),
            clipboard,
            clipboard_work: JoinSet::new(),
            events,
        }
    }

    /// The same effects with a cache of the list.
    pub fn with_list_cache(self, list_cache: Option<ListCache>) -> Self {
        Self { list_cache, ..self }
    }

    /// The same effects with bookmarks and filters on disk.
    pub fn with_history(self, files: Option<HistoryFiles>) -> Self {
        Self { history: HistoryWorker::new(files, self.events.clone()), ..self }
    }

    /// The same effects with the user's own commands run by `commands`, which others may have to end.
    pub fn with_commands(self, commands: CommandRunner) -> Self {
        Self { commands, ..self }
    }

    /// The maker of connections.
    pub fn connector(&self) -> &Connector {
        &self.connector
    }

    /// Starts an effect. The event loop itself performs those that concern the terminal: editing, logging in, commands that
    /// get it, suspending, quitting.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Connect(id, target) => self.connect(id, target),
            Effect::LimitAttempts(id, timeout) => self.limit_attempts(id, timeout),
            Effect::Identify(id) => self.identify(id),
            Effect::FindZone => {
                let events = self.events.clone();
                tokio::task::spawn_blocking(move || {
                    let _ = events.send(Event::Message(Message::ZoneFound(LocalZone::system())));
                });
            }
            Effect::FindEditorFiles => self.with_left_texts(|texts| {
                let directories = EditorEnvironment::read(|name| env::var_os(name)).directories();
                let (left, wiped) = texts.find(&directories);
                Some(Message::EditorFilesFound { left, wiped })
            }),
            Effect::TakeLeftText(id) => self.with_left_texts(move |texts| {
                Some(Message::LeftTextTaken(texts.take(id).map_err(|error| {
                    let text = format!("The text that was left can't be read: {error}.");
                    Problem { text, next: "Type again what you had not saved.".to_owned() }
                })))
            }),
            Effect::WipeLeftText(id) => self.with_left_texts(move |texts| {
                texts.wipe(id);
                None
            }),
            Effect::ListSwitchTargets => self.list_switch_targets(),
            Effect::StopCredentialProcess => self.connector.stop_credential_process(),
            Effect::Call(ticket, request) => self.call(ticket, request),
            Effect::Abandon(ticket) => {
                if let Some(read) = self.reads.remove(&ticket.sequence) {
                    read.abort();
                }
            }
            Effect::ReadListCache(id, step) => self.read_list_cache(id, step),
            Effect::SaveListCache(id, list) => self.save_list_cache(id, list),
            Effect::DropListCache(id) => {
                if let Some((cache, origin)) = self.list_cache_of(id) {
                    cache.drop(&origin);
                }
            }
            Effect::ReadHistory(place) => self.history.perform(place, None),
            Effect::ChangeHistory(place, change) => self.history.perform(place, Some(change)),
            Effect::Arrange(job) => {
                let (events, stop) = (self.events.clone(), Arc::new(AtomicBool::new(false)));
                // A newer job is for other rows: nobody waits for those of the last.
                std::mem::replace(&mut self.stop_arranging, Arc::clone(&stop)).store(true, Ordering::Relaxed);
                let is_long = job.secrets.len() >= LONG_LIST;
                tokio::task::spawn_blocking(move || {
                    let tell = |message| {
                        let _ = events.send(Event::Message(message));
                    };
                    if let Some(arranged) = job.run_until(&stop, |first| tell(Message::FirstRows(first))) {
                        tell(Message::Arranged(arranged));
                        if is_long {
                            allocator::return_free_memory();
                        }
                    }
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
            Effect::RunCommand(id, run) => self.run_command(id, *run),
            Effect::StopCommand(id) => self.commands.stop(id),
            Effect::Local(_, LocalWork::Edit { .. })
            | Effect::LogIn(_)
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Pick(_)
            | Effect::Quit => {}
        }
    }

    /// Waits until the clipboard work started so far is done, at most two seconds.
    pub async fn finish_clipboard_work(&mut self) {
        let work = &mut self.clipboard_work;
        let finish = async { while work.join_next().await.is_some() {} };
        if timeout(CLIPBOARD_TIMEOUT, finish).await.is_err() {
            tracing::warn!("the clipboard did not respond in time");
        }
    }

    /// Waits until changed bookmarks and filters are on disk, at most two seconds.
    pub async fn finish_history(&mut self) {
        self.history.finish().await;
    }

    fn connect(&mut self, id: ConnectionId, target: ConnectionTarget) {
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
        self.spawn(work, move || Message::Connected(id, Err(panicked(Activity::Connect))));
    }

    fn limit_attempts(&self, id: ConnectionId, timeout: Option<Duration>) {
        let timeout = timeout.unwrap_or(self.connector.attempt_timeout());
        let mut current = lock(&self.current);
        if current.id == Some(id) {
            current.connection =
                current.connection.take().map(|connection| connection.with_attempt_timeout(timeout));
        }
    }

    fn identify(&mut self, id: ConnectionId) {
        let connection = self.connection(id);
        let work = async move {
            let identity = match connection {
                Some(connection) => connection.identify().await,
                None => Err(not_connected(Activity::Identify)),
            };
            Message::Identified(id, identity)
        };
        self.spawn(work, move || Message::Identified(id, Err(panicked(Activity::Identify))));
    }

    fn list_switch_targets(&mut self) {
        let connector = self.connector.clone();
        let regions = connector.regions();
        let fallback = regions.clone();
        let work = async move {
            Message::SwitchTargets(SwitchTargets { profiles: connector.profiles().await, regions })
        };
        self.spawn(work, move || {
            Message::SwitchTargets(SwitchTargets {
                profiles: Err(panicked(Activity::ReadConfigFiles)),
                regions: fallback,
            })
        });
    }

    fn call(&mut self, ticket: Ticket, request: Request) {
        let activity = Operation::from(&request).into();
        let Some(connection) = self.connection_for(&ticket) else {
            let message = Message::Reply(ticket, Box::new(without_response(not_connected(activity), 0)));
            let _ = self.events.send(Event::Message(message));
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
        let task = self.spawn(work, move || {
            Message::Reply(for_panic, Box::new(without_response(panicked(activity), 1)))
        });
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

    fn run_command(&self, id: RunId, run: CommandRun) {
        let (commands, events) = (self.commands.clone(), self.events.clone());
        let told = move |lines| {
            let _ = events.send(Event::Message(Message::CommandOutput(id, lines)));
        };
        let work = async move { Message::CommandEnded(id, commands.run(id, run, told).await) };
        self.spawn(work, move || {
            let why = "internal error in strongroom".to_owned();
            Message::CommandEnded(id, CommandEnd::of(CommandExit::NotStarted(why)))
        });
    }

    /// Works on the texts that editors have left, on a thread that may block, and sends the answer if there is one.
    fn with_left_texts(&self, work: impl FnOnce(&mut LeftTexts) -> Option<Message> + Send + 'static) {
        let (events, texts) = (self.events.clone(), Arc::clone(&self.left_texts));
        tokio::task::spawn_blocking(move || {
            let answer = work(&mut texts.lock().unwrap_or_else(PoisonError::into_inner));
            if let Some(message) = answer {
                let _ = events.send(Event::Message(message));
            }
        });
    }

    fn local(&self, form: FormId, work: impl FnOnce() -> LocalAnswer + Send + 'static) {
        let events = self.events.clone();
        tokio::task::spawn_blocking(move || {
            let _ = events.send(Event::Message(Message::Local(form, work())));
        });
    }

    fn read_list_cache(&self, id: ConnectionId, step: CacheStep) {
        let (cached, events) = (self.list_cache_of(id), self.events.clone());
        tokio::task::spawn_blocking(move || {
            let read = match cached {
                Some((cache, origin)) => cache.read(id, &origin, &step, clock::wall()),
                None => CacheRead::Nothing,
            };
            let _ = events.send(Event::Message(Message::ListCache(id, read)));
        });
    }

    fn save_list_cache(&mut self, id: ConnectionId, list: WholeList) {
        self.lists += 1;
        let number = self.lists;
        if let Some((cache, origin)) = self.list_cache_of(id) {
            tokio::task::spawn_blocking(move || cache.save(&origin, &list, number));
        }
    }

    /// The cache, and the origin of the lists of a connection, if they are cached.
    fn list_cache_of(&self, id: ConnectionId) -> Option<(ListCache, ListOrigin)> {
        let origin = self.connection(id)?.list_origin()?.clone();
        Some((self.list_cache.clone()?, origin))
    }

    /// The connection and Region of a ticket.
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

    /// Runs `work` and sends the message that it returns. Sends the message of `on_panic` if it panics, none if it is
    /// aborted.
    fn spawn(
        &self,
        work: impl Future<Output = Message> + Send + 'static,
        on_panic: impl FnOnce() -> Message + Send + 'static,
    ) -> AbortHandle {
        let task = tokio::spawn(contained(work));
        let abort = task.abort_handle();
        let events = self.events.clone();
        tokio::spawn(async move {
            let message = match task.await {
                Ok(message) => message,
                Err(error) if error.is_panic() => on_panic(),
                Err(_) => return,
            };
            let _ = events.send(Event::Message(message));
        });
        abort
    }
}

/// Tells the model of credential processes, but of none that ends at once.
async fn tell_of_processes(mut process: watch::Receiver<Option<CredentialProcess>>, events: EventSender) {
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
        if events.send(Event::Message(Message::CredentialProcess(now))).is_err() {
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

fn panicked(activity: Activity) -> ServiceError {
    let outcome = if activity.is_mutation() { " It may have taken effect." } else { "" };
    internal_error(activity, &format!("Internal error in strongroom.{outcome}"))
}

fn internal_error(activity: Activity, message: &str) -> ServiceError {
    ServiceError { activity, kind: ErrorKind::Other, code: None, message: message.into() }
}

#[cfg(test)]
mod tests;
