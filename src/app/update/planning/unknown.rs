//! Steps whose outcome is not known: the truth is read again, then it decides.

use crate::app::Model;
use crate::app::plan::{Step, StepState, Subject};
use crate::secrets::{Arn, Detail, ReplicaRole};
use crate::service::{ErrorKind, Recovery, Request, ServiceError};

impl Model {
    /// Whether the step took effect is not known: the secret is read again, then the same request, with the same token,
    /// is sent once more.
    pub(super) fn step_unknown(&mut self, at: usize, step: usize) {
        let doing = self.plans[at].plan.doing.clone();
        self.tell(format!("{doing}: no answer, so the outcome is unknown. Reading again, then retrying."));
        let Step { subject, request, .. } = self.plans[at].plan.steps[step].clone();
        match subject {
            Subject::Secret(arn) => {
                self.plans[at].plan.steps[step].state = StepState::Unknown;
                if matches!(request, Request::DeleteSecret { .. }) {
                    self.deleted.insert(arn.clone());
                }
                self.read_truth(arn);
            }
            Subject::New(_) => self.plans[at].plan.steps[step].state = StepState::Waiting,
        }
    }

    /// The secret was read again: steps about it whose outcome is unknown are sent once more, unless it shows that they
    /// took effect.
    pub(in crate::app::update) fn settle_unknown(&mut self, arn: &Arn, truth: Option<&Detail>) {
        let ids: Vec<_> = self.plans.iter().map(|running| running.id).collect();
        for id in ids {
            let Some(at) = self.plans.iter().position(|running| running.id == id) else { continue };
            let steps = &mut self.plans[at].plan.steps;
            let concerned = steps.iter().position(|step| {
                matches!(step.state, StepState::Unknown) && step.subject == Subject::Secret(arn.clone())
            });
            let Some(step) = concerned else { continue };
            if truth.is_some_and(|truth| shows_effect(truth, &steps[step].request)) {
                steps[step].state = StepState::Done;
                self.send_next(id);
            } else {
                self.send_step(at, step);
            }
        }
    }
}

/// Whether a secret shows that a request took effect which has no token, and would be refused if it were sent again.
fn shows_effect(truth: &Detail, request: &Request) -> bool {
    let secret = &truth.summary;
    match request {
        Request::DeleteSecret { recovery: Recovery::Window { .. }, .. } => secret.deleted.is_some(),
        Request::RestoreSecret { .. } => secret.deleted.is_none(),
        Request::CancelRotateSecret { .. } => secret.rotation_enabled == Some(false),
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

/// Whether it is such a request.
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
        | ErrorKind::Garbage
        | ErrorKind::ServiceFailure => true,
        ErrorKind::Refused | ErrorKind::NotFound => attempts > 1 && is_refused_twice(request),
        _ => false,
    }
}
