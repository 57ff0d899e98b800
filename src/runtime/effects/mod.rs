//! Performs effects. Each runs in a task of its own and is answered with one message.

mod service;
mod tasks;
#[cfg(test)]
mod tests;

use super::allocator;
use super::clipboard::Clipboard;
use super::clock;
use super::event::EventSender;
use super::history::HistoryWorker;
use super::local::{CommandRunner, EditorEnvironment, HistoryFiles, LeftTexts, ListCache, files};
use crate::app::FormId;
use crate::app::copy::{CopyId, CopyText};
use crate::app::custom_command::{CommandEnd, CommandExit, CommandRun, RunId};
use crate::app::list::ArrangeJob;
use crate::app::list_cache::{CacheRead, CacheStep, WholeList};
use crate::app::zone::LocalZone;
use crate::app::{Effect, LocalAnswer, LocalWork, Message, Problem};
use crate::service::Connector;
use crate::service::api::{ConnectionId, ListOrigin};
use service::ServiceTasks;
use std::env;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tasks::Tasks;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// The time that the end of the program waits for pending clipboard work.
const CLIPBOARD_TIMEOUT: Duration = Duration::from_secs(2);

/// The secrets from which on a list takes so much memory while it loads, is filtered or sorted that the rest is returned.
const LONG_LIST: usize = 50_000;

/// The time without another filter or sort after which memory is returned. It takes up to some milliseconds, in which
/// nobody else gets memory: not while the rows are drawn, or the next letter is typed.
const MEMORY_REST: Duration = Duration::from_millis(200);

/// Performs effects. Needs a tokio runtime.
pub struct Effects {
    service: ServiceTasks,
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
    tasks: Tasks,
    events: EventSender,
}

impl Effects {
    /// Connects with `connector`, copies to `clipboard`, and sends its answers to `events`.
    pub fn new(connector: Connector, clipboard: Clipboard, events: EventSender) -> Self {
        let tasks = Tasks::new(events.clone());
        Self {
            service: ServiceTasks::new(connector, tasks.clone()),
            stop_arranging: Arc::default(),
            list_cache: None,
            history: HistoryWorker::new(None, events.clone()),
            lists: 0,
            commands: CommandRunner::default(),
            left_texts: Arc::default(),
            clipboard,
            clipboard_work: JoinSet::new(),
            tasks,
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
        self.service.connector()
    }

    /// Starts an effect. The event loop itself performs those that concern the terminal: editing, logging in, commands that
    /// get it, suspending, quitting.
    pub fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Connect(id, target) => self.service.connect(id, target),
            Effect::LimitAttempts(id, timeout) => self.service.limit_attempts(id, timeout),
            Effect::Identify(id) => self.service.identify(id),
            Effect::FindZone => {
                self.tasks.spawn_blocking(|| Some(Message::ZoneFound(LocalZone::system())));
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
            Effect::ListSwitchTargets => self.service.list_switch_targets(),
            Effect::StopCredentialProcess => self.service.connector().stop_credential_process(),
            Effect::Call(ticket, request) => self.service.call(ticket, request),
            Effect::Abandon(ticket) => self.service.abandon(&ticket),
            Effect::ReadListCache(id, step) => self.read_list_cache(id, step),
            Effect::SaveListCache(id, list) => self.save_list_cache(id, list),
            Effect::DropListCache(id) => {
                if let Some((cache, origin)) = self.list_cache_of(id) {
                    cache.drop(&origin);
                }
            }
            Effect::ReadHistory(place) => self.history.perform(place, None),
            Effect::ChangeHistory(place, change) => self.history.perform(place, Some(change)),
            Effect::Arrange(job) => self.arrange(job),
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

    fn arrange(&mut self, job: ArrangeJob) {
        let (tasks, stop) = (self.tasks.clone(), Arc::new(AtomicBool::new(false)));
        // A newer job is for other rows: nobody waits for those of the last.
        std::mem::replace(&mut self.stop_arranging, Arc::clone(&stop)).store(true, Ordering::Relaxed);
        let is_long = job.secrets.len() >= LONG_LIST;
        self.tasks.spawn_blocking(move || {
            let tell_first = |first| {
                tasks.send(Message::FirstRows(first));
            };
            let arranged = job.run_until(&stop, tell_first)?;
            tasks.send(Message::Arranged(arranged));
            if is_long {
                tokio::spawn(return_memory(stop));
            }
            None
        });
    }

    fn copy(&mut self, id: CopyId, text: CopyText) {
        let (clipboard, tasks) = (self.clipboard.clone(), self.tasks.clone());
        self.clipboard_work.spawn(async move {
            let copied = clipboard.copy(id, text).await;
            tasks.send(Message::Copied(id, copied));
        });
    }

    fn clear_clipboard(&mut self, id: CopyId) {
        let (clipboard, tasks) = (self.clipboard.clone(), self.tasks.clone());
        self.clipboard_work.spawn(async move {
            let outcome = clipboard.clear(id).await;
            tasks.send(Message::ClipboardCleared(id, outcome));
        });
    }

    fn run_command(&self, id: RunId, run: CommandRun) {
        let (commands, tasks) = (self.commands.clone(), self.tasks.clone());
        let told = move |lines| {
            tasks.send(Message::CommandOutput(id, lines));
        };
        let work = async move { Message::CommandEnded(id, commands.run(id, run, told).await) };
        self.tasks.spawn(work, move || {
            let why = "internal error in strongroom".to_owned();
            Message::CommandEnded(id, CommandEnd::of(CommandExit::NotStarted(why)))
        });
    }

    /// Works on the texts that editors have left, on a thread that may block, and sends the answer if there is one.
    fn with_left_texts(&self, work: impl FnOnce(&mut LeftTexts) -> Option<Message> + Send + 'static) {
        let texts = Arc::clone(&self.left_texts);
        self.tasks.spawn_blocking(move || work(&mut texts.lock().unwrap_or_else(PoisonError::into_inner)));
    }

    fn local(&self, form: FormId, work: impl FnOnce() -> LocalAnswer + Send + 'static) {
        self.tasks.spawn_blocking(move || Some(Message::Local(form, work())));
    }

    fn read_list_cache(&self, id: ConnectionId, step: CacheStep) {
        let cached = self.list_cache_of(id);
        self.tasks.spawn_blocking(move || {
            let read = match cached {
                Some((cache, origin)) => cache.read(id, &origin, &step, clock::wall()),
                None => CacheRead::Nothing,
            };
            Some(Message::ListCache(id, read))
        });
    }

    fn save_list_cache(&mut self, id: ConnectionId, list: WholeList) {
        self.lists += 1;
        let number = self.lists;
        if let Some((cache, origin)) = self.list_cache_of(id) {
            self.tasks.spawn_blocking(move || {
                cache.save(&origin, &list, number);
                None
            });
        }
    }

    /// The cache, and the origin of the lists of a connection, if they are cached.
    fn list_cache_of(&self, id: ConnectionId) -> Option<(ListCache, ListOrigin)> {
        let origin = self.service.connection(id)?.list_origin()?.clone();
        Some((self.list_cache.clone()?, origin))
    }
}

/// Returns free memory to the system, unless another job has begun until then.
async fn return_memory(is_outdated: Arc<AtomicBool>) {
    sleep(MEMORY_REST).await;
    if !is_outdated.load(Ordering::Relaxed) {
        tokio::task::spawn_blocking(allocator::return_free_memory);
    }
}
