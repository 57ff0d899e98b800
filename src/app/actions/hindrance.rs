//! The reasons why a change can't be made to a secret, and the texts that say so.

use super::Action;
use crate::app::UpdateContext;
use crate::secrets::{ReplicaRole, Summary};

/// An action that can't be done, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason.
    pub text: String,
    /// The way out.
    pub next: String,
}

impl Refusal {
    pub(super) fn new(text: impl Into<String>, next: impl Into<String>) -> Self {
        Self { text: text.into(), next: next.into() }
    }

    pub(super) fn read_only(operation: &str) -> Self {
        Self::new(
            format!("{operation} refused: this session is read-only."),
            "Start without --read-only to make changes.",
        )
    }

    pub(super) fn no_secret() -> Self {
        Self::new("There is no secret under the cursor.", "")
    }

    pub(super) fn still_changing(name: &str, cx: &UpdateContext) -> Self {
        Self::new(
            format!("A change of {name} is still under way."),
            format!("Wait for its answer; the journal ({}) shows it.", cx.key(Action::Journal)),
        )
    }
}

/// The reason why a change can't be made to a secret.
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
    /// Another service manages the secret.
    Managed {
        /// The service.
        service: String,
        /// The change that was asked for.
        action: Action,
    },
    /// The secret has no rotation function.
    NoRotationFunction,
    /// The secret does not rotate.
    NotRotating,
    /// No version is labelled AWSPREVIOUS.
    NoPreviousVersion,
}

impl Hindrance {
    /// The reason and the way out, naming the secret.
    pub fn refusal(&self, name: &str, cx: &UpdateContext) -> Refusal {
        match self {
            Self::Replica { primary, action: Action::Delete | Action::ForceDelete } => Refusal::new(
                format!("{name} is a replica of the secret in {primary}; it can't be deleted here."),
                format!(
                    "Switch to the Region {primary} ({}) and remove this Region from its replication.",
                    cx.key(Action::SwitchRegion)
                ),
            ),
            Self::Replica { primary, .. } => Refusal::new(
                format!("{name} is a replica of the secret in {primary}; only the primary can be changed."),
                format!("Switch to the Region {primary} ({}).", cx.key(Action::SwitchRegion)),
            ),
            Self::NoReplica => Refusal::new(
                format!("{name} is no replica."),
                format!(
                    "Go to one of its replicas ({}); it is promoted in its own Region.",
                    cx.key(Action::GoToReplica)
                ),
            ),
            Self::ScheduledForDeletion { action } => Refusal::new(
                match action {
                    Action::SaveValue | Action::CompareVersions => {
                        format!("{name} is scheduled for deletion: its value can't be read.")
                    }
                    _ => format!("{name} is scheduled for deletion; it takes no changes."),
                },
                format!("Restore it first ({}).", cx.key(Action::Restore)),
            ),
            Self::NotScheduled => {
                Refusal::new(format!("{name} is not scheduled for deletion."), "There is nothing to restore.")
            }
            Self::Managed { service, action } => Refusal::new(
                format!("{name} is managed by {service}, which alone {}.", does(*action)),
                format!("Go to what it belongs to in {service}."),
            ),
            Self::NoRotationFunction => Refusal::new(
                format!("{name} has no rotation function."),
                format!(
                    "Set it up first: {} in the pane Rotation ({}).",
                    cx.key(Action::RotationSettings),
                    cx.key(Action::PaneRotation)
                ),
            ),
            Self::NotRotating => {
                Refusal::new(format!("Rotation of {name} is not turned on."), "There is nothing to cancel.")
            }
            Self::NoPreviousVersion => Refusal::new(
                format!("{name} has no version labelled AWSPREVIOUS."),
                "There is no version to go back to.",
            ),
        }
    }

    /// The reason in a few words, for a list of secrets.
    pub fn brief(&self) -> String {
        match self {
            Self::Replica { primary, .. } => format!("a replica of the secret in {primary}"),
            Self::NoReplica => "no replica".to_owned(),
            Self::ScheduledForDeletion { .. } => "scheduled for deletion".to_owned(),
            Self::NotScheduled => "not scheduled for deletion".to_owned(),
            Self::Managed { service, action } => {
                format!("managed by {service}, which alone {}", does(*action))
            }
            Self::NoRotationFunction => "no rotation function".to_owned(),
            Self::NotRotating => "not rotating".to_owned(),
            Self::NoPreviousVersion => "no previous version".to_owned(),
        }
    }
}

/// The thing that the managing service alone does.
fn does(action: Action) -> &'static str {
    if action == Action::EditValue { "writes its value" } else { "deletes it" }
}

/// The rule of a change of one secret, by its summary alone.
///
/// # Errors
/// The reason why the change can't be made.
pub fn on_secret(action: Action, secret: &Summary) -> Result<(), Hindrance> {
    match action {
        Action::Restore => {
            return if secret.deleted.is_some() { Ok(()) } else { Err(Hindrance::NotScheduled) };
        }
        Action::PromoteReplica => {
            not_scheduled(action, secret)?;
            return match secret.replica_role() {
                ReplicaRole::Replica { .. } => Ok(()),
                ReplicaRole::Single | ReplicaRole::Primary => Err(Hindrance::NoReplica),
            };
        }
        Action::CopySecret | Action::SaveValue | Action::CompareVersions => {
            return not_scheduled(action, secret);
        }
        Action::ForceDelete => {
            no_replica(action, secret)?;
            return not_managed(action, secret);
        }
        Action::RotateNow
        | Action::CancelRotation
        | Action::RollBack
        | Action::EditDetails
        | Action::Delete
        | Action::EditTags
        | Action::EditPolicy
        | Action::DeletePolicy
        | Action::RotationSettings
        | Action::RecoverRotation
        | Action::EditValue
        | Action::MoveLabel
        | Action::AddReplicas
        | Action::RemoveReplica
        | Action::RetryReplica => {}
        _ => return Ok(()),
    }
    no_replica(action, secret)?;
    not_scheduled(action, secret)?;
    match action {
        Action::EditValue | Action::Delete => not_managed(action, secret),
        Action::RotateNow
            if secret.rotation_lambda_arn.is_none()
                && secret.owning_service.is_none()
                && secret.rotation_enabled.is_none() =>
        {
            Err(Hindrance::NoRotationFunction)
        }
        Action::CancelRotation
            if secret.rotation_enabled != Some(true) && secret.versions.pending().is_none() =>
        {
            Err(Hindrance::NotRotating)
        }
        Action::RollBack if secret.versions.current().is_none() || secret.versions.previous().is_none() => {
            Err(Hindrance::NoPreviousVersion)
        }
        _ => Ok(()),
    }
}

fn no_replica(action: Action, secret: &Summary) -> Result<(), Hindrance> {
    match secret.replica_role() {
        ReplicaRole::Replica { primary } => Err(Hindrance::Replica { primary: primary.to_owned(), action }),
        ReplicaRole::Single | ReplicaRole::Primary => Ok(()),
    }
}

fn not_scheduled(action: Action, secret: &Summary) -> Result<(), Hindrance> {
    match secret.deleted {
        Some(_) => Err(Hindrance::ScheduledForDeletion { action }),
        None => Ok(()),
    }
}

fn not_managed(action: Action, secret: &Summary) -> Result<(), Hindrance> {
    match &secret.owning_service {
        Some(service) => Err(Hindrance::Managed { service: service.clone(), action }),
        None => Ok(()),
    }
}
