//! Answers to what a form asked for: reads, an editor, files.

use super::uppermost;
use crate::app::form::{FormEvent, FormId, FormTrouble, Stage, Touched};
use crate::app::{LocalAnswer, Model};
use crate::service::api::{Reply, ServiceError, Ticket};

impl Model {
    /// A read that a form asked for has ended.
    pub(in crate::app::update) fn form_read_came(
        &mut self,
        id: FormId,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
    ) {
        let Some(form) = uppermost(&mut self.layers) else { return };
        let Some(at) = form.reads.iter().position(|(out, _)| out == ticket) else { return };
        let (_, request) = form.reads.swap_remove(at);
        if self.password_came(ticket, &result) {
            return;
        }
        self.form_answered(id, FormEvent::Reply { request: Box::new(request), result: Box::new(result) });
    }

    /// An editor or a file has answered.
    pub(in crate::app::update) fn local_came(&mut self, id: FormId, answer: LocalAnswer) {
        self.form_answered(id, FormEvent::Local(answer));
    }

    fn form_answered(&mut self, id: FormId, answer: FormEvent) {
        let trouble = match &answer {
            FormEvent::Reply { result, .. } => {
                result.as_ref().as_ref().err().cloned().map(FormTrouble::Service)
            }
            FormEvent::Local(answer) => answer.trouble().cloned().map(FormTrouble::Local),
        };
        let effects = self.with_form(|form, cx| {
            if form.id != id {
                return Vec::new();
            }
            let expected = match &answer {
                FormEvent::Reply { request, result } => {
                    result.as_ref().as_ref().is_err_and(|error| form.spec.tolerates(request, error))
                }
                FormEvent::Local(_) => false,
            };
            if trouble.is_some() && !expected {
                form.trouble = trouble;
                if matches!(form.stage, Stage::Waiting) {
                    form.stage = Stage::Filling;
                }
            }
            if matches!(answer, FormEvent::Local(LocalAnswer::Edited(Ok(Some(_))) | LocalAnswer::File(Ok(_))))
            {
                form.touched = Touched::Touched;
            }
            form.spec.answered(answer, &mut form.fields, cx)
        });
        self.ask_for(id, effects.unwrap_or_default());
    }
}
