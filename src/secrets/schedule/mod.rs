//! Rotation schedules and windows by the rules of AWS: `rate(…)` and `cron(…)` expressions, their errors, and the times
//! of the next rotations.

mod cron;
mod error;

pub use cron::Cron;
pub use error::{CronField, ScheduleError, WindowError};

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The largest value of API `AutomaticallyAfterDays`.
pub const MAX_INTERVAL_DAYS: i64 = 1_000;

/// A rotation window: the time within which a secret is rotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The start of the window.
    pub start: Timestamp,
    /// The end of the window: API `NextRotationDate`.
    pub end: Timestamp,
}

/// A rotation schedule, in UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// A rotation every so many hours.
    Hours(i64),
    /// A rotation every so many days.
    Days(i64),
    /// Rotations at the times of a cron expression.
    Cron(Cron),
}

impl Schedule {
    /// Parses API `ScheduleExpression`: `rate(…)` or `cron(…)`.
    pub fn parse(expression: &str) -> Result<Self, ScheduleError> {
        let inside = |name: &str| expression.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
        if let Some(rate) = inside("rate") {
            return parse_rate(rate);
        }
        inside("cron").ok_or(ScheduleError::Form).and_then(Cron::parse).map(Self::Cron)
    }

    /// Checks that a window of so many hours ends before the next window begins and before the UTC day ends.
    pub fn check_window(&self, hours: i64) -> Result<(), WindowError> {
        let longest = self.longest_window();
        if hours <= longest { Ok(()) } else { Err(WindowError::TooLong { hours, longest }) }
    }

    /// The longest possible window in hours, at most 24.
    pub fn longest_window(&self) -> i64 {
        match self {
            Self::Hours(every) => (*every).min(24),
            Self::Days(_) => 24,
            Self::Cron(cron) => cron.longest_window(),
        }
    }

    /// The first window of so many hours that opens after `from`. Without `hours` it has the service's default length.
    /// `None` if no window opens any more.
    pub fn next_window(&self, hours: Option<i64>, from: Timestamp) -> Option<Window> {
        let start = match self {
            Self::Hours(hours) => from.saturating_add(SignedDuration::from_hours(*hours)).ok()?,
            Self::Days(days) => {
                start_of_day(from.saturating_add(SignedDuration::from_hours(24 * days)).ok()?)
            }
            Self::Cron(cron) => cron.next_after(from)?,
        };
        let length = match (hours, self) {
            (Some(hours), _) => SignedDuration::from_hours(hours),
            (None, Self::Hours(_)) => SignedDuration::from_hours(1),
            (None, Self::Cron(cron)) if cron.is_hourly() => SignedDuration::from_hours(1),
            (None, _) => return Some(Window { start, end: end_of_day(start) }),
        };
        Some(Window { start, end: start.saturating_add(length).ok()? })
    }

    /// The windows that open after `from`, in order.
    pub fn windows(&self, hours: Option<i64>, from: Timestamp) -> impl Iterator<Item = Window> {
        let first = self.next_window(hours, from);
        std::iter::successors(first, move |window| self.next_window(hours, window.start))
    }
}

/// Parses API `Duration`, the hours of a window: `1h` to `24h`.
///
/// Not jiff's parser of durations: it accepts more forms (`3 hours`, `1d`), which the service refuses.
pub fn window_hours(duration: &str) -> Result<i64, WindowError> {
    let hours = duration.strip_suffix('h').and_then(|hours| hours.parse().ok());
    hours.filter(|hours| (1..=24).contains(hours)).ok_or(WindowError::Form)
}

fn parse_rate(rate: &str) -> Result<Schedule, ScheduleError> {
    let (count, unit) = rate.trim().split_once(' ').ok_or(ScheduleError::RateForm)?;
    let count: i64 = count.parse().map_err(|_| ScheduleError::RateForm)?;
    match (unit.trim(), count) {
        ("day", 1) | ("days", 1..=999) => Ok(Schedule::Days(count)),
        ("hours", 4..=23_976) => Ok(Schedule::Hours(count)),
        ("days", _) => Err(ScheduleError::RateDays(count)),
        ("hours" | "hour", _) => Err(ScheduleError::RateHours(count)),
        ("day", _) => Err(ScheduleError::RatePlural(count)),
        (unit, _) => Err(ScheduleError::RateUnit(unit.to_owned())),
    }
}

/// The midnight that begins the UTC day of `time`.
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
    use proptest::prelude::*;

    fn starts(expression: &str, from: &str, count: usize) -> Vec<String> {
        let schedule = Schedule::parse(expression).unwrap();
        let windows = schedule.windows(None, from.parse().unwrap());
        windows.take(count).map(|window| window.start.to_string()).collect()
    }

    #[test]
    fn windows_follow_each_other() {
        let monday = "2026-03-02T15:30:00Z";
        assert_eq!(
            starts("rate(2 days)", monday, 3),
            ["2026-03-04T00:00:00Z", "2026-03-06T00:00:00Z", "2026-03-08T00:00:00Z"]
        );
        assert_eq!(starts("rate(12 hours)", monday, 2), ["2026-03-03T03:30:00Z", "2026-03-03T15:30:00Z"]);
        assert_eq!(
            starts("cron(0 4 ? * SUN *)", monday, 2),
            ["2026-03-08T04:00:00Z", "2026-03-15T04:00:00Z"]
        );
    }

    #[test]
    fn errors_name_the_field() {
        let why = |text: &str| Schedule::parse(text).unwrap_err();
        let field = |field, text: &str| ScheduleError::CronField { field, text: text.into() };
        assert_eq!(why("every day"), ScheduleError::Form);
        assert_eq!(why("rate(10days)"), ScheduleError::RateForm);
        assert_eq!(why("rate(10 day)"), ScheduleError::RatePlural(10));
        assert_eq!(why("rate(3 hours)"), ScheduleError::RateHours(3));
        assert_eq!(why("rate(1000 days)"), ScheduleError::RateDays(1_000));
        assert_eq!(why("rate(2 weeks)"), ScheduleError::RateUnit("weeks".into()));
        assert_eq!(why("cron(0 4 * * ?)"), ScheduleError::CronFields(5));
        assert_eq!(why("cron(30 4 * * ? *)"), ScheduleError::CronMinutes("30".into()));
        assert_eq!(why("cron(0 4 * * ? 2026)"), ScheduleError::CronYear("2026".into()));
        assert_eq!(why("cron(0 24 * * ? *)"), field(CronField::Hours, "24"));
        assert_eq!(why("cron(0 4 32 * ? *)"), field(CronField::DayOfMonth, "32"));
        assert_eq!(why("cron(0 4 ? 13 MON *)"), field(CronField::Month, "13"));
        assert_eq!(why("cron(0 4 ? * MON#6 *)"), field(CronField::DayOfWeek, "MON#6"));
        assert_eq!(why("cron(0 4 * * * *)"), ScheduleError::CronDays);
        assert_eq!(why("cron(0 4 ? * ? *)"), ScheduleError::CronDays);
        assert_eq!(why("cron(0 1,3 * * ? *)"), ScheduleError::CronTooOften(2));
    }

    #[test]
    fn a_window_has_its_hours_and_its_room() {
        assert_eq!(window_hours("3h"), Ok(3));
        for bad in ["", "h", "3", "0h", "25h", "3 h", "-1h"] {
            assert_eq!(window_hours(bad), Err(WindowError::Form), "{bad}");
        }
        let late = Schedule::parse("cron(0 20 * * ? *)").unwrap();
        assert_eq!(late.check_window(4), Ok(()));
        assert_eq!(late.check_window(5), Err(WindowError::TooLong { hours: 5, longest: 4 }));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_parser(text in ".{0,40}", name in "(rate|cron)", inside in "[0-9A-Z*?,/# -]{0,24}") {
            let _ = Schedule::parse(&text);
            let _ = Schedule::parse(&format!("{name}({inside})"));
        }

        #[test]
        fn whatever_is_accepted_has_windows_that_come_one_after_the_other(
            name in "(rate|cron)",
            inside in prop_oneof![
                "[1-9][0-9]{0,2} (hours|days|hour|day)",
                "0 (\\*|[0-9/]{1,4}|[0-9]{1,2}-[0-9]{1,2}) (\\*|\\?|L|[0-9]{1,2}W?) (\\*|[1-9]|JAN-JUN|\\*/[1-9]) (\\?|\\*|MON|[1-7]L|[1-7]#[1-5]|MON-FRI) \\*",
            ],
            seconds in 0..4_000_000_000_i64,
        ) {
            let from = Timestamp::from_second(seconds).unwrap();
            if let Ok(schedule) = Schedule::parse(&format!("{name}({inside})")) {
                let windows: Vec<_> = schedule.windows(None, from).take(5).collect();
                prop_assert!(windows.iter().all(|window| window.start < window.end), "{}", inside);
                prop_assert!(windows.windows(2).all(|pair| pair[0].start < pair[1].start), "{}", inside);
            }
        }

        #[test]
        fn windows_open_later_each_time_and_end_before_the_next(
            hours in prop_oneof![Just(4_i64), 5..=48_i64], hour in 0..24_i8, day in 1..=28_i8, seconds in 0..4_000_000_000_i64,
        ) {
            let from = Timestamp::from_second(seconds).unwrap();
            for text in [format!("rate({hours} hours)"), format!("cron(0 {hour} {day} * ? *)"), "rate(1 day)".into()] {
                let schedule = Schedule::parse(&text).unwrap();
                let longest = schedule.longest_window();
                let windows: Vec<_> = schedule.windows(Some(longest), from).take(4).collect();
                prop_assert_eq!(windows.len(), 4);
                prop_assert!(windows[0].start >= start_of_day(from));
                for pair in windows.windows(2) {
                    prop_assert!(pair[0].start < pair[1].start && pair[0].end <= pair[1].start, "{}", text);
                }
            }
        }
    }
}
