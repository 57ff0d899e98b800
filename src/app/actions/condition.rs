//! The conditions of actions, checked against what is on screen and in memory.

use super::action::Action;
use super::availability::{Availability, no_secret};
use super::row::Condition;
use super::situation::{KnownPolicy, KnownValue, SecretSituation, Situation};
use crate::app::UpdateContext;
use crate::app::problem::Problem;
use crate::secrets::{ReplicaRole, ReplicaStatus};

impl Condition {
    /// Ready if the condition holds. If not, an action that would do nothing is hidden, and an action that the user may
    /// expect to work is refused with a reason.
    pub(super) fn check(self, facts: &Situation<'_>, cx: &UpdateContext) -> Availability {
        let list = &facts.list;
        match self {
            Self::ListLoading => Availability::ready_if(list.is_loading),
            Self::HasRows => Availability::ready_if(list.has_rows),
            Self::HasRowsOrTree => Availability::ready_if(list.has_rows || list.is_tree),
            Self::HasSecrets => Availability::ready_if(list.has_secrets),
            Self::HasMarks => Availability::ready_if(list.has_marks),
            Self::CanGoBack => Availability::ready_if(facts.can_go_back),
            Self::IsSearching => Availability::ready_if(facts.is_searching),
            Self::HasSecretsToCompare if list.has_marks => Availability::Ready,
            Self::HasSecretsToCompare => {
                let can_compare = facts.secret.as_ref().is_some_and(|secret| secret.can_compare);
                refuse_unless(can_compare, || {
                    let next = format!("Mark the secrets to compare ({}).", cx.key(Action::Mark));
                    Problem::new("No secret is marked, and this one has no AWSPREVIOUS.", next)
                })
            }
            Self::CanUndo => {
                refuse_unless(facts.last_change.can_undo, || match facts.last_change.irreversible {
                    Some(reason) => Problem::new("The last change can't be undone.", reason),
                    None => Problem::new(
                        "There is no change to undo.",
                        "Only the last change can be undone, and only where the service allows it.",
                    ),
                })
            }
            Self::CanRetry => refuse_unless(facts.last_change.can_retry, || {
                Problem::new("No change has failed.", "There is nothing to send again.")
            }),
            Self::CanLogIn => refuse_unless(facts.can_log_in, || {
                Problem::new(
                    "No request has failed for want of a login.",
                    format!("To log in as another, switch the profile ({}).", cx.key(Action::SwitchProfile)),
                )
            }),
            Self::HasPolicy => check_secret(facts, |secret| policy_is_missing(secret, cx)),
            Self::HasBinaryText => check_secret(facts, |secret| hex_shows_nothing(secret, cx)),
            Self::HasPendingVersion => check_secret(facts, nothing_is_stuck),
            Self::HasVersions => check_secret(facts, |secret| versions_are_missing(secret, cx)),
            Self::HasVersionToCompare => check_secret(facts, |secret| nothing_to_compare(secret, cx)),
            Self::HasReplica => check_secret(facts, |secret| replica_is_missing(secret, cx)),
            Self::HasFailedReplica => check_secret(facts, replica_is_well),
            Self::HasReplicaToGoTo => check_secret(facts, |secret| nowhere_to_go(secret, cx)),
        }
    }
}

impl Condition {
    /// A sentence on the lack of it, for an action that would do nothing; `None` if the refusal says it.
    pub fn absence(self) -> Option<&'static str> {
        match self {
            Self::ListLoading => Some("The list is not loading: there is nothing to stop."),
            Self::HasRows | Self::HasRowsOrTree => Some("The list has no rows."),
            Self::HasSecrets => Some("The list has no secrets."),
            Self::HasMarks => Some("No secret is marked."),
            Self::IsSearching => Some("Nothing is searched for."),
            Self::CanGoBack => Some("There is nothing to close or to leave."),
            Self::HasSecretsToCompare
            | Self::CanUndo
            | Self::CanRetry
            | Self::CanLogIn
            | Self::HasPolicy
            | Self::HasBinaryText
            | Self::HasPendingVersion
            | Self::HasVersions
            | Self::HasVersionToCompare
            | Self::HasReplica
            | Self::HasFailedReplica
            | Self::HasReplicaToGoTo => None,
        }
    }
}

fn refuse_unless(condition: bool, problem: impl FnOnce() -> Problem) -> Availability {
    if condition { Availability::Ready } else { Availability::Refused(problem()) }
}

/// Refuses an action for a problem of the selected secret.
fn check_secret(
    facts: &Situation<'_>,
    problem: impl FnOnce(&SecretSituation<'_>) -> Option<Problem>,
) -> Availability {
    let problem = facts.secret.as_ref().map_or_else(|| Some(no_secret()), problem);
    problem.map_or(Availability::Ready, Availability::Refused)
}

fn policy_is_missing(secret: &SecretSituation<'_>, cx: &UpdateContext) -> Option<Problem> {
    (secret.policy == KnownPolicy::None).then(|| {
        Problem::new(
            format!("{} has no resource policy.", secret.summary.name),
            format!("There is nothing to delete; {} attaches a policy.", cx.key(Action::EditPolicy)),
        )
    })
}

fn hex_shows_nothing(secret: &SecretSituation<'_>, cx: &UpdateContext) -> Option<Problem> {
    let next = match secret.value {
        KnownValue::BinaryText => return None,
        KnownValue::Unread => format!("Read the value first ({}).", cx.key(Action::Reveal)),
        KnownValue::Text => "The value is a string: there is nothing to show in hex.".to_owned(),
        KnownValue::Binary => "The value holds no text: it is shown in hex.".to_owned(),
    };
    Some(Problem::new("No binary value that holds text is on screen.", next))
}

fn nothing_is_stuck(secret: &SecretSituation<'_>) -> Option<Problem> {
    (!secret.is_pending).then(|| {
        Problem::new(
            format!("No rotation of {} is stuck.", secret.summary.name),
            "No version but the AWSCURRENT one has the label AWSPENDING.",
        )
    })
}

fn versions_are_missing(secret: &SecretSituation<'_>, cx: &UpdateContext) -> Option<Problem> {
    (!secret.has_versions).then(|| {
        Problem::new(
            format!("The versions of {} are not loaded.", secret.summary.name),
            format!(
                "Wait until they are, or give the secret its first value ({}).",
                cx.key(Action::EditValue)
            ),
        )
    })
}

fn nothing_to_compare(secret: &SecretSituation<'_>, cx: &UpdateContext) -> Option<Problem> {
    (!secret.can_compare).then(|| {
        Problem::new(
            "There is no version to compare this one with.",
            format!(
                "In Versions, move the cursor to another version, or mark a version first ({}).",
                cx.key(Action::MarkVersion)
            ),
        )
    })
}

fn replica_is_missing(secret: &SecretSituation<'_>, cx: &UpdateContext) -> Option<Problem> {
    let text = || format!("{} has no replica under the cursor.", secret.summary.name);
    secret.replica.is_none().then(|| replicate_first(text(), cx))
}

fn replica_is_well(secret: &SecretSituation<'_>) -> Option<Problem> {
    let replica = secret.replica.filter(|replica| replica.status != ReplicaStatus::Failed)?;
    Some(Problem::new(
        format!("The replica in {} is {}.", replica.region, replica.status.as_str()),
        "Only a failed replica can be retried.",
    ))
}

fn nowhere_to_go(secret: &SecretSituation<'_>, cx: &UpdateContext) -> Option<Problem> {
    let is_replica = matches!(secret.summary.replica_role(), ReplicaRole::Replica { .. });
    let can_go = secret.replica.is_some() || is_replica;
    (!can_go).then(|| replicate_first("There is no replica to go to.".to_owned(), cx))
}

fn replicate_first(text: String, cx: &UpdateContext) -> Problem {
    Problem::new(text, format!("Replicate the secret first ({}).", cx.key(Action::AddReplicas)))
}
