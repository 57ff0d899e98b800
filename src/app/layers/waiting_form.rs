//! Answers for forms that wait: for a read, an editor, a file, or the end of their plan.

use super::{Layer, Layers};
use crate::app::LocalAnswer;
use crate::app::effect::FormId;
use crate::app::form::{AfterLogin, Flow, Form, FormContext};
use crate::service::api::{Reply, ServiceError, Ticket};

impl Layers {
    /// Hands the answer to a read to the form that asked.
    pub fn form_read(
        &mut self,
        id: FormId,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        cx: &mut FormContext<'_>,
    ) {
        self.with_form(id, cx, |form, cx| form.reply(ticket, result, cx));
    }

    /// Hands the answer from an editor or a file to the form that asked.
    pub fn form_local(&mut self, id: FormId, answer: LocalAnswer, cx: &mut FormContext<'_>) {
        self.with_form(id, cx, |form, cx| form.local(answer, cx));
    }

    /// Closes a form after its plan has ended.
    pub fn plan_done(&mut self, id: FormId) {
        if let Some(index) = self.form_index(id) {
            self.stack.remove(index);
        }
    }

    /// Lets a form wait for its plan.
    pub fn plan_started(&mut self, id: FormId) {
        if let Some(index) = self.form_index(id)
            && let Layer::Form(form) = &mut self.stack[index]
        {
            form.plan_started();
        }
    }

    /// Opens the fields of a form again: its plan was not sent, because the secret has changed since the review. Returns
    /// true if the form asks itself what to do about that.
    pub fn plan_changed(&mut self, id: FormId, cx: &mut FormContext<'_>) -> bool {
        let mut asks_itself = false;
        self.with_form(id, cx, |form, cx| {
            let (asks, flow) = form.found_changed(cx);
            asks_itself = asks;
            flow
        });
        asks_itself
    }

    /// Opens the fields of a form again: its plan failed before any request took effect.
    pub fn plan_rejected(&mut self, id: FormId, error: ServiceError, cx: &mut FormContext<'_>) {
        self.with_form(id, cx, |form, cx| {
            form.rejected(error, cx);
            Flow::Stay
        });
    }

    /// Lets each form go on that failed for want of a login. Returns the form whose plan is to be sent again.
    pub fn logged_in(&mut self, cx: &mut FormContext<'_>) -> Option<FormId> {
        let mut to_send = None;
        let forms = self.stack.iter().filter_map(|layer| match layer {
            Layer::Form(form) => Some(form.id()),
            Layer::Help(_) | Layer::Journal(_) | Layer::Picker(_) | Layer::Report(_) | Layer::Command(_) => {
                None
            }
        });
        for id in forms.collect::<Vec<_>>() {
            self.with_form(id, cx, |form, cx| match form.logged_in(cx) {
                AfterLogin::Flow(flow) => flow,
                AfterLogin::SendPlan(form) => {
                    to_send = Some(form);
                    Flow::Stay
                }
            });
        }
        to_send
    }

    fn with_form(
        &mut self,
        id: FormId,
        cx: &mut FormContext<'_>,
        work: impl FnOnce(&mut Form, &mut FormContext<'_>) -> Flow,
    ) {
        let Some(index) = self.form_index(id) else { return };
        if let Layer::Form(form) = &mut self.stack[index] {
            let flow = work(form, cx);
            self.follow(index, flow, cx.update);
        }
    }
}
