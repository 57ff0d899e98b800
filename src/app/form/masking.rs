//! Masking: what is secret in a form or its notes is revealed for a while, and masked again.

use super::{Flow, Form, FormContext, Mask};
use jiff::Timestamp;

impl Form {
    /// True if any secret text is revealed.
    pub fn shows_secrets(&self) -> bool {
        self.notes_mask == Mask::Revealed || self.fields().iter().any(|field| field.input().shows_secrets())
    }

    /// Masks what has been revealed for long enough.
    pub fn wake(&mut self, now: Timestamp) {
        if self.hide_at.is_some_and(|at| at <= now) {
            self.mask_all();
        }
    }

    /// Masks everything, as nobody is at the terminal. A form with values that were read closes, unless something was typed
    /// or is being sent.
    pub fn lock(&mut self) -> Flow {
        self.mask_all();
        if self.spec.holds_values() && !self.is_unsaved() && !self.is_sending() {
            return Flow::Close;
        }
        Flow::Stay
    }

    /// The moment at which what is revealed is masked again; `None` while all is masked.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.hide_at
    }

    /// Reveals the secret text under the cursor for a while, or masks it; where there is none, that of the notes.
    pub(super) fn toggle_mask(&mut self, cx: &FormContext<'_>) {
        let toggle = |mask: &mut Mask| *mask = !*mask;
        let in_field = self.review().is_none()
            && self.with_focused(|field| field.input_mut().mask_mut().map(toggle).is_some()) == Some(true);
        if !in_field {
            toggle(&mut self.notes_mask);
        }
        self.hide_at = None;
        self.hide_later(cx);
    }

    /// Sees to it that what is revealed is masked again after a while.
    pub(super) fn hide_later(&mut self, cx: &FormContext<'_>) {
        let until = cx.update.now() + cx.update.settings().hide.on_screen;
        self.hide_at = self.shows_secrets().then(|| self.hide_at.unwrap_or(until));
    }

    /// Masks all that is secret.
    pub(super) fn mask_all(&mut self) {
        self.fields_mut().into_iter().for_each(|field| field.input_mut().mask_all());
        self.notes_mask = Mask::Masked;
        self.hide_at = None;
    }
}
