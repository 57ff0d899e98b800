//! `RotationRules`, and the rotation windows that follow from them.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::embedded::error::ApiError;
use crate::secrets::schedule::{Schedule, Window, window_hours};

/// `RotationRules`, as the request gave them.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Rules {
    /// `AutomaticallyAfterDays`: 1 to 1,000 days.
    pub automatically_after_days: Option<i64>,
    /// `Duration`: the length of the window, `1h` to `24h`.
    pub duration: Option<Arc<str>>,
    /// `ScheduleExpression`: `rate(…)` or `cron(…)`.
    pub schedule_expression: Option<Arc<str>>,
}

impl Rules {
    /// Returns true if no rule is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Checks the syntax of the rules, and that they fit together.
    pub fn check(&self) -> Result<(), ApiError> {
        if self.automatically_after_days.is_some() && self.schedule_expression.is_some() {
            return Err(ApiError::invalid_parameter(
                "You cannot specify both rotation frequency and schedule expression together.",
            ));
        }
        let schedule = self.schedule()?;
        let hours = self.duration_hours()?;
        match (&schedule, hours) {
            (Some(schedule), Some(hours)) => schedule.check_window(hours).map_err(|_| invalid_duration()),
            _ => Ok(()),
        }
    }

    /// The rules as `DescribeSecret` reports them: a rate also sets `AutomaticallyAfterDays`, rounded
    /// up to whole days.
    pub fn reported(&self) -> Self {
        let days = match self.schedule() {
            Ok(Some(Schedule::Days(days))) => Some(days),
            Ok(Some(Schedule::Hours(hours))) => Some(hours.div_euclid(24) + i64::from(hours % 24 > 0)),
            _ => None,
        };
        Self { automatically_after_days: days, ..self.clone() }
    }

    /// The first window that opens after `from`. None without a schedule, or if none ever opens.
    pub fn next_window(&self, from: Timestamp) -> Option<Window> {
        let hours = self.duration_hours().ok()?;
        self.schedule().ok()??.next_window(hours, from)
    }

    fn schedule(&self) -> Result<Option<Schedule>, ApiError> {
        if let Some(days) = self.automatically_after_days {
            return Ok(Some(Schedule::Days(days)));
        }
        let parse = |expression| Schedule::parse(expression).map_err(|_| invalid_expression());
        self.schedule_expression.as_deref().map(parse).transpose()
    }

    fn duration_hours(&self) -> Result<Option<i64>, ApiError> {
        let parse = |duration| window_hours(duration).map_err(|_| invalid_duration());
        self.duration.as_deref().map(parse).transpose()
    }
}

fn invalid_expression() -> ApiError {
    ApiError::invalid_parameter("Invalid schedule expression.")
}

fn invalid_duration() -> ApiError {
    ApiError::invalid_parameter("Invalid rotation window duration.")
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
    fn windows_of_days_end_with_the_day_and_windows_of_hours_after_an_hour() {
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
    fn rates_are_reported_in_days_too() {
        for (expression, days) in [
            ("rate(7 days)", Some(7)),
            ("rate(10 hours)", Some(1)),
            ("rate(24 hours)", Some(1)),
            ("rate(25 hours)", Some(2)),
            ("cron(0 8 * * ? *)", None),
        ] {
            assert_eq!(rules(expression, None).reported().automatically_after_days, days, "{expression}");
        }
    }
}
