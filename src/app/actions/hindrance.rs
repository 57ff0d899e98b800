//! The requirements that actions have on a secret, and the texts that tell which one it does not meet.

use super::action::Action;
use super::row::{ActionEffect, Requirement};
use crate::app::UpdateContext;
use crate::app::problem::Problem;
use crate::secrets::{ReplicaRole, Summary};

/// The reason why an action can't be done to a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// The secret is a replica; only the primary can be changed.
    Replica {
        /// The primary's Region.
        primary: String,
        /// The change that was asked for.
        action: Action,
    },
    /// The secret is no replica.
    NoReplica,
    /// The secret is scheduled for deletion.
    ScheduledForDeletion {
        /// The change or read that was asked for.
        action: Action,
    },
    /// The secret is not scheduled for deletion.
    NotScheduled,
    /// Another AWS service writes the value.
    ManagedValue {
        /// The service.
        service: String,
    },
    /// Another AWS service deletes the secret.
    ManagedDeletion {
        /// The service.
        service: String,
    },
    /// The secret has no rotation function.
    NoRotationFunction,
    /// The secret does not rotate.
    NotRotating,
    /// No version is labelled AWSPREVIOUS.
    NoPreviousVersion,
}

/// Checks the requirements of an action on a secret, in the order of its row.
///
/// # Errors
/// The first requirement that the secret does not meet.
pub fn check_requirements(action: Action, secret: &Summary) -> Result<(), Hindrance> {
    let hindrances =
        action.row().requirements.iter().filter_map(|requirement| requirement.unmet(action, secret));
    hindrances.into_iter().next().map_or(Ok(()), Err)
}

impl Requirement {
    /// The hindrance if the secret does not meet the requirement.
    fn unmet(self, action: Action, secret: &Summary) -> Option<Hindrance> {
        let role = secret.replica_role();
        let managed = |hindrance: fn(String) -> Hindrance| secret.owning_service.clone().map(hindrance);
        let versions = &secret.versions;
        match self {
            Self::NoReplica => match role {
                ReplicaRole::Replica { primary } => {
                    Some(Hindrance::Replica { primary: primary.to_owned(), action })
                }
                ReplicaRole::Single | ReplicaRole::Primary => None,
            },
            Self::Replica => (!matches!(role, ReplicaRole::Replica { .. })).then_some(Hindrance::NoReplica),
            Self::NotScheduled => secret.deleted.map(|_| Hindrance::ScheduledForDeletion { action }),
            Self::Scheduled => secret.deleted.is_none().then_some(Hindrance::NotScheduled),
            Self::ValueNotManaged => managed(|service| Hindrance::ManagedValue { service }),
            Self::DeletionNotManaged => managed(|service| Hindrance::ManagedDeletion { service }),
            Self::RotationFunction => {
                let by_service = secret.rotates_without_function() || secret.rotation_enabled.is_some();
                let rotates = secret.rotation_lambda_arn.is_some() || by_service;
                (!rotates).then_some(Hindrance::NoRotationFunction)
            }
            Self::RotationOn => {
                let is_on = secret.rotation_enabled == Some(true) || versions.pending().is_some();
                (!is_on).then_some(Hindrance::NotRotating)
            }
            Self::PreviousVersion => {
                let has_both = versions.current().is_some() && versions.previous().is_some();
                (!has_both).then_some(Hindrance::NoPreviousVersion)
            }
        }
    }
}

impl Hindrance {
    /// The reason and the way out, naming the secret.
    pub fn problem(&self, name: &str, cx: &UpdateContext) -> Problem {
        Problem::new(self.reason(name), self.way_out(cx))
    }

    /// The reason as a sentence, naming the secret.
    pub fn reason(&self, name: &str) -> String {
        match self {
            Self::Replica { primary, action: Action::Delete | Action::ForceDelete } => {
                format!("{name} is a replica of the secret in {primary}; it can't be deleted here.")
            }
            Self::Replica { primary, .. } => {
                format!("{name} is a replica of the secret in {primary}; only the primary can be changed.")
            }
            Self::NoReplica => format!("{name} is not a replica."),
            Self::ScheduledForDeletion { action } => match action.row().effect {
                ActionEffect::Reads => format!("{name} is scheduled for deletion: its value can't be read."),
                ActionEffect::Mutates { .. } => {
                    format!("{name} is scheduled for deletion: it can't be changed.")
                }
            },
            Self::NotScheduled => format!("{name} is not scheduled for deletion."),
            Self::ManagedValue { service } => {
                format!("{name} is managed by {service}: only {service} can write its value.")
            }
            Self::ManagedDeletion { service } => {
                format!("{name} is managed by {service}: only {service} can delete it.")
            }
            Self::NoRotationFunction => format!("{name} has no rotation function."),
            Self::NotRotating => format!("Rotation of {name} is not turned on."),
            Self::NoPreviousVersion => format!("{name} has no version labelled AWSPREVIOUS."),
        }
    }

    /// The way out as a sentence, with the keys that lead there.
    fn way_out(&self, cx: &UpdateContext) -> String {
        match self {
            Self::Replica { primary, action } => {
                let switch = format!("Switch to the Region {primary} ({})", cx.key(Action::SwitchRegion));
                match action {
                    Action::Delete | Action::ForceDelete => {
                        format!("{switch} and remove this Region from its replication.")
                    }
                    _ => format!("{switch}."),
                }
            }
            Self::NoReplica => format!(
                "Go to one of its replicas ({}); a replica is promoted in its own Region.",
                cx.key(Action::GoToReplica)
            ),
            Self::ScheduledForDeletion { .. } => format!("Restore it first ({}).", cx.key(Action::Restore)),
            Self::NotScheduled => "There is nothing to restore.".into(),
            Self::ManagedValue { service } => format!("Change the value in {service}."),
            Self::ManagedDeletion { service } => {
                format!("Delete the resource that the secret belongs to in {service}.")
            }
            Self::NoRotationFunction => format!(
                "Set up rotation first: {} in the Rotation pane ({}).",
                cx.key(Action::RotationSettings),
                cx.key(Action::PaneRotation)
            ),
            Self::NotRotating => "There is nothing to cancel.".into(),
            Self::NoPreviousVersion => "There is no version to roll back to.".into(),
        }
    }

    /// The reason in a few words, for a list of secrets.
    pub fn brief(&self) -> String {
        match self {
            Self::Replica { primary, .. } => format!("a replica of the secret in {primary}"),
            Self::NoReplica => "not a replica".to_owned(),
            Self::ScheduledForDeletion { .. } => "scheduled for deletion".to_owned(),
            Self::NotScheduled => "not scheduled for deletion".to_owned(),
            Self::ManagedValue { service } | Self::ManagedDeletion { service } => {
                format!("managed by {service}")
            }
            Self::NoRotationFunction => "no rotation function".to_owned(),
            Self::NotRotating => "not rotating".to_owned(),
            Self::NoPreviousVersion => "no previous version".to_owned(),
        }
    }
}
