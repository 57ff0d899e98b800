//! What the clipboard's thread does: tries the ways in order, and remembers the last copy until it is cleared.

use super::osc52;
use super::surroundings::Surroundings;
use super::system::SystemClipboard;
use super::tmux::{Tmux, TmuxError};
use crate::app::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute, CopyText, Sensitivity};
use crate::runtime::output::Output;
use std::io;
use std::sync::mpsc as blocking;
use tokio::sync::oneshot;

/// What the thread is asked.
pub enum Command {
    /// Put text on the clipboard.
    Copy {
        /// Which copy.
        id: CopyId,
        /// The text.
        text: CopyText,
        /// Gets the way that it took.
        answer: oneshot::Sender<Result<CopyRoute, CopyFailure>>,
    },
    /// Clear that copy.
    Clear {
        /// Which copy.
        id: CopyId,
        /// Gets what came of it.
        answer: oneshot::Sender<ClearOutcome>,
    },
    /// Clear what is held, if it is secret.
    ClearHeld {
        /// Told when it is done.
        done: blocking::Sender<()>,
    },
    /// Let go of the clipboard.
    Close {
        /// Told when it is done.
        done: blocking::Sender<()>,
    },
}

/// The copy that is on the clipboard, unless someone else copied since.
struct Held {
    id: CopyId,
    route: CopyRoute,
    text: CopyText,
}

/// The state of the clipboard's thread.
pub struct Keeper {
    surroundings: Surroundings,
    output: Output,
    system: SystemClipboard,
    held: Option<Held>,
}

impl Keeper {
    /// Holds nothing yet.
    pub fn new(surroundings: Surroundings, output: Output) -> Self {
        Self { surroundings, output, system: SystemClipboard::default(), held: None }
    }

    /// Does what it is asked until it is closed. No one waiting for an answer any longer is no error.
    pub fn serve(mut self, commands: &blocking::Receiver<Command>) {
        while let Ok(command) = commands.recv() {
            match command {
                Command::Copy { id, text, answer } => {
                    let _ = answer.send(self.copy(id, text));
                }
                Command::Clear { id, answer } => {
                    let _ = answer.send(self.clear(id));
                }
                Command::ClearHeld { done } => {
                    if self.held.as_ref().is_some_and(|held| held.text.sensitivity() == Sensitivity::Secret) {
                        self.clear_held();
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
        for route in self.surroundings.routes() {
            match self.copy_by(route, &text) {
                Ok(()) => {
                    self.held = Some(Held { id, route, text });
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

    fn copy_by(&mut self, route: CopyRoute, text: &CopyText) -> Result<(), String> {
        match route {
            CopyRoute::System => self.system.copy(text).map_err(|error| error.to_string()),
            CopyRoute::Tmux => Tmux::surrounding()
                .map_err(TmuxError::from)
                .and_then(|tmux| tmux.copy(text))
                .map_err(|e| e.to_string()),
            CopyRoute::Osc52 => self.to_terminal(text.expose().as_bytes()).map_err(|error| error.to_string()),
        }
    }

    fn clear(&mut self, id: CopyId) -> ClearOutcome {
        match &self.held {
            Some(held) if held.id == id => self.clear_held(),
            _ => ClearOutcome::Replaced,
        }
    }

    /// Clears the copy that is held, and forgets it unless that failed.
    fn clear_held(&mut self) -> ClearOutcome {
        let Some(held) = self.held.take() else { return ClearOutcome::Replaced };
        match self.clear_by(held.route, &held.text) {
            Ok(outcome) => outcome,
            Err(why) => {
                tracing::warn!(route = held.route.as_str(), why, "clearing the clipboard failed");
                self.held = Some(held);
                ClearOutcome::Failed
            }
        }
    }

    fn clear_by(&mut self, route: CopyRoute, text: &CopyText) -> Result<ClearOutcome, String> {
        match route {
            CopyRoute::System => self.system.clear(text).map_err(|error| error.to_string()),
            CopyRoute::Tmux => Tmux::surrounding()
                .map_err(TmuxError::from)
                .and_then(|tmux| tmux.clear(text))
                .map_err(|e| e.to_string()),
            CopyRoute::Osc52 => {
                self.to_terminal(b"").map(|()| ClearOutcome::Cleared).map_err(|error| error.to_string())
            }
        }
    }

    /// Sets the terminal's clipboard; inside of tmux both tmux and the terminal around it are asked, as either may be set
    /// up to refuse.
    fn to_terminal(&self, text: &[u8]) -> io::Result<()> {
        let sequence = osc52::sequence(text);
        if self.surroundings.inside_tmux() {
            self.output.write_whole(&osc52::through_tmux(&sequence))?;
        }
        self.output.write_whole(&sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::output::tests::Written;

    fn keeper(environment: &[&str]) -> (Keeper, Written) {
        let written = Written::default();
        let output = Output::new(written.clone());
        output.take(b"").unwrap();
        let surroundings =
            Surroundings::read(|name| environment.contains(&name).then(|| "/nonexistent,1,0".into()));
        (Keeper::new(surroundings, output), written)
    }

    fn text(text: &str) -> CopyText {
        CopyText::secret(text.to_owned())
    }

    #[test]
    fn over_ssh_the_terminal_gets_the_copy_and_is_cleared_again() {
        let (mut keeper, written) = keeper(&["SSH_TTY"]);
        assert_eq!(keeper.copy(CopyId(1), text("a")), Ok(CopyRoute::Osc52));
        assert_eq!(keeper.clear(CopyId(1)), ClearOutcome::Cleared);
        assert_eq!(written.pieces(), ["\x1b]52;c;YQ==\x07", "\x1b]52;c;\x07"]);
    }

    #[test]
    fn a_later_copy_is_not_cleared_with_an_earlier_one() {
        let (mut keeper, written) = keeper(&["SSH_TTY"]);
        keeper.copy(CopyId(1), text("a")).unwrap();
        keeper.copy(CopyId(2), text("b")).unwrap();
        assert_eq!(keeper.clear(CopyId(1)), ClearOutcome::Replaced);
        assert_eq!(written.pieces().len(), 2);
        assert_eq!(keeper.clear_held(), ClearOutcome::Cleared);
        assert_eq!(keeper.clear_held(), ClearOutcome::Replaced, "cleared once");
    }
}
