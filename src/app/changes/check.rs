//! The check before a request: the secret is read, and the request is sent only if the secret still is as it was reviewed.

use super::lookup::shows_when_gone;
use super::outcome::{proof_of, shows_effect};
use super::{Changes, raise_policy_change};
use crate::app::event::RereadResult;
use crate::app::known::Known;
use crate::app::plan::{Lookup, NextRead, Step, StepState, Subject};
use crate::app::{Event, UpdateContext};
use crate::service::api::{ErrorKind, Reply, Request, ServiceError, Target, Ticket};

/// The decision about a step, once its secret is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// The secret is as it was reviewed, or as the request would make it: the request is sent.
    Send,
    /// An earlier attempt has taken effect.
    HasTakenEffect,
    /// The secret has changed since the review.
    Changed,
}

fn judge(step: &Step, now: &Known) -> Verdict {
    let is_there = shows_effect(step, now);
    // Someone else has made the very same change: nothing of theirs is lost. A label is moved from where it was reviewed.
    let is_repeatable = !matches!(step.request, Request::UpdateSecretVersionStage { .. });
    if step.may_have_arrived && is_there {
        Verdict::HasTakenEffect
    } else if step.before.differences(now, &step.request).is_empty() || (is_there && is_repeatable) {
        Verdict::Send
    } else {
        Verdict::Changed
    }
}

impl Changes {
    /// Reads the secret of a step before its request is sent. What it tells is also what the undo goes back to.
    pub(super) fn check_step(&mut self, at: usize, step: usize, cx: &mut UpdateContext) {
        let found = &self.running[at].plan.steps[step];
        // The plan itself has just made a new secret.
        let is_new = matches!(found.subject, Subject::New(_));
        let read = if found.may_have_arrived {
            proof_of(&found.request)
        } else {
            Known::read_before(&found.request).filter(|_| !is_new)
        };
        let Some(read) = read else { return self.send_step(at, step, cx) };
        let region = found.region.clone();
        if let Some(ticket) = cx.call_in(region.as_deref(), Target::Check, read) {
            self.running[at].plan.steps[step].state = StepState::Checking(ticket);
        }
    }

    /// Handles the answer to the read before a request.
    pub fn checked(&mut self, ticket: &Ticket, result: Result<Reply, ServiceError>, cx: &mut UpdateContext) {
        let Some((at, step)) = self.find(ticket) else { return };
        let id = self.running[at].id;
        match result {
            Ok(reply) => {
                let now = self.running[at].plan.steps[step].before.after_read(&reply);
                self.go_on(at, step, now, Some(&reply), cx);
                self.tell_of_change(at, step, ticket, reply, cx);
            }
            Err(error) => self.check_failed(at, step, error, cx),
        }
        self.send_next(id, cx);
    }

    fn check_failed(&mut self, at: usize, step: usize, error: ServiceError, cx: &mut UpdateContext) {
        let found = &self.running[at].plan.steps[step];
        match error.kind {
            ErrorKind::NotFound if found.may_have_arrived && shows_when_gone(&found.request) => {
                self.has_taken_effect(at, step, None, cx);
            }
            // Where reading is denied, or the secret is gone, the answer to the request itself tells.
            ErrorKind::NotFound => self.send_step(at, step, cx),
            _ if error.is_denied() => self.send_step(at, step, cx),
            ErrorKind::Throttled => self.step_throttled(at, step, error, cx),
            _ if found.may_have_arrived => {
                let next_read = NextRead::now(cx, &error);
                let lookup = Lookup { error: error.clone(), failed_reads: 0, next_read };
                self.look_later(at, step, lookup, error, cx);
            }
            _ => self.step_failed(at, step, error, cx),
        }
    }

    /// Hands what was read to the list and the panes, if the secret has changed since the review.
    fn tell_of_change(&self, at: usize, step: usize, ticket: &Ticket, reply: Reply, cx: &mut UpdateContext) {
        let step = &self.running[at].plan.steps[step];
        let (None, Subject::Secret(arn), Some(_)) = (&step.region, &step.subject, step.found_changed())
        else {
            return;
        };
        let arn = arn.clone();
        match reply {
            Reply::DescribeSecret(detail) => {
                let result = RereadResult::Described(detail);
                cx.raise(Event::SecretReread { arn, ticket: ticket.clone(), result });
            }
            _ => raise_policy_change(&arn, &step.request, cx),
        }
    }

    /// Sends the request of a step whose secret was just read, unless `reply` shows that it must not be sent.
    pub(super) fn go_on(
        &mut self,
        at: usize,
        step: usize,
        now: Known,
        reply: Option<&Reply>,
        cx: &mut UpdateContext,
    ) {
        let found = &mut self.running[at].plan.steps[step];
        match judge(found, &now) {
            Verdict::Send => {
                found.before = now;
                self.send_step(at, step, cx);
            }
            Verdict::HasTakenEffect => self.has_taken_effect(at, step, reply, cx),
            Verdict::Changed => found.state = StepState::Changed(Box::new(now)),
        }
    }
}
