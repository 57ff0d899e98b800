//! The filter line: its text, and the filter that is applied.

use crate::app::list::{Filter, FilterError};
use crate::app::text_line::TextLine;
use crate::app::text_paste::Paste;
use crossterm::event::KeyEvent;

/// The filter line.
#[derive(Debug, Default)]
pub struct FilterLine {
    line: TextLine,
    mode: FilterMode,
    error: Option<FilterError>,
    applied: Filter,
}

/// The receiver of keys while the list has the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterMode {
    /// The list.
    #[default]
    Idle,
    /// The filter line.
    Editing,
}

impl FilterLine {
    /// The line with its cursor.
    pub fn line(&self) -> &TextLine {
        &self.line
    }

    /// The text of the line.
    pub fn text(&self) -> &str {
        self.line.text()
    }

    /// True if keys go into the line.
    pub fn is_editing(&self) -> bool {
        self.mode == FilterMode::Editing
    }

    /// The error in the text, if the text is not a filter.
    pub fn error(&self) -> Option<&FilterError> {
        self.error.as_ref()
    }

    /// The applied filter: the last one without an error.
    pub fn applied(&self) -> &Filter {
        &self.applied
    }

    /// True if the line takes a row of the screen.
    pub fn is_shown(&self) -> bool {
        self.is_editing() || !self.text().is_empty()
    }

    pub(super) fn set_text(&mut self, text: String) {
        self.line = TextLine::new(text);
    }

    pub(super) fn start_editing(&mut self) {
        self.mode = FilterMode::Editing;
    }

    pub(super) fn stop_editing(&mut self) {
        self.mode = FilterMode::Idle;
    }

    /// Types a key; `true` if the text has changed.
    pub(super) fn key(&mut self, key: KeyEvent) -> bool {
        self.line.key(key)
    }

    pub(super) fn paste(&mut self, text: &str) -> Paste {
        self.line.paste(text)
    }

    /// Applies the text; `true` if it was applied. A text with an error is not. While a key has no value yet, the terms
    /// before it are applied: the word `rotation` of `db rotation` was a search only until its colon was typed.
    pub(super) fn apply(&mut self) -> bool {
        let text = self.line.text();
        let (filter, error) = match Filter::parse(text) {
            Ok(filter) => (Some(filter), None),
            Err(error) => (Filter::parse_before(text, &error), Some(error)),
        };
        self.error = error;
        let Some(filter) = filter else { return false };
        self.applied = filter;
        true
    }
}
