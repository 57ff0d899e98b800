//! The clipboard: copies text by the best available route, and clears it again.
//!
//! Commands run one after the other on a thread of their own: a display's clipboard lives only as long as its owner, and
//! no route may block the event loop.

mod detached;
mod environment;
mod fingerprint;
mod guard;
mod order;
mod osc52;
mod system;
mod tmux;
mod worker;

pub use detached::{DetachedError, copy_detached, keep_clipboard};
pub use environment::ClipboardEnvironment;

use super::output::Output;
use crate::app::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute, CopyText};
use jiff::SignedDuration;
use std::io;
use std::sync::mpsc as blocking;
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::timeout;
pub use worker::Leftover;
use worker::{ClipboardWorker, Command};

/// The time after which a command counts as failed. Longer than all routes together take to give up by themselves.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The longest time that the end of the program waits for the clipboard.
const EXIT_TIMEOUT: Duration = Duration::from_secs(1);

/// A handle to the clipboard's thread.
#[derive(Clone)]
pub struct Clipboard {
    commands: blocking::Sender<Command>,
}

impl Clipboard {
    /// Starts the thread without a guard.
    #[cfg(test)]
    pub fn start(
        environment: ClipboardEnvironment,
        output: Output,
        clear_after: SignedDuration,
    ) -> io::Result<Self> {
        Self::run(ClipboardWorker::new(environment, output, clear_after))
    }

    /// Starts the thread. The clipboard is not opened before the first copy. Secrets are cleared after `clear_after` even
    /// if nothing asks for it, and by a guard if this process is killed: a detached process, which starts with the first
    /// secret that is copied.
    pub fn start_guarded(
        environment: ClipboardEnvironment,
        output: Output,
        clear_after: SignedDuration,
    ) -> io::Result<Self> {
        Self::run(ClipboardWorker::new(environment, output, clear_after).guarded())
    }

    fn run(worker: ClipboardWorker) -> io::Result<Self> {
        let (commands, received) = blocking::channel();
        thread::Builder::new().name("clipboard".into()).spawn(move || worker.run(&received))?;
        Ok(Self { commands })
    }

    /// Copies `text` to the clipboard.
    pub async fn copy(&self, id: CopyId, text: CopyText) -> Result<CopyRoute, CopyFailure> {
        self.request(|answer| Command::Copy { id, text, answer })
            .await
            .unwrap_or_else(|| Err(CopyFailure { why: "the clipboard does not respond".into() }))
    }

    /// Clears the clipboard if this copy is still on it.
    pub async fn clear(&self, id: CopyId) -> ClearOutcome {
        self.request(|answer| Command::Clear { id, answer }).await.unwrap_or(ClearOutcome::Failed)
    }

    /// Clears the last copy if it is secret, before a failed program ends. Waits at most a second.
    pub fn clear_before_exit(&self) {
        self.run_before_exit(|done| Command::ClearSecret { done });
    }

    /// Leaves the last copy to the display's clipboard manager, if there is one, and ends the thread. Waits at most a
    /// second.
    pub fn close(&self) -> Leftover {
        self.run_before_exit(|done| Command::Close { done }).unwrap_or(Leftover::Secret)
    }

    async fn request<T>(&self, command: impl FnOnce(oneshot::Sender<T>) -> Command) -> Option<T> {
        let (answer, answered) = oneshot::channel();
        self.commands.send(command(answer)).ok()?;
        timeout(TIMEOUT, answered).await.ok()?.ok()
    }

    /// Runs a last command; `None` if the thread does not respond.
    fn run_before_exit(
        &self,
        command: impl FnOnce(blocking::Sender<Leftover>) -> Command,
    ) -> Option<Leftover> {
        let (done, finished) = blocking::channel();
        self.commands.send(command(done)).ok()?;
        finished.recv_timeout(EXIT_TIMEOUT).ok()
    }
}
