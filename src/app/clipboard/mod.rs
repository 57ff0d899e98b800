//! The clipboard: copying without revealing, copies that wait for a read, and clearing secrets after a while.

mod last_copy;

pub use last_copy::{CopyState, LastCopy};

use super::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute, CopyText, Sensitivity};
use super::copy_as::CopyForm;
use super::{Effect, Event, UpdateContext};
use crate::service::api::{Reply, Request, ServiceError, Target, Ticket};
use jiff::{SignedDuration, Timestamp};

/// The time that a note on a copy stays in the footer, in seconds.
const NOTE_SECONDS: i64 = 8;

/// The copies of the session.
#[derive(Debug, Default)]
pub struct Clipboard {
    count: u64,
    last: Option<LastCopy>,
    /// The copy before the last one, a value that is still on the clipboard if the last copy fails.
    previous: Option<CopyId>,
    /// A value that could not be cleared: tried again when the program ends.
    uncleared: Option<CopyId>,
    /// A copy whose text is being read.
    awaited: Option<AwaitedCopy>,
}

/// A copy whose text is being read.
#[derive(Debug)]
struct AwaitedCopy {
    ticket: Ticket,
    /// The thing to copy in words.
    what: String,
    request: Request,
    form: CopyForm,
}

impl AwaitedCopy {
    /// Tells that the text could not be read.
    fn fail(self, error: ServiceError, cx: &mut UpdateContext) {
        let Self { ticket, what, request, form } = self;
        let attempt = format!("copy the {what}");
        let again = Event::CopyReadRequested { what, target: ticket.target, request, form };
        cx.fail_until_login(attempt, error, again);
    }
}

impl Clipboard {
    /// The last copy, as the footer shows it.
    pub fn last(&self) -> Option<&LastCopy> {
        self.last.as_ref()
    }

    /// Puts a text on the clipboard; notes name it by `what` only.
    pub fn put(&mut self, what: String, text: CopyText, cx: &mut UpdateContext) {
        self.forget_awaited(cx);
        if let Some(before) = self.last.as_ref().filter(|copy| copy.has_value_on_clipboard()) {
            self.previous = Some(before.id);
        }
        self.count += 1;
        let id = CopyId(self.count);
        if text.has_control_characters() {
            cx.refuse(
                format!("Copied with control characters in it: {what}."),
                "A terminal takes them for keys: paste it only where text is edited, not at a prompt.",
            );
        }
        let (sensitivity, encoding) = (text.sensitivity(), text.encoding());
        self.last = Some(LastCopy { id, what, sensitivity, encoding, state: CopyState::Copying });
        cx.emit(Effect::Copy(id, text));
    }

    /// Reads a text to copy in a form, unless it is being read already; notes name it by `what` only.
    pub fn await_copy(
        &mut self,
        (what, form): (String, CopyForm),
        target: Target,
        request: Request,
        cx: &mut UpdateContext,
    ) {
        let same = |awaited: &AwaitedCopy| awaited.what == what && awaited.ticket.target == target;
        if self.awaited.as_ref().is_some_and(same) {
            return;
        }
        self.forget_awaited(cx);
        let ticket = cx.call(target, request.clone());
        self.awaited = ticket.map(|ticket| AwaitedCopy { ticket, what, request, form });
    }

    /// Drops a copy that waits for its read: the user has asked for another one since.
    fn forget_awaited(&mut self, cx: &mut UpdateContext) {
        cx.abandon_all(self.awaited.take().map(|awaited| awaited.ticket));
    }

    /// Drops a copy that waits for its read: the read was aborted with its connection.
    pub fn connection_replaced(&mut self) {
        self.awaited = None;
    }

    fn take_awaited(&mut self, ticket: &Ticket) -> Option<AwaitedCopy> {
        self.awaited.take_if(|awaited| awaited.ticket == *ticket)
    }

    /// Copies a value that was read for it.
    pub fn value_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let Some(awaited) = self.take_awaited(ticket) else { return };
        match result.and_then(Reply::into_value) {
            Ok(value) => {
                let AwaitedCopy { what, form, .. } = awaited;
                let text = match form {
                    CopyForm::Whole => Ok(CopyText::of_value(&value.body)),
                    CopyForm::As(copy) => copy.secret_text(&value.body),
                };
                match text {
                    Ok(text) => self.put(what, text, cx),
                    Err(problem) => cx.show_problem(problem),
                }
            }
            Err(error) => awaited.fail(error, cx),
        }
    }

    /// Copies a policy that was read for it.
    pub fn policy_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let Some(awaited) = self.take_awaited(ticket) else { return };
        match result.and_then(Reply::into_policy) {
            Ok(Some(policy)) => self.put(awaited.what, CopyText::open(policy), cx),
            Ok(None) => cx.refuse("This secret has no resource policy.", "There is nothing to copy."),
            Err(error) => awaited.fail(error, cx),
        }
    }

    /// Handles the answer to `Effect::Copy`.
    pub fn copied(&mut self, id: CopyId, result: Result<CopyRoute, CopyFailure>, cx: &mut UpdateContext) {
        let is_copying = |copy: &&mut LastCopy| copy.id == id && copy.state == CopyState::Copying;
        let Some(copy) = self.last.as_mut().filter(is_copying) else { return };
        let until = cx.now()
            + match copy.sensitivity {
                Sensitivity::Secret => cx.settings().hide.on_clipboard,
                Sensitivity::Open => SignedDuration::from_secs(NOTE_SECONDS),
            };
        copy.state = match result {
            Ok(route) => CopyState::Copied { route, until },
            Err(failure) => {
                CopyState::Failed { failure, until: cx.now() + SignedDuration::from_secs(4 * NOTE_SECONDS) }
            }
        };
        let is_copied = matches!(copy.state, CopyState::Copied { .. });
        // The copy failed, so the value before it is still on the clipboard, without a countdown.
        if let Some(before) = self.previous.take().filter(|_| !is_copied) {
            cx.emit(Effect::ClearClipboard(before));
        }
    }

    /// Handles the answer to `Effect::ClearClipboard`.
    pub fn cleared(&mut self, id: CopyId, outcome: ClearOutcome, now: Timestamp) {
        let until = now + SignedDuration::from_secs(NOTE_SECONDS);
        self.uncleared = match outcome {
            ClearOutcome::Failed => Some(id),
            ClearOutcome::Cleared
            | ClearOutcome::Requested
            | ClearOutcome::RequestedBehindMultiplexer
            | ClearOutcome::Replaced => self.uncleared.filter(|uncleared| *uncleared != id),
        };
        if let Some(copy) = self.last.as_mut().filter(|copy| copy.id == id) {
            copy.state = CopyState::Done { outcome, until };
        }
    }

    /// Clears values from the clipboard before the program ends.
    pub fn leave(&mut self, cx: &mut UpdateContext) {
        if let Some(before) = self.previous.take() {
            cx.emit(Effect::ClearClipboard(before));
        }
        if let Some(copy) = self.last.as_mut().filter(|copy| copy.has_value_on_clipboard()) {
            copy.state = CopyState::Clearing;
            cx.emit(Effect::ClearClipboard(copy.id));
        } else if let Some(id) = self.uncleared.take() {
            cx.emit(Effect::ClearClipboard(id));
        }
    }

    /// Clears a value whose time is over, and drops a note whose time is over.
    pub fn wake(&mut self, cx: &mut UpdateContext) {
        let Some(copy) = &mut self.last else { return };
        match &copy.state {
            CopyState::Copied { until, .. } if *until <= cx.now() => match copy.sensitivity {
                Sensitivity::Secret => {
                    copy.state = CopyState::Clearing;
                    cx.emit(Effect::ClearClipboard(copy.id));
                }
                Sensitivity::Open => self.last = None,
            },
            CopyState::Done { until, .. } | CopyState::Failed { until, .. } if *until <= cx.now() => {
                self.last = None;
            }
            CopyState::Copying
            | CopyState::Copied { .. }
            | CopyState::Clearing
            | CopyState::Done { .. }
            | CopyState::Failed { .. } => {}
        }
    }

    /// The time at which the clipboard is cleared or a note goes.
    pub fn next_wake(&self) -> Option<ClipboardWake> {
        let copy = self.last.as_ref()?;
        match (&copy.state, copy.sensitivity) {
            (CopyState::Copied { until, .. }, Sensitivity::Secret) => Some(ClipboardWake::Countdown(*until)),
            (CopyState::Copied { until, .. }, Sensitivity::Open)
            | (CopyState::Done { until, .. } | CopyState::Failed { until, .. }, _) => {
                Some(ClipboardWake::At(*until))
            }
            (CopyState::Copying | CopyState::Clearing, _) => None,
        }
    }
}

/// The time at which the note on a copy changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipboardWake {
    /// The note counts down to this time, second by second.
    Countdown(Timestamp),
    /// The note stays as it is until this time.
    At(Timestamp),
}
