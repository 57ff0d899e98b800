//! Notes: the lines below a form, in a review or in a report.

use crate::app::glyph::width;
use std::fmt;
use zeroize::Zeroizing;

/// The widest column of members, in cells.
const MEMBER_MOST: usize = 28;
/// The widest column with a comparison in words, in cells.
const STATE_MOST: usize = 44;

/// A line below a form, in a review or in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The tone.
    pub tone: Tone,
    /// The text. May hold text of the service: drawn as any untrusted text.
    pub text: String,
    /// Secret text that belongs to it: shown below it only while the user has revealed the notes.
    pub hidden: Vec<HiddenLine>,
    /// The same in columns, where the screen is wide enough for them.
    pub columns: Option<Box<Columns>>,
}

/// A line of a comparison of values, in columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The member that is compared.
    pub member: String,
    /// The cells of the values, in the order of the columns.
    pub sides: Vec<Side>,
    /// The comparison in words: "differs", "same", "only in prod/db".
    pub state: String,
    /// The widths of the columns, the same in every line of a comparison. [`Note::align`] sets them.
    pub widths: ColumnWidths,
}

/// The widths of those columns of a comparison that do not stretch, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnWidths {
    /// The column of members.
    pub member: usize,
    /// The column with the comparison in words.
    pub state: usize,
}

/// A cell of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// A text that is no secret: the heading of the column.
    Open(String),
    /// The secret text with this number among those of the note, from 0.
    Hidden(usize),
    /// The secret text with this number, and the letter that it has in common with the same text in other cells. The secret
    /// text begins with the letter.
    Lettered(usize, String),
    /// The value has no such member.
    Absent,
}

/// A secret text of a note, of one line or several.
#[derive(Clone, PartialEq, Eq)]
pub struct HiddenLine {
    /// The tone.
    pub tone: Tone,
    /// The secret text.
    pub text: Zeroizing<String>,
}

impl fmt::Debug for HiddenLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HiddenLine(redacted)")
    }
}

/// The tone of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A heading.
    Heading,
    /// As any text.
    Plain,
    /// By the way.
    Dim,
    /// All is well.
    Good,
    /// Take care.
    Warning,
    /// This is wrong, or can't be undone.
    Danger,
    /// Added, in a diff.
    Added,
    /// Removed, in a diff.
    Removed,
    /// Changed, in a diff.
    Changed,
}

impl Note {
    /// A note.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into(), hidden: Vec::new(), columns: None }
    }

    /// A note with secret text that is masked at first.
    pub fn hiding(tone: Tone, text: impl Into<String>, hidden: Vec<HiddenLine>) -> Self {
        Self { tone, text: text.into(), hidden, columns: None }
    }

    /// The note with its text in columns as well.
    #[must_use]
    pub fn in_columns(self, columns: Columns) -> Self {
        Self { columns: Some(Box::new(columns)), ..self }
    }

    /// Makes the columns of all notes as wide as the longest text in them, within limits.
    pub fn align(notes: &mut [Self]) {
        let columns = || notes.iter().filter_map(|note| note.columns.as_deref());
        let longest = |text: fn(&Columns) -> &str, most: usize| {
            columns().map(|columns| width(text(columns))).max().unwrap_or(0).min(most)
        };
        let widths = ColumnWidths {
            member: longest(|columns| &columns.member, MEMBER_MOST),
            state: longest(|columns| &columns.state, STATE_MOST),
        };
        for columns in notes.iter_mut().filter_map(|note| note.columns.as_mut()) {
            columns.widths = widths;
        }
    }

    /// True if it has secret text.
    pub fn hides(&self) -> bool {
        !self.hidden.is_empty()
    }

    /// A plain note.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(Tone::Plain, text)
    }
}
