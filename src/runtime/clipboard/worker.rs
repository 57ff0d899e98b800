//! The worker of the clipboard's thread: tries the routes in order, and keeps the last copy until it is cleared.

use super::environment::ClipboardEnvironment;
use super::osc52;
use super::system::SystemClipboard;
use super::tmux::{Tmux, TmuxError};
use crate::app::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute, CopyText, Sensitivity};
use crate::runtime::output::Output;
use std::io;
use std::sync::mpsc as blocking;
use tokio::sync::oneshot;

/// A command to the worker.
pub enum Command {
    /// Copies a text.
    Copy {
        /// The number of the copy.
        id: CopyId,
        /// The text.
        text: CopyText,
        /// Receives the route that worked.
        answer: oneshot::Sender<Result<CopyRoute, CopyFailure>>,
    },
    /// Clears a copy.
    Clear {
        /// The number of the copy.
        id: CopyId,
        /// Receives the outcome.
        answer: oneshot::Sender<ClearOutcome>,
    },
    /// Clears the last copy if it is secret.
    ClearSecret {
        /// Receives a message when done.
        done: blocking::Sender<()>,
    },
    /// Gives up the clipboard and ends the worker.
    Close {
        /// Receives a message when done.
        done: blocking::Sender<()>,
    },
}

/// The last copy. It is on the clipboard unless another program has copied since.
struct LastCopy {
    id: CopyId,
    route: CopyRoute,
    text: CopyText,
}

/// The worker that owns the clipboard.
pub struct ClipboardWorker {
    environment: ClipboardEnvironment,
    output: Output,
    system: SystemClipboard,
    last: Option<LastCopy>,
}

impl ClipboardWorker {
    /// A worker that has copied nothing yet.
    pub fn new(environment: ClipboardEnvironment, output: Output) -> Self {
        Self { environment, output, system: SystemClipboard::default(), last: None }
    }

    /// Executes commands until [`Command::Close`]. Answers that no one waits for any longer are dropped.
    pub fn run(mut self, commands: &blocking::Receiver<Command>) {
        while let Ok(command) = commands.recv() {
            match command {
                Command::Copy { id, text, answer } => {
                    let _ = answer.send(self.copy(id, text));
                }
                Command::Clear { id, answer } => {
                    let _ = answer.send(self.clear(id));
                }
                Command::ClearSecret { done } => {
                    if self.last.as_ref().is_some_and(|last| last.text.sensitivity() == Sensitivity::Secret) {
                        self.clear_last();
                    }
                    let _ = done.send(());
                }
                Command::Close { done } => {
                    drop(self);
                    let _ = done.send(());
                    return;
                }
            }
        }
    }

    fn copy(&mut self, id: CopyId, text: CopyText) -> Result<CopyRoute, CopyFailure> {
        let mut failure = None;
        for route in self.environment.routes() {
            match self.copy_via(route, &text) {
                Ok(()) => {
                    self.last = Some(LastCopy { id, route, text });
                    return Ok(route);
                }
                Err(why) => {
                    tracing::warn!(route = route.as_str(), why, "copy failed");
                    failure = failure.or(Some(why));
                }
            }
        }
        Err(CopyFailure { why: failure.unwrap_or_default() })
    }

    fn copy_via(&mut self, route: CopyRoute, text: &CopyText) -> Result<(), String> {
        match route {
            CopyRoute::System => self.system.copy(text).map_err(|error| error.to_string()),
            CopyRoute::Tmux => Tmux::current()
                .map_err(TmuxError::from)
                .and_then(|tmux| tmux.copy(text))
                .map_err(|e| e.to_string()),
            CopyRoute::Osc52 => self.write_osc52(text.expose().as_bytes()).map_err(|error| error.to_string()),
        }
    }

    fn clear(&mut self, id: CopyId) -> ClearOutcome {
        match &self.last {
            Some(last) if last.id == id => self.clear_last(),
            Some(_) | None => ClearOutcome::Replaced,
        }
    }

    /// Clears the last copy, and forgets it unless clearing failed.
    fn clear_last(&mut self) -> ClearOutcome {
        let Some(last) = self.last.take() else { return ClearOutcome::Replaced };
        match self.clear_via(last.route, &last.text) {
            Ok(outcome) => outcome,
            Err(why) => {
                tracing::warn!(route = last.route.as_str(), why, "clearing the clipboard failed");
                self.last = Some(last);
                ClearOutcome::Failed
            }
        }
    }

    fn clear_via(&mut self, route: CopyRoute, text: &CopyText) -> Result<ClearOutcome, String> {
        match route {
            CopyRoute::System => self.system.clear(text).map_err(|error| error.to_string()),
            CopyRoute::Tmux => Tmux::current()
                .map_err(TmuxError::from)
                .and_then(|tmux| tmux.clear(text))
                .map_err(|e| e.to_string()),
            CopyRoute::Osc52 => {
                self.write_osc52(b"").map(|()| ClearOutcome::Cleared).map_err(|error| error.to_string())
            }
        }
    }

    /// Sets the terminal's clipboard. Inside tmux the sequence is written for tmux and for the terminal around it, as
    /// either may be configured to ignore it.
    fn write_osc52(&self, text: &[u8]) -> io::Result<()> {
        let sequence = osc52::sequence(text);
        if self.environment.inside_tmux() {
            self.output.write_whole(&osc52::through_tmux(&sequence))?;
        }
        self.output.write_whole(&sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::output::tests::Written;

    fn worker(variables: &[&str]) -> (ClipboardWorker, Written) {
        let written = Written::default();
        let output = Output::new(written.clone());
        output.acquire(b"").unwrap();
        let environment =
            ClipboardEnvironment::read(|name| variables.contains(&name).then(|| "/nonexistent,1,0".into()));
        (ClipboardWorker::new(environment, output), written)
    }

    fn text(text: &str) -> CopyText {
        CopyText::secret(text.to_owned())
    }

    #[test]
    fn over_ssh_the_terminal_gets_the_copy_and_is_cleared_again() {
        let (mut worker, written) = worker(&["SSH_TTY"]);
        assert_eq!(worker.copy(CopyId(1), text("a")), Ok(CopyRoute::Osc52));
        assert_eq!(worker.clear(CopyId(1)), ClearOutcome::Cleared);
        assert_eq!(written.pieces(), ["\x1b]52;c;YQ==\x07", "\x1b]52;c;\x07"]);
    }

    #[test]
    fn a_later_copy_is_not_cleared_with_an_earlier_one() {
        let (mut worker, written) = worker(&["SSH_TTY"]);
        worker.copy(CopyId(1), text("a")).unwrap();
        worker.copy(CopyId(2), text("b")).unwrap();
        assert_eq!(worker.clear(CopyId(1)), ClearOutcome::Replaced);
        assert_eq!(written.pieces().len(), 2);
        assert_eq!(worker.clear_last(), ClearOutcome::Cleared);
        assert_eq!(worker.clear_last(), ClearOutcome::Replaced, "cleared once");
    }
}
