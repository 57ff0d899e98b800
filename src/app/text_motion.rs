//! Motions through a text: from a place to another, always at the boundary of a grapheme.

use super::glyph::width;
use super::scroll::Step;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The lines of a page of a text.
const PAGE: usize = 10;

/// A motion of the cursor through a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// A character to the left.
    Left,
    /// A character to the right.
    Right,
    /// To the start of the word: of the letters and digits before the cursor.
    WordLeft,
    /// To the end of the word: of the letters and digits behind the cursor.
    WordRight,
    /// To the start of the word, if only blanks part words.
    BlankWordLeft,
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To the end of the line, or past it from there.
    LineEndOrBreak,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
    /// A line up; from the first one to its start.
    Up,
    /// A line down; from the last one to its end.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

impl Motion {
    /// The place that the motion leads to from `at`, both in bytes.
    pub(super) fn target(self, text: &str, at: usize) -> usize {
        match self {
            Self::Left => before(text, at),
            Self::Right => after(text, at),
            Self::WordLeft => word_left(text, at, is_word, |grapheme| !is_word(grapheme)),
            Self::BlankWordLeft => word_left(text, at, |grapheme| !is_blank(grapheme), is_blank),
            Self::WordRight => word_right(text, at),
            Self::LineStart => line_start(text, at),
            Self::LineEnd => line_end(text, at),
            Self::LineEndOrBreak => match line_end(text, at) {
                end if end == at => after(text, at),
                end => end,
            },
            Self::TextStart => 0,
            Self::TextEnd => text.len(),
            Self::Up => vertical(text, at, Step::Up),
            Self::Down => vertical(text, at, Step::Down),
            Self::PageUp => vertical(text, at, Step::PageUp),
            Self::PageDown => vertical(text, at, Step::PageDown),
        }
    }

    /// True if it leads from line to line, so that a text of one line leaves the key to what is around it.
    pub(super) fn is_vertical(self) -> bool {
        match self {
            Self::Up | Self::Down | Self::PageUp | Self::PageDown => true,
            Self::Left
            | Self::Right
            | Self::WordLeft
            | Self::WordRight
            | Self::BlankWordLeft
            | Self::LineStart
            | Self::LineEnd
            | Self::LineEndOrBreak
            | Self::TextStart
            | Self::TextEnd => false,
        }
    }
}

/// The boundary before a place.
pub(super) fn before(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The boundary behind a place.
pub(super) fn after(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The place, or the next boundary if there is none: a mark that was typed may have joined what is around it.
pub(super) fn settled(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0).unwrap_or(true) { at } else { after(text, at) }
}

/// The start of the line around a place.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The end of the line around a place, before its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let Some(end) = text[at..].find('\n').map(|end| at + end) else { return text.len() };
    // The two characters of a line break are one grapheme.
    if text[..end].ends_with('\r') && end > at { end - 1 } else { end }
}

/// The start of each line.
pub(super) fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1))
}

fn is_word(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(char::is_alphanumeric)
}

fn is_blank(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(char::is_whitespace)
}

/// Leads over what is `between` words, and then over what is `within` one.
fn word_left(text: &str, at: usize, within: impl Fn(&str) -> bool, between: impl Fn(&str) -> bool) -> usize {
    let mut graphemes = text[..at].graphemes(true).rev().peekable();
    let mut to = at;
    while let Some(grapheme) = graphemes.next_if(|grapheme| between(grapheme)) {
        to -= grapheme.len();
    }
    while let Some(grapheme) = graphemes.next_if(|grapheme| within(grapheme)) {
        to -= grapheme.len();
    }
    to
}

fn word_right(text: &str, at: usize) -> usize {
    let mut graphemes = text[at..].graphemes(true).peekable();
    let mut to = at;
    while let Some(grapheme) = graphemes.next_if(|grapheme| !is_word(grapheme)) {
        to += grapheme.len();
    }
    while let Some(grapheme) = graphemes.next_if(|grapheme| is_word(grapheme)) {
        to += grapheme.len();
    }
    to
}

/// Leads to another line, to the column of `at` or to the end of a shorter line.
fn vertical(text: &str, at: usize, step: Step) -> usize {
    let line = text[..at].matches('\n').count();
    let lines = line_starts(text).count();
    let target = step.apply(line, lines, PAGE);
    if target == line {
        return if matches!(step, Step::Up | Step::PageUp) { 0 } else { text.len() };
    }
    let column = width(&text[line_start(text, at)..at]);
    let start = line_starts(text).nth(target).unwrap_or(text.len());
    let end = line_end(text, start);
    let mut cells = 0;
    for (within, grapheme) in text[start..end].grapheme_indices(true) {
        cells += width(grapheme);
        if cells > column {
            return start + within;
        }
    }
    end
}
