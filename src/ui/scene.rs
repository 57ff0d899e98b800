//! What every part of the screen draws from.

use super::theme::Theme;
use crate::app::Model;
use crate::app::action::Action;
use jiff::Timestamp;

/// The model, and what it is to look like.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The state.
    pub model: &'a Model,
    /// The looks.
    pub theme: &'a Theme,
}

impl Scene<'_> {
    /// The time of the last message.
    pub fn now(&self) -> Timestamp {
        self.model.now
    }
}

/// The key of an action, as it is shown.
pub fn key(action: Action) -> String {
    action.row().keys.first().map(ToString::to_string).unwrap_or_default()
}
