//! Forms: opened here, and left; filled, sent and answered in rooms of their own.

mod answers;
mod filling;
mod sending;

use crate::app::Access;
use crate::app::form::{Form, FormContext, FormEffect, FormId, FormSpec, Stage, Touched};
use crate::app::layer::{Confirm, Layer, Then};
use crate::app::{Effect, Model};
use crate::service::api::Request;
use crate::service::api::Target;

/// The uppermost form; help or a question may lie on it.
pub(super) fn uppermost(layers: &mut [Layer]) -> Option<&mut Form> {
    layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Form(form) => Some(&mut **form),
        _ => None,
    })
}

impl Model {
    /// Opens a form; read-only mode opens none that changes anything.
    pub(super) fn open_form(&mut self, operation: &str, sheet: Box<dyn FormSpec>) {
        if self.cx.settings().access == Access::ReadOnly {
            return self.refuse_read_only(operation);
        }
        self.open_any_form(sheet);
    }

    /// Opens a form that only reads.
    pub(super) fn open_any_form(&mut self, sheet: Box<dyn FormSpec>) {
        self.form_count += 1;
        let id = FormId(self.form_count);
        let (_, cx) = self.form_and_facts();
        let form = Form::open(id, sheet, &cx);
        self.layers.push(Layer::Form(Box::new(form)));
        self.let_sheet(|form, cx| form.spec.opened(cx));
    }

    /// The uppermost form, if there is one, and what its sheet may know.
    fn form_and_facts(&mut self) -> (Option<&mut Form>, FormContext<'_>) {
        let cx = FormContext {
            secrets: self.list.secrets(),
            connection: self.connection.summary(),
            update: &mut self.cx,
        };
        (uppermost(&mut self.layers), cx)
    }

    /// Does something with the uppermost form, and brings what stands below its fields up to date; `None` if there is no
    /// form.
    fn with_form<T>(&mut self, work: impl FnOnce(&mut Form, &mut FormContext<'_>) -> T) -> Option<T> {
        let (form, mut cx) = self.form_and_facts();
        let form = form?;
        let outcome = work(form, &mut cx);
        form.notes = form.spec.notes(&form.fields, &cx);
        Some(outcome)
    }

    /// Lets the sheet of the uppermost form do something, and does what it asks for.
    fn let_sheet(&mut self, work: impl FnOnce(&mut Form, &mut FormContext<'_>) -> Vec<FormEffect>) {
        if let Some((id, effects)) = self.with_form(|form, cx| (form.id, work(form, cx))) {
            self.ask_for(id, effects);
        }
    }

    /// Does what a sheet asks for.
    pub(super) fn ask_for(&mut self, id: FormId, effects: Vec<FormEffect>) {
        for ask in effects {
            match ask {
                FormEffect::Read(request) => self.read_for(id, None, request),
                FormEffect::ReadIn(region, request) => self.read_for(id, Some(&region), request),
                FormEffect::Local(work) => self.emit(Effect::Local(id, work)),
                FormEffect::Copy { what, text } => self.put_on_clipboard(what, text),
                FormEffect::Submit => self.submit_form(),
            }
        }
    }

    fn read_for(&mut self, id: FormId, region: Option<&str>, request: Request) {
        let ticket = self.call_in(region, Target::Form(id.0), request.clone());
        if let (Some(ticket), Some(form)) = (ticket, uppermost(&mut self.layers)) {
            form.reads.push((ticket, request));
        }
    }

    /// Esc: from the review to the fields; from fields that were changed, after a question.
    pub(super) fn leave_form(&mut self) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        match (&form.stage, form.touched) {
            // Without fields there is nothing to go back to.
            (Stage::Reviewing { .. }, _) if form.fields.all().is_empty() => self.close_form(),
            (Stage::Reviewing { .. }, _) => self.back_to_filling(),
            (Stage::Waiting, _) => self.stop_waiting(),
            (Stage::Sending(_), _) => {
                self.tell("The service has not answered yet: the form stays until it has.");
            }
            (Stage::Filling, Touched::Touched) => {
                let title = "Leave the form? What was typed is lost.".to_owned();
                let lines = vec![form.spec.title()];
                self.layers.push(Layer::Confirm(Confirm { title, lines, cli: None, then: Then::LeaveForm }));
            }
            (Stage::Filling, Touched::Untouched) => self.close_form(),
        }
    }

    /// The form is filled again. It goes on under another number: what the one that waited asked for comes too late.
    fn stop_waiting(&mut self) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        self.form_count += 1;
        form.id = FormId(self.form_count);
        form.spec.cancelled();
        form.passwords.clear();
        let reads = std::mem::take(&mut form.reads);
        self.back_to_filling();
        for (ticket, _) in reads {
            self.abandon(ticket);
        }
    }

    /// Closes the form, what lies on it with it, and aborts what it still reads.
    pub(super) fn close_form(&mut self) {
        let Some(at) = self.layers.iter().rposition(|layer| matches!(layer, Layer::Form(_))) else { return };
        for layer in self.layers.split_off(at) {
            if let Layer::Form(form) = layer {
                form.reads.into_iter().for_each(|(ticket, _)| self.abandon(ticket));
            }
        }
    }
}
