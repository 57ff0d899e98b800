//! Keys and pasted text: to the uppermost layer, the filter line, or the table of actions.

use crate::app::Model;
use crate::app::action::{Action, Context};
use crate::app::keys::{Chord, resolve};
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
    /// Takes a key in.
    pub(super) fn key(&mut self, key: KeyEvent) {
        // What is pressed after enter goes first.
        if self.list.filter.mode == FilterMode::Accepted {
            self.list.filter.mode = FilterMode::Resting;
        }
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
            Context::FilterLine => {
                if self.list.filter.line.key(key) {
                    self.filter_changed();
                }
            }
            Context::Picker => {
                if let Some(Layer::Picker(picker)) = self.layers.last_mut()
                    && picker.line.key(key)
                {
                    picker.refilter();
                }
            }
            Context::Form => self.form_key(key),
            Context::Gate => self.gate_key(key),
            _ => self.mistyped(key),
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

    /// A question answers enter with the keys that it takes: enter alone must not change production.
    fn mistyped(&mut self, key: KeyEvent) {
        let is_enter = Chord::of(key) == Some(Chord::plain(crossterm::event::KeyCode::Enter));
        if is_enter && matches!(self.context(), Context::Confirm | Context::Review) {
            let yes = Action::Confirm.row().keys[0];
            self.tell(format!("Press {yes} to go ahead, esc to leave everything as it is."));
        }
    }
}
