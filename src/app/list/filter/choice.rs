//! The values of filter keys that take one of a few words.

use crate::secrets::{Facts, ReplicaRole, ReplicaStatus, RotationState, is_region_name};
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
    pub(super) fn matches(self, secret: &Facts<'_>, now: Timestamp) -> bool {
        match self {
            Self::On => secret.rotation_enabled() == Some(true),
            Self::Off => secret.rotation_enabled() == Some(false),
            Self::Unconfigured => secret.rotation_enabled().is_none(),
            Self::Pending => secret.rotation_state(now) == RotationState::Pending,
            Self::Overdue => secret.rotation_state(now) == RotationState::Overdue,
            Self::Failed => secret.rotation_state(now) == RotationState::Failed,
        }
    }
}

/// A value of `replica:`: a word, or the Region of a replica or of its primary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ReplicaTest {
    Word(ReplicaFilter),
    Region(String),
}

impl ReplicaTest {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        let word = ReplicaFilter::ALL.iter().copied().find(|word| word.as_str() == text);
        word.map(Self::Word).or_else(|| is_region_name(&text).then_some(Self::Region(text)))
    }

    pub(super) fn typed(&self) -> String {
        match self {
            Self::Word(word) => word.as_str().to_owned(),
            Self::Region(region) => region.clone(),
        }
    }

    /// True if only `DescribeSecret` tells whether a primary matches.
    pub(super) fn needs_replicas(&self) -> bool {
        match self {
            Self::Region(_) => true,
            Self::Word(word) => word.status().is_some(),
        }
    }

    pub(super) fn matches(&self, secret: &Facts<'_>) -> bool {
        match self {
            Self::Word(word) => word.matches(secret),
            Self::Region(region) => {
                let is_primary_there =
                    matches!(secret.replica_role(), ReplicaRole::Replica { primary } if primary == region);
                is_primary_there || secret.replicas().iter().any(|replica| replica.region == *region)
            }
        }
    }
}

/// A word of `replica:`. A primary is not a replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReplicaFilter {
    Yes,
    No,
    Primary,
    None,
    InSync,
    InProgress,
    Failed,
}

impl Choice for ReplicaFilter {
    const ALL: &'static [Self] =
        &[Self::Yes, Self::No, Self::Primary, Self::None, Self::InSync, Self::InProgress, Self::Failed];

    fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Primary => "primary",
            Self::None => "none",
            Self::InSync => "in-sync",
            Self::InProgress => "in-progress",
            Self::Failed => "failed",
        }
    }
}

impl ReplicaFilter {
    /// The status that a replica must have.
    fn status(self) -> Option<ReplicaStatus> {
        match self {
            Self::Yes | Self::No | Self::Primary | Self::None => None,
            Self::InSync => Some(ReplicaStatus::InSync),
            Self::InProgress => Some(ReplicaStatus::InProgress),
            Self::Failed => Some(ReplicaStatus::Failed),
        }
    }

    fn matches(self, secret: &Facts<'_>) -> bool {
        let role = secret.replica_role();
        match self {
            Self::None => role == ReplicaRole::Single,
            Self::InSync | Self::InProgress | Self::Failed => {
                secret.replicas().iter().any(|replica| Some(&replica.status) == self.status().as_ref())
            }
            Self::Yes => matches!(role, ReplicaRole::Replica { .. }),
            Self::No => !matches!(role, ReplicaRole::Replica { .. }),
            Self::Primary => role == ReplicaRole::Primary,
        }
    }
}
