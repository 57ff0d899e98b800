//! The consequences of a step that has taken effect.

use super::{Changes, raise_policy_change};
use crate::app::known::Known;
use crate::app::plan::{Step, StepState, Subject};
use crate::app::{Event, UpdateContext};
use crate::secrets::{Arn, VersionId};
use crate::service::api::{Recovery, Reply, Request, RotationStart};

impl Changes {
    /// Handles the answer to a step that took effect: tells the parts, describes the secret again or follows it.
    pub(super) fn step_applied(&mut self, at: usize, step: usize, reply: Reply, cx: &mut UpdateContext) {
        self.running[at].plan.steps[step].state = StepState::Done;
        cx.settle(&self.running[at].plan.steps[step]);
        let Step { subject, region, request, .. } = self.running[at].plan.steps[step].clone();
        if let Reply::CreateSecret { arn, .. } = &reply {
            self.running[at].plan.steps[step].before = Known::nothing_of(arn.clone());
        }
        // The list and the panes have no secrets of other Regions; a primary tells of its replicas there.
        if let Some(region) = region {
            if let Subject::Secret(arn) = subject
                && arn.region() != Some(&region)
            {
                cx.reread_secret(arn);
            }
            return;
        }
        if let Reply::CreateSecret { arn, .. } = reply {
            cx.raise(Event::SecretCreated(arn.clone()));
            cx.reread_secret(arn);
            return;
        }
        let waits = |later: &Step| later.subject == subject && later.state == StepState::Waiting;
        let has_more = self.running[at].plan.steps[step + 1..].iter().any(waits);
        let Subject::Secret(arn) = subject else { return };
        match reply {
            Reply::RotateSecret { version } => return self.rotation_accepted(&request, arn, version, cx),
            Reply::ReplicateSecretToRegions { .. } if !has_more => return self.follow_replication(arn, cx),
            Reply::DeleteSecret { at } => {
                cx.raise(Event::SecretDeleted(arn.clone()));
                if let Some((days, ends)) = recovery_window_of(&request).zip(at) {
                    cx.raise(Event::DeletionScheduled { arn: arn.clone(), days, ends });
                }
            }
            Reply::RestoreSecret { .. } => cx.raise(Event::SecretRestored(arn.clone())),
            Reply::CancelRotateSecret { .. } => self.rotations.retain(|watch| *watch.arn() != arn),
            Reply::ReplicateSecretToRegions { .. }
            | Reply::CreateSecret { .. }
            | Reply::PutSecretValue { .. }
            | Reply::UpdateSecret { .. }
            | Reply::UpdateSecretVersionStage { .. }
            | Reply::TagResource
            | Reply::UntagResource
            | Reply::PutResourcePolicy
            | Reply::DeleteResourcePolicy
            | Reply::RemoveRegionsFromReplication { .. }
            | Reply::StopReplicationToReplica { .. }
            | Reply::ListSecrets { .. }
            | Reply::DescribeSecret(_)
            | Reply::GetSecretValue(_)
            | Reply::ListSecretVersionIds { .. }
            | Reply::GetResourcePolicy(_)
            | Reply::BatchGetSecretValue { .. }
            | Reply::GetRandomPassword(_)
            | Reply::ValidateResourcePolicy(_) => {}
        }
        raise_policy_change(&arn, &request, cx);
        if !has_more {
            cx.reread_secret(arn);
        }
    }

    /// Follows a rotation that was accepted, if it starts at once.
    pub(super) fn rotation_accepted(
        &mut self,
        request: &Request,
        arn: Arn,
        version: Option<VersionId>,
        cx: &mut UpdateContext,
    ) {
        let Request::RotateSecret { settings, token, .. } = request else { return };
        let starts_later =
            settings.as_ref().is_some_and(|settings| settings.start == RotationStart::NextWindow);
        // The token becomes the ID of the new version, whether or not the answer has it.
        let version = version.unwrap_or_else(|| VersionId(token.as_str().to_owned()));
        if starts_later {
            cx.reread_secret(arn);
        } else {
            self.follow_rotation(arn, version, cx);
        }
    }
}

/// The recovery window that a request starts, in days.
fn recovery_window_of(request: &Request) -> Option<u8> {
    match request {
        Request::DeleteSecret { recovery: Recovery::Window { days }, .. } => Some(*days),
        _ => None,
    }
}
