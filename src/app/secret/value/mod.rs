//! The pane Value: read on request, masked until revealed, masked again after a while.

mod reveal;
mod rows;
#[cfg(test)]
mod tests;

pub use rows::{Brackets, Fold, RowKind, ValueRow};

use crate::app::actions::Action;
use crate::app::loadable::Loadable;
use crate::app::scroll::{Cursor, Scroll};
use crate::secrets::{SecretValue, ValueContent, VersionId};
use crate::service::api::VersionSelector;
use jiff::Timestamp;
use reveal::Revealed;
use std::collections::HashSet;

/// Keys from the root of a JSON value to one of its nodes.
pub type Path = Vec<String>;

/// The pane Value.
#[derive(Debug, Default)]
pub struct ValuePane {
    /// Which version is read.
    pub selector: VersionSelector,
    /// The value; idle until the user effects for it.
    pub read: Loadable<ShownValue>,
    /// What was typed while it was on its way: done when it has come.
    pub typed_ahead: Vec<Action>,
}

impl ValuePane {
    /// The version chosen in Versions, if one was.
    pub fn chosen(&self) -> Option<&VersionId> {
        match &self.selector {
            VersionSelector::Current => None,
            VersionSelector::Id(id) => Some(id),
        }
    }
}

/// A value that was read, and how much of it is revealed.
#[derive(Debug)]
pub struct ShownValue {
    value: SecretValue,
    content: ValueContent,
    revealed: Revealed,
    folded: HashSet<Path>,
    hide_at: Option<Timestamp>,
    /// The row of a JSON value under the cursor.
    pub cursor: Cursor,
    /// Where a text or binary value is scrolled to, or a text that its row had to cut.
    pub scroll: Scroll,
}

impl ShownValue {
    /// A value that has just been read: masked.
    pub fn new(value: SecretValue) -> Self {
        let content = value.content();
        Self {
            value,
            content,
            revealed: Revealed::Nothing,
            folded: HashSet::new(),
            hide_at: None,
            cursor: Cursor::default(),
            scroll: Scroll::default(),
        }
    }

    /// The value as it was read.
    pub fn value(&self) -> &SecretValue {
        &self.value
    }

    /// What the value is, if all of it is revealed or it has parts that are.
    pub fn content(&self) -> &ValueContent {
        &self.content
    }
}
