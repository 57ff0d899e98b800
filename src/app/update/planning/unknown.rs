//! Steps whose outcome is not known: the secret is read again, and what it shows decides.

use super::ATTEMPTS;
use crate::app::Model;
use crate::app::plan::{Step, StepState, Subject};
use crate::secrets::{Arn, Detail, ReplicaRole, Tag, VersionId};
use crate::service::api::{ErrorKind, Recovery, Request, ServiceError};

impl Model {
    /// Whether the step took effect is not known: the secret is read again, then the same request, with the same token,
    /// is sent once more, unless it has been sent often enough.
    pub(super) fn step_unknown(&mut self, at: usize, step: usize, error: ServiceError) {
        let Step { subject, request, sent, .. } = self.plans[at].plan.steps[step].clone();
        match subject {
            Subject::Secret(arn) => {
                self.say_unknown(at, sent);
                self.plans[at].plan.steps[step].state = StepState::Unknown(error);
                if matches!(request, Request::DeleteSecret { .. }) {
                    self.deleted.insert(arn.clone());
                }
                self.reread_secret(arn);
            }
            Subject::New(_) if sent < ATTEMPTS => {
                self.say_unknown(at, sent);
                self.plans[at].plan.steps[step].state = StepState::Waiting;
            }
            Subject::New(_) => self.step_failed(at, step, error),
        }
    }

    fn say_unknown(&mut self, at: usize, sent: u32) {
        let title = self.plans[at].plan.title.clone();
        let then = if sent < ATTEMPTS { ", then retrying" } else { "" };
        self.tell(format!("{title}: no answer, so the outcome is unknown. Reading again{then}."));
    }

    /// The secret was read again: steps about it whose outcome is unknown have taken effect if it shows that; else they
    /// are sent once more, or have failed.
    pub(in crate::app::update) fn resolve_uncertain(&mut self, arn: &Arn, truth: Option<&Detail>) {
        let ids: Vec<_> = self.plans.iter().map(|running| running.id).collect();
        for id in ids {
            let Some(at) = self.plans.iter().position(|running| running.id == id) else { continue };
            let steps = &self.plans[at].plan.steps;
            let concerned = steps.iter().enumerate().find_map(|(nth, step)| match &step.state {
                StepState::Unknown(error) if step.subject == Subject::Secret(arn.clone()) => {
                    Some((nth, error.clone()))
                }
                _ => None,
            });
            let Some((step, error)) = concerned else { continue };
            if truth.is_some_and(|truth| shows_effect(truth, &steps[step].request)) {
                self.took_effect(at, step, arn);
                self.send_next(id);
            } else if steps[step].sent < ATTEMPTS {
                self.send_step(at, step);
            } else {
                let request = self.plans[at].plan.steps[step].request.clone();
                self.policy_changed(arn, &request);
                self.plans[at].plan.steps[step].state = StepState::Failed(error);
                self.send_next(id);
            }
        }
    }

    /// A step took effect though no one said so; a rotation that it began is followed.
    fn took_effect(&mut self, at: usize, step: usize, arn: &Arn) {
        self.plans[at].plan.steps[step].state = StepState::Done;
        if matches!(self.plans[at].plan.steps[step].request, Request::RotateSecret { .. }) {
            self.rotation_accepted(at, step, arn.clone(), None);
        }
    }
}

/// Whether a secret shows that a request took effect. What can't be seen in it is not in here: such a request is sent
/// again, and has a token, or does no harm twice.
fn shows_effect(truth: &Detail, request: &Request) -> bool {
    let secret = &truth.summary;
    let tag = |wanted: &Tag| secret.tags.contains(wanted);
    let version = |token: &str| secret.versions.0.contains_key(&VersionId(token.to_owned()));
    match request {
        Request::DeleteSecret { recovery: Recovery::Window { .. }, .. } => secret.deleted.is_some(),
        Request::RestoreSecret { .. } => secret.deleted.is_none(),
        Request::RotateSecret { token, .. } | Request::PutSecretValue { token, .. } => {
            version(token.as_str())
        }
        Request::UpdateSecret { value: Some(_), token, .. } => version(token.as_str()),
        Request::CancelRotateSecret { .. } => secret.rotation_enabled == Some(false),
        Request::TagResource { tags, .. } => tags.iter().all(tag),
        Request::UntagResource { keys, .. } => !secret.tags.iter().any(|there| keys.contains(&there.key)),
        Request::UpdateSecretVersionStage { label, move_to, .. } => {
            secret.versions.holder(label.as_str()) == move_to.as_ref()
        }
        Request::RemoveRegionsFromReplication { regions, .. } => {
            truth.replicas.iter().all(|replica| !regions.contains(&replica.region))
        }
        Request::StopReplicationToReplica { .. } => {
            !matches!(secret.replica_role(), ReplicaRole::Replica { .. })
        }
        _ => false,
    }
}

/// Whether a request would be refused if it were sent again after it took effect.
fn is_refused_twice(request: &Request) -> bool {
    matches!(
        request,
        Request::DeleteSecret { recovery: Recovery::Window { .. }, .. }
            | Request::RestoreSecret { .. }
            | Request::CancelRotateSecret { .. }
            | Request::UpdateSecretVersionStage { .. }
            | Request::RemoveRegionsFromReplication { .. }
            | Request::StopReplicationToReplica { .. }
    )
}

/// Whether a request that failed so may have taken effect all the same. One that is refused at a later attempt may be so
/// because an attempt before it, whose answer was lost, did what it asks for.
pub(super) fn leaves_outcome_open(error: &ServiceError, request: &Request, attempts: u32) -> bool {
    match error.kind {
        ErrorKind::TimedOut
        | ErrorKind::ConnectionLost { .. }
        | ErrorKind::InvalidResponse
        | ErrorKind::ServiceFailure => true,
        ErrorKind::Refused | ErrorKind::NotFound => attempts > 1 && is_refused_twice(request),
        _ => false,
    }
}
