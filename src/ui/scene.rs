//! The scene: everything that a part of the screen is drawn from.

use super::theme::Theme;
use crate::app::Model;
use crate::app::actions::{Action, Context, Keymap};
use jiff::Timestamp;

/// The model, and how it is shown.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The state.
    pub model: &'a Model,
    /// The styles.
    pub theme: &'a Theme,
    /// The keys of every action.
    pub keymap: &'a Keymap,
}

impl<'a> Scene<'a> {
    /// The scene of a model with its own keymap.
    pub fn new(model: &'a Model, theme: &'a Theme) -> Self {
        Self { model, theme, keymap: model.keymap() }
    }

    /// The time of the last message.
    pub fn now(&self) -> Timestamp {
        self.model.now()
    }

    /// The way to an action, for a sentence: its keys, or its name in the palette if it has none.
    pub fn key(&self, action: Action) -> String {
        self.keymap.label(action)
    }

    /// The keys of an action that are shown in `context`, or empty text if it has none there. Where text is typed, a
    /// character is no key.
    pub fn key_in(&self, context: Context, action: Action) -> String {
        self.keymap.key_in(context, action).map(ToString::to_string).unwrap_or_default()
    }
}
