//! Steps with an uncertain outcome: the secret is described again to learn it.

use super::outcome::shows_effect;
use super::{ATTEMPTS, Changes, raise_policy_change};
use crate::app::known::Known;
use crate::app::plan::{Step, StepState, Subject};
use crate::app::{Event, UpdateContext};
use crate::secrets::{Arn, Detail};
use crate::service::api::{Reply, Request, ServiceError};

impl Changes {
    /// Describes the secret again after a step without an answer. If the step has not taken effect, the same request is
    /// sent once more with the same token.
    pub(super) fn step_uncertain(
        &mut self,
        at: usize,
        step: usize,
        error: ServiceError,
        cx: &mut UpdateContext,
    ) {
        let Step { subject, region, request, sent, .. } = self.running[at].plan.steps[step].clone();
        match (subject, region) {
            (Subject::Secret(arn), None) => {
                self.tell_uncertain(at, sent, cx);
                self.running[at].plan.steps[step].state = StepState::Unknown(error);
                if matches!(request, Request::DeleteSecret { .. }) {
                    cx.raise(Event::SecretDeleted(arn.clone()));
                }
                cx.reread_secret(arn);
            }
            // The read before the next attempt tells whether this one took effect.
            (Subject::Secret(_), Some(_)) | (Subject::New(_), _) if sent < ATTEMPTS => {
                self.tell_uncertain(at, sent, cx);
                self.running[at].plan.steps[step].state = StepState::Waiting;
            }
            (Subject::Secret(_), Some(_)) | (Subject::New(_), _) => self.step_failed(at, step, error, cx),
        }
    }

    fn tell_uncertain(&self, at: usize, sent: u32, cx: &mut UpdateContext) {
        let title = &self.running[at].plan.title;
        let then = if sent < ATTEMPTS { ", then retrying" } else { "" };
        cx.tell(format!("{title}: no answer, so the outcome is unknown. Reading again{then}."));
    }

    /// Resolves the uncertain steps of a secret that was described again: a step whose effect `detail` shows is done, any
    /// other is sent once more or has failed.
    pub fn resolve_uncertain(&mut self, arn: &Arn, detail: Option<&Detail>, cx: &mut UpdateContext) {
        let ids: Vec<_> = self.running.iter().map(|running| running.id).collect();
        for id in ids {
            let Some(at) = self.index_of(id) else { continue };
            let steps = &self.running[at].plan.steps;
            let uncertain = steps.iter().enumerate().find_map(|(index, step)| match &step.state {
                StepState::Unknown(error) if step.subject == Subject::Secret(arn.clone()) => {
                    Some((index, error.clone()))
                }
                _ => None,
            });
            let Some((step, error)) = uncertain else { continue };
            let Step { request, before, sent, .. } = steps[step].clone();
            let now = detail.map_or_else(|| before.clone(), |detail| before.after_read(&described(detail)));
            if detail.is_some() && shows_effect(&before, &now, &request) {
                self.has_taken_effect(at, step, cx);
                self.send_next(id, cx);
            } else if sent < ATTEMPTS {
                match Known::read_before(&request) {
                    // The secret was just described: that is the read before the request.
                    Some(Request::DescribeSecret { .. }) if detail.is_some() => {
                        self.go_on(at, step, now, cx);
                        self.send_next(id, cx);
                    }
                    _ => self.check_step(at, step, cx),
                }
            } else {
                raise_policy_change(arn, &request, cx);
                self.running[at].plan.steps[step].state = StepState::Failed(error);
                self.send_next(id, cx);
            }
        }
    }

    /// Handles a step whose effect was seen, though it had no answer.
    pub(super) fn has_taken_effect(&mut self, at: usize, step: usize, cx: &mut UpdateContext) {
        let found = &mut self.running[at].plan.steps[step];
        found.state = StepState::Done;
        let request = found.request.clone();
        if let Subject::Secret(arn) = found.subject.clone() {
            raise_policy_change(&arn, &request, cx);
            self.rotation_accepted(&request, arn, None, cx);
        }
    }
}

fn described(detail: &Detail) -> Reply {
    Reply::DescribeSecret(Box::new(detail.clone()))
}
