//! How long ago: `<7d`, `>30d`, `never`.

use jiff::{SignedDuration, Timestamp};
use std::fmt;

/// What is asked of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    /// Less than that long ago.
    Below(Length),
    /// More than that long ago.
    Above(Length),
    /// There is no date.
    Never,
}

impl Age {
    /// Reads `<7d`, `>30d` or `never`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("never") {
            return Some(Self::Never);
        }
        let (below, length) = match text.strip_prefix('<') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('>')?),
        };
        let length = Length::parse(length)?;
        Some(if below { Self::Below(length) } else { Self::Above(length) })
    }

    /// Whether it holds for a date known to the millisecond.
    pub(super) fn holds(self, date: Option<Timestamp>, now: Timestamp) -> bool {
        self.holds_for(date.map(|date| now.duration_since(date)))
    }

    /// Whether it holds for a date that stands for a whole day, as `LastAccessedDate` does: by the end of that day, so that
    /// `<1d` misses nothing of the last 24 hours, and `>90d` finds nothing that may have been read since.
    pub(super) fn holds_for_day(self, day: Option<Timestamp>, now: Timestamp) -> bool {
        self.holds_for(day.map(|day| now.duration_since(day) - SignedDuration::from_hours(24)))
    }

    fn holds_for(self, age: Option<SignedDuration>) -> bool {
        match self {
            Self::Below(length) => age.is_some_and(|age| age < length.duration()),
            Self::Above(length) => age.is_some_and(|age| age > length.duration()),
            Self::Never => age.is_none(),
        }
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Below(length) => write!(f, "<{length}"),
            Self::Above(length) => write!(f, ">{length}"),
            Self::Never => f.write_str("never"),
        }
    }
}

/// A whole number of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    count: u32,
    unit: Unit,
}

impl Length {
    fn parse(text: &str) -> Option<Self> {
        let letter = text.chars().next_back()?;
        let count = &text[..text.len() - letter.len_utf8()];
        let unit = Unit::ALL.into_iter().find(|unit| unit.letter() == letter.to_ascii_lowercase())?;
        // `parse` would take a plus sign as well.
        let count = count.bytes().all(|byte| byte.is_ascii_digit()).then(|| count.parse().ok())??;
        Some(Self { count, unit })
    }

    fn duration(self) -> SignedDuration {
        SignedDuration::from_secs(i64::from(self.count) * self.unit.seconds())
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.unit.letter())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Year,
}

impl Unit {
    const ALL: [Self; 5] = [Self::Minute, Self::Hour, Self::Day, Self::Week, Self::Year];

    fn letter(self) -> char {
        match self {
            Self::Minute => 'm',
            Self::Hour => 'h',
            Self::Day => 'd',
            Self::Week => 'w',
            Self::Year => 'y',
        }
    }

    /// Its length in seconds; a year has 365 days.
    fn seconds(self) -> i64 {
        match self {
            Self::Minute => 60,
            Self::Hour => 3_600,
            Self::Day => 86_400,
            Self::Week => 7 * 86_400,
            Self::Year => 365 * 86_400,
        }
    }
}
