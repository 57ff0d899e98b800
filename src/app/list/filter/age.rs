//! Ages of dates: `<7d`, `>30d`, `never`.

use jiff::{SignedDuration, Timestamp};
use std::fmt;

/// A test of a date by its age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    /// The date is less than that long ago.
    LessThan(AgeLimit),
    /// The date is more than that long ago.
    MoreThan(AgeLimit),
    /// There is no date.
    Never,
}

impl Age {
    /// Parses `<7d`, `>30d` or `never`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("never") {
            return Some(Self::Never);
        }
        let (age, limit): (fn(AgeLimit) -> Self, _) = match text.strip_prefix('<') {
            Some(limit) => (Self::LessThan, limit),
            None => (Self::MoreThan, text.strip_prefix('>')?),
        };
        AgeLimit::parse(limit).map(age)
    }

    /// Tests a date known to the millisecond.
    pub(super) fn matches(self, date: Option<Timestamp>, now: Timestamp) -> bool {
        self.matches_age(date.map(|date| now.duration_since(date)))
    }

    /// Tests a date that means a whole day, as `LastAccessedDate` does, by the end of the day: `<1d` misses nothing
    /// of the last 24 hours, and `>90d` finds no secret that may have been read since.
    pub(super) fn matches_day(self, day: Option<Timestamp>, now: Timestamp) -> bool {
        self.matches_age(day.map(|day| now.duration_since(day) - SignedDuration::from_hours(24)))
    }

    fn matches_age(self, age: Option<SignedDuration>) -> bool {
        match self {
            Self::LessThan(limit) => age.is_some_and(|age| age < limit.duration()),
            Self::MoreThan(limit) => age.is_some_and(|age| age > limit.duration()),
            Self::Never => age.is_none(),
        }
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LessThan(limit) => write!(f, "<{limit}"),
            Self::MoreThan(limit) => write!(f, ">{limit}"),
            Self::Never => f.write_str("never"),
        }
    }
}

/// An age in a unit of time, such as 7 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AgeLimit {
    count: u32,
    unit: Unit,
}

impl AgeLimit {
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

impl fmt::Display for AgeLimit {
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

    /// The length of the unit in seconds; a year has 365 days.
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
