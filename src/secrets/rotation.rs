//! Rotation: its rules, its schedule, and what a secret's state means at a given moment.

use super::Summary;
use jiff::Timestamp;

/// When a secret rotates (API: `RotationRulesType`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RotationRules {
    /// API: `AutomaticallyAfterDays`, 1–1000.
    pub automatically_after_days: Option<i64>,
    /// API: `ScheduleExpression`: `rate(…)` or `cron(…)`, UTC.
    pub schedule_expression: Option<String>,
    /// API: `Duration`: the length of the window, `Nh`.
    pub duration: Option<String>,
}

impl RotationRules {
    /// What the rules amount to; the expression wins where both are answered.
    pub fn schedule(&self) -> Option<RotationSchedule<'_>> {
        if let Some(expression) = &self.schedule_expression {
            return Some(RotationSchedule::Expression(expression));
        }
        self.automatically_after_days.map(RotationSchedule::EveryDays)
    }
}

/// One of the two ways to say when to rotate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationSchedule<'a> {
    /// `AutomaticallyAfterDays`.
    EveryDays(i64),
    /// `ScheduleExpression`.
    Expression(&'a str),
}

/// The state of a secret's rotation in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RotationState {
    /// Never configured.
    Never,
    /// Configured once, turned off now.
    Off,
    /// Turned on, nothing amiss.
    On,
    /// AWSPENDING sits on a version other than AWSCURRENT's, and no date says that it is late.
    Pending,
    /// The date by which the secret should have rotated has passed.
    Overdue,
    /// Overdue, or off, with AWSPENDING left on a version other than AWSCURRENT's: a rotation did not end.
    Failed,
}

impl RotationState {
    /// The state as the screen and the filter name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Never => "none",
            Self::Off => "off",
            Self::On => "on",
            Self::Pending => "pending",
            Self::Overdue => "overdue",
            Self::Failed => "failed",
        }
    }
}

/// A secret's rotation, seen at one moment.
#[derive(Clone, Copy, Debug)]
pub struct RotationView<'a> {
    secret: &'a Summary,
    state: RotationState,
}

impl<'a> RotationView<'a> {
    /// Judges the rotation of `secret` at `now`.
    pub fn of(secret: &'a Summary, now: Timestamp) -> Self {
        let pending = secret.versions.pending().is_some();
        let overdue = secret.next_rotation.is_some_and(|next| next < now);
        let state = match (secret.rotation_enabled, pending, overdue) {
            (Some(true), true, true) | (Some(false) | None, true, _) => RotationState::Failed,
            (Some(true), true, false) => RotationState::Pending,
            (Some(true), false, true) => RotationState::Overdue,
            (Some(true), false, false) => RotationState::On,
            (Some(false), false, _) => RotationState::Off,
            (None, false, _) => RotationState::Never,
        };
        Self { secret, state }
    }

    /// The state in one word.
    pub fn state(&self) -> RotationState {
        self.state
    }

    /// What the state means right now, and what AWSPENDING has to do with it: one or two sentences for the user.
    pub fn meaning(&self) -> String {
        let pending = self.secret.versions.pending().map(|id| id.short().to_owned()).unwrap_or_default();
        match self.state {
            RotationState::Never => "Rotation was never configured for this secret.".into(),
            RotationState::Off => "Rotation is turned off; its function and rules are kept.".into(),
            RotationState::On => match self.secret.versions.holder(super::AWSPENDING) {
                Some(_) => "AWSPENDING is on the same version as AWSCURRENT: the last rotation ended.".into(),
                None => "No version carries AWSPENDING: no rotation is under way.".into(),
            },
            RotationState::Pending => format!(
                "AWSPENDING is on version {pending}, apart from AWSCURRENT: a rotation is under way, or its function \
                 failed and the service will try it again."
            ),
            RotationState::Overdue => {
                "The next rotation date has passed and no version carries AWSPENDING: the function has not made a new \
                 version."
                    .into()
            }
            RotationState::Failed => format!(
                "A rotation did not end: AWSPENDING is still on version {pending}. Look at that version (it may be \
                 empty), then remove AWSPENDING from it, or move AWSCURRENT to it if the database already has that \
                 credential, and rotate again."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::{Arn, StagingLabel, VersionId};

    fn secret(enabled: Option<bool>, pending: bool, next: Option<i64>) -> Summary {
        let mut secret = Summary::new(Arn::new("arn:aws:secretsmanager:eu-west-1:1:secret:a-AbCdEf"), "a");
        secret.rotation_enabled = enabled;
        secret.next_rotation = next.map(|s| Timestamp::from_second(s).unwrap());
        if pending {
            secret.versions.0.insert(VersionId("p".into()), [StagingLabel("AWSPENDING".into())].into());
        }
        secret
    }

    #[test]
    fn every_combination_has_its_state() {
        let now = Timestamp::from_second(1000).unwrap();
        let state = |enabled, pending, next| secret(enabled, pending, next).rotation(now).state();
        assert_eq!(state(None, false, None), RotationState::Never);
        assert_eq!(state(Some(false), false, Some(1)), RotationState::Off);
        assert_eq!(state(Some(true), false, Some(2000)), RotationState::On);
        assert_eq!(state(Some(true), false, Some(1)), RotationState::Overdue);
        assert_eq!(state(Some(true), true, Some(2000)), RotationState::Pending);
        assert_eq!(state(Some(true), true, Some(1)), RotationState::Failed);
        assert_eq!(state(Some(false), true, None), RotationState::Failed);
    }
}
