//! The values of filter keys that take one of a few words.

use crate::secrets::{ReplicaRole, RotationState, Summary};
use jiff::Timestamp;

/// A value out of a fixed set of words.
pub(super) trait Choice: Copy + 'static {
    /// Every value of the set.
    const ALL: &'static [Self];

    /// The value as it is typed.
    fn as_str(self) -> &'static str;
}

/// A value of `rotation:`. The first three test `RotationEnabled` and exclude each other; the others test dates and
/// AWSPENDING, so that rotation of a secret can be both on and overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RotationFilter {
    On,
    Off,
    Unconfigured,
    Pending,
    Overdue,
    Failed,
}

impl Choice for RotationFilter {
    const ALL: &'static [Self] =
        &[Self::On, Self::Off, Self::Unconfigured, Self::Pending, Self::Overdue, Self::Failed];

    fn as_str(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Unconfigured => "none",
            Self::Pending => "pending",
            Self::Overdue => "overdue",
            Self::Failed => "failed",
        }
    }
}

impl RotationFilter {
    pub(super) fn matches(self, secret: &Summary, now: Timestamp) -> bool {
        match self {
            Self::On => secret.rotation_enabled == Some(true),
            Self::Off => secret.rotation_enabled == Some(false),
            Self::Unconfigured => secret.rotation_enabled.is_none(),
            Self::Pending => secret.rotation(now).state() == RotationState::Pending,
            Self::Overdue => secret.rotation(now).state() == RotationState::Overdue,
            Self::Failed => secret.rotation(now).state() == RotationState::Failed,
        }
    }
}

/// A value of `replica:`. A primary is not a replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReplicaFilter {
    Yes,
    No,
    Primary,
}

impl Choice for ReplicaFilter {
    const ALL: &'static [Self] = &[Self::Yes, Self::No, Self::Primary];

    fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Primary => "primary",
        }
    }
}

impl ReplicaFilter {
    pub(super) fn matches(self, secret: &Summary) -> bool {
        let role = secret.replica_role();
        match self {
            Self::Yes => matches!(role, ReplicaRole::Replica { .. }),
            Self::No => !matches!(role, ReplicaRole::Replica { .. }),
            Self::Primary => role == ReplicaRole::Primary,
        }
    }
}
