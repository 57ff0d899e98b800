//! The values of keys that take one of a few words.

use crate::secrets::{ReplicaRole, RotationState, Summary};
use jiff::Timestamp;

/// A word out of a closed set.
pub(super) trait Choice: Copy + 'static {
    /// All words of the set.
    const ALL: &'static [Self];

    /// The word as it is typed.
    fn as_str(self) -> &'static str;
}

/// `rotation:`. The first three go by `RotationEnabled` and exclude each other; the others by what the dates and
/// AWSPENDING say, so that a secret can be both on and overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RotationIs {
    On,
    Off,
    Unconfigured,
    Pending,
    Overdue,
    Failed,
}

impl Choice for RotationIs {
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

impl RotationIs {
    pub(super) fn holds(self, secret: &Summary, now: Timestamp) -> bool {
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

/// `deleted:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeletedIs {
    Yes,
    No,
}

impl Choice for DeletedIs {
    const ALL: &'static [Self] = &[Self::Yes, Self::No];

    fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

impl DeletedIs {
    pub(super) fn holds(self, secret: &Summary) -> bool {
        secret.deleted.is_some() == (self == Self::Yes)
    }
}

/// `replica:`. A primary is no replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReplicaIs {
    Yes,
    No,
    Primary,
}

impl Choice for ReplicaIs {
    const ALL: &'static [Self] = &[Self::Yes, Self::No, Self::Primary];

    fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Primary => "primary",
        }
    }
}

impl ReplicaIs {
    pub(super) fn holds(self, secret: &Summary) -> bool {
        let role = secret.replica_role();
        match self {
            Self::Yes => matches!(role, ReplicaRole::Replica { .. }),
            Self::No => !matches!(role, ReplicaRole::Replica { .. }),
            Self::Primary => role == ReplicaRole::Primary,
        }
    }
}
