//! The rules that say when a secret rotates.

/// The schedule of a rotation (API: `RotationRulesType`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RotationRules {
    /// API: `AutomaticallyAfterDays`, 1–1000.
    pub automatically_after_days: Option<i64>,
    /// API: `ScheduleExpression`: `rate(…)` or `cron(…)` in UTC.
    pub schedule_expression: Option<String>,
    /// API: `Duration`: the length of the rotation window, `1h` to `24h`.
    pub duration: Option<String>,
}

impl RotationRules {
    /// The schedule that the rules set. The expression wins where the service gives both.
    pub fn schedule(&self) -> Option<RotationSchedule<'_>> {
        if let Some(expression) = &self.schedule_expression {
            return Some(RotationSchedule::Expression(expression));
        }
        self.automatically_after_days.map(RotationSchedule::EveryDays)
    }
}

/// The two forms of a rotation schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationSchedule<'a> {
    /// `AutomaticallyAfterDays`.
    EveryDays(i64),
    /// `ScheduleExpression`.
    Expression(&'a str),
}
