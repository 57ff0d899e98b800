//! What every part of the screen draws from.

use super::theme::Theme;
use crate::app::Model;
use crate::app::action::{Action, Context, Row};
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
        self.model.now()
    }
}

/// The key of an action, as it is shown.
pub fn key(action: Action) -> String {
    action.row().keys.first().map(ToString::to_string).unwrap_or_default()
}

/// The key of a row, as it is shown in `context`: where one types, letters are text.
pub fn key_in(context: Context, row: &Row) -> String {
    let key = row.keys.iter().find(|key| !context.takes_text() || key.typed().is_none());
    key.map(ToString::to_string).unwrap_or_default()
}
