//! Submitting a form: what is wrong with it, its conflict, its review, yes to that, and the way back from it.

use super::conflict::ConflictChoice;
use super::field::Table;
use super::pending::Blocked;
use super::{
    Advance, Confirmation, Conflict, Flow, Form, FormContext, FormProblem, Mask, Note, OnYes, Outcome,
    Rejected, Resolution, Review, Stage,
};
use crate::app::Access;
use crate::app::actions::Action;
use crate::app::event::Event;
use crate::app::scroll::Scroll;
use crate::app::text_line::TextLine;
use crate::service::api::ServiceError;

impl Form {
    /// Submits the form: what is wrong is said at its field, else what will be done is shown.
    pub(super) fn submit(&mut self, cx: &mut FormContext<'_>) -> Flow {
        if !matches!(self.stage, Stage::Filling) {
            return Flow::Stay;
        }
        (self.problem, self.blocked) = (None, None);
        self.notes_mask = Mask::Masked;
        for field in self.fields_mut() {
            field.set_error(None);
            field.input_mut().table_mut().map(Table::end_search);
        }
        self.answered.clear();
        self.spec.forget_answers();
        self.advance(cx)
    }

    /// Goes on with a submission: waits for what is still needed, asks about a conflict, or concludes.
    pub(super) fn advance(&mut self, cx: &mut FormContext<'_>) -> Flow {
        loop {
            match self.spec.advance(&self.answered, cx) {
                Advance::Wait(needs) => {
                    self.wait_for(needs, cx);
                    return Flow::Stay;
                }
                Advance::Conflict(conflict) => match self.chosen_resolution(&conflict) {
                    None => {
                        self.ask_about(conflict);
                        return Flow::Stay;
                    }
                    Some(Resolution::Drop) => {
                        if self.spec.is_question() {
                            cx.update.raise(Event::PlanDropped { form: self.spec.answers_for() });
                        }
                        let news = self.spec.dropped();
                        return self.conclude(Outcome::Close(Some(news)), cx);
                    }
                    Some(resolution) => {
                        self.choice = None;
                        self.spec.resolve(resolution, cx);
                    }
                },
                Advance::Conclude(outcome) => return self.conclude(outcome, cx),
            }
        }
    }

    fn chosen_resolution(&self, conflict: &Conflict) -> Option<Resolution> {
        self.choice.as_ref()?.resolution(conflict)
    }

    fn ask_about(&mut self, conflict: Conflict) {
        self.choice = Some(ConflictChoice::new(conflict));
        self.stage = Stage::Filling;
        self.focus_on_error();
    }

    fn conclude(&mut self, outcome: Outcome, cx: &mut FormContext<'_>) -> Flow {
        self.stage = Stage::Filling;
        match outcome {
            Outcome::Review(mut review) => {
                self.mask_all();
                self.choice = None;
                review.set_home(cx.connection.cli_destination());
                review.resume(cx.update);
                review.confirm_by(cx.update.settings().applied.confirm);
                self.show_review(review);
            }
            Outcome::Rejected(Rejected::Fields) => self.focus_on_error(),
            Outcome::Rejected(Rejected::Nothing(text)) => {
                self.problem = Some(FormProblem::Nothing(text));
            }
            Outcome::Stay(focus) => {
                self.mask_all();
                if let Some(field) = focus {
                    self.focus_on(field);
                }
            }
            Outcome::Close(news) => {
                if let Some(news) = news {
                    cx.update.tell(news);
                }
                return Flow::Close;
            }
        }
        Flow::Stay
    }

    fn show_review(&mut self, review: Box<Review>) {
        self.stage = Stage::Reviewing { review, scroll: Scroll::default(), typed: TextLine::default() };
    }

    /// Yes to the review. A form stays until its plan has taken effect, so that nothing typed is lost; a question closes.
    pub(super) fn confirm(&mut self, cx: &mut FormContext<'_>) -> Flow {
        let Stage::Reviewing { review, .. } = std::mem::replace(&mut self.stage, Stage::Filling) else {
            return Flow::Stay;
        };
        let is_question = self.spec.is_question();
        match review.into_on_yes() {
            OnYes::CarryOut(plan) if cx.update.settings().access() == Access::ReadOnly => {
                let operation = plan.steps.first().map_or("", |step| step.request.operation());
                cx.update.show_problem(cx.update.settings().refusal(operation));
            }
            OnYes::CarryOut(plan) => {
                let form = if is_question { self.spec.answers_for() } else { Some(self.id) };
                cx.update.raise(Event::PlanConfirmed { plan, form });
                self.stage = if is_question { Stage::Filling } else { Stage::Sending };
            }
            OnYes::GoTo { region, name } => cx.update.raise(Event::RegionRequested { region, name }),
            OnYes::ForgetHistory => cx.update.raise(Event::HistoryForgotten),
            OnYes::RunCommand { command, secret } => {
                cx.update.raise(Event::CommandConfirmed { command, secret });
            }
            OnYes::RestoreText(left) => cx.update.raise(Event::LeftTextWanted(left)),
            OnYes::Quit => cx.update.raise(Event::QuitConfirmed),
            OnYes::LeaveForm => return Flow::Close,
        }
        if is_question { Flow::Close } else { Flow::Stay }
    }

    /// The name that confirms was typed: it must be right, letter by letter.
    pub(super) fn accept_typed_name(&mut self, cx: &mut FormContext<'_>) -> Flow {
        let Stage::Reviewing { review, typed, .. } = &self.stage else { return Flow::Stay };
        match review.confirmation() {
            Confirmation::TypedName(name) if name != typed.text() => {
                let back = cx.key(Action::Back);
                cx.update
                    .tell(format!("The name does not match: type it letter by letter, or press {back}."));
                Flow::Stay
            }
            Confirmation::TypedNumber(count) if count.to_string() != typed.text().trim() => {
                let back = cx.key(Action::Back);
                cx.update.tell(format!("The number does not match: type {count}, or press {back}."));
                Flow::Stay
            }
            Confirmation::TypedName(_) | Confirmation::TypedNumber(_) => self.confirm(cx),
            Confirmation::Key => Flow::Stay,
        }
    }

    /// No to the review: back to the fields; a question closes.
    pub(super) fn decline(&mut self, cx: &mut FormContext<'_>) -> Flow {
        if !matches!(self.stage, Stage::Reviewing { .. }) {
            return Flow::Stay;
        }
        self.mask_all();
        self.stage = Stage::Filling;
        if let Some(event) = self.spec.declined() {
            cx.update.raise(event);
        }
        if self.spec.is_question() { Flow::Close } else { Flow::Stay }
    }

    /// Leaves the review, the wait or the form; a form in which something was typed asks first.
    pub(super) fn back(&mut self, cx: &mut FormContext<'_>) -> Flow {
        let is_filling = matches!(self.stage, Stage::Filling);
        if is_filling
            && self.with_focused(|field| field.input_mut().table_mut().map(Table::end_search)).flatten()
                == Some(true)
        {
            return Flow::Stay;
        }
        match &self.stage {
            Stage::Reviewing { .. } => return self.decline(cx),
            Stage::Waiting => {
                self.cancel(cx);
                return if self.spec.is_question() { Flow::Close } else { Flow::Stay };
            }
            Stage::Sending => cx.update.raise(Event::WaitStopped { form: self.id }),
            Stage::Filling if self.is_changed() && !self.spec.is_question() => {
                let notes = vec![Note::plain(self.spec.title())];
                let title = "Leave the form? What you typed is lost.";
                self.show_review(Box::new(Review::asking(title, notes, OnYes::LeaveForm)));
            }
            Stage::Filling => return Flow::Close,
        }
        Flow::Stay
    }

    /// The plan of the form is being carried out.
    pub fn plan_started(&mut self) {
        self.stage = Stage::Sending;
    }

    /// The plan of the form was not sent, because the secret has changed since the review: back to the fields. A form that
    /// finds conflicts itself is submitted again, and asks about this one; the result says whether it does.
    pub fn found_changed(&mut self, cx: &mut FormContext<'_>) -> (bool, Flow) {
        self.stage = Stage::Filling;
        let asks_itself = self.spec.finds_conflicts();
        let flow = if asks_itself { self.submit(cx) } else { Flow::Stay };
        self.refresh(cx);
        (asks_itself, flow)
    }

    /// The plan of the form failed before anything took effect: back to the fields, with the reason at the one that it
    /// concerns.
    pub fn rejected(&mut self, error: ServiceError, cx: &mut FormContext<'_>) {
        self.stage = Stage::Filling;
        if let Some(field) = self.spec.field_for_error(&error) {
            field.set_error(Some(error.why()));
        }
        self.focus_on_error();
        self.note_failure(Blocked::Plan(self.contents()), &error);
        let lookup = self.spec.lookup(&error);
        self.problem = Some(FormProblem::Service(error));
        if let Some(need) = lookup {
            self.look_up(need, cx);
        }
        self.refresh(cx);
    }
}
