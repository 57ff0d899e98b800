//! Forms: opened, filled, reviewed, sent, left.

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::form::{
    Answer, Ask, Destination, Edit, Facts, Field, Form, FormId, FormTrouble, Gate, Input, Sheet, Stage,
    Submission, Touched,
};
use crate::app::layer::{Confirm, Layer, Then};
use crate::app::model::Access;
use crate::app::scroll::{Scroll, Step};
use crate::app::text_line::TextLine;
use crate::app::{LocalAnswer, Model};
use crate::service::ticket::Target;
use crate::service::{Reply, ServiceError, Ticket};
use crossterm::event::{KeyCode, KeyEvent};

/// The form that is open with what its sheet may know; nothing happens if there is none.
macro_rules! with_form {
    ($model:ident, |$form:ident, $facts:ident| $body:expr) => {
        if let Some($form) = uppermost(&mut $model.layers) {
            #[allow(unused_mut, reason = "only submitting mints tokens")]
            let mut $facts = Facts {
                now: $model.now,
                secrets: $model.list.secrets(),
                region: $model.connection.region(),
                account: $model.connection.account(),
                tokens: &mut $model.tokens,
            };
            let outcome = $body;
            $form.notes = $form.sheet.notes(&$form.fields, &$facts);
            Some(outcome)
        } else {
            None
        }
    };
}

/// The uppermost form; help or a question may lie on it.
pub(super) fn uppermost(layers: &mut [Layer]) -> Option<&mut Form> {
    layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Form(form) => Some(&mut **form),
        _ => None,
    })
}

impl Model {
    /// Opens a form; read-only mode opens none that changes anything.
    pub(super) fn open_form(&mut self, operation: &str, sheet: Box<dyn Sheet>) {
        if self.access == Access::ReadOnly {
            return self.refuse_read_only(operation);
        }
        self.open_any_form(sheet);
    }

    /// Opens a form that only reads.
    pub(super) fn open_any_form(&mut self, sheet: Box<dyn Sheet>) {
        self.form_count += 1;
        let id = FormId(self.form_count);
        let facts = Facts {
            now: self.now,
            secrets: self.list.secrets(),
            region: self.connection.region(),
            account: self.connection.account(),
            tokens: &mut self.tokens,
        };
        let form = Form::open(id, sheet, &facts);
        self.layers.push(Layer::Form(Box::new(form)));
        let asks = with_form!(self, |form, facts| form.sheet.opened(&facts));
        self.ask_for(id, asks.unwrap_or_default());
    }

    /// Does what a sheet asks for.
    pub(super) fn ask_for(&mut self, id: FormId, asks: Vec<Ask>) {
        for ask in asks {
            match ask {
                Ask::Read(request) => {
                    let ticket = self.call(Target::Form(id.0), request.clone());
                    if let (Some(ticket), Some(form)) = (ticket, uppermost(&mut self.layers)) {
                        form.reads.push((ticket, request));
                    }
                }
                Ask::Local(work) => self.emit(Effect::Local(id, work)),
                Ask::Copy { what, text } => self.put_on_clipboard(what, text),
                Ask::Submit => self.submit_form(),
            }
        }
    }

    /// A key that is no action: typed into the field.
    pub(super) fn form_key(&mut self, key: KeyEvent) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        if !matches!(form.stage, Stage::Filling) {
            return;
        }
        if let Some(step) = page_step(key).filter(|_| !form.fields.focused().is_some_and(Field::takes_rows)) {
            return form.scroll.step(step);
        }
        let Some(field) = form.fields.focused_mut() else {
            return line_step(key).into_iter().for_each(|step| form.scroll.step(step));
        };
        form.scroll.reset();
        let id = field.id;
        match (field.key(key), key.code) {
            (Edit::Changed, _) => self.field_changed(id),
            (Edit::Unknown, KeyCode::Enter) => self.next_field_or_submit(),
            (_, KeyCode::Up) if !field.takes_rows() => form.fields.turn(-1),
            (_, KeyCode::Down) if !field.takes_rows() => form.fields.turn(1),
            (Edit::Unknown | Edit::Moved, KeyCode::Up) => form.step(Step::Up, 1),
            (Edit::Unknown | Edit::Moved, KeyCode::Down) => form.step(Step::Down, 1),
            _ => {}
        }
    }

    fn next_field_or_submit(&mut self) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        if let Some(Input::Pairs(pairs)) = form.fields.focused_mut().map(|field| &mut field.input)
            && pairs.next_cell()
        {
            return;
        }
        if form.fields.at() + 1 == form.fields.all().len() {
            self.submit_form();
        } else {
            form.fields.turn(1);
        }
    }

    /// Pasted text goes into the field as it is.
    pub(super) fn form_paste(&mut self, text: &str) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        if let Stage::Reviewing { typed, .. } = &mut form.stage {
            return typed.paste(text);
        }
        let Stage::Filling = form.stage else { return };
        if let Some(field) = form.fields.focused_mut() {
            field.paste(text);
            let id = field.id;
            self.field_changed(id);
        }
    }

    /// The sheet hears of a change, and asks for what follows from it.
    pub(super) fn field_changed(&mut self, field: crate::app::form::FieldId) {
        let asks = with_form!(self, |form, facts| {
            form.touched = Touched::Touched;
            form.fields.judge(field, None);
            (form.id, form.sheet.changed(&mut form.fields, field, &facts))
        });
        if let Some((id, asks)) = asks {
            self.ask_for(id, asks);
        }
    }

    /// An action of the form.
    pub(super) fn form_act(&mut self, action: Action) {
        match action {
            Action::Submit => self.submit_form(),
            Action::NextField => self.turn_field(1),
            Action::PreviousField => self.turn_field(-1),
            Action::RevealField => drop(with_form!(self, |form, _facts| form.toggle_mask())),
            Action::AddRow => self.change_rows(crate::app::form::Pairs::add),
            Action::RemoveRow => self.change_rows(crate::app::form::Pairs::remove),
            Action::RetypeRow => self.change_rows(crate::app::form::Pairs::retype),
            Action::Generate => self.generate(),
            Action::CopyField => self.copy_field(),
            _ => {
                let asks = with_form!(self, |form, facts| {
                    (form.id, form.sheet.act(action, &mut form.fields, &facts))
                });
                if let Some((id, asks)) = asks {
                    self.ask_for(id, asks);
                }
            }
        }
    }

    fn turn_field(&mut self, steps: isize) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        let inside = match form.fields.focused_mut().map(|field| &mut field.input) {
            Some(Input::Pairs(pairs)) if steps > 0 => pairs.next_cell(),
            Some(Input::Pairs(pairs)) => pairs.previous_cell(),
            _ => false,
        };
        if !inside {
            form.scroll.reset();
            form.fields.turn(steps);
        }
    }

    fn change_rows(&mut self, change: impl FnOnce(&mut crate::app::form::Pairs)) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        let Some(field) = form.fields.focused_mut() else { return };
        let id = field.id;
        if let Input::Pairs(pairs) = &mut field.input {
            change(pairs);
            self.field_changed(id);
        }
    }

    /// The form is to be sent: what is wrong is said at its field, else what will be done is shown.
    pub(super) fn submit_form(&mut self) {
        let submitted = with_form!(self, |form, facts| {
            form.trouble = None;
            form.mask_all();
            (form.id, form.sheet.submit(&mut form.fields, &mut facts))
        });
        let Some((id, submission)) = submitted else { return };
        let Some(form) = uppermost(&mut self.layers) else { return };
        form.stage = Stage::Filling;
        match submission {
            Submission::Wrong(errors) => form.fields.judge_all(errors),
            Submission::Nothing(text) => form.trouble = Some(FormTrouble::Nothing(text)),
            Submission::Review(review) => {
                form.fields.judge_all(Vec::new());
                form.stage = Stage::Reviewing {
                    review: Box::new(review),
                    scroll: Scroll::default(),
                    typed: TextLine::default(),
                };
            }
            Submission::Wait(asks) => {
                form.stage = Stage::Waiting;
                self.ask_for(id, asks);
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

    /// Yes to the review: the plan is carried out, and the form stays until it has taken effect.
    pub(super) fn send_form(&mut self) {
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
    pub(super) fn gate_key(&mut self, key: KeyEvent) {
        if let Some(Layer::Form(form)) = self.layers.last_mut()
            && let Stage::Reviewing { typed, .. } = &mut form.stage
        {
            typed.key(key);
        }
    }

    /// Enter in that line: the name must be right, letter by letter.
    pub(super) fn pass_gate(&mut self) {
        let Some(Layer::Form(form)) = self.layers.last() else { return };
        let Stage::Reviewing { review, typed, .. } = &form.stage else { return };
        match &review.gate {
            Gate::Typed(name) if name != typed.text() => {
                self.tell("That is not the name: type it letter by letter, or press esc.");
            }
            Gate::Typed(_) | Gate::Key => self.send_form(),
        }
    }

    /// From the review back to the fields; a form that has none is left.
    pub(super) fn back_to_filling(&mut self) {
        if let Some(Layer::Form(form)) = self.layers.last_mut() {
            if form.fields.all().is_empty() {
                return self.close_form();
            }
            form.mask_all();
            form.stage = Stage::Filling;
        }
    }

    /// Esc: from the review to the fields; from fields that were changed, after a question.
    pub(super) fn leave_form(&mut self) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        match (&form.stage, form.touched) {
            // Without fields there is nothing to go back to.
            (Stage::Reviewing { .. }, _) if form.fields.all().is_empty() => self.close_form(),
            (Stage::Reviewing { .. }, _) => self.back_to_filling(),
            (Stage::Waiting, _) => {
                let reads = std::mem::take(&mut form.reads);
                self.back_to_filling();
                for (ticket, _) in reads {
                    self.abandon(ticket);
                }
            }
            (Stage::Sending(_), _) => {
                self.tell("The service has not answered yet: the form stays until it has.");
            }
            (Stage::Filling, Touched::Touched) => {
                let title = "Leave the form? What was typed is lost.".to_owned();
                let lines = vec![form.sheet.title()];
                self.layers.push(Layer::Confirm(Confirm { title, lines, cli: None, then: Then::LeaveForm }));
            }
            (Stage::Filling, Touched::Untouched) => self.close_form(),
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

    /// A read that a form asked for has ended.
    pub(super) fn form_read_came(
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
    pub(super) fn local_came(&mut self, id: FormId, answer: LocalAnswer) {
        self.form_answered(id, Answer::Local(answer));
    }

    fn form_answered(&mut self, id: FormId, answer: Answer) {
        let trouble = match &answer {
            Answer::Reply { result, .. } => result.as_ref().as_ref().err().cloned().map(FormTrouble::Service),
            Answer::Local(answer) => answer.trouble().cloned().map(FormTrouble::Local),
        };
        let asks = with_form!(self, |form, facts| {
            if form.id != id {
                return;
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
            form.sheet.answered(answer, &mut form.fields, &facts)
        });
        self.ask_for(id, asks.unwrap_or_default());
    }
}

/// The keys that page through what stands below the fields.
fn page_step(key: KeyEvent) -> Option<Step> {
    match key.code {
        KeyCode::PageUp => Some(Step::PageUp),
        KeyCode::PageDown => Some(Step::PageDown),
        _ => None,
    }
}

/// The keys that move through a form without fields.
fn line_step(key: KeyEvent) -> Option<Step> {
    match key.code {
        KeyCode::Up | KeyCode::Char('k') => Some(Step::Up),
        KeyCode::Down | KeyCode::Char('j') => Some(Step::Down),
        KeyCode::Home | KeyCode::Char('g') => Some(Step::First),
        KeyCode::End | KeyCode::Char('G') => Some(Step::Last),
        _ => None,
    }
}
