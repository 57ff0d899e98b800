//! Throttled steps: they are tried again by themselves after growing pauses, for a minute.

use super::backoff::Backoff;
use super::outcome::not_applied;
use super::{Changes, PlanId, Running};
use crate::app::UpdateContext;
use crate::app::plan::{StepState, Throttled};
use crate::app::settings::Presentation;
use crate::service::api::ServiceError;

impl Changes {
    /// Lets the plan of a throttled step wait, or fails it after a minute.
    pub(super) fn step_throttled(
        &mut self,
        at: usize,
        step: usize,
        error: ServiceError,
        cx: &mut UpdateContext,
    ) {
        let now = cx.now();
        let Running { plan, backoff, .. } = &mut self.running[at];
        let so_far = backoff.unwrap_or(Backoff::starting(now));
        let until = now + cx.about(so_far.pause());
        if until > so_far.end() {
            return self.throttled_for_good(at, step, error, cx);
        }
        *backoff = Some(so_far.longer());
        plan.steps[step].state = StepState::Throttled(Box::new(Throttled { error, until }));
    }

    /// Fails a step that is not tried again by itself. If an attempt got no answer, its effect was looked for before.
    pub(super) fn throttled_for_good(
        &mut self,
        at: usize,
        step: usize,
        error: ServiceError,
        cx: &mut UpdateContext,
    ) {
        let is_looked_up = self.running[at].plan.steps[step].may_have_arrived;
        let error = if is_looked_up { not_applied(error) } else { error };
        self.step_failed(at, step, error, cx);
    }

    /// Tells in plain mode, which has no countdown, that the pause of a plan without a form is over.
    fn tell_end_of_pause(&self, id: PlanId, cx: &mut UpdateContext) {
        let running = self.running.iter().find(|running| running.id == id && running.form.is_none());
        if let (Some(running), Presentation::Plain) = (running, cx.settings().presentation) {
            cx.tell(format!("{}: sent again.", running.plan.title));
        }
    }

    /// Goes on with the plans whose pause is over.
    pub(super) fn end_pauses(&mut self, cx: &mut UpdateContext) {
        let now = cx.now();
        let mut rested = Vec::new();
        for running in &mut self.running {
            for step in &mut running.plan.steps {
                if matches!(&step.state, StepState::Throttled(throttled) if throttled.until <= now) {
                    step.state = StepState::Waiting;
                    rested.push(running.id);
                }
            }
        }
        for id in rested {
            self.tell_end_of_pause(id, cx);
            self.send_next(id, cx);
        }
    }
}
