//! The check before a request: the secret is read, and the request is sent only if the secret still is as it was reviewed.

use super::outcome::shows_effect;
use super::{Changes, raise_policy_change};
use crate::app::event::RereadResult;
use crate::app::known::Known;
use crate::app::plan::{Step, StepState, Subject};
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
    let may_have_applied = step.sent > 0 || step.was_sent;
    let is_there = shows_effect(&step.before, now, &step.request);
    // Someone else has made the very same change: nothing of theirs is lost. A label is moved from where it was reviewed.
    let is_repeatable = !matches!(step.request, Request::UpdateSecretVersionStage { .. });
    if may_have_applied && is_there {
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
        let read = Known::read_before(&found.request).filter(|_| !is_new);
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
                self.go_on(at, step, now, cx);
                self.tell_of_change(at, step, ticket, reply, cx);
            }
            // Where reading is denied, or the secret is gone, the answer to the request itself tells.
            Err(error) if matches!(error.kind, ErrorKind::AccessDenied { .. } | ErrorKind::NotFound) => {
                self.send_step(at, step, cx);
            }
            Err(error) => self.step_failed(at, step, error, cx),
        }
        self.send_next(id, cx);
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

    /// Sends the request of a step whose secret was just read, unless that shows that it must not be sent.
    pub(super) fn go_on(&mut self, at: usize, step: usize, now: Known, cx: &mut UpdateContext) {
        let found = &mut self.running[at].plan.steps[step];
        match judge(found, &now) {
            Verdict::Send => {
                found.before = now;
                self.send_step(at, step, cx);
            }
            Verdict::HasTakenEffect => {
                let (subject, region) = (found.subject.clone(), found.region.clone());
                self.has_taken_effect(at, step, cx);
                if let (Subject::Secret(arn), None) = (subject, region) {
                    cx.reread_secret(arn);
                }
            }
            Verdict::Changed => found.state = StepState::Changed(Box::new(now)),
        }
    }
}
