//! The values of `deleted:`: `yes`, `no`, or the age of the request for deletion.

use super::age::Age;
use jiff::Timestamp;
use std::fmt;

/// A value of `deleted:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeletedFilter {
    /// Scheduled for deletion.
    Yes,
    /// Not scheduled for deletion.
    No,
    /// Deletion was asked for that long ago.
    Asked(Age),
}

impl DeletedFilter {
    /// Parses `yes`, `no`, `<7d` or `>20d`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            _ if text.eq_ignore_ascii_case("yes") => Some(Self::Yes),
            _ if text.eq_ignore_ascii_case("no") => Some(Self::No),
            _ => Age::parse(text).filter(|age| *age != Age::Never).map(Self::Asked),
        }
    }

    pub(super) fn matches(self, deleted: Option<Timestamp>, now: Timestamp) -> bool {
        match self {
            Self::Yes => deleted.is_some(),
            Self::No => deleted.is_none(),
            Self::Asked(age) => age.matches(deleted, now),
        }
    }
}

impl fmt::Display for DeletedFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes => f.write_str("yes"),
            Self::No => f.write_str("no"),
            Self::Asked(age) => age.fmt(f),
        }
    }
}
