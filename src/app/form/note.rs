//! Notes: the lines below a form, in a review or in a report.

use std::fmt;
use zeroize::Zeroizing;

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

/// A line of a comparison of two values, in columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The member that is compared.
    pub member: String,
    /// Cells of the column of members: the same in every line of a comparison.
    pub member_width: usize,
    /// The cell of the first value.
    pub left: Side,
    /// The cell of the second value.
    pub right: Side,
    /// The comparison in words: "differs", "same", "only in prod/db".
    pub state: String,
}

/// A cell of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// A text that is no secret: the heading of the column.
    Open(String),
    /// The secret text with this number among those of the note, from 0.
    Hidden(usize),
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

    /// True if it has secret text.
    pub fn hides(&self) -> bool {
        !self.hidden.is_empty()
    }

    /// A plain note.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(Tone::Plain, text)
    }
}
