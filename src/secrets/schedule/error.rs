//! Errors in schedules and windows, worded for the user who typed them.

use std::fmt;
use thiserror::Error;

/// An error in a schedule expression.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ScheduleError {
    /// The expression is neither `rate(…)` nor `cron(…)`.
    #[error("Enter rate(…) or cron(…), such as rate(10 days) or cron(0 4 ? * SUN *).")]
    Form,
    /// The rate is not a number and a unit.
    #[error("Enter a rate as a whole number, a space and a unit: 10 days, 12 hours.")]
    RateForm,
    /// The unit is `day`, but the number is not 1.
    #[error("The unit must be days for {0}, not day.")]
    RatePlural(i64),
    /// The hours are out of range.
    #[error("A rate must be 4 to 23,976 hours, not {0}.")]
    RateHours(i64),
    /// The days are out of range.
    #[error("A rate must be 1 to 999 days, not {0}.")]
    RateDays(i64),
    /// The unit is neither hours nor days.
    #[error("The unit of a rate must be hours or days, not {0}.")]
    RateUnit(String),
    /// The expression has this many fields, not six.
    #[error("Enter six fields: minutes, hours, day of month, month, day of week, year. There are {0}.")]
    CronFields(usize),
    /// The minutes are not 0.
    #[error("Minutes must be 0, since windows open on the hour, not {0}.")]
    CronMinutes(String),
    /// The year is not `*`.
    #[error("Year must be *, not {0}.")]
    CronYear(String),
    /// The text of a field is invalid.
    #[error("{field}: {text} is not allowed. Allowed: {}", field.allowed())]
    CronField {
        /// The field.
        field: CronField,
        /// The field's text.
        text: String,
    },
    /// Both or none of the two day fields are `?`.
    #[error("Exactly one of day of month and day of week must be ?.")]
    CronDays,
    /// Two rotations are only this many hours apart.
    #[error("Rotations must be at least 4 hours apart; some are {0}.")]
    CronTooOften(i64),
}

/// A field of a cron expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum CronField {
    Hours,
    DayOfMonth,
    Month,
    DayOfWeek,
}

impl CronField {
    /// The values that the field may have, for the user.
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

/// An error in a rotation window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WindowError {
    /// The length is not 1 to 24 hours.
    #[error("Enter a window of 1h to 24h.")]
    Form,
    /// The window would reach into the next window or the next UTC day.
    #[error("{hours}h would reach into the next window or the next UTC day; the limit is {longest}h.")]
    TooLong {
        /// The length in hours.
        hours: i64,
        /// The longest possible length in hours.
        longest: i64,
    },
}
