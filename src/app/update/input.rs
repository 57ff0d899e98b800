//! Keys and pasted text: to the uppermost layer, the filter line, or the table of actions.

use crate::app::Model;
use crate::app::action::{Action, Context, resolve};
use crate::app::layer::Layer;
use crate::app::list::FilterMode;
use crossterm::event::KeyEvent;

/// Characters of a paste that are taken: nothing that one looks for is longer than a description.
const PASTE_LIMIT: usize = 2_048;
/// The same in forms: twice what a value may have, so that one that is too long is called so, not cut.
const FORM_PASTE_LIMIT: usize = 131_072;

/// What can be done while the terminal is too small to show anything: nothing that one ought to see first.
fn holds_unseen(action: Action) -> bool {
    matches!(action, Action::Quit | Action::Suspend | Action::Decline)
}

impl Model {
    /// Takes a key in. One that is meant for rows which are still being arranged waits for them, and those after it too:
    /// what is typed ahead must not hit the secret that was under the cursor before.
    pub(super) fn key(&mut self, key: KeyEvent) {
        let waits = self.list.is_behind() && self.layers.is_empty() && !self.is_typed(key);
        if waits || !self.waiting_keys.is_empty() {
            self.waiting_keys.push_back(key);
        } else {
            self.take_key(key);
        }
    }

    /// Whether the key is typed into the filter line, which never waits.
    fn is_typed(&self, key: KeyEvent) -> bool {
        self.context() == Context::FilterLine && resolve(Context::FilterLine, key).is_none()
    }

    /// The rows have come: takes in the keys that waited for them, until one asks for other rows.
    pub(super) fn take_waiting_keys(&mut self) {
        while !self.list.is_behind()
            && let Some(key) = self.waiting_keys.pop_front()
        {
            self.take_key(key);
        }
    }

    fn take_key(&mut self, key: KeyEvent) {
        let context = self.context();
        let action = resolve(context, key);
        if self.screen().is_none() && !action.is_some_and(holds_unseen) {
            return;
        }
        if let Some(action) = action {
            self.act(action);
            return;
        }
        match context {
            Context::FilterLine if self.list.filter.line.key(key) => self.filter_changed(),
            Context::Picker => {
                if let Some(Layer::Picker(picker)) = self.layers.last_mut()
                    && picker.line.key(key)
                {
                    picker.refilter();
                }
            }
            Context::Form | Context::Review | Context::TypedName => self.form_key(key),
            _ => {}
        }
    }

    /// Takes pasted text in: as typed text where one types, and as nothing elsewhere, so that a paste never runs keys.
    pub(super) fn paste(&mut self, text: &str) {
        if self.screen().is_none() {
            return;
        }
        let limit = match self.layers.last() {
            Some(Layer::Form(_)) => FORM_PASTE_LIMIT,
            _ => PASTE_LIMIT,
        };
        let text = text.char_indices().nth(limit).map_or(text, |(end, _)| &text[..end]);
        if let Some(Layer::Picker(picker)) = self.layers.last_mut() {
            picker.line.paste(text);
            picker.refilter();
        } else if let Some(Layer::Form(_)) = self.layers.last() {
            self.form_paste(text);
        } else if self.layers.is_empty() && self.list.filter.mode == FilterMode::Editing {
            self.list.filter.line.paste(text);
            self.filter_changed();
        }
    }
}
