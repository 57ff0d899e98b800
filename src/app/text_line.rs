//! A line that one types into.

use crossterm::event::{Event, KeyEvent};
use tui_input::backend::crossterm::EventHandler;
use tui_input::{Input, InputRequest};

/// A line of text with a cursor; editing keys are those of a shell's command line.
#[derive(Clone, Debug, Default)]
pub struct TextLine(Input);

impl TextLine {
    /// A line that begins with `text`, the cursor behind it.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Input::new(text.into()))
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// The cursor's column, in terminal cells from the start.
    pub fn cursor_column(&self) -> usize {
        self.0.visual_cursor()
    }

    /// The first cell to show so that the cursor is among `width` cells.
    pub fn scroll(&self, width: usize) -> usize {
        self.0.visual_scroll(width)
    }

    /// Takes a key in; `true` if the text changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let changed = self.0.handle_event(&Event::Key(key));
        changed.is_some_and(|change| change.value)
    }

    /// Inserts pasted text, its line breaks and control characters as spaces.
    pub fn paste(&mut self, text: &str) {
        for c in text.trim_end_matches(['\n', '\r']).chars() {
            let c = if c.is_control() { ' ' } else { c };
            self.0.handle(InputRequest::InsertChar(c));
        }
    }
}
