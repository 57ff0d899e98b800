//! The worker of the clipboard's thread: tries the routes in order, and keeps the last copy until it is cleared.

use super::environment::{ClipboardEnvironment, Multiplexer};
use super::fingerprint::Fingerprint;
use super::guard::Guard;
use super::osc52;
use super::system::SystemClipboard;
use super::tmux::{Tmux, TmuxError};
use crate::app::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute, CopyText, Sensitivity};
use crate::runtime::clock;
use crate::runtime::output::Output;
use jiff::{SignedDuration, Timestamp};
use std::io;
use std::sync::mpsc as blocking;
use std::time::Duration;
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
        /// Receives what is left when done.
        done: blocking::Sender<Leftover>,
    },
    /// Gives up the clipboard and ends the worker.
    Close {
        /// Receives what is left when done.
        done: blocking::Sender<Leftover>,
    },
}

/// The copy that is left on the clipboard when the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leftover {
    /// A text that is no secret, or none.
    Open,
    /// A secret that could not be cleared.
    Secret,
}

/// The time after which the worker clears a secret by itself if nothing asked it to: the event loop may wait for an
/// editor, or for a terminal that takes no output.
const GRACE: SignedDuration = SignedDuration::from_secs(2);

/// The time between two looks at the clock while a secret is on the clipboard. A timer alone would not count the time
/// that the machine sleeps.
const LOOK: Duration = Duration::from_secs(1);

/// The last copy. It is on the clipboard unless another program has copied since.
struct LastCopy {
    id: CopyId,
    route: CopyRoute,
    fingerprint: Fingerprint,
    sensitivity: Sensitivity,
    /// The time at which the worker clears it by itself.
    deadline: Timestamp,
}

/// The worker that owns the clipboard.
pub struct ClipboardWorker {
    environment: ClipboardEnvironment,
    output: Output,
    system: SystemClipboard,
    last: Option<LastCopy>,
    /// The time after which secrets are cleared.
    clear_after: SignedDuration,
    /// The last copy that the worker cleared by itself, with the outcome.
    cleared: Option<(CopyId, ClearOutcome)>,
    guard: Guard,
}

impl ClipboardWorker {
    /// A worker that has copied nothing yet. It clears secrets after `clear_after` even if nothing asks it to.
    pub fn new(environment: ClipboardEnvironment, output: Output, clear_after: SignedDuration) -> Self {
        let system = SystemClipboard::default();
        Self { environment, output, system, last: None, clear_after, cleared: None, guard: Guard::None }
    }

    /// The same worker with a guard, which clears its copies if this process is killed.
    #[must_use]
    pub fn guarded(self) -> Self {
        Self { guard: Guard::Ready, ..self }
    }

    /// Executes commands until [`Command::Close`]. Answers that no one waits for any longer are dropped.
    pub fn run(mut self, commands: &blocking::Receiver<Command>) {
        loop {
            let command = if self.holds_secret() {
                commands.recv_timeout(LOOK)
            } else {
                commands.recv().map_err(|_| blocking::RecvTimeoutError::Disconnected)
            };
            let command = match command {
                Ok(command) => command,
                Err(blocking::RecvTimeoutError::Timeout) => {
                    self.clear_overdue(clock::now());
                    continue;
                }
                Err(blocking::RecvTimeoutError::Disconnected) => return,
            };
            match command {
                Command::Copy { id, text, answer } => {
                    let _ = answer.send(self.copy(id, &text));
                }
                Command::Clear { id, answer } => {
                    let _ = answer.send(self.clear(id));
                }
                Command::ClearSecret { done } => {
                    if self.holds_secret() {
                        self.clear_last();
                    }
                    let _ = done.send(self.leftover());
                }
                Command::Close { done } => {
                    let leftover = self.leftover();
                    drop(self);
                    let _ = done.send(leftover);
                    return;
                }
            }
        }
    }

    fn leftover(&self) -> Leftover {
        if self.holds_secret() { Leftover::Secret } else { Leftover::Open }
    }

    fn holds_secret(&self) -> bool {
        self.last.as_ref().is_some_and(|last| last.sensitivity == Sensitivity::Secret)
    }

    /// Clears a secret that nothing has asked to clear in time. What fails is tried again at the next look.
    fn clear_overdue(&mut self, now: Timestamp) {
        let Some(last) = self.last.as_ref().filter(|last| last.deadline <= now) else { return };
        let id = last.id;
        if let outcome @ (ClearOutcome::Cleared
        | ClearOutcome::Requested
        | ClearOutcome::RequestedBehindMultiplexer
        | ClearOutcome::Replaced) = self.clear_last()
        {
            self.cleared = Some((id, outcome));
        }
    }

    /// Copies a text by the first route that works.
    pub fn copy(&mut self, id: CopyId, text: &CopyText) -> Result<CopyRoute, CopyFailure> {
        let (fingerprint, sensitivity) = (Fingerprint::of(text), text.sensitivity());
        let mut failure = None;
        for route in self.environment.routes() {
            // Before it is copied: this process may be killed at any time.
            if sensitivity == Sensitivity::Secret {
                self.guard.watch(route, fingerprint);
            }
            match self.copy_via(route, text) {
                Ok(()) => {
                    // A secret that went another way is not overwritten by this copy.
                    if self.holds_secret() && self.last.as_ref().is_some_and(|last| last.route != route) {
                        self.clear_last();
                    }
                    let deadline = clock::now() + self.clear_after + GRACE;
                    self.last = Some(LastCopy { id, route, fingerprint, sensitivity, deadline });
                    self.tell_guard();
                    return Ok(route);
                }
                Err(why) => {
                    tracing::warn!(route = route.as_str(), why, "copy failed");
                    failure = failure.or(Some(why));
                }
            }
        }
        self.tell_guard();
        Err(CopyFailure {
            why: failure.unwrap_or_else(|| "there is neither a display nor tmux nor a terminal".into()),
        })
    }

    /// True if the last copy went by the terminal, and that is gone: there is nothing to clear.
    pub fn is_lost_with_terminal(&self, is_gone: impl Fn() -> bool) -> bool {
        self.last.as_ref().is_some_and(|last| last.route == CopyRoute::Osc52) && is_gone()
    }

    /// Takes over a copy that another process made.
    pub fn take_over(&mut self, route: CopyRoute, fingerprint: Fingerprint) {
        let (id, sensitivity) = (CopyId::default(), Sensitivity::Secret);
        self.last = Some(LastCopy { id, route, fingerprint, sensitivity, deadline: clock::now() });
    }

    /// Forgets the last copy.
    pub fn forget(&mut self) {
        self.last = None;
    }

    /// Tells the guard which secret is on the clipboard now.
    fn tell_guard(&mut self) {
        match &self.last {
            Some(last) if last.sensitivity == Sensitivity::Secret => {
                self.guard.watch(last.route, last.fingerprint);
            }
            Some(_) | None => self.guard.forget(),
        }
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
            Some(_) | None => match self.cleared {
                Some((cleared, outcome)) if cleared == id => outcome,
                Some(_) | None => ClearOutcome::Replaced,
            },
        }
    }

    /// Clears the last copy, and forgets it unless clearing failed.
    pub fn clear_last(&mut self) -> ClearOutcome {
        let Some(last) = self.last.take() else { return ClearOutcome::Replaced };
        match self.clear_via(last.route, &last.fingerprint) {
            Ok(outcome) => {
                self.guard.forget();
                outcome
            }
            Err(why) => {
                tracing::warn!(route = last.route.as_str(), why, "clearing the clipboard failed");
                self.last = Some(last);
                ClearOutcome::Failed
            }
        }
    }

    fn clear_via(&mut self, route: CopyRoute, copied: &Fingerprint) -> Result<ClearOutcome, String> {
        match route {
            CopyRoute::System => self.system.clear(copied).map_err(|error| error.to_string()),
            CopyRoute::Tmux => Tmux::current()
                .map_err(TmuxError::from)
                .and_then(|tmux| tmux.clear(copied))
                .map_err(|e| e.to_string()),
            CopyRoute::Osc52 => self.clear_osc52().map_err(|error| error.to_string()),
        }
    }

    /// Asks the terminal to clear its clipboard. Where an empty text may be ignored, a space overwrites the copy first.
    fn clear_osc52(&self) -> io::Result<ClearOutcome> {
        if self.environment.may_ignore_empty() {
            self.write_osc52(b" ")?;
        }
        self.write_osc52(b"")?;
        Ok(match self.environment.multiplexer() {
            Some(_) => ClearOutcome::RequestedBehindMultiplexer,
            None => ClearOutcome::Requested,
        })
    }

    /// Sets the terminal's clipboard. Inside a multiplexer the sequence is written for it and for the terminal around it,
    /// as either may be configured to ignore it.
    fn write_osc52(&self, text: &[u8]) -> io::Result<()> {
        let sequence = osc52::sequence(text);
        match self.environment.multiplexer() {
            Some(Multiplexer::Tmux) => self.output.write_now(&osc52::through_tmux(&sequence))?,
            Some(Multiplexer::Screen) => self.output.write_now(&osc52::through_screen(&sequence))?,
            None => {}
        }
        self.output.write_now(&sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::output::tests::Written;

    fn worker(variables: &[(&str, &str)]) -> (ClipboardWorker, Written) {
        let written = Written::default();
        let output = Output::new(written.clone());
        output.acquire(b"").unwrap();
        let environment = ClipboardEnvironment::read(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        });
        (ClipboardWorker::new(environment, output, SignedDuration::from_secs(45)), written)
    }

    fn text(text: &str) -> CopyText {
        CopyText::secret(text.to_owned())
    }

    #[test]
    fn over_ssh_the_terminal_gets_the_copy_and_is_cleared_again() {
        let (mut worker, written) = worker(&[("SSH_TTY", "x")]);
        assert_eq!(worker.copy(CopyId(1), &text("a")), Ok(CopyRoute::Osc52));
        assert_eq!(worker.clear(CopyId(1)), ClearOutcome::Requested);
        let [copied, space, empty] = ["\x1b]52;c;YQ==\x07", "\x1b]52;c;IA==\x07", "\x1b]52;c;\x07"];
        assert_eq!(written.pieces(), [copied, space, empty]);
    }

    #[test]
    fn a_later_copy_is_not_cleared_with_an_earlier_one() {
        let (mut worker, written) = worker(&[("SSH_TTY", "x")]);
        worker.copy(CopyId(1), &text("a")).unwrap();
        worker.copy(CopyId(2), &text("b")).unwrap();
        assert_eq!(worker.clear(CopyId(1)), ClearOutcome::Replaced);
        assert_eq!(written.pieces().len(), 2);
        assert_eq!(worker.clear_last(), ClearOutcome::Requested);
        assert_eq!(worker.clear_last(), ClearOutcome::Replaced, "cleared once");
    }

    #[test]
    fn the_terminal_of_this_machine_is_asked_with_an_empty_text_alone() {
        let (mut worker, written) = worker(&[("TERM", "xterm")]);
        worker.copy(CopyId(1), &text("a")).unwrap();
        assert_eq!(worker.clear(CopyId(1)), ClearOutcome::Requested);
        assert_eq!(written.pieces(), ["\x1b]52;c;YQ==\x07", "\x1b]52;c;\x07"]);
    }

    #[test]
    fn a_multiplexer_around_ssh_is_sent_a_space_and_not_claimed_to_be_cleared() {
        for term in ["tmux-256color", "screen.xterm-256color"] {
            let (mut worker, written) = worker(&[("SSH_TTY", "x"), ("TERM", term)]);
            worker.copy(CopyId(1), &text("a")).unwrap();
            assert_eq!(worker.clear(CopyId(1)), ClearOutcome::RequestedBehindMultiplexer);
            let pieces = written.pieces();
            assert_eq!(pieces.len(), 6, "{pieces:?}");
            assert!(pieces[2].starts_with("\x1bP") && pieces[2].contains("52;c;IA=="), "{pieces:?}");
            assert_eq!(pieces[3..].iter().filter(|piece| *piece == "\x1b]52;c;IA==\x07").count(), 1);
        }
    }

    #[test]
    fn a_secret_that_nothing_clears_in_time_is_cleared_by_itself() {
        let (mut worker, written) = worker(&[("TERM", "xterm")]);
        worker.copy(CopyId(1), &text("a")).unwrap();
        let later = |seconds| clock::now() + SignedDuration::from_secs(seconds);
        worker.clear_overdue(later(46));
        assert_eq!(written.pieces().len(), 1, "the event loop comes first");
        worker.clear_overdue(later(48));
        assert_eq!(written.pieces().len(), 2);
        assert_eq!(worker.clear(CopyId(1)), ClearOutcome::Requested, "the event loop learns of it");
    }

    #[test]
    fn a_terminal_that_another_program_has_is_asked_when_it_is_ours_again() {
        let (mut worker, written) = worker(&[("TERM", "xterm")]);
        worker.copy(CopyId(1), &text("a")).unwrap();
        worker.output.release(b"").unwrap();
        assert_eq!(worker.clear(CopyId(1)), ClearOutcome::Failed);
        worker.output.acquire(b"").unwrap();
        assert_eq!(worker.clear(CopyId(1)), ClearOutcome::Requested);
        assert_eq!(written.pieces().last().map(String::as_str), Some("\x1b]52;c;\x07"));
    }
}
