//! The consequences of a step that took effect.

use super::{Changes, tell_policy_changed};
use crate::app::plan::{Step, StepState, Subject};
use crate::app::{Event, UpdateContext};
use crate::secrets::{Arn, VersionId};
use crate::service::api::{Reply, Request, RotationStart};

impl Changes {
    pub(super) fn step_applied(&mut self, at: usize, step: usize, reply: Reply, cx: &mut UpdateContext) {
        self.running[at].plan.steps[step].state = StepState::Done;
        let Step { subject, region, request, .. } = self.running[at].plan.steps[step].clone();
        // A secret in another Region is in no list and no pane here.
        if region.is_some() {
            return;
        }
        if let Reply::CreateSecret { arn, .. } = reply {
            cx.raise(Event::SecretCreated(arn.clone()));
            cx.reread_secret(arn);
            return;
        }
        let waits = |later: &Step| later.subject == subject && later.state == StepState::Waiting;
        let more = self.running[at].plan.steps[step + 1..].iter().any(waits);
        let Subject::Secret(arn) = subject else { return };
        match reply {
            Reply::RotateSecret { version } => return self.rotation_accepted(&request, arn, version, cx),
            Reply::ReplicateSecretToRegions { .. } if !more => return self.follow_replication(arn, cx),
            Reply::DeleteSecret { .. } => cx.raise(Event::SecretDeleted(arn.clone())),
            Reply::CancelRotateSecret { .. } => self.rotations.retain(|watch| *watch.arn() != arn),
            _ => {}
        }
        tell_policy_changed(&arn, &request, cx);
        if !more {
            cx.reread_secret(arn);
        }
    }

    /// A rotation was accepted: one that begins at once is followed.
    pub(super) fn rotation_accepted(
        &mut self,
        request: &Request,
        arn: Arn,
        version: Option<VersionId>,
        cx: &mut UpdateContext,
    ) {
        let Request::RotateSecret { settings, token, .. } = request else { return };
        let waits = settings.as_ref().is_some_and(|settings| settings.start == RotationStart::NextWindow);
        // The token is the id of the new version, whether or not the service says so.
        let version = version.unwrap_or_else(|| VersionId(token.as_str().to_owned()));
        if waits {
            cx.reread_secret(arn);
        } else {
            self.follow_rotation(arn, version, cx);
        }
    }
}
