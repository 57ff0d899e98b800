//! Waiting: what a form needs is sent, answered, failed or cancelled here, and nowhere else.

use super::need::matching;
use super::pending::{Blocked, Pending, Purpose};
use super::{Answer, FieldRef, Flow, Form, FormContext, FormProblem, Need, PasswordPlace, Stage};
use crate::app::Effect;
use crate::app::local::LocalAnswer;
use crate::app::problem::Problem;
use crate::service::api::{Reply, Request, ServiceError, Target, Ticket};

impl Form {
    /// Sends the needs of the opening form that were not sent yet.
    pub(super) fn send_opening(&mut self, cx: &mut FormContext<'_>) {
        let new: Vec<Need> =
            self.spec.opening().into_iter().filter(|need| !self.opened.contains(need)).collect();
        self.opened.extend(new.iter().cloned());
        self.send(new, Purpose::Opening, cx);
    }

    /// Waits for the needs of a submission. An earlier answer must not satisfy a need of this submission.
    pub(super) fn wait_for(&mut self, needs: Vec<Need>, cx: &mut FormContext<'_>) {
        self.stage = Stage::Waiting;
        self.abandon(cx, |pending| pending.is_for(Purpose::Opening) || pending.is_for(Purpose::Lookup));
        self.send(needs, Purpose::Submission, cx);
    }

    /// Sends what may lead to an alternative, after the service has rejected the plan.
    pub(super) fn look_up(&mut self, need: Need, cx: &mut FormContext<'_>) {
        self.send(vec![need], Purpose::Lookup, cx);
    }

    fn send(&mut self, needs: Vec<Need>, purpose: Purpose, cx: &mut FormContext<'_>) {
        for need in needs {
            let ticket = match &need {
                Need::Read { region, request } => {
                    let target = Target::Form(self.id.0);
                    cx.update.call_in(region.as_deref(), target, request.clone())
                }
                Need::File(work) => {
                    cx.update.emit(Effect::Local(self.id, work.clone()));
                    None
                }
            };
            self.pending.push(Pending::Need { need, purpose, ticket });
        }
    }

    /// Has a password made for a place.
    pub(super) fn send_for_password(
        &mut self,
        request: Request,
        (field, place): (FieldRef, PasswordPlace),
        cx: &mut FormContext<'_>,
    ) {
        if let Some(ticket) = cx.update.call(Target::Form(self.id.0), request) {
            self.pending.push(Pending::Password { ticket, field, place });
        }
    }

    /// Takes in an answer of the service; one that the form does not wait for changes nothing.
    pub fn reply(
        &mut self,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        cx: &mut FormContext<'_>,
    ) -> Flow {
        let Some(at) = self.pending.iter().position(|pending| pending.is_of(ticket)) else {
            return Flow::Stay;
        };
        let flow = match self.pending.remove(at) {
            Pending::Password { field, place, .. } => {
                self.password_came(field, &place, result, cx);
                Flow::Stay
            }
            Pending::Need { need, purpose, .. } => {
                let result = match need.request() {
                    Some(request) => matching(request, result),
                    None => result,
                };
                match result {
                    Ok(reply) => self.learn(&need, Answer::Reply(reply), purpose, cx),
                    Err(error) if self.spec.tolerates(&need, &error) => {
                        self.learn(&need, Answer::Failed(error), purpose, cx)
                    }
                    Err(error) => {
                        self.fail(FormProblem::Service(error), purpose, cx);
                        Flow::Stay
                    }
                }
            }
        };
        self.refresh(cx);
        flow
    }

    /// Takes in the answer of an editor or of a file.
    pub fn local(&mut self, answer: LocalAnswer, cx: &mut FormContext<'_>) -> Flow {
        let flow = match answer {
            LocalAnswer::Edited(Ok(text)) => {
                if let Some(text) = text {
                    self.is_touched = true;
                    self.spec.edited(text, cx);
                }
                Flow::Stay
            }
            LocalAnswer::Edited(Err(problem)) => {
                self.problem = Some(FormProblem::Local(problem));
                Flow::Stay
            }
            LocalAnswer::File(result) => self.file_came(result.map(Answer::File), cx),
            LocalAnswer::Saved(result) => self.file_came(result.map(|()| Answer::Saved), cx),
        };
        self.refresh(cx);
        flow
    }

    fn file_came(&mut self, result: Result<Answer, Problem>, cx: &mut FormContext<'_>) -> Flow {
        let is_file = |pending: &Pending| matches!(pending, Pending::Need { need: Need::File(_), .. });
        let Some(at) = self.pending.iter().position(is_file) else { return Flow::Stay };
        let Pending::Need { need, purpose, .. } = self.pending.remove(at) else { return Flow::Stay };
        match result {
            Ok(answer) => self.learn(&need, answer, purpose, cx),
            Err(problem) => {
                self.spec.file_failed(&problem);
                self.fail(FormProblem::Local(problem), purpose, cx);
                Flow::Stay
            }
        }
    }

    /// Hands an answer to the form, and goes on with what waited for it.
    fn learn(&mut self, need: &Need, answer: Answer, purpose: Purpose, cx: &mut FormContext<'_>) -> Flow {
        self.spec.learn(need, answer, cx);
        match purpose {
            Purpose::Opening => {
                self.send_opening(cx);
                Flow::Stay
            }
            Purpose::Submission => {
                self.answered.push(need.clone());
                let waits = self.pending.iter().any(|pending| pending.is_for(Purpose::Submission));
                if waits { Flow::Stay } else { self.advance(cx) }
            }
            Purpose::Lookup if self.spec.has_alternative(cx) => self.submit(cx),
            Purpose::Lookup => Flow::Stay,
        }
    }

    /// A need failed that the form can't do without. A submission ends; a lookup was only a try.
    fn fail(&mut self, problem: FormProblem, purpose: Purpose, cx: &mut FormContext<'_>) {
        match purpose {
            Purpose::Lookup => return,
            Purpose::Opening => {}
            Purpose::Submission => {
                self.abandon(cx, |pending| pending.is_for(Purpose::Submission));
                self.stage = Stage::Filling;
                self.focus_on_error();
            }
        }
        if let FormProblem::Service(error) = &problem {
            self.note_failure(Blocked::Need(purpose), error);
        }
        self.problem = Some(problem);
    }

    /// The user does not want to wait any longer: the form is filled again, and what comes now comes too late.
    pub(super) fn cancel(&mut self, cx: &mut FormContext<'_>) {
        self.abandon(cx, |_| true);
        self.id = self.id.after_cancelling();
        self.stage = Stage::Filling;
        self.mask_all();
    }

    fn abandon(&mut self, cx: &mut FormContext<'_>, is_given_up: impl Fn(&Pending) -> bool) {
        let given_up: Vec<Pending> = self.pending.extract_if(.., |pending| is_given_up(pending)).collect();
        cx.update.abandon_all(given_up.into_iter().filter_map(Pending::into_ticket));
    }
}
