//! The state of a secret's rotation, from its metadata and the time.

use crate::secrets::metadata::Summary;
use crate::secrets::version::AWSPENDING;
use jiff::Timestamp;

/// The state of a secret's rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RotationState {
    /// Rotation was never configured.
    Never,
    /// Rotation was configured, and is turned off.
    Off,
    /// Rotation is turned on and on time.
    On,
    /// AWSPENDING is on another version than AWSCURRENT, and the next rotation date has not passed.
    Pending,
    /// The next rotation date has passed.
    Overdue,
    /// AWSPENDING is on another version than AWSCURRENT, and rotation is overdue or off: a rotation did not finish.
    Failed,
}

impl RotationState {
    /// The state of a rotation at `now`. `pending` is true if AWSPENDING is on another version than AWSCURRENT.
    pub fn of(enabled: Option<bool>, pending: bool, next: Option<Timestamp>, now: Timestamp) -> Self {
        let overdue = next.is_some_and(|next| next < now);
        match (enabled, pending, overdue) {
            (Some(true), true, true) | (Some(false) | None, true, _) => Self::Failed,
            (Some(true), true, false) => Self::Pending,
            (Some(true), false, true) => Self::Overdue,
            (Some(true), false, false) => Self::On,
            (Some(false), false, _) => Self::Off,
            (None, false, _) => Self::Never,
        }
    }

    /// The state's name on screen and in the filter.
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

/// The rotation of a secret at a given time.
#[derive(Clone, Copy, Debug)]
pub struct RotationView<'a> {
    secret: &'a Summary,
    state: RotationState,
}

impl<'a> RotationView<'a> {
    /// The rotation of `secret` at `now`.
    pub fn of(secret: &'a Summary, now: Timestamp) -> Self {
        let pending = secret.versions.pending().is_some();
        let state = RotationState::of(secret.rotation_enabled, pending, secret.next_rotation, now);
        Self { secret, state }
    }

    /// The state of the rotation.
    pub fn state(&self) -> RotationState {
        self.state
    }

    /// An explanation of the state and of AWSPENDING, for the user: one to three sentences.
    pub fn meaning(&self) -> String {
        let pending = self.secret.versions.pending().map(|id| id.short().to_owned()).unwrap_or_default();
        match self.state {
            RotationState::Never => "Rotation was never configured for this secret.".into(),
            RotationState::Off => "Rotation is turned off; its function and rules are kept.".into(),
            RotationState::On => match self.secret.versions.holder(AWSPENDING) {
                Some(_) => "AWSPENDING is on the same version as AWSCURRENT: the last rotation finished.".into(),
                None => "No version carries AWSPENDING: no rotation is in progress.".into(),
            },
            RotationState::Pending => format!(
                "AWSPENDING is on version {pending}, apart from AWSCURRENT: a rotation is in progress, or its function \
                 failed and the service will try it again."
            ),
            RotationState::Overdue => {
                "The next rotation date has passed and no version carries AWSPENDING: the function has not made a new \
                 version."
                    .into()
            }
            RotationState::Failed => format!(
                "A rotation did not finish: AWSPENDING is still on version {pending}. Look at that version (it may be \
                 empty), then remove AWSPENDING from it, or move AWSCURRENT to it if the database already has that \
                 credential, and rotate again."
            ),
        }
    }
}

impl Summary {
    /// The rotation of the secret at `now`.
    pub fn rotation(&self, now: Timestamp) -> RotationView<'_> {
        RotationView::of(self, now)
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
