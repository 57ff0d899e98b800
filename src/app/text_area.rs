//! A text area of several lines, with undo. Its text is wiped from memory when it goes.

use super::text_history::{Run, Snapshot, TextHistory};
use crate::app::glyph::width;
use crate::app::scroll::Step;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::cell::Cell;
use std::fmt;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use zeroize::Zeroizing;

/// A text area of several lines with a cursor.
#[derive(Clone, Default)]
pub struct TextArea {
    text: Zeroizing<String>,
    /// The position in bytes, at a grapheme boundary.
    cursor: usize,
    history: TextHistory,
    /// The first line shown.
    top: Cell<usize>,
}

/// The effect of a key on the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The key changed the text.
    Changed,
    /// The key moved the cursor, or did nothing.
    Moved,
    /// The key means nothing in a text area.
    Unknown,
}

impl fmt::Debug for TextArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextArea({} bytes, redacted)", self.text.len())
    }
}

impl TextArea {
    /// An area with a text, and the cursor at its start.
    pub fn new(text: impl Into<Zeroizing<String>>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The lines without line breaks; a text that ends in a line break has an empty last line.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.split('\n')
    }

    /// The line and the column of the cursor, from 0; the column is in terminal cells.
    pub fn cursor(&self) -> (usize, usize) {
        (self.text[..self.cursor].matches('\n').count(), width(self.before_cursor()))
    }

    /// The text before the cursor in its line.
    pub fn before_cursor(&self) -> &str {
        let before = &self.text[..self.cursor];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        &before[start..]
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
        self.record(Run::None);
        self.text = text.into();
        self.cursor = 0;
    }

    /// Inserts text at the cursor.
    pub fn insert(&mut self, text: &str) {
        self.record(Run::None);
        self.put(text);
    }

    /// Moves the cursor to a line and a column in characters, both from 1, as parsers count them.
    pub fn go_to(&mut self, line: usize, column: usize) {
        let start = self.line_starts().nth(line.saturating_sub(1)).unwrap_or(self.text.len());
        let rest = self.text[start..].split('\n').next().unwrap_or_default();
        let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
        self.cursor = start + within;
        self.history.end_run();
    }

    /// Handles a key.
    pub fn key(&mut self, key: KeyEvent) -> Edit {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match (key.code, control) {
            (KeyCode::Char('z'), true) => self.undo(),
            (KeyCode::Char('y'), true) => self.redo(),
            (KeyCode::Char('a'), true) | (KeyCode::Home, _) => self.moved(self.line_start()),
            (KeyCode::Char('e'), true) | (KeyCode::End, _) => self.moved(self.line_end()),
            (KeyCode::Char('u'), true) => self.erase(self.line_start(), self.cursor),
            (KeyCode::Char('k'), true) => self.erase(self.cursor, self.line_end().max(self.next())),
            (KeyCode::Char('w'), true) => self.erase(self.word_left(), self.cursor),
            (KeyCode::Left, true) => self.moved(self.word_left()),
            (KeyCode::Right, true) => self.moved(self.word_right()),
            (KeyCode::Left, false) => self.moved(self.previous()),
            (KeyCode::Right, false) => self.moved(self.next()),
            (KeyCode::Up, _) => self.vertical(Step::Up, 1),
            (KeyCode::Down, _) => self.vertical(Step::Down, 1),
            (KeyCode::PageUp, _) => self.vertical(Step::PageUp, 10),
            (KeyCode::PageDown, _) => self.vertical(Step::PageDown, 10),
            (KeyCode::Backspace, _) => self.erase(self.previous(), self.cursor),
            (KeyCode::Delete, _) => self.erase(self.cursor, self.next()),
            (KeyCode::Enter, _) => self.typed("\n"),
            (KeyCode::Char(c), false) => self.typed(c.encode_utf8(&mut [0; 4])),
            _ => Edit::Unknown,
        }
    }

    fn typed(&mut self, text: &str) -> Edit {
        self.record(Run::Typing);
        self.put(text);
        Edit::Changed
    }

    fn put(&mut self, text: &str) {
        // Grown by hand: a reallocation would leave the old bytes behind unwiped.
        let mut grown =
            Zeroizing::new(String::with_capacity((self.text.len() + text.len()).next_power_of_two()));
        grown.push_str(&self.text[..self.cursor]);
        grown.push_str(text);
        grown.push_str(&self.text[self.cursor..]);
        self.text = grown;
        self.cursor += text.len();
    }

    fn erase(&mut self, from: usize, to: usize) -> Edit {
        if from >= to {
            return Edit::Moved;
        }
        self.record(Run::Erasing);
        self.text.replace_range(from..to, "");
        self.cursor = from;
        Edit::Changed
    }

    fn moved(&mut self, to: usize) -> Edit {
        self.cursor = to;
        self.history.end_run();
        Edit::Moved
    }

    fn record(&mut self, run: Run) {
        let (text, cursor) = (&self.text, self.cursor);
        self.history.record(run, || Snapshot { text: text.clone(), cursor });
    }

    fn undo(&mut self) -> Edit {
        let (text, cursor) = (&mut self.text, self.cursor);
        let before = self.history.undo(|| Snapshot { text: std::mem::take(text), cursor });
        self.restore(before)
    }

    fn redo(&mut self) -> Edit {
        let (text, cursor) = (&mut self.text, self.cursor);
        let after = self.history.redo(|| Snapshot { text: std::mem::take(text), cursor });
        self.restore(after)
    }

    fn restore(&mut self, snapshot: Option<Snapshot>) -> Edit {
        let Some(Snapshot { text, cursor }) = snapshot else { return Edit::Moved };
        (self.text, self.cursor) = (text, cursor);
        Edit::Changed
    }

    fn line_starts(&self) -> impl Iterator<Item = usize> {
        std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1))
    }

    fn line_start(&self) -> usize {
        self.text[..self.cursor].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.cursor..].find('\n').map_or(self.text.len(), |at| self.cursor + at)
    }

    fn previous(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    fn next(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    fn word_left(&self) -> usize {
        let mut words = self.text[..self.cursor].unicode_word_indices();
        words.next_back().map_or(0, |(at, _)| at)
    }

    fn word_right(&self) -> usize {
        let rest = &self.text[self.cursor..];
        rest.unicode_word_indices().next().map_or(self.text.len(), |(at, word)| self.cursor + at + word.len())
    }

    fn vertical(&mut self, step: Step, page: usize) -> Edit {
        let (line, column) = self.cursor();
        let lines = self.lines().count();
        let target = step.apply(line, lines, page);
        if target == line {
            let edge = if matches!(step, Step::Up | Step::PageUp) { 0 } else { self.text.len() };
            return self.moved(edge);
        }
        let start = self.line_starts().nth(target).unwrap_or(self.text.len());
        let text = self.text[start..].split('\n').next().unwrap_or_default();
        let mut cells = 0;
        let mut within = text.len();
        for (at, grapheme) in text.grapheme_indices(true) {
            let after = cells + width(grapheme);
            if after > column {
                within = at;
                break;
            }
            cells = after;
        }
        self.moved(start + within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn press(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    fn ctrl(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
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
        area.key(ctrl('y'));
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
                prop_assert!(area.text().is_char_boundary(area.cursor));
            }
            for _ in 0..100 {
                area.key(ctrl('z'));
            }
            prop_assert_eq!(area.text(), start);
        }
    }
}
