//! Answers to what a form asked for: reads, an editor, files.

use super::uppermost;
use crate::app::form::{Answer, FormId, FormTrouble, Stage, Touched};
use crate::app::{LocalAnswer, Model};
use crate::service::{Reply, ServiceError, Ticket};

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
        self.form_answered(id, Answer::Reply { request: Box::new(request), result: Box::new(result) });
    }

    /// An editor or a file has answered.
    pub(in crate::app::update) fn local_came(&mut self, id: FormId, answer: LocalAnswer) {
        self.form_answered(id, Answer::Local(answer));
    }

    fn form_answered(&mut self, id: FormId, answer: Answer) {
        let trouble = match &answer {
            Answer::Reply { result, .. } => result.as_ref().as_ref().err().cloned().map(FormTrouble::Service),
            Answer::Local(answer) => answer.trouble().cloned().map(FormTrouble::Local),
        };
        let asks = self.with_form(|form, facts| {
            if form.id != id {
                return Vec::new();
            }
            let expected = match &answer {
                Answer::Reply { request, result } => {
                    result.as_ref().as_ref().is_err_and(|error| form.sheet.expects(request, error))
                }
                Answer::Local(_) => false,
            };
            if trouble.is_some() && !expected {
                form.trouble = trouble;
                if matches!(form.stage, Stage::Waiting) {
                    form.stage = Stage::Filling;
                }
            }
            if matches!(answer, Answer::Local(LocalAnswer::Edited(Ok(Some(_))) | LocalAnswer::File(Ok(_)))) {
                form.touched = Touched::Touched;
            }
            form.sheet.answered(answer, &mut form.fields, facts)
        });
        self.ask_for(id, asks.unwrap_or_default());
    }
}
