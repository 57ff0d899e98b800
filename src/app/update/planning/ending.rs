//! The end of a plan: news, or what failed and how to go on; and what can be done about it afterwards.

use crate::app::Model;
use crate::app::action::Action;
use crate::app::form::OnYes;
use crate::app::forms::Question;
use crate::app::layer::{Layer, Report};
use crate::app::plan::{Running, StepState};
use crate::app::scroll::Scroll;

impl Model {
    pub(super) fn end_plan(&mut self, at: usize) {
        let Running { plan, form, .. } = self.plans.remove(at);
        let form = form.filter(|form| self.is_waiting_for_plan(*form));
        if plan.is_done() {
            if let Some(form) = form {
                self.close_form(form);
            }
            self.cx.notices_mut().dismiss();
            if let Some((name, region)) = plan.made_elsewhere() {
                return self.made_elsewhere(&plan.title, name, region);
            }
            let undo = Action::Undo.row().keys[0];
            self.tell(match plan.undo {
                Some(_) => format!("{}: done. {undo} takes it back.", plan.title),
                None => format!("{}: done.", plan.title),
            });
            self.undo = plan.undo.map(|undo| *undo);
            return;
        }
        self.retry = Some(plan.rest());
        let none_done = !plan.steps.iter().any(|step| step.state == StepState::Done);
        if !none_done {
            // The change before this one is no longer the last.
            self.undo = plan.undo_of_what_is_done();
        }
        let first = plan.failures().next().map(|(_, error)| error.clone());
        match (form, first) {
            (Some(form), Some(error)) if none_done => self.form_rejected(form, error),
            (form, Some(error)) if plan.steps.len() == 1 => {
                if let Some(form) = form {
                    self.close_form(form);
                }
                self.fail(plan.title, error);
            }
            (form, _) => {
                if let Some(form) = form {
                    self.close_form(form);
                }
                self.layers.push(Layer::Report(Report { plan, scroll: Scroll::default() }));
            }
        }
    }

    /// A secret was made in another Region: offers to go there.
    fn made_elsewhere(&mut self, title_of_plan: &str, name: &str, region: &str) {
        self.tell(format!("{title_of_plan}: done."));
        let here = self.connection.region().unwrap_or("this Region").to_owned();
        let title = format!("Go to what was made in {region}?");
        let lines = [
            format!("{title_of_plan}: done."),
            format!("Yes switches from {here} to {region}, and opens {name} there."),
        ];
        let on_yes = OnYes::GoTo { region: region.to_owned(), name: name.to_owned() };
        self.open_any_form(Box::new(Question::asking(title, lines, on_yes)));
    }

    /// Sends what failed once more, with the same tokens.
    pub(in crate::app::update) fn retry(&mut self) {
        let Some(plan) = self.retry.take() else {
            return self.refuse("No change has failed.", "There is nothing to send again.");
        };
        if matches!(self.layers.last(), Some(Layer::Report(_))) {
            self.layers.pop();
        }
        self.cx.notices_mut().dismiss();
        self.carry_out(plan);
    }

    /// Asks whether to take the last change back.
    pub(in crate::app::update) fn ask_undo(&mut self) {
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
