//! What follows from a step that took effect.

use crate::app::Model;
use crate::app::plan::{Step, StepState, Subject};
use crate::secrets::{Arn, VersionId};
use crate::service::api::{Reply, Request, RotationStart};

impl Model {
    pub(super) fn step_done(&mut self, at: usize, step: usize, reply: Reply) {
        self.plans[at].plan.steps[step].state = StepState::Done;
        let Step { subject, region, .. } = self.plans[at].plan.steps[step].clone();
        // What was made elsewhere is in no list and no pane here.
        if region.is_some() {
            return;
        }
        let waits = |later: &Step| later.subject == subject && later.state == StepState::Waiting;
        let more = self.plans[at].plan.steps[step + 1..].iter().any(waits);
        match (reply, subject) {
            (Reply::CreateSecret { arn, .. }, _) => self.created(arn),
            (reply, Subject::Secret(arn)) => {
                match reply {
                    Reply::RotateSecret { version } => return self.rotation_accepted(at, step, arn, version),
                    Reply::ReplicateSecretToRegions { .. } if !more => return self.watch_replication(arn),
                    Reply::DeleteSecret { .. } => drop(self.deleted.insert(arn.clone())),
                    Reply::CancelRotateSecret { .. } => self.watches.retain(|watch| watch.arn != arn),
                    _ => {}
                }
                let request = self.plans[at].plan.steps[step].request.clone();
                self.policy_changed(&arn, &request);
                if !more {
                    self.reread_secret(arn);
                }
            }
            _ => {}
        }
    }

    /// A rotation was accepted: one that is to begin at once is followed.
    pub(super) fn rotation_accepted(&mut self, at: usize, step: usize, arn: Arn, version: Option<VersionId>) {
        let Request::RotateSecret { settings, token, .. } = &self.plans[at].plan.steps[step].request else {
            return;
        };
        let waits = settings.as_ref().is_some_and(|settings| settings.start == RotationStart::NextWindow);
        // The token names the version, whether or not the service says so.
        let version = version.unwrap_or_else(|| VersionId(token.as_str().to_owned()));
        if waits {
            self.reread_secret(arn);
        } else {
            self.watch_rotation(arn, version);
        }
    }

    /// The secret that was made is read, and then selected.
    fn created(&mut self, arn: Arn) {
        self.created = Some(arn.clone());
        self.reread_secret(arn);
    }
}
