//! Carrying out plans: step by step, each answer followed by the truth read again.

use crate::app::Model;
use crate::app::action::Action;
use crate::app::form::{FormTrouble, Stage};
use crate::app::layer::{Layer, Report};
use crate::app::model::Access;
use crate::app::plan::{Plan, PlanId, Running, Step, StepState, Subject};
use crate::app::scroll::Scroll;
use crate::secrets::{Arn, Detail, VersionId};
use crate::service::ticket::Target;
use crate::service::{ErrorKind, Recovery, Reply, Request, RotationStart, ServiceError, Ticket};

/// How often a step is sent whose outcome stays unknown.
const ATTEMPTS: u32 = 2;

impl Model {
    /// Begins a plan that was said yes to; read-only mode refuses it whole.
    pub(super) fn carry_out(&mut self, plan: Plan) -> Option<PlanId> {
        if self.access == Access::ReadOnly {
            self.refuse_read_only(plan.steps.first().map_or("", |step| step.request.operation()));
            return None;
        }
        self.retry = None;
        self.plan_count += 1;
        let id = PlanId(self.plan_count);
        self.tell(format!("{}: sent.", plan.doing));
        self.plans.push(Running { id, plan, since: self.now });
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
        let request = self.plans[at].plan.steps[step].request.clone();
        if let Some(ticket) = self.call(Target::Mutation, request) {
            let step = &mut self.plans[at].plan.steps[step];
            step.state = StepState::Sent(ticket);
            step.sent += 1;
        }
    }

    /// A step was answered.
    pub(super) fn mutated(&mut self, ticket: &Ticket, result: Result<Reply, ServiceError>) {
        let found = self.plans.iter().enumerate().find_map(|(at, running)| {
            running.plan.steps.iter().position(|step| step.is_out(ticket)).map(|step| (at, step))
        });
        let Some((at, step)) = found else { return };
        let id = self.plans[at].id;
        if !self.is_current(ticket.connection) {
            return self.mutated_elsewhere(at, step, result);
        }
        match result {
            Ok(reply) => self.step_done(at, step, reply),
            Err(error) if leaves_outcome_open(&error) && self.plans[at].plan.steps[step].sent < ATTEMPTS => {
                self.step_unknown(at, step);
            }
            Err(error) => self.step_failed(at, step, error),
        }
        self.send_next(id);
    }

    fn step_done(&mut self, at: usize, step: usize, reply: Reply) {
        self.plans[at].plan.steps[step].state = StepState::Done;
        let subject = self.plans[at].plan.steps[step].subject.clone();
        let more = self.plans[at].plan.steps[step + 1..].iter().any(|later| later.subject == subject);
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
                    self.read_truth(arn);
                }
            }
            _ => {}
        }
    }

    /// A rotation was accepted: one that is to begin at once is followed.
    fn rotation_accepted(&mut self, at: usize, step: usize, arn: Arn, version: Option<VersionId>) {
        let Request::RotateSecret { settings, token, .. } = &self.plans[at].plan.steps[step].request else {
            return;
        };
        let waits = settings.as_ref().is_some_and(|settings| settings.start == RotationStart::NextWindow);
        // The token names the version, whether or not the service says so.
        let version = version.unwrap_or_else(|| VersionId(token.as_str().to_owned()));
        if waits {
            self.read_truth(arn);
        } else {
            self.watch_rotation(arn, version);
        }
    }

    /// The secret that was made is read, and then selected.
    fn created(&mut self, arn: Arn) {
        self.created = Some(arn.clone());
        self.read_truth(arn);
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
                self.read_truth(arn);
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

    /// Whether the step took effect is not known: the secret is read again, then the same request, with the same token,
    /// is sent once more.
    fn step_unknown(&mut self, at: usize, step: usize) {
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
    pub(super) fn settle_unknown(&mut self, arn: &Arn, truth: Option<&Detail>) {
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

    fn end_plan(&mut self, at: usize) {
        let Running { id, plan, .. } = self.plans.remove(at);
        let form = self.form_of(id);
        if plan.is_done() {
            if let Some(form) = form {
                self.layers.remove(form);
            }
            self.notice = None;
            let undo = Action::Undo.row().keys[0];
            self.tell(match plan.undo {
                Some(_) => format!("{}: done. {undo} takes it back.", plan.doing),
                None => format!("{}: done.", plan.doing),
            });
            self.undo = plan.undo.map(|undo| *undo);
            return;
        }
        self.retry = Some(plan.rest());
        let none_done = !plan.steps.iter().any(|step| step.state == StepState::Done);
        let first = plan.failures().next().map(|(_, error)| error.clone());
        match (form, first) {
            (Some(form), Some(error)) if none_done => self.return_to_form(form, error),
            (form, Some(error)) if plan.steps.len() == 1 => {
                if let Some(form) = form {
                    self.layers.remove(form);
                }
                self.fail(plan.doing, error);
            }
            (form, _) => {
                if let Some(form) = form {
                    self.layers.remove(form);
                }
                self.layers.push(Layer::Report(Report { plan, scroll: Scroll::default() }));
            }
        }
    }

    fn form_of(&self, id: PlanId) -> Option<usize> {
        self.layers.iter().position(
            |layer| matches!(layer, Layer::Form(form) if matches!(form.stage, Stage::Sending(sent) if sent == id)),
        )
    }

    fn return_to_form(&mut self, at: usize, error: ServiceError) {
        if let Some(Layer::Form(form)) = self.layers.get_mut(at) {
            form.stage = Stage::Filling;
            if let Some(field) = form.sheet.blame(&error) {
                form.fields.go_to(field);
                form.fields.judge(field, Some(error.why()));
            }
            let asks = form.sheet.refused(&error, &mut form.fields);
            form.trouble = Some(FormTrouble::Service(error));
            let id = form.id;
            self.ask_for(id, asks);
        }
    }

    /// The user has gone elsewhere since: news, or the failure; what was still to be sent is not.
    fn mutated_elsewhere(&mut self, at: usize, step: usize, result: Result<Reply, ServiceError>) {
        let Running { mut plan, .. } = self.plans.remove(at);
        match result {
            Ok(_) => {
                plan.steps[step].state = StepState::Done;
                let left = plan.steps.iter().filter(|step| step.state == StepState::Waiting).count();
                match left {
                    0 => self.tell(format!("{}: done, on the connection before.", plan.doing)),
                    left => self.refuse(
                        format!(
                            "{}: {left} requests were not sent, as you switched the connection.",
                            plan.doing
                        ),
                        "Go back there and do the rest.",
                    ),
                }
            }
            Err(error) => self.fail(plan.doing, error),
        }
    }

    /// The connection is about to go: what was to be read or sent on it no longer can be.
    pub(super) fn strand_plans(&mut self) {
        let (out, stranded): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.plans).into_iter().partition(|running| {
                running.plan.steps.iter().any(|step| matches!(step.state, StepState::Sent(_)))
            });
        self.plans = out;
        self.retry = None;
        self.undo = None;
        for running in stranded {
            self.refuse(
                format!("{}: whether it took effect is not known.", running.plan.doing),
                "Go back to that connection and look.",
            );
        }
    }

    /// Sends what failed once more, with the same tokens.
    pub(super) fn retry(&mut self) {
        let Some(plan) = self.retry.take() else {
            return self.refuse("No change has failed.", "There is nothing to send again.");
        };
        if matches!(self.layers.last(), Some(Layer::Report(_))) {
            self.layers.pop();
        }
        self.notice = None;
        self.carry_out(plan);
    }

    /// Asks whether to take the last change back.
    pub(super) fn ask_undo(&mut self) {
        match self.undo.take() {
            Some(plan) => {
                self.undo = Some(plan.clone());
                self.confirm_plan(plan, Vec::new());
            }
            None => self
                .refuse("There is no change to take back.", "Only some changes can be taken back at once."),
        }
    }
}

fn is_unsettled(step: &Step) -> bool {
    matches!(step.state, StepState::Sent(_) | StepState::Unknown)
}

/// Whether a secret shows that a request took effect which has no token, and would be refused if it were sent again.
fn shows_effect(truth: &Detail, request: &Request) -> bool {
    let scheduled = truth.summary.deleted.is_some();
    matches!(request, Request::DeleteSecret { recovery: Recovery::Window { .. }, .. }) && scheduled
}

/// Whether a request that failed so may have taken effect all the same.
fn leaves_outcome_open(error: &ServiceError) -> bool {
    matches!(error.kind, ErrorKind::TimedOut | ErrorKind::Garbage | ErrorKind::ServiceFailure)
}
