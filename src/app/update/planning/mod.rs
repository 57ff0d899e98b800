//! Carrying out plans: step by step, each answer followed by the truth read again.

mod effect;
mod ending;
mod unknown;

use crate::app::Access;
use crate::app::Model;
use crate::app::plan::{Plan, PlanId, Running, Step, StepState, Subject};
use crate::service::api::Target;
use crate::service::api::{ErrorKind, Reply, ServiceError, Ticket};
use unknown::leaves_outcome_open;

/// How often a step is sent whose outcome stays unknown.
const ATTEMPTS: u32 = 2;

impl Model {
    /// Begins a plan that was said yes to; read-only mode refuses it whole.
    pub(in crate::app::update) fn carry_out(&mut self, plan: Plan) -> Option<PlanId> {
        if self.cx.settings().access == Access::ReadOnly {
            self.refuse_read_only(plan.steps.first().map_or("", |step| step.request.operation()));
            return None;
        }
        self.retry = None;
        self.plan_count += 1;
        let id = PlanId(self.plan_count);
        self.tell(format!("{}: sent.", plan.title));
        self.plans.push(Running { id, plan, since: self.cx.now(), form: None });
        self.send_next(id);
        Some(id)
    }

    /// Sends the next step, or ends the plan.
    fn send_next(&mut self, id: PlanId) {
        let Some(at) = self.plans.iter().position(|running| running.id == id) else { return };
        match self.plans[at].plan.next_waiting() {
            Some(step) => self.send_step(at, step),
            None if self.plans[at].plan.steps.iter().any(is_unsettled) => {}
            None => self.end_plan(at),
        }
    }

    fn send_step(&mut self, at: usize, step: usize) {
        let Step { region, request, .. } = self.plans[at].plan.steps[step].clone();
        if let Some(ticket) = self.call_in(region.as_deref(), Target::Mutation, request) {
            let step = &mut self.plans[at].plan.steps[step];
            step.state = StepState::Sent(ticket);
            step.sent += 1;
        }
    }

    /// A step was answered, at the last of so many attempts.
    pub(in crate::app::update) fn mutated(
        &mut self,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        attempts: u32,
    ) {
        let found = self.plans.iter().enumerate().find_map(|(at, running)| {
            running.plan.steps.iter().position(|step| step.is_out(ticket)).map(|step| (at, step))
        });
        let Some((at, step)) = found else { return };
        let id = self.plans[at].id;
        if !self.is_current(ticket.connection) {
            return self.mutated_elsewhere(at, step, result);
        }
        let request = &self.plans[at].plan.steps[step].request;
        match result {
            Ok(reply) => self.step_done(at, step, reply),
            Err(error) if leaves_outcome_open(&error, request, attempts) => {
                self.step_unknown(at, step, error);
            }
            Err(error) => self.step_failed(at, step, error),
        }
        self.send_next(id);
    }

    fn step_failed(&mut self, at: usize, step: usize, error: ServiceError) {
        // What is throttled once is throttled twice: the rest waits until the user sends it again.
        if error.kind == ErrorKind::Throttled {
            for later in &mut self.plans[at].plan.steps {
                if later.state == StepState::Waiting {
                    later.state = StepState::Failed(error.clone());
                }
            }
        }
        let Step { subject, request, .. } = self.plans[at].plan.steps[step].clone();
        match subject {
            Subject::Secret(arn) => {
                self.policy_changed(&arn, &request);
                self.reread_secret(arn);
            }
            // What was not made can't be changed.
            new @ Subject::New(_) => {
                let later = self.plans[at].plan.steps[step + 1..].iter_mut();
                for step in later.filter(|later| later.subject == new) {
                    step.state = StepState::Failed(error.clone());
                }
            }
        }
        self.plans[at].plan.steps[step].state = StepState::Failed(error);
    }

    /// The user has gone elsewhere since: news, or the failure; what was still to be sent is not.
    fn mutated_elsewhere(&mut self, at: usize, step: usize, result: Result<Reply, ServiceError>) {
        let Running { mut plan, .. } = self.plans.remove(at);
        match result {
            Ok(_) => {
                plan.steps[step].state = StepState::Done;
                let left = plan.steps.iter().filter(|step| step.state == StepState::Waiting).count();
                match left {
                    0 => self.tell(format!("{}: done, on the connection before.", plan.title)),
                    left => self.refuse(
                        format!(
                            "{}: {left} requests were not sent, as you switched the connection.",
                            plan.title
                        ),
                        "Go back there and do the rest.",
                    ),
                }
            }
            Err(error) => self.fail(plan.title, error),
        }
    }

    /// The connection is about to go: what was to be read or sent on it no longer can be.
    pub(in crate::app::update) fn strand_plans(&mut self) {
        let (out, stranded): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.plans).into_iter().partition(|running| {
                running.plan.steps.iter().any(|step| matches!(step.state, StepState::Sent(_)))
            });
        self.plans = out;
        self.retry = None;
        self.undo = None;
        for running in stranded {
            self.refuse(
                format!("{}: whether it took effect is not known.", running.plan.title),
                "Go back to that connection and look.",
            );
        }
    }
}

fn is_unsettled(step: &Step) -> bool {
    matches!(step.state, StepState::Sent(_) | StepState::Unknown(_))
}
