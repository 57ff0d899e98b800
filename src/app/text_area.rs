//! A text area of several lines, with undo. Its text is wiped from memory when it goes.

use super::glyph::{byte_at, width};
use super::text_command::TextCommand;
use super::text_editor::TextEditor;
use super::text_motion::{line_end, line_start, line_starts};
use super::text_paste::{LineBreaks, Paste};
use crossterm::event::KeyEvent;
use std::cell::Cell;
use std::fmt;
use std::ops::Range;
use zeroize::Zeroizing;

pub use super::text_editor::Edit;

/// A text area of several lines with a cursor.
#[derive(Clone, Default)]
pub struct TextArea {
    editor: TextEditor,
    /// The first line shown.
    top: Cell<usize>,
}

impl fmt::Debug for TextArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextArea({} bytes, redacted)", self.text().len())
    }
}

impl TextArea {
    /// An area with a text, and the cursor at its start.
    pub fn new(text: impl Into<Zeroizing<String>>) -> Self {
        Self { editor: TextEditor::new(text), top: Cell::default() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.editor.text()
    }

    /// The lines without line breaks; a text that ends in a line break has an empty last line.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text().split('\n')
    }

    /// The line and the column of the cursor, from 0; the column is in terminal cells.
    pub fn cursor(&self) -> (usize, usize) {
        let before = &self.text()[..self.editor.cursor()];
        (before.matches('\n').count(), width(self.before_cursor()))
    }

    /// The text before the cursor in its line.
    pub fn before_cursor(&self) -> &str {
        let cursor = self.editor.cursor();
        &self.text()[line_start(self.text(), cursor)..cursor]
    }

    /// The number of characters before the cursor, those of other lines too.
    pub fn characters_before_cursor(&self) -> usize {
        self.text()[..self.editor.cursor()].chars().count()
    }

    /// The bytes that are selected; none if nothing is.
    pub fn selection(&self) -> Option<Range<usize>> {
        self.editor.selection()
    }

    /// The first line to show, so that the cursor is among the `page` lines on screen.
    pub fn top(&self, page: usize) -> usize {
        let (line, _) = self.cursor();
        let page = page.max(1);
        let top = self.top.get().min(line).max((line + 1).saturating_sub(page));
        self.top.set(top);
        top
    }

    /// Replaces the whole text; this can be undone.
    pub fn replace(&mut self, text: impl Into<Zeroizing<String>>) {
        self.editor.replace(text);
    }

    /// Moves the cursor to a line and a column in characters, both from 1, as parsers count them.
    pub fn go_to(&mut self, line: usize, column: usize) {
        let text = self.text();
        let start = line_starts(text).nth(line.saturating_sub(1)).unwrap_or(text.len());
        let rest = &text[start..line_end(text, start)];
        let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
        self.editor.go_to(start + within);
    }

    /// Puts the cursor on a cell of the area as it is drawn: `line` lines below the first one shown, in the cell `column` of
    /// the `room` cells that show a line.
    pub fn click(&mut self, line: usize, column: usize, room: usize) {
        let scrolled = self.cursor().1.saturating_sub(room.saturating_sub(2));
        self.click_unscrolled(line, scrolled + column);
    }

    /// Puts the cursor on a cell of an area that is drawn from the start of its lines.
    pub fn click_unscrolled(&mut self, line: usize, column: usize) {
        let line = (self.top.get() + line).min(self.lines().count().saturating_sub(1));
        let start = line_starts(self.text()).nth(line).unwrap_or(self.text().len());
        let shown = &self.text()[start..line_end(self.text(), start)];
        let at = start + byte_at(shown, column);
        self.editor.go_to(at);
    }

    /// Puts the cursor behind so many characters of the text.
    pub fn go_behind(&mut self, characters: usize) {
        let at = self.text().char_indices().nth(characters).map_or(self.text().len(), |(at, _)| at);
        self.editor.go_to(at);
    }

    /// Handles a key.
    pub fn key(&mut self, key: KeyEvent) -> Edit {
        TextCommand::of(key).map_or(Edit::Unknown, |command| self.editor.run(command))
    }

    /// Does what a key asks.
    pub fn run(&mut self, command: TextCommand) -> Edit {
        self.editor.run(command)
    }

    /// Inserts pasted text, with such line breaks as the input can hold.
    pub fn paste(&mut self, text: &str, breaks: LineBreaks) -> Paste {
        Paste::of(text, breaks, |text| {
            self.editor.insert(text);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};
    use proptest::prelude::*;

    fn press(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    fn ctrl(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
    }

    fn alt(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT)
    }

    fn type_in(area: &mut TextArea, text: &str) {
        for c in text.chars() {
            area.key(press(if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) }));
        }
    }

    #[test]
    fn typing_on_is_undone_in_one_go() {
        let mut area = TextArea::default();
        type_in(&mut area, "one");
        area.key(press(KeyCode::Left));
        type_in(&mut area, "two\n");
        assert_eq!(area.text(), "ontwo\ne");
        area.key(ctrl('z'));
        assert_eq!(area.text(), "one");
        area.key(alt('z'));
        assert_eq!(area.text(), "ontwo\ne");
        area.key(ctrl('z'));
        area.key(ctrl('z'));
        assert_eq!(area.text(), "");
    }

    #[test]
    fn the_cursor_keeps_its_column_over_lines() {
        let mut area = TextArea::new("wide 漢字 line\nshort\nthird line".to_owned());
        area.go_to(1, 7);
        assert_eq!(area.cursor(), (0, 7));
        area.key(press(KeyCode::Down));
        assert_eq!(area.cursor(), (1, 5));
        area.key(press(KeyCode::Down));
        assert_eq!(area.cursor(), (2, 5));
    }

    #[test]
    fn the_cursor_is_right_behind_an_escaped_character() {
        let mut area = TextArea::new("tab\there\n123456\u{202e}7".to_owned());
        area.go_to(1, 5);
        assert_eq!((area.before_cursor(), area.cursor()), ("tab\t", (0, r"tab\t".len())));
        area.key(press(KeyCode::Down));
        assert_eq!((area.before_cursor(), area.cursor()), ("12345", (1, 5)));
        area.key(press(KeyCode::End));
        assert_eq!(area.cursor(), (1, r"123456\u{202e}7".len()));
        area.key(press(KeyCode::Up));
        assert_eq!(area.before_cursor(), "tab\there", "the line above is shorter");
    }

    #[test]
    fn debug_shows_no_text() {
        assert!(!format!("{:?}", TextArea::new("hunter2".to_owned())).contains("hunter2"));
    }

    proptest! {
        #[test]
        fn any_keys_keep_the_cursor_on_a_boundary_and_undo_leads_all_the_way_back(
            start in ".{0,12}", keys in proptest::collection::vec(0..18_u8, 0..60)
        ) {
            let mut area = TextArea::new(start.clone());
            for key in keys {
                area.key(match key {
                    0 => press(KeyCode::Left),
                    1 => press(KeyCode::Right),
                    2 => press(KeyCode::Up),
                    3 => press(KeyCode::Down),
                    4 => press(KeyCode::Home),
                    5 => press(KeyCode::End),
                    6 => press(KeyCode::Backspace),
                    7 => press(KeyCode::Delete),
                    8 => press(KeyCode::Enter),
                    9 => ctrl('u'),
                    10 => ctrl('k'),
                    11 => ctrl('w'),
                    12 => press(KeyCode::Char('é')),
                    13 => press(KeyCode::Char('漢')),
                    14 => press(KeyCode::Char('\u{301}')),
                    15 => KeyEvent::new(KeyCode::Left, KeyModifiers::CONTROL),
                    16 => KeyEvent::new(KeyCode::Right, KeyModifiers::CONTROL),
                    _ => press(KeyCode::PageDown),
                });
                prop_assert!(area.text().is_char_boundary(area.editor.cursor()));
            }
            for _ in 0..100 {
                area.key(ctrl('z'));
            }
            prop_assert_eq!(area.text(), start);
        }
    }
}
