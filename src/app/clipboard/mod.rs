//! Copying without revealing: the last copy, a copy that waits for its value, and clearing the clipboard again.

mod last_copy;

pub use last_copy::{CopyState, LastCopy};

use super::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute, CopyText, Sensitivity};
use super::{Effect, UpdateContext};
use crate::service::api::{Reply, Request, ServiceError, Target, Ticket};
use jiff::{SignedDuration, Timestamp};

/// Seconds that a note on a copy stays in the footer.
const NOTE_SECONDS: i64 = 8;

/// The clipboard, as far as this session has used it.
#[derive(Debug, Default)]
pub struct Clipboard {
    count: u64,
    last: Option<LastCopy>,
    /// A value that stays on the clipboard if the copy after it fails.
    beneath: Option<CopyId>,
    /// A copy that waits for its text to be read.
    awaited: Option<AwaitedCopy>,
}

/// A copy that waits for its text to be read.
#[derive(Debug)]
struct AwaitedCopy {
    ticket: Ticket,
    /// What is copied, in words.
    what: String,
}

impl Clipboard {
    /// The last copy, as the footer tells of it.
    pub fn last(&self) -> Option<&LastCopy> {
        self.last.as_ref()
    }

    /// Puts text on the clipboard; only `what` it is is told.
    pub fn put(&mut self, what: String, text: CopyText, cx: &mut UpdateContext) {
        self.forget_awaited(cx);
        if let Some(before) = self.last.as_ref().filter(|copy| copy.may_hold_a_value()) {
            self.beneath = Some(before.id);
        }
        self.count += 1;
        let id = CopyId(self.count);
        let sensitivity = text.sensitivity();
        self.last = Some(LastCopy { id, what, sensitivity, state: CopyState::Underway });
        cx.emit(Effect::Copy(id, text));
    }

    /// Reads a text to be copied, unless just that is being read already.
    pub fn await_copy(&mut self, what: String, target: Target, request: Request, cx: &mut UpdateContext) {
        let same = |awaited: &AwaitedCopy| awaited.what == what && awaited.ticket.target == target;
        if self.awaited.as_ref().is_some_and(same) {
            return;
        }
        self.forget_awaited(cx);
        self.awaited = cx.call(target, request).map(|ticket| AwaitedCopy { ticket, what });
    }

    /// Drops a copy that still waits: the user has asked for another one since.
    fn forget_awaited(&mut self, cx: &mut UpdateContext) {
        cx.abandon_all(self.awaited.take().map(|awaited| awaited.ticket));
    }

    /// Forgets a copy that still waits: its connection is gone, and its read aborted.
    pub fn connection_replaced(&mut self) {
        self.awaited = None;
    }

    fn awaited(&mut self, ticket: &Ticket) -> Option<String> {
        self.awaited.take_if(|awaited| awaited.ticket == *ticket).map(|awaited| awaited.what)
    }

    /// Takes in a value that was read to be copied.
    pub fn value_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let Some(what) = self.awaited(ticket) else { return };
        match result.and_then(Reply::into_value) {
            Ok(value) => self.put(what, CopyText::of_value(&value.body), cx),
            Err(error) => cx.fail(format!("copy the {what}"), error),
        }
    }

    /// Takes in a policy that was read to be copied.
    pub fn policy_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let Some(what) = self.awaited(ticket) else { return };
        match result.and_then(Reply::into_policy) {
            Ok(Some(policy)) => self.put(what, CopyText::open(policy), cx),
            Ok(None) => cx.refuse("This secret has no resource policy.", "There is nothing to copy."),
            Err(error) => cx.fail(format!("copy the {what}"), error),
        }
    }

    /// Takes in the answer to `Effect::Copy`.
    pub fn copied(&mut self, id: CopyId, result: Result<CopyRoute, CopyFailure>, cx: &mut UpdateContext) {
        let underway = |copy: &&mut LastCopy| copy.id == id && copy.state == CopyState::Underway;
        let Some(copy) = self.last.as_mut().filter(underway) else { return };
        let until = cx.now()
            + match copy.sensitivity {
                Sensitivity::Secret => cx.settings().hide.on_clipboard,
                Sensitivity::Open => SignedDuration::from_secs(NOTE_SECONDS),
            };
        copy.state = match result {
            Ok(route) => CopyState::Held { route, until },
            Err(failure) => {
                CopyState::Failed { failure, until: cx.now() + SignedDuration::from_secs(4 * NOTE_SECONDS) }
            }
        };
        let took_its_place = matches!(copy.state, CopyState::Held { .. });
        // A value that was to be overwritten is still there, and no countdown runs for it any longer.
        if let Some(before) = self.beneath.take().filter(|_| !took_its_place) {
            cx.emit(Effect::ClearClipboard(before));
        }
    }

    /// Takes in the answer to `Effect::ClearClipboard`.
    pub fn cleared(&mut self, id: CopyId, outcome: ClearOutcome, now: Timestamp) {
        let until = now + SignedDuration::from_secs(NOTE_SECONDS);
        if let Some(copy) = self.last.as_mut().filter(|copy| copy.id == id) {
            copy.state = CopyState::Done { outcome, until };
        }
    }

    /// Clears values before the program ends.
    pub fn leave(&mut self, cx: &mut UpdateContext) {
        if let Some(before) = self.beneath.take() {
            cx.emit(Effect::ClearClipboard(before));
        }
        if let Some(copy) = self.last.as_mut().filter(|copy| copy.may_hold_a_value()) {
            copy.state = CopyState::Clearing;
            cx.emit(Effect::ClearClipboard(copy.id));
        }
    }

    /// Clears a value whose time is over, and drops a note that is no longer worth a line.
    pub fn wake(&mut self, cx: &mut UpdateContext) {
        let Some(copy) = &mut self.last else { return };
        match &copy.state {
            CopyState::Held { until, .. } if *until <= cx.now() => match copy.sensitivity {
                Sensitivity::Secret => {
                    copy.state = CopyState::Clearing;
                    cx.emit(Effect::ClearClipboard(copy.id));
                }
                Sensitivity::Open => self.last = None,
            },
            CopyState::Done { until, .. } | CopyState::Failed { until, .. } if *until <= cx.now() => {
                self.last = None;
            }
            CopyState::Underway
            | CopyState::Held { .. }
            | CopyState::Clearing
            | CopyState::Done { .. }
            | CopyState::Failed { .. } => {}
        }
    }

    /// When the clipboard is cleared, with the countdown on screen until then, or a note goes.
    pub fn next_wake(&self) -> Option<ClipboardWake> {
        let copy = self.last.as_ref()?;
        match (&copy.state, copy.sensitivity) {
            (CopyState::Held { until, .. }, Sensitivity::Secret) => Some(ClipboardWake::Countdown(*until)),
            (CopyState::Held { until, .. }, Sensitivity::Open)
            | (CopyState::Done { until, .. } | CopyState::Failed { until, .. }, _) => {
                Some(ClipboardWake::At(*until))
            }
            (CopyState::Underway | CopyState::Clearing, _) => None,
        }
    }
}

/// The moment at which something about the clipboard changes on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipboardWake {
    /// A countdown to that moment is on screen, second by second.
    Countdown(Timestamp),
    /// Nothing changes before that moment.
    At(Timestamp),
}
