//! The filter line: its text, and the filter that is applied.

use crate::app::list::{Bookmarks, Completions, Filter, FilterError};
use crate::app::text_line::TextLine;
use crate::app::text_paste::Paste;
use crate::secrets::Summaries;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The filter line.
#[derive(Debug, Default)]
pub struct FilterLine {
    line: TextLine,
    mode: FilterMode,
    error: Option<FilterError>,
    applied: Filter,
    completions: Completions,
    /// A line on what the filter can't know; empty without one.
    hint: String,
}

/// The part of the line that the next character replaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing.
    #[default]
    None,
    /// The whole text: the line was opened with an old filter.
    All,
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

    /// The part of the line that the next character replaces.
    pub fn selection(&self) -> Selection {
        match self.line.selection() {
            Some(selected) if selected == (0..self.text().len()) => Selection::All,
            Some(_) | None => Selection::None,
        }
    }

    /// The completions of the term at the cursor; none while the line has not the keys.
    pub fn completions(&self) -> &[String] {
        if self.is_editing() { self.completions.offered() } else { &[] }
    }

    /// A line on what the filter can't know; empty without one.
    pub fn hint(&self) -> &str {
        &self.hint
    }

    /// The lines below the text: two for an error, one for completions or a hint.
    pub fn lines_below(&self) -> u16 {
        match &self.error {
            Some(_) => 2,
            None => u16::from(!self.completions().is_empty() || !self.hint.is_empty()),
        }
    }

    /// True if the line takes a row of the screen.
    pub fn is_shown(&self) -> bool {
        self.is_editing() || !self.text().is_empty()
    }

    /// Tells the applied filter which secrets are bookmarked; `true` if it asks for that.
    pub(super) fn set_bookmarks(&mut self, bookmarks: &Bookmarks) -> bool {
        let is_needed = self.applied.needs_bookmarks();
        if is_needed {
            self.applied = std::mem::take(&mut self.applied).with_bookmarks(bookmarks);
        }
        is_needed
    }

    pub(super) fn set_text(&mut self, text: String) {
        self.line = TextLine::new(text);
    }

    pub(super) fn set_hint(&mut self, hint: String) {
        self.hint = hint;
    }

    pub(super) fn start_editing(&mut self) {
        if !self.is_editing() && !self.text().is_empty() {
            self.line.select_all();
        }
        self.mode = FilterMode::Editing;
    }

    pub(super) fn stop_editing(&mut self) {
        self.mode = FilterMode::Idle;
        self.line.clear_selection();
    }

    /// Types a key; `true` if the text has changed.
    pub(super) fn key(&mut self, key: KeyEvent) -> bool {
        self.line.key(key)
    }

    /// Pastes text, over the text that is selected.
    pub(super) fn paste(&mut self, text: &str) -> Paste {
        self.line.paste(text)
    }

    /// Finds the completions at the cursor.
    pub(super) fn find_completions(&mut self, secrets: &Summaries) {
        self.completions = match self.selection() {
            Selection::None => Completions::of(self.line.before_cursor(), secrets),
            Selection::All => Completions::default(),
        };
    }

    /// Completes the term at the cursor as far as all completions agree; `true` if the text has changed.
    pub(super) fn complete(&mut self) -> bool {
        let Some((typed, text)) = self.completions.common() else { return false };
        for _ in 0..typed {
            self.line.key(KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE));
        }
        self.line.paste(&text);
        true
    }

    /// Applies the text; `true` if it was applied. A text with an error is not. While a key has no value yet, the terms
    /// before it are applied: the word `rotation` of `db rotation` was a search only until its colon was typed.
    pub(super) fn apply(&mut self, bookmarks: &Bookmarks) -> bool {
        let text = self.line.text();
        let (filter, error) = match Filter::parse(text) {
            Ok(filter) => (Some(filter), None),
            Err(error) => (Filter::parse_before(text, &error), Some(error)),
        };
        self.error = error;
        let Some(filter) = filter else { return false };
        self.applied = filter.with_bookmarks(bookmarks);
        true
    }
}
