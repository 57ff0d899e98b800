//! Sending a form: what is wrong with it, its review, yes to that, and the way back from it.

use super::uppermost;
use crate::app::Model;
use crate::app::form::{Confirmation, Destination, FormEffect, FormTrouble, Stage, Submission};
use crate::app::layer::Layer;
use crate::app::scroll::Scroll;
use crate::app::text_line::TextLine;
use crossterm::event::KeyEvent;

impl Model {
    /// The form is to be sent: what is wrong is said at its field, else what will be done is shown.
    pub(in crate::app::update) fn submit_form(&mut self) {
        let submitted = self.with_form(|form, cx| {
            form.trouble = None;
            form.mask_all();
            (form.id, form.spec.submit(&mut form.fields, cx))
        });
        let Some((id, submission)) = submitted else { return };
        let Some(form) = uppermost(&mut self.layers) else { return };
        form.stage = Stage::Filling;
        match submission {
            Submission::Wrong(errors) => form.fields.set_errors(errors),
            Submission::Nothing(text) => form.trouble = Some(FormTrouble::Nothing(text)),
            Submission::Review(review) => {
                form.fields.set_errors(Vec::new());
                form.stage = Stage::Reviewing {
                    review: Box::new(review),
                    scroll: Scroll::default(),
                    typed: TextLine::default(),
                };
            }
            Submission::Wait(effects) => {
                form.stage = Stage::Waiting;
                self.let_go_of_earlier_reads(&effects);
                self.ask_for(id, effects);
            }
            Submission::Stay => {}
            Submission::Close => self.close_form(),
            Submission::Done(news) => {
                self.close_form();
                self.tell(news);
            }
            Submission::Go(Destination::Version(version)) => {
                self.close_form();
                self.read_version_of(version);
            }
        }
    }

    /// What was asked for before the form was sent must not stand in for what is asked for now.
    fn let_go_of_earlier_reads(&mut self, effects: &[FormEffect]) {
        let reads = |ask: &FormEffect| matches!(ask, FormEffect::Read(_) | FormEffect::ReadIn(..));
        let Some(form) = uppermost(&mut self.layers).filter(|_| effects.iter().any(reads)) else { return };
        let passwords: Vec<_> = form.passwords.iter().map(|(ticket, _)| ticket.clone()).collect();
        let earlier = form.reads.extract_if(.., |(ticket, _)| !passwords.contains(ticket));
        for (ticket, _) in earlier.collect::<Vec<_>>() {
            self.abandon(ticket);
        }
    }

    /// Yes to the review: the plan is carried out, and the form stays until it has taken effect.
    pub(in crate::app::update) fn send_form(&mut self) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        let stage = std::mem::replace(&mut form.stage, Stage::Filling);
        let Stage::Reviewing { review, .. } = stage else { return };
        let place = self.layers.len() - 1;
        let Some(sent) = self.carry_out(review.plan) else { return };
        if let Some(Layer::Form(form)) = self.layers.get_mut(place) {
            form.stage = Stage::Sending(sent);
        }
    }

    /// A key in the line where a name has to be typed.
    pub(in crate::app::update) fn typed_name_key(&mut self, key: KeyEvent) {
        if let Some(Layer::Form(form)) = self.layers.last_mut()
            && let Stage::Reviewing { typed, .. } = &mut form.stage
        {
            typed.key(key);
        }
    }

    /// Enter in that line: the name must be right, letter by letter.
    pub(in crate::app::update) fn confirm_typed_name(&mut self) {
        let Some(Layer::Form(form)) = self.layers.last() else { return };
        let Stage::Reviewing { review, typed, .. } = &form.stage else { return };
        match &review.confirmation {
            Confirmation::TypedName(name) if name != typed.text() => {
                self.tell("That is not the name: type it letter by letter, or press esc.");
            }
            Confirmation::TypedName(_) | Confirmation::Key => self.send_form(),
        }
    }

    /// From the review back to the fields; a form that has none is left.
    pub(in crate::app::update) fn back_to_filling(&mut self) {
        if let Some(Layer::Form(form)) = self.layers.last_mut() {
            if form.fields.all().is_empty() {
                return self.close_form();
            }
            form.mask_all();
            form.stage = Stage::Filling;
        }
    }
}
