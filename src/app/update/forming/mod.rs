//! Forms: opened, driven and closed; and the facts that they raise, handed to those whom they concern.

use crate::app::action::Action;
use crate::app::form::{AnyForm, Form, FormContext, FormFlow, FormId};
use crate::app::layer::Layer;
use crate::app::{Access, Event, LocalAnswer, Model};
use crate::service::api::{Reply, ServiceError, Ticket};
use crossterm::event::KeyEvent;

impl Model {
    /// Opens a form; read-only mode opens none that changes anything.
    pub(super) fn open_form(&mut self, operation: &str, spec: Box<dyn AnyForm>) {
        if self.cx.settings().access == Access::ReadOnly {
            return self.refuse_read_only(operation);
        }
        self.open_any_form(spec);
    }

    /// Opens a form that only reads, or a question.
    pub(super) fn open_any_form(&mut self, spec: Box<dyn AnyForm>) {
        self.form_count += 1;
        let id = FormId(self.form_count);
        let mut cx = FormContext {
            secrets: self.list.secrets(),
            connection: self.connection.summary(),
            update: &mut self.cx,
        };
        let form = Form::open(id, spec, &mut cx);
        self.layers.push(Layer::Form(Box::new(form)));
    }

    /// A key that means no action.
    pub(super) fn form_key(&mut self, key: KeyEvent) {
        self.with_top_form(|form, cx| form.key(key, cx));
    }

    /// Pasted text.
    pub(super) fn form_paste(&mut self, text: &str) {
        self.with_top_form(|form, cx| form.paste(text, cx));
    }

    /// An action of the form on top.
    pub(super) fn form_act(&mut self, action: Action) {
        self.with_top_form(|form, cx| form.act(action, cx));
    }

    /// A read that a form asked for has ended.
    pub(super) fn form_read_came(
        &mut self,
        id: FormId,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
    ) {
        self.with_form(id, |form, cx| form.reply(ticket, result, cx));
    }

    /// An editor or a file has answered.
    pub(super) fn local_came(&mut self, id: FormId, answer: LocalAnswer) {
        self.with_form(id, |form, cx| form.local(answer, cx));
    }

    /// The plan of a form has failed before anything took effect.
    pub(super) fn form_rejected(&mut self, id: FormId, error: ServiceError) {
        self.with_form(id, |form, cx| {
            form.rejected(error, cx);
            FormFlow::Stay
        });
    }

    /// Closes the form of a plan that has ended.
    pub(super) fn close_form(&mut self, id: FormId) {
        self.with_form(id, |_, _| FormFlow::Close);
    }

    /// Tells whether a form waits for the end of its plan.
    pub(super) fn is_waiting_for_plan(&self, id: FormId) -> bool {
        self.layers
            .iter()
            .any(|layer| matches!(layer, Layer::Form(form) if form.id() == id && form.is_sending()))
    }

    fn with_top_form(&mut self, work: impl FnOnce(&mut Form, &mut FormContext<'_>) -> FormFlow) {
        if let Some(Layer::Form(form)) = self.layers.last() {
            self.with_form(form.id(), work);
        }
    }

    fn with_form(&mut self, id: FormId, work: impl FnOnce(&mut Form, &mut FormContext<'_>) -> FormFlow) {
        let is_it = |layer: &Layer| matches!(layer, Layer::Form(form) if form.id() == id);
        let Some(at) = self.layers.iter().position(is_it) else { return };
        let Layer::Form(form) = &mut self.layers[at] else { return };
        let mut cx = FormContext {
            secrets: self.list.secrets(),
            connection: self.connection.summary(),
            update: &mut self.cx,
        };
        if work(form, &mut cx) == FormFlow::Close {
            self.close_layers_from(at);
        }
        self.route_events();
    }

    /// Closes a form and what lies on it.
    fn close_layers_from(&mut self, at: usize) {
        for layer in self.layers.split_off(at) {
            if let Layer::Form(mut form) = layer {
                form.close(&mut self.cx);
            }
        }
    }

    fn route_events(&mut self) {
        while let Some(event) = self.cx.next_event() {
            match event {
                Event::PlanConfirmed { plan, form } => {
                    let sent = self.carry_out(*plan);
                    if let Some(running) = self.plans.iter_mut().find(|running| Some(running.id) == sent) {
                        running.form = form;
                    }
                }
                Event::CopyRequested { what, text } => self.put_on_clipboard(what, text),
                Event::VersionRequested(version) => self.read_version_of(version),
                Event::RegionRequested { region, name } => self.go_to(region, name),
                Event::QuitConfirmed => self.leave(),
            }
        }
    }
}
