//! Changes in progress: sending plans step by step, waiting while they are throttled, learning open outcomes, and following
//! rotations and replication to their end.

mod applied;
mod backoff;
mod check;
mod finish;
mod follow;
mod lookup;
mod outcome;
mod throttle;
mod waiting;
mod watch;

pub use follow::{DROPPED, is_transient, overdue_rotation};
pub use waiting::Waiting;
pub use watch::{Followed, Polled, Replication, Rotation, RotationStage, RotationWatch, Watch, Watches};

use super::effect::FormId;
use super::event::NewConnection;
use super::plan::{Plan, Step, StepState, Subject};
use super::reversal::{Irreversible, Undo};
use super::settings::Access;
use super::{Event, UpdateContext};
use crate::secrets::Arn;
use crate::service::api::{ErrorKind, Reply, ServiceError, Target, Ticket};
use backoff::Backoff;
use outcome::outcome_unknown;
use std::mem::take;

/// The number of times that a step without an answer is sent.
const ATTEMPTS: u32 = 2;

/// The number of a plan in the session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct PlanId(u64);

/// A plan in progress.
#[derive(Debug)]
struct Running {
    id: PlanId,
    plan: Plan,
    /// The form that stays open until the plan ends.
    form: Option<FormId>,
    /// The pauses so far, while it is throttled.
    backoff: Option<Backoff>,
}

/// A change some of whose steps failed, to send those again with the same tokens.
#[derive(Debug)]
struct Retry {
    plan: Plan,
    /// The form that came back to its fields.
    form: Option<FormId>,
    /// True if a step failed for want of a login.
    wants_login: bool,
}

/// The changes of the session.
#[derive(Debug, Default)]
pub struct Changes {
    running: Vec<Running>,
    /// The number of plans started so far.
    count: u64,
    /// The last change, if steps of it failed.
    retry: Option<Retry>,
    /// The undo of the last change, or the reason why there is none.
    undo: Option<Result<Undo, Irreversible>>,
    rotations: Watches<Rotation>,
    replications: Watches<Replication>,
}

impl Changes {
    /// Starts a confirmed plan. Read-only mode refuses it.
    pub fn start(&mut self, plan: Plan, form: Option<FormId>, cx: &mut UpdateContext) {
        if cx.settings().access() == Access::ReadOnly {
            let operation = plan.steps.first().map_or("", |step| step.request.operation());
            return cx.show_problem(cx.settings().refusal(operation));
        }
        self.retry = None;
        self.count += 1;
        let id = PlanId(self.count);
        cx.tell(format!("In progress: {}", plan.title));
        self.running.push(Running { id, plan, form, backoff: None });
        self.send_next(id, cx);
    }

    /// Sends the next waiting step unless one is out or the plan rests, or ends the plan.
    fn send_next(&mut self, id: PlanId, cx: &mut UpdateContext) {
        let Some(at) = self.index_of(id) else { return };
        if !self.running[at].plan.steps.iter().any(is_out) {
            match self.running[at].plan.next_waiting() {
                Some(step) => self.check_step(at, step, cx),
                None if self.running[at].plan.steps.iter().any(is_unsettled) => {}
                None => self.finish(at, cx),
            }
        }
        self.show_waiting(false, cx);
    }

    /// The plan and the step that a ticket was sent for.
    fn find(&self, ticket: &Ticket) -> Option<(usize, usize)> {
        self.running.iter().enumerate().find_map(|(at, running)| {
            running.plan.steps.iter().position(|step| step.is_out(ticket)).map(|step| (at, step))
        })
    }

    fn index_of(&self, id: PlanId) -> Option<usize> {
        self.running.iter().position(|running| running.id == id)
    }

    /// Sends the request of a step.
    fn send_step(&mut self, at: usize, step: usize, cx: &mut UpdateContext) {
        let Step { region, request, .. } = self.running[at].plan.steps[step].clone();
        if let Some(ticket) = cx.call_in(region.as_deref(), Target::Mutation, request) {
            let step = &mut self.running[at].plan.steps[step];
            step.state = StepState::Sent(ticket);
            step.first_sent.get_or_insert(cx.time_of_day());
        }
    }

    /// Handles the answer to a step; `open_attempts` is the number of attempts at it that may have taken effect.
    pub fn answered(
        &mut self,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        open_attempts: u32,
        cx: &mut UpdateContext,
    ) {
        let Some((at, step)) = self.find(ticket) else { return };
        let id = self.running[at].id;
        let is_open = open_attempts > 0 || self.running[at].plan.steps[step].may_have_arrived;
        let result = match result {
            Err(error) if is_open && !cx.is_current(ticket) => {
                cx.keep_open(&self.running[at].plan.steps[step]);
                Err(outcome_unknown(&error))
            }
            other => other,
        };
        if !cx.is_current(ticket) {
            return self.answered_on_former_connection(at, step, result, cx);
        }
        if !matches!(&result, Err(error) if error.kind == ErrorKind::Throttled) {
            self.running[at].backoff = None;
        }
        match result {
            Ok(reply) => self.step_applied(at, step, reply, cx),
            Err(error) if is_open => self.step_uncertain(at, step, error, cx),
            Err(error) if error.kind == ErrorKind::Throttled => self.step_throttled(at, step, error, cx),
            Err(error) => self.step_failed(at, step, error, cx),
        }
        self.send_next(id, cx);
    }

    fn step_failed(&mut self, at: usize, step: usize, error: ServiceError, cx: &mut UpdateContext) {
        let steps = &mut self.running[at].plan.steps;
        // The next requests would be throttled too: they fail as well, until the user retries them.
        if error.kind == ErrorKind::Throttled {
            for later in steps.iter_mut().filter(|later| later.state == StepState::Waiting) {
                later.state = StepState::Failed(error.clone());
            }
        }
        match steps[step].subject.clone() {
            Subject::Secret(arn) if steps[step].region.is_none() => {
                raise_policy_change(&arn, &steps[step].request, cx);
                cx.reread_secret(arn);
            }
            // The list and the panes have no secrets of other Regions.
            Subject::Secret(_) => {}
            // A secret that was not created can't be changed.
            new @ Subject::New(_) => {
                for later in steps[step + 1..].iter_mut().filter(|later| later.subject == new) {
                    later.state = StepState::Failed(error.clone());
                }
            }
        }
        steps[step].state = StepState::Failed(error);
    }

    /// Tells the answer to a step on a connection that the user has left. The other steps are not sent.
    fn answered_on_former_connection(
        &mut self,
        at: usize,
        step: usize,
        result: Result<Reply, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let Running { mut plan, .. } = self.running.remove(at);
        match result {
            Ok(_) => {
                plan.steps[step].state = StepState::Done;
                cx.settle(&plan.steps[step]);
                let left = plan.steps.iter().filter(|step| step.state == StepState::Waiting).count();
                match left {
                    0 => cx.tell(format!("{}, on the previous connection.", plan.outcome())),
                    left => cx.refuse(
                        format!(
                            "{}: {left} requests were not sent because you switched the connection.",
                            plan.title
                        ),
                        "Switch back and make the rest of the change.",
                    ),
                }
            }
            Err(error) => cx.fail(plan.title, error),
        }
    }

    /// Gives up the plans of a connection that is being replaced, except those that wait for an answer, and those whose
    /// outcome is looked up where the new connection goes as well. Nor are rotations and replications followed elsewhere. The last change can still be undone in `from_region`,
    /// if the new connection is to the same account.
    pub fn give_up_plans(&mut self, from_region: Option<&str>, to: NewConnection, cx: &mut UpdateContext) {
        let (looked_up, retry) = match to {
            NewConnection::Same => (self.take_looked_up(cx), self.retry.take()),
            NewConnection::Other => (Vec::new(), None),
        };
        let (mut rotations, mut replications) = match to {
            NewConnection::Same => (take(&mut self.rotations), take(&mut self.replications)),
            NewConnection::Other => Default::default(),
        };
        rotations.reconnected(cx.now());
        replications.reconnected(cx.now());
        let has_sent = |step: &Step| matches!(step.state, StepState::Sent(_));
        let (out, stranded): (Vec<_>, Vec<_>) =
            take(&mut self.running).into_iter().partition(|running| running.plan.steps.iter().any(has_sent));
        let undo = from_region.and_then(|region| Some(self.undo.take()?.map(|undo| undo.pinned_to(region))));
        let running = out.into_iter().chain(looked_up).collect();
        *self = Self { running, count: self.count, retry, undo, rotations, replications };
        for Running { plan, .. } in stranded {
            let is_open = |step: &Step| step.may_have_arrived && step.state != StepState::Done;
            let text = if plan.steps.iter().any(is_open) {
                format!("{}: the outcome is unknown.", plan.title)
            } else if plan.steps.iter().any(|step| step.state == StepState::Done) {
                format!("{}: sent in part, because you switched the connection.", plan.title)
            } else {
                format!("{}: nothing was sent, because you switched the connection.", plan.title)
            };
            cx.refuse(text, "Switch back to that connection and check the secret.");
        }
    }

    /// True if a change is in progress.
    pub fn is_any_running(&self) -> bool {
        !self.running.is_empty()
    }

    /// The titles of the changes in progress.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        self.running.iter().map(|running| running.plan.title.as_str())
    }

    /// True if a change of a secret is in progress.
    pub fn is_changing(&self, arn: &Arn) -> bool {
        self.running.iter().any(|running| running.plan.concerns(arn))
    }

    /// The operation on a secret that has no answer yet.
    pub fn operation_on(&self, arn: &Arn) -> Option<&'static str> {
        let steps = self.running.iter().flat_map(|running| &running.plan.steps);
        let mut own = steps.filter(|step| matches!(&step.subject, Subject::Secret(of) if of == arn));
        own.find(|step| matches!(step.state, StepState::Sent(_))).map(|step| step.request.operation())
    }

    /// The rotations that are followed.
    pub fn rotations(&self) -> &Watches<Rotation> {
        &self.rotations
    }

    /// The replications that are followed.
    pub fn replications(&self) -> &Watches<Replication> {
        &self.replications
    }

    /// The last change, if steps of it failed.
    pub fn to_retry(&self) -> Option<&Plan> {
        self.retry.as_ref().map(|retry| &retry.plan)
    }

    /// Takes the last change to retry it, if steps of it failed.
    pub fn take_retry(&mut self) -> Option<Plan> {
        self.retry.take().map(|retry| retry.plan)
    }

    /// True if steps of the last change failed for want of a login.
    pub fn wants_login(&self) -> bool {
        self.retry.as_ref().is_some_and(|retry| retry.wants_login)
    }

    /// Takes the last change of a form to retry it, if it was the last and all of it failed.
    pub fn take_retry_of(&mut self, form: FormId) -> Option<Plan> {
        self.retry.take_if(|retry| retry.form == Some(form)).map(|retry| retry.plan)
    }

    /// The undo of the last change.
    pub fn to_undo(&self) -> Option<&Undo> {
        self.undo.as_ref()?.as_ref().ok()
    }

    /// The reason why the last change can't be undone.
    pub fn why_not_undone(&self) -> Option<&Irreversible> {
        self.undo.as_ref()?.as_ref().err()
    }
}

/// True if no other step of the plan may be sent meanwhile.
fn is_out(step: &Step) -> bool {
    matches!(step.state, StepState::Checking(_) | StepState::Sent(_) | StepState::Throttled(_))
}

fn is_unsettled(step: &Step) -> bool {
    is_out(step) || matches!(step.state, StepState::Unknown(_))
}

/// Raises an event if the request has changed a policy, or may have.
fn raise_policy_change(arn: &Arn, request: &crate::service::api::Request, cx: &mut UpdateContext) {
    if request.changes_policy() {
        cx.raise(Event::PolicyChanged(arn.clone()));
    }
}
