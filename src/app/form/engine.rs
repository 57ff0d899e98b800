//! The engine of forms: filling, waiting, reviewing and sending.

use super::{
    Confirmation, Destination, Edit, Field, FieldId, Form, FormContext, FormEffect, FormEvent, FormTrouble,
    Input, Pairs, Stage, Submission, Touched,
};
use crate::app::actions::Action;
use crate::app::copy::CopyText;
use crate::app::scroll::{Scroll, Step};
use crate::app::text_line::TextLine;
use crate::app::{Effect, Event, LocalAnswer, UpdateContext};
use crate::secrets::ValueBody;
use crate::service::api::{Reply, Request, ServiceError, Target, Ticket};
use crossterm::event::{KeyCode, KeyEvent};
use jiff::Timestamp;

/// What becomes of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormFlow {
    /// It stays.
    Stay,
    /// It closes.
    Close,
    /// It asks whether to close.
    AskLeave,
}

impl Form {
    /// The name of an action in this form, where it has one of its own.
    pub fn hint(&self, action: Action) -> Option<&'static str> {
        (action == Action::Submit).then(|| self.spec.submit_label())
    }

    /// Runs the effects of opening.
    pub fn opened(&mut self, cx: &mut FormContext<'_>) -> FormFlow {
        let effects = self.spec.opened(cx);
        self.run(effects, cx)
    }

    fn renew(&mut self, cx: &FormContext<'_>) {
        self.notes = self.spec.notes(&self.fields, cx);
    }

    fn run(&mut self, effects: Vec<FormEffect>, cx: &mut FormContext<'_>) -> FormFlow {
        let mut flow = FormFlow::Stay;
        for effect in effects {
            match effect {
                FormEffect::Read(request) => self.read(None, request, cx),
                FormEffect::ReadIn(region, request) => self.read(Some(&region), request, cx),
                FormEffect::Local(work) => cx.update.emit(Effect::Local(self.id, work)),
                FormEffect::Copy { what, text } => cx.update.raise(Event::CopyRequested { what, text }),
                FormEffect::Submit => flow = self.submit(cx),
            }
        }
        self.renew(cx);
        flow
    }

    fn read(&mut self, region: Option<&str>, request: Request, cx: &mut FormContext<'_>) {
        if let Some(ticket) = cx.update.call_in(region, Target::Form(self.id.0), request.clone()) {
            self.reads.push((ticket, request));
        }
    }

    /// A key that is no action.
    pub fn key(&mut self, key: KeyEvent, cx: &mut FormContext<'_>) -> FormFlow {
        if let Stage::Reviewing { typed, .. } = &mut self.stage {
            typed.key(key);
            return FormFlow::Stay;
        }
        if !matches!(self.stage, Stage::Filling) {
            return FormFlow::Stay;
        }
        if let Some(step) = page_step(key).filter(|_| !self.fields.focused().is_some_and(Field::takes_rows)) {
            self.scroll.step(step);
            return FormFlow::Stay;
        }
        let Some(field) = self.fields.focused_mut() else {
            if let Some(step) = line_step(key) {
                self.scroll.step(step);
            }
            return FormFlow::Stay;
        };
        self.scroll.reset();
        let id = field.id;
        match (field.key(key), key.code) {
            (Edit::Changed, _) => return self.field_changed(id, cx),
            (Edit::Unknown, KeyCode::Enter) => return self.next_field_or_submit(cx),
            (_, KeyCode::Up) if !field.takes_rows() => self.fields.turn(-1),
            (_, KeyCode::Down) if !field.takes_rows() => self.fields.turn(1),
            (Edit::Unknown | Edit::Moved, KeyCode::Up) => self.step(Step::Up, 1),
            (Edit::Unknown | Edit::Moved, KeyCode::Down) => self.step(Step::Down, 1),
            _ => {}
        }
        self.renew(cx);
        FormFlow::Stay
    }

    fn next_field_or_submit(&mut self, cx: &mut FormContext<'_>) -> FormFlow {
        if let Some(Input::Pairs(pairs)) = self.fields.focused_mut().map(|field| &mut field.input)
            && pairs.next_cell()
        {
            return FormFlow::Stay;
        }
        if self.fields.at() + 1 == self.fields.all().len() {
            return self.submit(cx);
        }
        self.fields.turn(1);
        self.renew(cx);
        FormFlow::Stay
    }

    /// Pasted text.
    pub fn paste(&mut self, text: &str, cx: &mut FormContext<'_>) -> FormFlow {
        match &mut self.stage {
            Stage::Reviewing { typed, .. } => typed.paste(text),
            Stage::Filling => {
                if let Some(field) = self.fields.focused_mut() {
                    field.paste(text);
                    let id = field.id;
                    return self.field_changed(id, cx);
                }
            }
            Stage::Waiting | Stage::Sending => {}
        }
        FormFlow::Stay
    }

    fn field_changed(&mut self, field: FieldId, cx: &mut FormContext<'_>) -> FormFlow {
        self.touched = Touched::Touched;
        self.fields.set_error(field, None);
        let effects = self.spec.changed(&mut self.fields, field, cx);
        self.run(effects, cx)
    }

    /// An action.
    pub fn act(&mut self, action: Action, cx: &mut FormContext<'_>) -> FormFlow {
        match action {
            Action::Submit => return self.submit(cx),
            Action::NextField => self.turn_field(1),
            Action::PreviousField => self.turn_field(-1),
            Action::RevealField => self.toggle_mask(cx.now() + cx.update.settings().hide.on_screen),
            Action::AddRow => return self.change_rows(Pairs::add, cx),
            Action::RemoveRow => return self.change_rows(Pairs::remove, cx),
            Action::RetypeRow => return self.change_rows(Pairs::retype, cx),
            Action::Generate => self.generate(cx),
            Action::CopyField => self.copy_field(cx),
            Action::Confirm => self.send(cx),
            Action::Accept => self.confirm_typed_name(cx),
            Action::Decline => return self.back_to_filling(),
            Action::Back => return self.leave(cx),
            Action::CopyCommands => self.copy_commands(cx),
            _ => {
                let effects = self.spec.act(action, &mut self.fields, cx);
                return self.run(effects, cx);
            }
        }
        self.renew(cx);
        FormFlow::Stay
    }

    fn copy_commands(&self, cx: &mut FormContext<'_>) {
        let text = self.review().map(|review| review.plan.cli_equivalents().join("\n")).unwrap_or_default();
        if text.is_empty() {
            return cx.update.tell("There is no command for this.");
        }
        cx.update.raise(Event::CopyRequested { what: "AWS CLI command".into(), text: CopyText::open(text) });
    }

    fn turn_field(&mut self, steps: isize) {
        let inside = match self.fields.focused_mut().map(|field| &mut field.input) {
            Some(Input::Pairs(pairs)) if steps > 0 => pairs.next_cell(),
            Some(Input::Pairs(pairs)) => pairs.previous_cell(),
            _ => false,
        };
        if !inside {
            self.scroll.reset();
            self.fields.turn(steps);
        }
    }

    fn change_rows(&mut self, change: impl FnOnce(&mut Pairs), cx: &mut FormContext<'_>) -> FormFlow {
        let Some(field) = self.fields.focused_mut() else { return FormFlow::Stay };
        let id = field.id;
        if let Input::Pairs(pairs) = &mut field.input {
            change(pairs);
            return self.field_changed(id, cx);
        }
        FormFlow::Stay
    }

    fn generate(&mut self, cx: &mut FormContext<'_>) {
        let Some(target) = self.fields.password_target() else {
            return cx
                .update
                .tell("A password can be made where a secret text or the value of a key is typed.");
        };
        let request = Request::GetRandomPassword(self.spec.password_options(&self.fields));
        if let Some(ticket) = cx.update.call(Target::Form(self.id.0), request.clone()) {
            self.reads.push((ticket.clone(), request));
            self.passwords.push((ticket, target));
        }
    }

    fn copy_field(&self, cx: &mut FormContext<'_>) {
        let focused = self.fields.focused();
        let (what, text) = match focused.map(|field| (field.label, &field.input)) {
            Some((_, Input::Pairs(pairs))) if pairs.is_secret() => match pairs.row_under_cursor() {
                Some(row) => (row.key.text().to_owned(), row.value.text()),
                None => (String::new(), ""),
            },
            Some((label, Input::Secret(line))) => (label.to_lowercase(), line.text()),
            Some((label, Input::SecretArea { area, .. })) => (label.to_lowercase(), area.text()),
            _ => ("password".to_owned(), self.fields.text(FieldId::Password)),
        };
        if text.is_empty() {
            return cx.update.tell("There is no secret text to copy.");
        }
        cx.update.raise(Event::CopyRequested { what, text: CopyText::secret(text.to_owned()) });
    }

    /// The answer to a read.
    pub fn reply(
        &mut self,
        ticket: &Ticket,
        result: Result<Reply, ServiceError>,
        cx: &mut FormContext<'_>,
    ) -> FormFlow {
        let Some(at) = self.reads.iter().position(|(out, _)| out == ticket) else { return FormFlow::Stay };
        let (_, request) = self.reads.swap_remove(at);
        if let Some(at) = self.passwords.iter().position(|(out, _)| out == ticket) {
            let (_, target) = self.passwords.swap_remove(at);
            match &result {
                Ok(Reply::GetRandomPassword(ValueBody::Text(password))) => {
                    if let Some(field) = self.fields.put_password(&target, password) {
                        return self.field_changed(field, cx);
                    }
                }
                Ok(_) => {}
                Err(error) => self.trouble = Some(FormTrouble::Service(error.clone())),
            }
            return FormFlow::Stay;
        }
        self.answered(FormEvent::Reply { request: Box::new(request), result: Box::new(result) }, cx)
    }

    /// The answer of an editor or a file.
    pub fn local(&mut self, answer: LocalAnswer, cx: &mut FormContext<'_>) -> FormFlow {
        self.answered(FormEvent::Local(answer), cx)
    }

    fn answered(&mut self, answer: FormEvent, cx: &mut FormContext<'_>) -> FormFlow {
        let trouble = match &answer {
            FormEvent::Reply { result, .. } => {
                result.as_ref().as_ref().err().cloned().map(FormTrouble::Service)
            }
            FormEvent::Local(answer) => answer.trouble().cloned().map(FormTrouble::Local),
        };
        let expected = match &answer {
            FormEvent::Reply { request, result } => {
                result.as_ref().as_ref().is_err_and(|error| self.spec.tolerates(request, error))
            }
            FormEvent::Local(_) => false,
        };
        if trouble.is_some() && !expected {
            self.trouble = trouble;
            if matches!(self.stage, Stage::Waiting) {
                self.stage = Stage::Filling;
            }
        }
        if matches!(answer, FormEvent::Local(LocalAnswer::Edited(Ok(Some(_))) | LocalAnswer::File(Ok(_)))) {
            self.touched = Touched::Touched;
        }
        let effects = self.spec.answered(answer, &mut self.fields, cx);
        self.run(effects, cx)
    }

    fn submit(&mut self, cx: &mut FormContext<'_>) -> FormFlow {
        self.trouble = None;
        self.mask_all();
        let submission = self.spec.submit(&mut self.fields, cx);
        self.stage = Stage::Filling;
        let flow = match submission {
            Submission::Wrong(errors) => {
                self.fields.set_errors(errors);
                FormFlow::Stay
            }
            Submission::Nothing(text) => {
                self.trouble = Some(FormTrouble::Nothing(text));
                FormFlow::Stay
            }
            Submission::Review(review) => {
                self.fields.set_errors(Vec::new());
                self.stage = Stage::Reviewing {
                    review: Box::new(review),
                    scroll: Scroll::default(),
                    typed: TextLine::default(),
                };
                FormFlow::Stay
            }
            Submission::Wait(effects) => {
                self.stage = Stage::Waiting;
                self.abort_earlier_reads(&effects, cx.update);
                self.run(effects, cx)
            }
            Submission::Stay => FormFlow::Stay,
            Submission::Close => FormFlow::Close,
            Submission::Done(news) => {
                cx.update.tell(news);
                FormFlow::Close
            }
            Submission::Go(Destination::Version(version)) => {
                cx.update.raise(Event::VersionRequested(version));
                FormFlow::Close
            }
        };
        self.renew(cx);
        flow
    }

    fn abort_earlier_reads(&mut self, effects: &[FormEffect], cx: &mut UpdateContext) {
        if !effects.iter().any(|effect| matches!(effect, FormEffect::Read(_) | FormEffect::ReadIn(..))) {
            return;
        }
        let passwords: Vec<_> = self.passwords.iter().map(|(ticket, _)| ticket.clone()).collect();
        let earlier = self.reads.extract_if(.., |(ticket, _)| !passwords.contains(ticket));
        cx.abandon_all(earlier.map(|(ticket, _)| ticket).collect::<Vec<_>>());
    }

    fn send(&mut self, cx: &mut FormContext<'_>) {
        let stage = std::mem::replace(&mut self.stage, Stage::Sending);
        match stage {
            Stage::Reviewing { review, .. } => {
                let plan = Box::new(review.plan);
                cx.update.raise(Event::PlanConfirmed { plan, form: Some(self.id) });
            }
            other => self.stage = other,
        }
    }

    fn confirm_typed_name(&mut self, cx: &mut FormContext<'_>) {
        let Stage::Reviewing { review, typed, .. } = &self.stage else { return };
        match &review.confirmation {
            Confirmation::TypedName(name) if name != typed.text() => {
                cx.update.tell("That is not the name: type it letter by letter, or press esc.");
            }
            Confirmation::TypedName(_) | Confirmation::Key => self.send(cx),
        }
    }

    fn back_to_filling(&mut self) -> FormFlow {
        if self.fields.all().is_empty() {
            return FormFlow::Close;
        }
        self.mask_all();
        self.stage = Stage::Filling;
        FormFlow::Stay
    }

    fn leave(&mut self, cx: &mut FormContext<'_>) -> FormFlow {
        match (&self.stage, self.touched) {
            (Stage::Reviewing { .. }, _) => self.back_to_filling(),
            (Stage::Waiting, _) => {
                self.id = crate::app::effect::FormId(self.id.0 + (1 << 32));
                self.spec.cancelled();
                self.passwords.clear();
                let reads = std::mem::take(&mut self.reads);
                cx.update.abandon_all(reads.into_iter().map(|(ticket, _)| ticket));
                self.back_to_filling()
            }
            (Stage::Sending, _) => {
                cx.update.tell("The service has not answered yet: the form stays until it has.");
                FormFlow::Stay
            }
            (Stage::Filling, Touched::Touched) => FormFlow::AskLeave,
            (Stage::Filling, Touched::Untouched) => FormFlow::Close,
        }
    }

    /// The plan failed before anything took effect.
    pub fn rejected(&mut self, error: ServiceError, cx: &mut FormContext<'_>) {
        self.stage = Stage::Filling;
        if let Some(field) = self.spec.field_for_error(&error) {
            self.fields.go_to(field);
            self.fields.set_error(field, Some(error.why()));
        }
        let effects = self.spec.on_rejected(&error, &mut self.fields);
        self.trouble = Some(FormTrouble::Service(error));
        self.run(effects, cx);
    }

    /// Whether its plan is under way.
    pub fn is_sending(&self) -> bool {
        matches!(self.stage, Stage::Sending)
    }

    /// Masks what was revealed once its time is over.
    pub fn wake(&mut self, now: Timestamp) {
        if self.hide_at.is_some_and(|at| at <= now) {
            self.mask_all();
        }
    }

    /// When what is revealed is masked.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.hide_at
    }

    /// Aborts its reads.
    pub fn close(&mut self, cx: &mut UpdateContext) {
        let reads = std::mem::take(&mut self.reads);
        cx.abandon_all(reads.into_iter().map(|(ticket, _)| ticket));
    }
}

fn page_step(key: KeyEvent) -> Option<Step> {
    match key.code {
        KeyCode::PageUp => Some(Step::PageUp),
        KeyCode::PageDown => Some(Step::PageDown),
        _ => None,
    }
}

fn line_step(key: KeyEvent) -> Option<Step> {
    match key.code {
        KeyCode::Up | KeyCode::Char('k') => Some(Step::Up),
        KeyCode::Down | KeyCode::Char('j') => Some(Step::Down),
        KeyCode::Home | KeyCode::Char('g') => Some(Step::First),
        KeyCode::End | KeyCode::Char('G') => Some(Step::Last),
        _ => None,
    }
}
