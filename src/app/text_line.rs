//! A line to type into.

use super::text_area::{Edit, TextArea};
use crossterm::event::{KeyCode, KeyEvent};

/// A line of text with a cursor. Its editing keys are those of a shell's command line.
#[derive(Clone, Debug, Default)]
pub struct TextLine(TextArea);

impl TextLine {
    /// A line with a text, and the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let mut area = TextArea::new(text.into());
        area.go_to(usize::MAX, usize::MAX);
        Self(area)
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.0.text()
    }

    /// The text before the cursor.
    pub fn before_cursor(&self) -> &str {
        self.0.before_cursor()
    }

    /// Handles a key; `true` if the text has changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        match key.code {
            KeyCode::Enter | KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => false,
            _ => self.0.key(key) == Edit::Changed,
        }
    }

    /// Inserts pasted text, with spaces for line breaks and control characters.
    pub fn paste(&mut self, text: &str) {
        let text = text.trim_end_matches(['\n', '\r']);
        let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.0.insert(&line);
    }
}
