//! Keys and pasted text: to the uppermost layer, the filter line, or the table of actions.

use super::Model;
use crate::app::actions::{Action, Context, Resolved};
use crate::app::layers::Layer;
use crossterm::event::KeyEvent;

/// Characters of a paste that are taken: nothing to look for is longer than a description.
const PASTE_LIMIT: usize = 2_048;
/// The same in forms: twice the size of a value, so that a text that is too long is refused, not cut.
const FORM_PASTE_LIMIT: usize = 131_072;

/// Whether an action holds while the terminal is too small to show anything.
fn holds_unseen(action: Action) -> bool {
    matches!(action, Action::Quit | Action::Suspend | Action::Decline)
}

impl Model {
    /// Takes a key in. A key that is meant for rows which are still being arranged waits for them, and those after it too:
    /// what is typed ahead must not hit the secret that was under the cursor before.
    pub(super) fn key(&mut self, key: KeyEvent) {
        let waits = self.list.has_stale_rows() && self.layers.is_empty() && !self.is_typed(key);
        if waits || self.has_waiting_keys() {
            self.waiting_keys.push_back(key);
        } else {
            self.take_key(key);
        }
    }

    /// Whether the key is typed into the filter line, which never waits.
    fn is_typed(&self, key: KeyEvent) -> bool {
        self.context() == Context::FilterLine
            && self.keymap().resolve(Context::FilterLine, None, key) == Resolved::Unbound
    }

    /// Takes in the keys that waited for the rows, until one of them asks for other rows.
    pub(super) fn take_waiting_keys(&mut self) {
        while !self.list.has_stale_rows()
            && let Some(key) = self.waiting_keys.pop_front()
        {
            self.take_key(key);
            self.route_events();
        }
    }

    fn take_key(&mut self, key: KeyEvent) {
        let context = self.context();
        let pending = self.pending_chord.take();
        let resolved = self.keymap().resolve(context, pending, key);
        if self.screen().is_none() && !resolved.action().is_some_and(holds_unseen) {
            return;
        }
        match resolved {
            Resolved::Action(action) => self.act(action),
            Resolved::Pending(chord) => self.pending_chord = Some(chord),
            Resolved::Dropped => {}
            Resolved::Unbound => self.take_unbound_key(context, key),
        }
    }

    /// A key without an action here: text where text is typed, else a hint at where it holds.
    fn take_unbound_key(&mut self, context: Context, key: KeyEvent) {
        if !self.layers.is_empty() {
            let (layers, mut cx) = self.layers_and_context();
            layers.key(key, &mut cx);
        } else if context == Context::FilterLine {
            self.list.filter_key(key, &mut self.cx);
        } else if let Some(elsewhere) = self.keymap().elsewhere(context, key) {
            let hint = self.keymap().describe(&elsewhere);
            self.cx.tell(hint);
        }
    }

    /// Takes pasted text in: as typed text where text is typed, and as nothing elsewhere, so that a paste never runs keys.
    pub(super) fn paste(&mut self, text: &str) {
        if self.screen().is_none() {
            return;
        }
        let limit = match self.layers.top() {
            Some(Layer::Form(_)) => FORM_PASTE_LIMIT,
            _ => PASTE_LIMIT,
        };
        let text = text.char_indices().nth(limit).map_or(text, |(end, _)| &text[..end]);
        if !self.layers.is_empty() {
            let (layers, mut cx) = self.layers_and_context();
            layers.paste(text, &mut cx);
        } else if self.list.filter().is_editing() {
            self.list.filter_paste(text, &mut self.cx);
        }
    }
}
