//! What every part of the screen draws from.

use super::theme::Theme;
use crate::app::Model;
use crate::app::actions::{Action, Context, Keymap};
use jiff::Timestamp;

/// The model, and what it is to look like.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The state.
    pub model: &'a Model,
    /// The looks.
    pub theme: &'a Theme,
    /// The keys of every action.
    pub keymap: &'a Keymap,
}

impl<'a> Scene<'a> {
    /// The model with its own keys.
    pub fn new(model: &'a Model, theme: &'a Theme) -> Self {
        Self { model, theme, keymap: model.keymap() }
    }

    /// The time of the last message.
    pub fn now(&self) -> Timestamp {
        self.model.now()
    }

    /// The way to an action, for a sentence: its keys, or else where the palette has it.
    pub fn key(&self, action: Action) -> String {
        self.keymap.label(action)
    }

    /// The keys of an action that are shown in `context`, where characters may be text; empty if it has none there.
    pub fn key_in(&self, context: Context, action: Action) -> String {
        self.keymap.key_in(context, action).map(ToString::to_string).unwrap_or_default()
    }
}
