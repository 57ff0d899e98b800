//! Steps with an uncertain outcome: the secret is described again to learn it.

use super::outcome::shows_effect;
use super::{ATTEMPTS, Changes, raise_policy_change};
use crate::app::plan::{Step, StepState, Subject};
use crate::app::{Event, UpdateContext};
use crate::secrets::{Arn, Detail};
use crate::service::api::{Request, ServiceError};

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
        let Step { subject, request, sent, .. } = self.running[at].plan.steps[step].clone();
        match subject {
            Subject::Secret(arn) => {
                self.tell_uncertain(at, sent, cx);
                self.running[at].plan.steps[step].state = StepState::Unknown(error);
                if matches!(request, Request::DeleteSecret { .. }) {
                    cx.raise(Event::SecretDeleted(arn.clone()));
                }
                cx.reread_secret(arn);
            }
            Subject::New(_) if sent < ATTEMPTS => {
                self.tell_uncertain(at, sent, cx);
                self.running[at].plan.steps[step].state = StepState::Waiting;
            }
            Subject::New(_) => self.step_failed(at, step, error, cx),
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
            let request = steps[step].request.clone();
            if detail.is_some_and(|detail| shows_effect(detail, &request)) {
                self.running[at].plan.steps[step].state = StepState::Done;
                self.rotation_accepted(&request, arn.clone(), None, cx);
                self.send_next(id, cx);
            } else if steps[step].sent < ATTEMPTS {
                self.send_step(at, step, cx);
            } else {
                raise_policy_change(arn, &request, cx);
                self.running[at].plan.steps[step].state = StepState::Failed(error);
                self.send_next(id, cx);
            }
        }
    }
}
