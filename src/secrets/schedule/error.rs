//! What is wrong with a schedule or a window, and what is allowed: said to whoever types it.

use std::fmt;
use thiserror::Error;

/// What is wrong with a schedule expression.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ScheduleError {
    /// Neither `rate(…)` nor `cron(…)`.
    #[error("A schedule is rate(…) or cron(…), such as rate(10 days) or cron(0 4 ? * SUN *).")]
    Form,
    /// Not a number and a unit.
    #[error("A rate is a whole number, a space and a unit: 10 days, 12 hours.")]
    RateForm,
    /// Several of a day.
    #[error("The unit of {0} is days, not day.")]
    RatePlural(i64),
    /// Hours out of range.
    #[error("A rate in hours is 4 to 23,976 hours; {0} is not.")]
    RateHours(i64),
    /// Days out of range.
    #[error("A rate in days is 1 to 999 days; {0} is not.")]
    RateDays(i64),
    /// Neither hours nor days.
    #[error("The unit of a rate is hours or days, not {0}.")]
    RateUnit(String),
    /// Not six fields.
    #[error(
        "Six fields, spaces between: minutes, hours, day of month, month, day of week, year. These are {0}."
    )]
    CronFields(usize),
    /// Rotation begins on the hour.
    #[error("Minutes: must be 0, as windows open on the hour; {0} is not.")]
    CronMinutes(String),
    /// Rotation goes on for ever.
    #[error("Year: must be *; {0} is not.")]
    CronYear(String),
    /// A field that is not what it may be.
    #[error("{field}: {text} is none. {}", field.allowed())]
    CronField {
        /// Which one.
        field: CronField,
        /// What it is.
        text: String,
    },
    /// Both or neither of the two fields of days are `?`.
    #[error("Day of month or day of week says which days, and the other one is ?.")]
    CronDays,
    /// Two rotations lie too close together.
    #[error("Rotations are at least 4 hours apart; here some are {0}.")]
    CronTooOften(i64),
}

/// A field of a cron expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as they are")]
pub enum CronField {
    Hours,
    DayOfMonth,
    Month,
    DayOfWeek,
}

impl CronField {
    /// What the field may hold.
    pub fn allowed(self) -> &'static str {
        match self {
            Self::Hours => "0–23, *, lists (2,14), ranges (8-16), steps (0/6).",
            Self::DayOfMonth => {
                "1–31, *, lists, ranges, steps, L (the last), LW (the last workday), 15W (the workday nearest to the 15th)."
            }
            Self::Month => "1–12, JAN–DEC, *, lists, ranges, steps.",
            Self::DayOfWeek => {
                "1–7 from Sunday, SUN–SAT, lists, ranges, steps, 6L (the last Friday), 2#1 (the first Monday)."
            }
        }
    }
}

impl fmt::Display for CronField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hours => "Hours",
            Self::DayOfMonth => "Day of month",
            Self::Month => "Month",
            Self::DayOfWeek => "Day of week",
        })
    }
}

/// What is wrong with a rotation window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WindowError {
    /// Not 1 to 24 hours.
    #[error("A window is 1h to 24h.")]
    Form,
    /// It would reach into the next window, or into the next UTC day.
    #[error("{hours} hours would reach into the next window or the next UTC day; at most {longest}h.")]
    TooLong {
        /// Its hours.
        hours: i64,
        /// The most that there is room for.
        longest: i64,
    },
}
