//! The text of a policy while it is written: by hand, or by a template.

use super::template::Template;
use super::verdict::Verdict;
use super::{EditPolicy, PolicyFault, check};
use crate::app::form::{FieldError, FieldId, Fields, FormEffect, Input, Submission, TextArea};

impl EditPolicy {
    /// The text was changed by hand: what was said of the one before says nothing of it.
    pub(super) fn own_text(&mut self, fields: &mut Fields) -> Vec<FormEffect> {
        fields.text(FieldId::Policy).clone_into(&mut self.own);
        self.show_errors(fields);
        Vec::new()
    }

    pub(super) fn show_errors(&mut self, fields: &mut Fields) {
        self.verdict = Verdict::None;
        self.submitted = false;
        let text = fields.text(FieldId::Policy);
        let fault =
            Some(text).filter(|text| !text.trim().is_empty()).and_then(|text| check::check(text).err());
        fields.set_error(FieldId::Policy, fault.map(|fault| fault.to_string()));
    }

    /// Puts the text of the template that is chosen into the editor; with none chosen, the one that was there.
    pub(super) fn fill_in(&mut self, fields: &mut Fields) {
        let text = match chosen(fields) {
            Some(template) => template.added_to(&self.own, &self.arn),
            None => self.own.clone(),
        };
        self.put(fields, text);
    }

    pub(super) fn put(&mut self, fields: &mut Fields, text: String) {
        if let Some(area) = area(fields) {
            area.replace(text);
        }
        self.show_errors(fields);
        go_to_placeholder(fields);
    }

    pub(super) fn wrong(fields: &mut Fields, fault: &PolicyFault) -> Submission {
        if let (Some(area), Some((line, column))) = (area(fields), fault.place()) {
            area.go_to(line, column);
        }
        Submission::Wrong(vec![FieldError { field: FieldId::Policy, text: fault.to_string() }])
    }
}

pub(super) fn area(fields: &mut Fields) -> Option<&mut TextArea> {
    match fields.get_mut(FieldId::Policy).map(|field| &mut field.input) {
        Some(Input::Area(area)) => Some(area),
        _ => None,
    }
}

/// The cursor stands where the user has to write something.
fn go_to_placeholder(fields: &mut Fields) {
    let place = check::first_placeholder(fields.text(FieldId::Policy)).and_then(|fault| fault.place());
    if let (Some(area), Some((line, column))) = (area(fields), place) {
        area.go_to(line, column);
    }
}

pub(super) fn chosen(fields: &Fields) -> Option<Template> {
    let at = fields.choice(FieldId::Template).checked_sub(1)?;
    Template::ALL.get(at).copied()
}
