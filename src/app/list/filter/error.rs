//! Errors in a filter: the position, the cause, and an example of what would be right.

use super::FilterKey;
use std::fmt::Write;
use std::ops::Range;

/// An error in a filter, perhaps because typing has not ended yet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}; {}", self.what(), self.next())]
pub struct FilterError {
    /// The position: bytes of the text, at character boundaries.
    pub at: Range<usize>,
    /// The cause.
    pub cause: FilterCause,
}

/// The cause of an error in a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterCause {
    /// A quote is opened and not closed.
    OpenQuote,
    /// A `!` has no term behind it.
    NothingToNegate,
    /// A `'`, `^` or `$` has no word beside it.
    SignAlone,
    /// The quotes of a word are empty.
    EmptyWord,
    /// There is no such key.
    UnknownKey {
        /// The key as typed, without its colon.
        key: String,
    },
    /// The key has no value behind it, or one of its alternatives is empty.
    MissingValue {
        /// The key.
        key: FilterKey,
    },
    /// The key does not take this value.
    WrongValue {
        /// The key.
        key: FilterKey,
        /// The value as typed.
        value: String,
    },
    /// `tag:=…`: the tag's key is missing.
    MissingTagKey,
    /// `tag:KEY=`: the tag's value is missing.
    MissingTagValue {
        /// The tag's key.
        key: String,
    },
}

impl FilterError {
    pub(super) fn new(at: Range<usize>, cause: FilterCause) -> Self {
        Self { at, cause }
    }

    /// The error in a clause without a full stop.
    pub fn what(&self) -> String {
        match &self.cause {
            FilterCause::OpenQuote => "the quote is not closed".into(),
            FilterCause::NothingToNegate => "! needs something to negate".into(),
            FilterCause::SignAlone => "the sign needs a word".into(),
            FilterCause::EmptyWord => "the quotes are empty".into(),
            FilterCause::UnknownKey { key } => format!("there is no {key}: filter"),
            FilterCause::MissingValue { key } => format!("{key} needs {}", key.needs()),
            FilterCause::WrongValue { key, value } => format!("{key} needs {}, not {value}", key.needs()),
            FilterCause::MissingTagKey => "tag: needs a key before the =".into(),
            FilterCause::MissingTagValue { key } => format!("tag:{key}= needs a value"),
        }
    }

    /// A hint at what would be right, in a clause without a full stop.
    pub fn next(&self) -> String {
        match &self.cause {
            FilterCause::OpenQuote => "close it with \", or type \\\" for a quote inside quotes".into(),
            FilterCause::NothingToNegate => "for example !staging or !rotation:on".into(),
            FilterCause::SignAlone => "for example 'exact, ^prod or mysql$".into(),
            FilterCause::EmptyWord => "type a part of the name between them".into(),
            FilterCause::UnknownKey { .. } => {
                let mut text = String::from("the filters are");
                for (i, key) in FilterKey::ALL.iter().enumerate() {
                    let sign = if i == 0 { "" } else { "," };
                    // Writing to a String can't fail.
                    let _ = write!(text, "{sign} {key}");
                }
                text
            }
            FilterCause::MissingValue { key } | FilterCause::WrongValue { key, .. } => {
                format!("for example {}", key.example())
            }
            FilterCause::MissingTagKey => format!("for example {}", FilterKey::Tag.example()),
            FilterCause::MissingTagValue { key } => {
                format!("tag:{key} finds the tag with any value, tag:{key}=\"\" with an empty one")
            }
        }
    }
}
