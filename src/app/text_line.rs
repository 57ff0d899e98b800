//! A line to type into.

use super::glyph::{byte_at, width};
use super::text_command::TextCommand;
use super::text_editor::{Edit, TextEditor};
use super::text_paste::{LineBreaks, Paste};
use crossterm::event::KeyEvent;
use std::ops::Range;

/// A line of text with a cursor. Its editing keys are those of a shell's command line.
#[derive(Clone, Debug, Default)]
pub struct TextLine(TextEditor);

impl TextLine {
    /// A line with a text, and the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let mut editor = TextEditor::new(text.into());
        editor.go_to(usize::MAX);
        Self(editor)
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.0.text()
    }

    /// The text before the cursor.
    pub fn before_cursor(&self) -> &str {
        &self.0.text()[..self.0.cursor()]
    }

    /// The bytes that are selected; none if nothing is.
    pub fn selection(&self) -> Option<Range<usize>> {
        self.0.selection()
    }

    /// Replaces the whole text; this can be undone. The cursor goes behind it.
    pub fn replace(&mut self, text: impl Into<String>) {
        self.0.replace(text.into());
        self.0.go_to(usize::MAX);
    }

    /// Puts the cursor on the cell `column` of the `room` cells that show the line. A line that is typed into is scrolled so
    /// that its cursor is in view; any other is shown from its start.
    pub fn click(&mut self, column: usize, room: usize, is_typed: bool) {
        let scrolled = if is_typed { width(self.before_cursor()).saturating_sub(room.max(1) - 1) } else { 0 };
        self.0.go_to(byte_at(self.text(), scrolled + column));
    }

    /// Selects the whole text: what is typed next replaces it.
    pub fn select_all(&mut self) {
        self.0.select_all();
    }

    /// Selects nothing.
    pub fn clear_selection(&mut self) {
        self.0.clear_selection();
    }

    /// Handles a key; `true` if the text has changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        self.edit(key) == Edit::Changed
    }

    /// Handles a key that means something in a line.
    pub fn edit(&mut self, key: KeyEvent) -> Edit {
        match TextCommand::of(key) {
            None | Some(TextCommand::NewLine | TextCommand::InnerNewLine) => Edit::Unknown,
            Some(TextCommand::Move(motion) | TextCommand::Select(motion)) if motion.is_vertical() => {
                Edit::Unknown
            }
            Some(command) => self.0.run(command),
        }
    }

    /// Inserts pasted text, unless it has several lines.
    pub fn paste(&mut self, text: &str) -> Paste {
        Paste::of(text, LineBreaks::Refused, |text| {
            self.0.insert(text);
        })
    }
}
