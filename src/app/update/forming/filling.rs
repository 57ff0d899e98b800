//! Filling a form: keys, pasted text, rows of tables, and its own actions.

use crate::app::Model;
use crate::app::actions::Action;
use crate::app::form::{Edit, Field, FieldId, Input, Pairs, Stage, Touched};
use crate::app::layer::Layer;
use crate::app::scroll::Step;
use crossterm::event::{KeyCode, KeyEvent};

impl Model {
    /// A key that is no action: typed into the field.
    pub(in crate::app::update) fn form_key(&mut self, key: KeyEvent) {
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
    pub(in crate::app::update) fn form_paste(&mut self, text: &str) {
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
    pub(in crate::app::update) fn field_changed(&mut self, field: FieldId) {
        self.let_sheet(|form, cx| {
            form.touched = Touched::Touched;
            form.fields.set_error(field, None);
            form.spec.changed(&mut form.fields, field, cx)
        });
    }

    /// An action of the form.
    pub(in crate::app::update) fn form_act(&mut self, action: Action) {
        match action {
            Action::Submit => self.submit_form(),
            Action::NextField => self.turn_field(1),
            Action::PreviousField => self.turn_field(-1),
            Action::RevealField => {
                let until = self.now + self.hide.on_screen;
                self.with_form(|form, _| form.toggle_mask(until));
            }
            Action::AddRow => self.change_rows(Pairs::add),
            Action::RemoveRow => self.change_rows(Pairs::remove),
            Action::RetypeRow => self.change_rows(Pairs::retype),
            Action::Generate => self.generate(),
            Action::CopyField => self.copy_field(),
            _ => self.let_sheet(|form, cx| form.spec.act(action, &mut form.fields, cx)),
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

    fn change_rows(&mut self, change: impl FnOnce(&mut Pairs)) {
        let Some(Layer::Form(form)) = self.layers.last_mut() else { return };
        let Some(field) = form.fields.focused_mut() else { return };
        let id = field.id;
        if let Input::Pairs(pairs) = &mut field.input {
            change(pairs);
            self.field_changed(id);
        }
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
