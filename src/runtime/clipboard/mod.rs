//! The clipboard: puts text on it by the best way there is, and takes it off again.
//!
//! A thread of its own does it, one thing after the other: a display's clipboard lives only as long as its owner, and none
//! of the ways may hold up the event loop.

mod keeper;
mod osc52;
mod surroundings;
mod system;
mod tmux;

pub use surroundings::Surroundings;

use super::output::Output;
use crate::app::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute, CopyText};
use keeper::{Command, Keeper};
use std::io;
use std::sync::mpsc as blocking;
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// How long a copy may take before it counts as failed; more than the ways take together to give up by themselves.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the end of the program waits for the clipboard.
const LAST_WAIT: Duration = Duration::from_secs(1);

/// The clipboard's thread, as others speak to it.
#[derive(Clone)]
pub struct Clipboard {
    commands: blocking::Sender<Command>,
}

impl Clipboard {
    /// Starts the thread. Nothing is opened before the first copy.
    pub fn start(surroundings: Surroundings, output: Output) -> io::Result<Self> {
        let (commands, received) = blocking::channel();
        thread::Builder::new()
            .name("clipboard".into())
            .spawn(move || Keeper::new(surroundings, output).serve(&received))?;
        Ok(Self { commands })
    }

    /// Puts `text` on the clipboard.
    pub async fn copy(&self, id: CopyId, text: CopyText) -> Result<CopyRoute, CopyFailure> {
        self.ask(|answer| Command::Copy { id, text, answer })
            .await
            .unwrap_or_else(|| Err(CopyFailure { why: "the clipboard does not answer".into() }))
    }

    /// Clears the clipboard if it still holds that copy.
    pub async fn clear(&self, id: CopyId) -> ClearOutcome {
        self.ask(|answer| Command::Clear { id, answer }).await.unwrap_or(ClearOutcome::Failed)
    }

    /// Clears whatever copy of ours is on the clipboard, as the last thing before a failed program ends. Waits a second at
    /// most.
    pub fn clear_before_end(&self) {
        self.wait_for(|done| Command::ClearHeld { done });
    }

    /// Hands a copy that outlives the program to the display's clipboard manager, if there is one, and ends the thread.
    /// Waits a second at most.
    pub fn close(&self) {
        self.wait_for(|done| Command::Close { done });
    }

    async fn ask<T>(&self, command: impl FnOnce(oneshot::Sender<T>) -> Command) -> Option<T> {
        let (answer, answered) = oneshot::channel();
        self.commands.send(command(answer)).ok()?;
        timeout(PATIENCE, answered).await.ok()?.ok()
    }

    fn wait_for(&self, command: impl FnOnce(blocking::Sender<()>) -> Command) {
        let (done, finished) = blocking::channel();
        if self.commands.send(command(done)).is_ok() {
            let _ = finished.recv_timeout(LAST_WAIT);
        }
    }
}
