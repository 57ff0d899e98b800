//! The one rule of each action: whether it is ready now, hidden, or refused with a reason and a way out.
//!
//! Footer, palette and help ask it, the key itself does, and so do changes of several marked secrets.

use super::hindrance::{Hindrance, Refusal, on_secret};
use super::{Action, ActionEffect, Context};
use crate::app::UpdateContext;
use crate::app::settings::Access;
use crate::secrets::{Arn, Replica, ReplicaRole, ReplicaStatus, Summary};
use std::sync::Arc;

/// Whether an action can be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// It can.
    Ready,
    /// Nothing would come of it now: it is not offered, though its key works.
    Hidden,
    /// It can't be done, for a reason.
    Refused(Refusal),
}

/// The facts that the rules go by.
pub struct Situation<'a> {
    /// The context of keys.
    pub context: Context,
    /// The selected secret.
    pub secret: Option<SecretSituation<'a>>,
    /// The marked secrets, if keys go to the list.
    pub marked: Vec<Arc<Summary>>,
    /// The list.
    pub list: ListSituation,
    /// Whether the uppermost layer offers an action; `None` without a layer.
    pub layer_offers: Option<&'a dyn Fn(Action) -> bool>,
    /// Whether a change of a secret is under way.
    pub is_changing: &'a dyn Fn(&Arn) -> bool,
    /// Whether the last change can be undone, and failed steps of it sent again.
    pub last_change: LastChange,
    /// Whether there is something to close, dismiss or leave.
    pub can_go_back: bool,
}

/// The facts about the selected secret.
#[derive(Clone, Debug)]
pub struct SecretSituation<'a> {
    /// The newest summary.
    pub summary: &'a Summary,
    /// The replica under the cursor.
    pub replica: Option<&'a Replica>,
    /// The resource policy.
    pub policy: KnownPolicy,
    /// Whether any version is loaded.
    pub has_versions: bool,
    /// Whether the version under the cursor can be compared with another.
    pub can_compare: bool,
    /// Whether AWSPENDING is on another version than AWSCURRENT.
    pub is_pending: bool,
}

/// The resource policy, as far as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownPolicy {
    /// It was not read.
    Unread,
    /// The secret has none.
    None,
    /// The secret has one.
    Attached,
}

/// The facts about the list.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that rules ask for by name")]
pub struct ListSituation {
    /// Whether any row shows.
    pub has_rows: bool,
    /// Whether any secret is listed.
    pub has_secrets: bool,
    /// Whether any secret is marked, wherever keys go.
    pub has_marks: bool,
    /// Whether a page is on its way.
    pub is_loading: bool,
    /// Whether the list is a tree.
    pub is_tree: bool,
}

/// The facts about the last change.
#[derive(Clone, Copy, Debug)]
pub struct LastChange {
    /// Whether it can be undone.
    pub can_undo: bool,
    /// Whether steps of it failed.
    pub can_retry: bool,
}

impl Availability {
    /// Whether the action can be done.
    pub fn is_ready(&self) -> bool {
        *self == Self::Ready
    }

    fn ready_if(condition: bool) -> Self {
        if condition { Self::Ready } else { Self::Hidden }
    }
}

/// The rule of an action.
pub fn availability(action: Action, facts: &Situation<'_>, cx: &UpdateContext) -> Availability {
    let of_last_change = matches!(action, Action::Undo | Action::Retry);
    if let Some(offers) = facts.layer_offers.filter(|_| !of_last_change) {
        return Availability::ready_if(offers(action));
    }
    let is_change = action.row().effect == ActionEffect::Mutates;
    if is_change && cx.settings().access == Access::ReadOnly {
        return Availability::Refused(Refusal::read_only(operation(action)));
    }
    match refusal(action, facts, cx) {
        Err(refusal) => Availability::Refused(refusal),
        Ok(()) => Availability::ready_if(is_offered(action, facts)),
    }
}

/// Whether an action that is not refused could come to something.
fn is_offered(action: Action, facts: &Situation<'_>) -> bool {
    match action {
        Action::CancelLoading => facts.list.is_loading,
        Action::UnmarkAll => facts.list.has_marks,
        Action::Mark | Action::MarkAll => facts.list.has_rows,
        Action::Sort | Action::ReverseSort | Action::ToggleTree => facts.list.has_secrets,
        Action::Open => facts.list.is_tree || facts.list.has_rows,
        Action::Back => facts.can_go_back,
        _ => true,
    }
}

/// The reason why an action can't be done, if there is one.
fn refusal(action: Action, facts: &Situation<'_>, cx: &UpdateContext) -> Result<(), Refusal> {
    match action {
        Action::CompareValues if !facts.list.has_marks => {
            let next = format!("Mark the secrets to be compared with {}.", cx.key(Action::Mark));
            return Err(Refusal::new("No secret is marked.", next));
        }
        Action::Undo if !facts.last_change.can_undo => {
            return Err(Refusal::new(
                "There is no change to take back.",
                "Only some changes can be taken back at once.",
            ));
        }
        Action::Retry if !facts.last_change.can_retry => {
            return Err(Refusal::new("No change has failed.", "There is nothing to send again."));
        }
        Action::EditTags | Action::Delete | Action::Restore if !facts.marked.is_empty() => {
            return on_marked(action, facts, cx);
        }
        _ if !needs_secret(action) => return Ok(()),
        _ => {}
    }
    let Some(secret) = &facts.secret else { return Err(Refusal::no_secret()) };
    let name = &secret.summary.name;
    if asks_at_once(action) && (facts.is_changing)(&secret.summary.arn) {
        return Err(Refusal::still_changing(name, cx));
    }
    on_secret(action, secret.summary).map_err(|hindrance| hindrance.refusal(name, cx))?;
    on_panes(action, secret, cx)
}

/// The rules that go by what the panes show.
fn on_panes(action: Action, secret: &SecretSituation<'_>, cx: &UpdateContext) -> Result<(), Refusal> {
    let name = &secret.summary.name;
    match action {
        Action::DeletePolicy if secret.policy == KnownPolicy::None => Err(Refusal::new(
            format!("{name} has no resource policy."),
            format!("There is nothing to delete; {} attaches a policy.", cx.key(Action::EditPolicy)),
        )),
        Action::RecoverRotation if !secret.is_pending => Err(Refusal::new(
            format!("No rotation of {name} is stuck."),
            "AWSPENDING is not on a version apart from AWSCURRENT.",
        )),
        Action::MoveLabel if !secret.has_versions => Err(Refusal::new(
            format!("No version of {name} is known."),
            format!("Wait until they are read, or give the secret a value ({}).", cx.key(Action::EditValue)),
        )),
        Action::CompareVersions if !secret.can_compare => Err(Refusal::new(
            "There is nothing to compare this version with.",
            format!(
                "Put the cursor on another version, or mark one first ({}).",
                cx.key(Action::MarkVersion)
            ),
        )),
        Action::RemoveReplica | Action::RetryReplica => match secret.replica {
            None => Err(no_replica(format!("{name} has no replica under the cursor."), cx)),
            Some(replica) if action == Action::RetryReplica && replica.status != ReplicaStatus::Failed => {
                Err(Refusal::new(
                    format!("The replica in {} is {}.", replica.region, replica.status.as_str()),
                    "Only one that has failed is tried again.",
                ))
            }
            Some(_) => Ok(()),
        },
        Action::GoToReplica
            if secret.replica.is_none()
                && !matches!(secret.summary.replica_role(), ReplicaRole::Replica { .. }) =>
        {
            Err(no_replica("There is no replica to go to.".to_owned(), cx))
        }
        _ => Ok(()),
    }
}

fn no_replica(text: String, cx: &UpdateContext) -> Refusal {
    Refusal::new(text, format!("Replicate the secret first ({}).", cx.key(Action::AddReplicas)))
}

/// The rule of a change of several marked secrets: it can be done if it can be done to one of them.
fn on_marked(action: Action, facts: &Situation<'_>, cx: &UpdateContext) -> Result<(), Refusal> {
    let SortedMarks { fit, left_out } = sort_marked(action, &facts.marked);
    if let Some(busy) = fit.iter().find(|secret| (facts.is_changing)(&secret.arn)) {
        return Err(Refusal::still_changing(&busy.name, cx));
    }
    match left_out.first() {
        Some((secret, hindrance)) if fit.is_empty() => Err(Refusal::new(
            format!("{} can be done to none of the marked secrets.", operation(action)),
            format!("{} · left out: {}", secret.name, hindrance.brief()),
        )),
        _ => Ok(()),
    }
}

/// The marked secrets, sorted by whether a change can be done to them.
#[derive(Clone, Debug)]
pub struct SortedMarks {
    /// The secrets that it can be done to.
    pub fit: Vec<Arc<Summary>>,
    /// The others, each with the reason.
    pub left_out: Vec<(Arc<Summary>, Hindrance)>,
}

/// Sorts the marked secrets by whether a change can be done to them.
pub fn sort_marked(action: Action, marked: &[Arc<Summary>]) -> SortedMarks {
    let mut sorted = SortedMarks { fit: Vec::new(), left_out: Vec::new() };
    for secret in marked {
        match on_secret(action, secret) {
            Ok(()) => sorted.fit.push(secret.clone()),
            Err(hindrance) => sorted.left_out.push((secret.clone(), hindrance)),
        }
    }
    sorted
}

/// Whether an action is about the selected secret.
fn needs_secret(action: Action) -> bool {
    matches!(
        action,
        Action::PaneOverview
            | Action::PaneValue
            | Action::PaneVersions
            | Action::PaneTags
            | Action::PanePolicy
            | Action::PaneReplication
            | Action::PaneRotation
            | Action::RevealValue
            | Action::Reveal
            | Action::RevealAll
            | Action::ReadVersion
            | Action::ToggleDeprecated
            | Action::CopyValue
            | Action::CopyKey
            | Action::CopyName
            | Action::CopyArn
            | Action::CopyVersionId
            | Action::CopyTag
            | Action::CopyPolicy
            | Action::SaveValue
            | Action::MarkVersion
            | Action::CompareVersions
            | Action::GoToReplica
    ) || (action.row().effect == ActionEffect::Mutates
        && !matches!(action, Action::Create | Action::Undo | Action::Retry))
}

/// Whether the action asks a question about a plan that is ready, without a form to fill.
fn asks_at_once(action: Action) -> bool {
    matches!(
        action,
        Action::RotateNow
            | Action::CancelRotation
            | Action::Restore
            | Action::RollBack
            | Action::DeletePolicy
    )
}

/// The operation that an action sends, as far as it changes anything.
fn operation(action: Action) -> &'static str {
    match action {
        Action::Create | Action::CopySecret => "CreateSecret",
        Action::EditValue => "PutSecretValue",
        Action::EditDetails => "UpdateSecret",
        Action::EditTags => "TagResource",
        Action::Delete | Action::ForceDelete => "DeleteSecret",
        Action::Restore => "RestoreSecret",
        Action::RotateNow | Action::RotationSettings => "RotateSecret",
        Action::CancelRotation => "CancelRotateSecret",
        Action::RollBack | Action::MoveLabel | Action::RecoverRotation => "UpdateSecretVersionStage",
        Action::EditPolicy => "PutResourcePolicy",
        Action::DeletePolicy => "DeleteResourcePolicy",
        Action::AddReplicas | Action::RetryReplica => "ReplicateSecretToRegions",
        Action::RemoveReplica => "RemoveRegionsFromReplication",
        Action::PromoteReplica => "StopReplicationToReplica",
        other => other.row().name,
    }
}
