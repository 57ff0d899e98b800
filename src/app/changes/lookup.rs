//! Steps with an open outcome: the secret is read until it shows whether they have taken effect.

use super::outcome::{
    Next, answer_shown_by, is_refused_when_repeated, not_applied, outcome_unknown, proof_of, shows_effect,
};
use super::{ATTEMPTS, Changes, Running, raise_policy_change};
use crate::app::UpdateContext;
use crate::app::effect::FormId;
use crate::app::plan::{Lookup, NextRead, Step, StepState, Subject};
use crate::service::api::{ErrorKind, Recovery, Reply, Request, ServiceError, Target, Ticket};
use jiff::{SignedDuration, Timestamp};

/// The longest pause between two reads, in seconds.
const LONGEST_PAUSE: i64 = 60;

impl Changes {
    /// Handles a failed step of which an attempt may have taken effect: whatever the last one was answered, its secret
    /// tells.
    pub(super) fn step_uncertain(
        &mut self,
        at: usize,
        step: usize,
        error: ServiceError,
        cx: &mut UpdateContext,
    ) {
        let found = &mut self.running[at].plan.steps[step];
        found.may_have_arrived = true;
        if error.kind != ErrorKind::Throttled {
            found.unanswered += 1;
        }
        cx.keep_open(found);
        self.look_up(at, step, Lookup { next_read: NextRead::now(cx, &error), error, failed_reads: 0 }, cx);
    }

    /// Sends the read that shows the outcome of a step.
    fn look_up(&mut self, at: usize, step: usize, mut lookup: Lookup, cx: &mut UpdateContext) {
        let found = &mut self.running[at].plan.steps[step];
        let ticket = proof_of(&found.request)
            .and_then(|read| cx.call_in(found.region.as_deref(), Target::Outcome, read));
        if let Some(ticket) = ticket {
            lookup.next_read = NextRead::Out(ticket);
        }
        found.state = StepState::Unknown(Box::new(lookup));
    }

    /// Handles the answer to the read that shows the outcome of a step.
    pub fn looked_up(
        &mut self,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let Some((at, step)) = self.find(ticket) else { return };
        let Some(lookup) = self.running[at].plan.steps[step].lookup().cloned() else { return };
        let id = self.running[at].id;
        let found = &self.running[at].plan.steps[step];
        match result {
            Ok(reply) => {
                let now = found.before.after_read(&reply);
                if shows_effect(found, &now) {
                    self.has_taken_effect(at, step, Some(&reply), cx);
                } else if self.is_sent_again(at, step, &lookup) {
                    self.go_on(at, step, now, Some(&reply), cx);
                } else {
                    self.not_done(at, step, lookup, cx);
                }
            }
            Err(error) if error.kind == ErrorKind::NotFound => {
                if shows_when_gone(&found.request) {
                    self.has_taken_effect(at, step, None, cx);
                } else if self.is_sent_again(at, step, &lookup) {
                    self.send_step(at, step, cx);
                } else {
                    self.not_done(at, step, lookup, cx);
                }
            }
            // The answer to a request that may be repeated tells as well.
            Err(error)
                if error.is_denied()
                    && !is_refused_when_repeated(&found.request)
                    && self.is_sent_again(at, step, &lookup) =>
            {
                self.send_step(at, step, cx);
            }
            Err(error) => self.look_later(at, step, lookup, error, cx),
        }
        self.send_next(id, cx);
    }

    fn is_sent_again(&self, at: usize, step: usize, lookup: &Lookup) -> bool {
        Next::after(&lookup.error) == Next::SendAgain
            && self.running[at].plan.steps[step].unanswered < ATTEMPTS
    }

    /// Handles a step that has not taken effect, and is not sent again at once.
    fn not_done(&mut self, at: usize, step: usize, lookup: Lookup, cx: &mut UpdateContext) {
        match Next::after(&lookup.error) {
            Next::Pause => self.step_throttled(at, step, lookup.error, cx),
            Next::SendAgain | Next::Fail => self.step_failed(at, step, not_applied(lookup.error), cx),
        }
    }

    /// Reads again after a pause, which grows with each read that fails.
    pub(super) fn look_later(
        &mut self,
        at: usize,
        step: usize,
        lookup: Lookup,
        error: ServiceError,
        cx: &mut UpdateContext,
    ) {
        let seconds = 1_i64.checked_shl(lookup.failed_reads).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE);
        let time = cx.now() + cx.about(SignedDuration::from_secs(seconds));
        let lookup = Lookup {
            failed_reads: lookup.failed_reads.saturating_add(1),
            next_read: NextRead::At { time, error },
            ..lookup
        };
        self.running[at].plan.steps[step].state = StepState::Unknown(Box::new(lookup));
    }

    /// Sends the reads whose pause is over.
    pub(super) fn look_again(&mut self, cx: &mut UpdateContext) {
        let now = cx.now();
        let is_due = |lookup: &&Lookup| matches!(lookup.next_read, NextRead::At { time, .. } if time <= now);
        for at in 0..self.running.len() {
            for step in 0..self.running[at].plan.steps.len() {
                let due = self.running[at].plan.steps[step].lookup().filter(is_due).cloned();
                if let Some(lookup) = due {
                    self.look_up(at, step, lookup, cx);
                }
            }
        }
    }

    /// Makes the reads due that rest, as they may succeed now.
    pub(super) fn look_up_now(&mut self, cx: &mut UpdateContext) {
        let now = cx.now();
        for step in self.running.iter_mut().flat_map(|running| &mut running.plan.steps) {
            if let StepState::Unknown(lookup) = &mut step.state
                && let NextRead::At { time, .. } = &mut lookup.next_read
            {
                *time = now;
            }
        }
        self.look_again(cx);
    }

    /// Handles a step whose effect was seen, though it had no answer. `reply` is what was read; `None` if the secret is
    /// gone.
    pub(super) fn has_taken_effect(
        &mut self,
        at: usize,
        step: usize,
        reply: Option<&Reply>,
        cx: &mut UpdateContext,
    ) {
        let detail = match reply {
            Some(Reply::DescribeSecret(detail)) => Some(&**detail),
            _ => None,
        };
        let request = &self.running[at].plan.steps[step].request;
        if let Some(answer) = answer_shown_by(request, detail) {
            self.step_applied(at, step, answer, cx);
        }
    }

    /// Takes the plans of which nothing is left but to look up outcomes. The reads of the former connection are over, so that
    /// others follow.
    pub(super) fn take_looked_up(&mut self, cx: &UpdateContext) -> Vec<Running> {
        let is_settled = |step: &Step| match step.state {
            StepState::Unknown(_) | StepState::Done | StepState::Changed(_) | StepState::Failed(_) => true,
            StepState::Waiting | StepState::Checking(_) | StepState::Sent(_) | StepState::Throttled(_) => {
                false
            }
        };
        let is_looked_up = |running: &mut Running| running.plan.steps.iter().all(is_settled);
        let mut plans: Vec<Running> = self.running.extract_if(.., is_looked_up).collect();
        for step in plans.iter_mut().flat_map(|running| &mut running.plan.steps) {
            if let StepState::Unknown(lookup) = &mut step.state {
                lookup.next_read = NextRead::now(cx, &lookup.error);
            }
        }
        plans
    }

    /// Ends the pauses and the lookups of the plan of a form, or of the plans without a form: the user does not want to
    /// wait. Returns false if there are none.
    pub fn stop_waiting(&mut self, form: Option<FormId>, cx: &mut UpdateContext) -> bool {
        let own = self.running.iter().filter(|running| running.form == form);
        let ids: Vec<_> = own.map(|running| running.id).collect();
        let mut has_stopped = false;
        for id in ids {
            let Some(at) = self.index_of(id) else { continue };
            for step in 0..self.running[at].plan.steps.len() {
                has_stopped |= self.stop_step(at, step, cx);
            }
            self.send_next(id, cx);
        }
        has_stopped
    }

    fn stop_step(&mut self, at: usize, step: usize, cx: &mut UpdateContext) -> bool {
        let found = &mut self.running[at].plan.steps[step];
        match found.state.clone() {
            StepState::Throttled(throttled) => self.throttled_for_good(at, step, throttled.error, cx),
            StepState::Unknown(lookup) => {
                found.state = StepState::Failed(outcome_unknown(&lookup.error));
                if let Subject::Secret(arn) = &found.subject {
                    raise_policy_change(arn, &found.request, cx);
                }
                if let NextRead::Out(ticket) = lookup.next_read {
                    cx.abandon(ticket);
                }
            }
            StepState::Waiting
            | StepState::Checking(_)
            | StepState::Sent(_)
            | StepState::Done
            | StepState::Changed(_)
            | StepState::Failed(_) => return false,
        }
        true
    }
}

/// True if a request has taken effect once its secret is gone.
pub(super) fn shows_when_gone(request: &Request) -> bool {
    matches!(request, Request::DeleteSecret { recovery: Recovery::Force, .. })
}

impl NextRead {
    /// A read that is due now.
    pub(super) fn now(cx: &UpdateContext, error: &ServiceError) -> Self {
        Self::At { time: cx.now(), error: error.clone() }
    }

    /// The end of the pause before the read.
    fn pause(&self) -> Option<Timestamp> {
        match self {
            Self::Out(_) => None,
            Self::At { time, .. } => Some(*time),
        }
    }
}

/// The end of the pause that a step is in.
pub(super) fn pause_of(state: &StepState) -> Option<Timestamp> {
    match state {
        StepState::Throttled(throttled) => Some(throttled.until),
        StepState::Unknown(lookup) => lookup.next_read.pause(),
        StepState::Waiting
        | StepState::Checking(_)
        | StepState::Sent(_)
        | StepState::Done
        | StepState::Changed(_)
        | StepState::Failed(_) => None,
    }
}
