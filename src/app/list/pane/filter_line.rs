//! The filter line: its text, and the filter in force.

use crate::app::list::{Filter, FilterError};
use crate::app::text_line::TextLine;
use crossterm::event::KeyEvent;

/// The filter line.
#[derive(Debug, Default)]
pub struct FilterLine {
    line: TextLine,
    mode: FilterMode,
    error: Option<FilterError>,
    applied: Filter,
}

/// Where keys go while the list has the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterMode {
    /// To the list.
    #[default]
    Resting,
    /// Into the filter line.
    Editing,
}

impl FilterLine {
    /// The line as it is typed.
    pub fn line(&self) -> &TextLine {
        &self.line
    }

    /// The text of the line.
    pub fn text(&self) -> &str {
        self.line.text()
    }

    /// Whether keys are typed into the line.
    pub fn is_editing(&self) -> bool {
        self.mode == FilterMode::Editing
    }

    /// Why the text is no filter.
    pub fn error(&self) -> Option<&FilterError> {
        self.error.as_ref()
    }

    /// The filter in force: the last one without an error.
    pub fn applied(&self) -> &Filter {
        &self.applied
    }

    /// Whether the line takes a row of the screen.
    pub fn is_shown(&self) -> bool {
        self.is_editing() || !self.text().is_empty()
    }

    pub(super) fn set_text(&mut self, text: String) {
        self.line = TextLine::new(text);
    }

    pub(super) fn edit(&mut self) {
        self.mode = FilterMode::Editing;
    }

    pub(super) fn rest(&mut self) {
        self.mode = FilterMode::Resting;
    }

    /// Types a key; answers whether the text changed.
    pub(super) fn key(&mut self, key: KeyEvent) -> bool {
        self.line.key(key)
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.line.paste(text);
    }

    /// Reads the text: a filter without an error takes force, one with an error changes nothing. While a key has no value
    /// yet, the filter before it is in force: `db rotation` was a search for a word, and no longer is. Answers whether a
    /// filter took force.
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
