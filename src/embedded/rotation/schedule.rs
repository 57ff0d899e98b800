//! When a secret rotates: `RotationRules`, and the window that comes next.

use std::sync::Arc;

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::cron::Cron;
use crate::embedded::failure::Failure;

/// `RotationRules`, as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Rules {
    /// `AutomaticallyAfterDays`: 1 to 1,000.
    pub automatically_after_days: Option<i64>,
    /// `Duration`: hours of the window, `1h` to `24h`.
    pub duration: Option<Arc<str>>,
    /// `ScheduleExpression`: `rate(…)` or `cron(…)`.
    pub schedule_expression: Option<Arc<str>>,
}

/// The time within which a rotation happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// When it opens. The embedded service rotates at once then.
    pub start: Timestamp,
    /// When it closes: `NextRotationDate`.
    pub end: Timestamp,
}

enum Schedule {
    Hours(i64),
    Days(i64),
    Cron(Cron),
}

impl Rules {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Checks what can be wrong about rules.
    pub fn check(&self) -> Result<(), Failure> {
        if self.automatically_after_days.is_some() && self.schedule_expression.is_some() {
            return Err(Failure::parameter(
                "You can't specify both AutomaticallyAfterDays and ScheduleExpression.",
            ));
        }
        let schedule = self.schedule()?;
        let hours = self.duration_hours()?;
        match (&schedule, hours) {
            (Some(schedule), Some(hours)) if !schedule.has_room_for(hours) => Err(invalid_duration()),
            _ => Ok(()),
        }
    }

    /// The rules as they are answered: a rate in days is given in both ways.
    pub fn reported(&self) -> Self {
        match self.schedule() {
            Ok(Some(Schedule::Days(days))) => Self { automatically_after_days: Some(days), ..self.clone() },
            _ => self.clone(),
        }
    }

    /// The first window that opens after `from`. None without a schedule, or when it never does.
    pub fn next_window(&self, from: Timestamp) -> Option<Window> {
        let schedule = self.schedule().ok()??;
        let start = match &schedule {
            Schedule::Hours(hours) => from.saturating_add(SignedDuration::from_hours(*hours)).ok()?,
            Schedule::Days(days) => {
                start_of_day(from.saturating_add(SignedDuration::from_hours(24 * days)).ok()?)
            }
            Schedule::Cron(cron) => cron.next_after(from)?,
        };
        let length = match (self.duration_hours().ok()?, &schedule) {
            (Some(hours), _) => SignedDuration::from_hours(hours),
            (None, Schedule::Hours(_)) => SignedDuration::from_hours(1),
            (None, Schedule::Cron(cron)) if cron.is_hourly() => SignedDuration::from_hours(1),
            (None, _) => return Some(Window { start, end: end_of_day(start) }),
        };
        Some(Window { start, end: start.saturating_add(length).ok()? })
    }

    fn schedule(&self) -> Result<Option<Schedule>, Failure> {
        if let Some(days) = self.automatically_after_days {
            return Ok(Some(Schedule::Days(days)));
        }
        self.schedule_expression.as_deref().map(parse).transpose()
    }

    fn duration_hours(&self) -> Result<Option<i64>, Failure> {
        let Some(duration) = self.duration.as_deref() else { return Ok(None) };
        let hours = duration.strip_suffix('h').and_then(|hours| hours.parse().ok());
        match hours {
            Some(hours @ 1..=24) => Ok(Some(hours)),
            _ => Err(invalid_duration()),
        }
    }
}

impl Schedule {
    /// Whether a window of this length ends before the next one, and before the UTC day does.
    fn has_room_for(&self, hours: i64) -> bool {
        match self {
            Self::Hours(every) => hours <= *every,
            Self::Days(_) => true,
            Self::Cron(cron) => hours <= cron.longest_window(),
        }
    }
}

fn parse(expression: &str) -> Result<Schedule, Failure> {
    let inside = |name: &str| expression.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
    if let Some(rate) = inside("rate") {
        return parse_rate(rate).ok_or_else(invalid_expression);
    }
    let cron = inside("cron").and_then(Cron::parse).ok_or_else(invalid_expression)?;
    Ok(Schedule::Cron(cron))
}

fn parse_rate(rate: &str) -> Option<Schedule> {
    let (count, unit) = rate.trim().split_once(' ')?;
    let count: i64 = count.parse().ok()?;
    match (unit.trim(), count) {
        ("day", 1) | ("days", 1..=999) => Some(Schedule::Days(count)),
        ("hours", 4..=23_976) => Some(Schedule::Hours(count)),
        _ => None,
    }
}

fn invalid_expression() -> Failure {
    Failure::parameter("Invalid schedule expression.")
}

fn invalid_duration() -> Failure {
    Failure::parameter("Invalid rotation window duration.")
}

/// Midnight UTC at the beginning of this time's day.
pub fn start_of_day(time: Timestamp) -> Timestamp {
    let day = SignedDuration::from_hours(24).as_secs();
    Timestamp::from_second(time.as_second().div_euclid(day) * day).unwrap_or(time)
}

fn end_of_day(time: Timestamp) -> Timestamp {
    let date = TimeZone::UTC.to_datetime(time).date();
    let last_second = date.to_datetime(Time::constant(23, 59, 59, 0));
    TimeZone::UTC.to_timestamp(last_second).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(expression: &str, duration: Option<&str>) -> Rules {
        Rules {
            schedule_expression: Some(expression.into()),
            duration: duration.map(Into::into),
            ..Rules::default()
        }
    }

    fn next(rules: &Rules, from: &str) -> (String, String) {
        let window = rules.next_window(from.parse().unwrap()).unwrap();
        (window.start.to_string(), window.end.to_string())
    }

    #[test]
    fn days_end_with_the_day_and_hours_after_one() {
        let days = Rules { automatically_after_days: Some(10), ..Rules::default() };
        let monday = "2026-03-02T15:00:00Z";
        assert_eq!(next(&days, monday), ("2026-03-12T00:00:00Z".into(), "2026-03-12T23:59:59Z".into()));
        assert_eq!(next(&rules("rate(10 days)", None), monday), next(&days, monday));
        let hours = rules("rate(6 hours)", None);
        assert_eq!(next(&hours, monday), ("2026-03-02T21:00:00Z".into(), "2026-03-02T22:00:00Z".into()));
        let window = rules("rate(10 days)", Some("3h"));
        assert_eq!(next(&window, monday).1, "2026-03-12T03:00:00Z");
    }

    #[test]
    fn a_rate_is_at_least_four_hours_and_at_most_999_days() {
        for good in ["rate(1 day)", "rate(999 days)", "rate(4 hours)", "rate(23976 hours)"] {
            assert!(rules(good, None).check().is_ok(), "{good}");
        }
        for bad in [
            "rate(0 days)",
            "rate(1000 days)",
            "rate(3 hours)",
            "rate(1 days",
            "rate(4hours)",
            "rate(-1 day)",
        ] {
            assert!(rules(bad, None).check().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_window_ends_before_the_next_and_before_the_day_does() {
        for (expression, fits, exceeds) in [
            ("rate(4 hours)", "4h", "5h"),
            ("cron(0 20 * * ? *)", "4h", "5h"),
            ("cron(0 0/6 * * ? *)", "6h", "7h"),
            ("rate(1 day)", "24h", "25h"),
        ] {
            assert!(rules(expression, Some(fits)).check().is_ok(), "{expression} {fits}");
            assert!(rules(expression, Some(exceeds)).check().is_err(), "{expression} {exceeds}");
        }
    }

    #[test]
    fn a_rate_in_days_is_reported_both_ways() {
        assert_eq!(rules("rate(7 days)", None).reported().automatically_after_days, Some(7));
        assert_eq!(rules("rate(12 hours)", None).reported().automatically_after_days, None);
    }
}
