//! The end of a plan: news, or what failed and how to go on; and what can be done about it afterwards.

use crate::app::Model;
use crate::app::actions::Action;
use crate::app::form::{FormTrouble, Stage};
use crate::app::layer::{Confirm, Layer, Report, Then};
use crate::app::plan::{PlanId, Running, StepState};
use crate::app::scroll::Scroll;
use crate::service::api::ServiceError;

impl Model {
    pub(super) fn end_plan(&mut self, at: usize) {
        let Running { id, plan, .. } = self.plans.remove(at);
        let form = self.form_of(id);
        if plan.is_done() {
            if let Some(form) = form {
                self.layers.remove(form);
            }
            self.notice = None;
            if let Some((name, region)) = plan.made_elsewhere() {
                return self.made_elsewhere(&plan.title, name, region);
            }
            let undo = self.keymap().label(Action::Undo);
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
            (Some(form), Some(error)) if none_done => self.return_to_form(form, error),
            (form, Some(error)) if plan.steps.len() == 1 => {
                if let Some(form) = form {
                    self.layers.remove(form);
                }
                self.fail(plan.title, error);
            }
            (form, _) => {
                if let Some(form) = form {
                    self.layers.remove(form);
                }
                self.layers.push(Layer::Report(Report { plan, scroll: Scroll::default() }));
            }
        }
    }

    /// A secret was made in another Region: offers to go there.
    fn made_elsewhere(&mut self, title: &str, name: &str, region: &str) {
        self.tell(format!("{title}: done."));
        let here = self.connection.region().unwrap_or("this Region").to_owned();
        self.layers.push(Layer::Confirm(Confirm {
            title: format!("Go to what was made in {region}?"),
            lines: vec![
                format!("{title}: done."),
                format!("Yes switches from {here} to {region}, and opens {name} there."),
            ],
            cli: None,
            then: Then::GoTo { region: region.to_owned(), name: name.to_owned() },
        }));
    }

    fn form_of(&self, id: PlanId) -> Option<usize> {
        self.layers.iter().position(
            |layer| matches!(layer, Layer::Form(form) if matches!(form.stage, Stage::Sending(sent) if sent == id)),
        )
    }

    fn return_to_form(&mut self, at: usize, error: ServiceError) {
        if let Some(Layer::Form(form)) = self.layers.get_mut(at) {
            form.stage = Stage::Filling;
            if let Some(field) = form.spec.field_for_error(&error) {
                form.fields.go_to(field);
                form.fields.set_error(field, Some(error.why()));
            }
            let effects = form.spec.on_rejected(&error, &mut form.fields);
            form.trouble = Some(FormTrouble::Service(error));
            let id = form.id;
            self.ask_for(id, effects);
        }
    }

    /// Sends what failed once more, with the same tokens.
    pub(in crate::app::update) fn retry(&mut self) {
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
