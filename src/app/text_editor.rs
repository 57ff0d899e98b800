//! The one editor behind every input of text: a line, a secret line, an area, the cell of a table. Its text, and all that
//! it remembers of it, is wiped from memory when it goes.
//!
//! None of the crates for text inputs fits: ratatui-textarea, tui-input and rat-text keep texts, undo and yanked text in
//! strings that are not wiped.
//!
//! What is killed or copied can be yanked into the same input only: no secret gets from a masked input into one that
//! shows it.

use super::text_command::TextCommand;
use super::text_history::{Run, Snapshot, TextHistory};
use super::text_motion::{Motion, after, before, line_end, line_start, settled};
use std::fmt;
use std::ops::Range;
use zeroize::Zeroizing;

/// A text with a cursor, a selection, and what was done to it.
#[derive(Clone, Default)]
pub(super) struct TextEditor {
    text: Zeroizing<String>,
    /// The position in bytes, at a grapheme boundary.
    cursor: usize,
    /// The other end of the selection, while there is one.
    anchor: Option<usize>,
    killed: Killed,
    history: TextHistory,
}

/// The text that was killed or copied last.
#[derive(Clone, Default)]
struct Killed {
    text: Zeroizing<String>,
    /// True if the last command was a kill, so that the next one adds to it.
    grows: bool,
}

/// The effect of a key on a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The key changed the text.
    Changed,
    /// The key moved the cursor, or did nothing.
    Moved,
    /// The key means nothing in the text.
    Unknown,
}

impl fmt::Debug for TextEditor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextEditor({} bytes, redacted)", self.text.len())
    }
}

impl TextEditor {
    /// An editor of a text, with the cursor at its start.
    pub(super) fn new(text: impl Into<Zeroizing<String>>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The position of the cursor in bytes.
    pub(super) fn cursor(&self) -> usize {
        self.cursor
    }

    /// The bytes that are selected; none if nothing is.
    pub(super) fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.anchor.filter(|anchor| *anchor != self.cursor)?;
        Some(anchor.min(self.cursor)..anchor.max(self.cursor))
    }

    /// Selects the whole text.
    pub(super) fn select_all(&mut self) {
        self.go_to(self.text.len());
        self.anchor = Some(0);
    }

    /// Selects nothing.
    pub(super) fn clear_selection(&mut self) {
        self.anchor = None;
    }

    /// Replaces the whole text; this can be undone.
    pub(super) fn replace(&mut self, text: impl Into<Zeroizing<String>>) {
        self.record(Run::None);
        self.text = text.into();
        self.go_to(0);
    }

    /// Inserts text in place of the selection, as a change of its own.
    pub(super) fn insert(&mut self, text: &str) -> Edit {
        self.killed.grows = false;
        if text.is_empty() {
            self.history.end_run();
            return Edit::Moved;
        }
        self.record(Run::None);
        self.put(text);
        Edit::Changed
    }

    /// Moves the cursor to a byte at the boundary of a character.
    pub(super) fn go_to(&mut self, at: usize) {
        self.cursor = settled(&self.text, at.min(self.text.len()));
        self.anchor = None;
        self.killed.grows = false;
        self.history.end_run();
    }

    /// Does what a key asks.
    pub(super) fn run(&mut self, command: TextCommand) -> Edit {
        let grows = std::mem::take(&mut self.killed.grows);
        match command {
            TextCommand::Type(c) => self.typed(c.encode_utf8(&mut [0; 4])),
            TextCommand::NewLine | TextCommand::InnerNewLine => self.typed("\n"),
            TextCommand::Move(motion) => {
                let to = self.destination(motion);
                self.go_to(to);
                Edit::Moved
            }
            TextCommand::Select(motion) => {
                let anchor = self.anchor.unwrap_or(self.cursor);
                self.go_to(motion.target(&self.text, self.cursor));
                self.anchor = Some(anchor);
                Edit::Moved
            }
            TextCommand::Delete(motion) => {
                let run = if self.selection().is_some() { Run::None } else { Run::Erasing };
                let range = self.range(motion);
                self.erase(run, range)
            }
            TextCommand::Kill(motion) => self.kill(motion, grows),
            TextCommand::CopySelection => {
                if let Some(range) = self.selection() {
                    self.killed.text = Zeroizing::new(self.text[range].to_owned());
                }
                self.history.end_run();
                Edit::Moved
            }
            TextCommand::Yank => {
                let killed = self.killed.text.clone();
                self.history.end_run();
                self.insert(&killed)
            }
            TextCommand::Transpose => self.transpose(),
            TextCommand::Undo => self.undo(),
            TextCommand::Redo => self.redo(),
        }
    }

    /// The place that a motion leads to. Sideways out of a selection, that is its edge.
    fn destination(&self, motion: Motion) -> usize {
        match (self.selection(), motion) {
            (Some(range), Motion::Left) => range.start,
            (Some(range), Motion::Right) => range.end,
            _ => motion.target(&self.text, self.cursor),
        }
    }

    /// The selection, or else the bytes between the cursor and where a motion leads.
    fn range(&self, motion: Motion) -> Range<usize> {
        self.selection().unwrap_or_else(|| {
            let to = motion.target(&self.text, self.cursor);
            self.cursor.min(to)..self.cursor.max(to)
        })
    }

    fn typed(&mut self, text: &str) -> Edit {
        if self.selection().is_some() {
            self.history.end_run();
        }
        self.record(Run::Typing);
        self.put(text);
        Edit::Changed
    }

    /// Puts text in place of the selection.
    fn put(&mut self, text: &str) {
        let Range { start, end } = self.selection().unwrap_or(self.cursor..self.cursor);
        self.text = joined([&self.text[..start], text, &self.text[end..]]);
        self.anchor = None;
        self.cursor = settled(&self.text, start + text.len());
    }

    fn erase(&mut self, run: Run, range: Range<usize>) -> Edit {
        self.anchor = None;
        if range.is_empty() {
            self.history.end_run();
            return Edit::Moved;
        }
        self.record(run);
        let start = range.start;
        self.text.replace_range(range, "");
        self.cursor = settled(&self.text, start);
        Edit::Changed
    }

    /// Erases and keeps the text: added to what the kill just before has kept, in the order of the text.
    fn kill(&mut self, motion: Motion, grows: bool) -> Edit {
        let range = self.range(motion);
        if !range.is_empty() {
            let (kept, new) = (&self.killed.text, &self.text[range.clone()]);
            self.killed.text = match (grows, range.start < self.cursor) {
                (false, _) => joined([new]),
                (true, true) => joined([new, kept]),
                (true, false) => joined([kept, new]),
            };
            self.killed.grows = true;
        }
        self.erase(Run::None, range)
    }

    /// Drags the character before the cursor over the one behind it; at the end of a line, swaps the last two.
    fn transpose(&mut self) -> Edit {
        self.anchor = None;
        self.history.end_run();
        let (start, end) = (line_start(&self.text, self.cursor), line_end(&self.text, self.cursor));
        let middle = if self.cursor == end { before(&self.text, self.cursor) } else { self.cursor };
        if self.cursor == start || middle <= start {
            return Edit::Moved;
        }
        self.record(Run::None);
        let (from, to) = (before(&self.text, middle), after(&self.text, middle));
        let text = &self.text;
        self.text = joined([&text[..from], &text[middle..to], &text[from..middle], &text[to..]]);
        self.cursor = settled(&self.text, to);
        Edit::Changed
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
        self.anchor = None;
        self.history.end_run();
        let Some(Snapshot { text, cursor }) = snapshot else { return Edit::Moved };
        (self.text, self.cursor) = (text, cursor);
        Edit::Changed
    }
}

/// The parts as one text. Its room is made at once: a reallocation would leave the old bytes behind unwiped.
fn joined<const N: usize>(parts: [&str; N]) -> Zeroizing<String> {
    let len: usize = parts.iter().map(|part| part.len()).sum();
    let mut text = Zeroizing::new(String::with_capacity(len.next_power_of_two()));
    for part in parts {
        text.push_str(part);
    }
    text
}
