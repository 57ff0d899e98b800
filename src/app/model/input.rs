//! Keys and pasted text, for the uppermost layer, the filter line, or the table of actions.

use super::Model;
use crate::app::actions::{Action, Context, Resolved};
use crate::app::layers::Layer;
use crate::app::text_paste::Paste;
use crossterm::event::{KeyCode, KeyEvent};

/// The most characters of a paste into a line: no search text is longer than a description.
const PASTE_LIMIT: usize = 2_048;
/// The most characters of a paste into a form: twice the size of a value, so that a text that is too long is refused
/// rather than cut.
const FORM_PASTE_LIMIT: usize = 131_072;

/// True if an action works while the terminal is too small to show anything.
fn works_unseen(action: Action) -> bool {
    matches!(action, Action::Quit | Action::Suspend | Action::Decline)
}

impl Model {
    /// Handles a key. A key that is meant for rows which are still being arranged waits for them, and so do the keys after
    /// it: what is typed ahead must not hit the secret that was under the cursor before.
    pub(super) fn key(&mut self, key: KeyEvent) {
        let waits = self.list.has_stale_rows() && self.layers.is_empty() && !self.is_typed(key);
        if waits || self.has_waiting_keys() {
            self.waiting_keys.0.push_back(key);
        } else {
            self.handle_key(key);
        }
    }

    /// True if a key is typed into the filter line, which never waits.
    fn is_typed(&self, key: KeyEvent) -> bool {
        self.context() == Context::FilterLine
            && self.keymap().resolve(Context::FilterLine, None, key) == Resolved::Unbound
    }

    /// Handles the keys that waited for the rows, until one of them asks for other rows.
    pub(super) fn handle_waiting_keys(&mut self) {
        while !self.list.has_stale_rows()
            && let Some(key) = self.waiting_keys.0.pop_front()
        {
            self.handle_key(key);
            self.route_events();
            self.agree();
        }
    }

    fn handle_key(&mut self, key: KeyEvent) {
        self.chosen = None;
        let context = self.context();
        let pending = self.pending_chord.take();
        let resolved = self.keymap().resolve(context, pending, key);
        if self.screen().is_none() && !resolved.action().is_some_and(works_unseen) {
            return;
        }
        match resolved {
            Resolved::Action(action) => self.act(action),
            Resolved::Command(command) => self.run_command(command),
            Resolved::Pending(chord) => self.pending_chord = Some(chord),
            Resolved::Dropped => {}
            Resolved::Unbound => self.handle_unbound_key(context, key),
        }
    }

    /// Handles a key without an action here: types it where text is typed; elsewhere tells where the key has an action.
    fn handle_unbound_key(&mut self, context: Context, key: KeyEvent) {
        let answers = context == Context::Review && key.code == KeyCode::Enter;
        let elsewhere = self.keymap().elsewhere(context, key).filter(|_| !context.takes_text() && !answers);
        if let Some(elsewhere) = elsewhere {
            let hint = self.keymap().describe(&elsewhere);
            self.cx.tell(hint);
        } else if !self.layers.is_empty() {
            let (layers, mut cx) = self.layers_and_context();
            layers.key(key, &mut cx);
        } else if context == Context::FilterLine {
            self.list.filter_key(key, &mut self.cx);
        } else if context == Context::SearchLine {
            self.secret.search_key(key);
        }
    }

    /// Types pasted text where text is typed. Elsewhere it is ignored, so that a paste never runs actions, and that is told.
    pub(super) fn paste(&mut self, text: &str) {
        if self.screen().is_none() {
            return;
        }
        let limit = match self.layers.top() {
            Some(Layer::Form(_)) => FORM_PASTE_LIMIT,
            _ => PASTE_LIMIT,
        };
        let end = text.char_indices().nth(limit).map(|(end, _)| end);
        self.paste_all(end.map_or(text, |end| &text[..end]));
        if end.is_some() {
            self.cx.tell(format!("Only the first {limit} characters of the text were pasted."));
        }
    }

    fn paste_all(&mut self, text: &str) {
        if !self.layers.is_empty() {
            let (layers, mut cx) = self.layers_and_context();
            layers.paste(text, &mut cx);
        } else if self.list.filter().is_editing() {
            self.list.filter_paste(text, &mut self.cx);
        } else if self.is_searching_pane() {
            self.secret.search_paste(text);
        } else if let Some(told) = Paste::Ignored.told() {
            self.cx.tell(told);
        }
    }
}
