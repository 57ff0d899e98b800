//! The fields of a form, found by what they are.

use super::field::{Field, FieldError, FieldId, Input, Switch};
use super::pairs::Pairs;
use super::secret_line::Mask;

/// The fields of a form, in tab order.
#[derive(Debug, Default)]
pub struct Fields {
    all: Vec<Field>,
    at: usize,
}

impl Fields {
    /// These fields, the first one typed into.
    pub fn new(all: Vec<Field>) -> Self {
        Self { all, at: 0 }
    }

    /// All of them.
    pub fn all(&self) -> &[Field] {
        &self.all
    }

    /// Which one is typed into.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The one that is typed into.
    pub fn focused(&self) -> Option<&Field> {
        self.all.get(self.at)
    }

    /// The one that is typed into, to be changed.
    pub fn focused_mut(&mut self) -> Option<&mut Field> {
        self.all.get_mut(self.at)
    }

    /// Goes `steps` fields on, round and round.
    pub fn turn(&mut self, steps: isize) {
        let len = self.all.len().max(1);
        self.at = self.at.saturating_add_signed(steps.rem_euclid(len.cast_signed())) % len;
    }

    /// Goes to a field; nothing happens if the form has none such.
    pub fn go_to(&mut self, id: FieldId) {
        if let Some(at) = self.all.iter().position(|field| field.id == id) {
            self.at = at;
        }
    }

    /// A field.
    pub fn get(&self, id: FieldId) -> Option<&Field> {
        self.all.iter().find(|field| field.id == id)
    }

    /// A field, to be changed.
    pub fn get_mut(&mut self, id: FieldId) -> Option<&mut Field> {
        self.all.iter_mut().find(|field| field.id == id)
    }

    /// What is typed into a field, or chosen; nothing if there is no such field.
    pub fn text(&self, id: FieldId) -> &str {
        self.get(id).map_or("", Field::text)
    }

    /// What is typed into a field without the spaces around it; `None` if that is nothing.
    pub fn filled(&self, id: FieldId) -> Option<String> {
        Some(self.text(id).trim()).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// Which option of a choice is chosen; the first if there is no such field.
    pub fn choice(&self, id: FieldId) -> usize {
        match self.get(id).map(|field| &field.input) {
            Some(Input::Choice { at, .. }) => *at,
            _ => 0,
        }
    }

    /// Whether a switch is on; off if there is no such field.
    pub fn is_on(&self, id: FieldId) -> bool {
        matches!(self.get(id).map(|field| &field.input), Some(Input::Switch(Switch::On)))
    }

    /// A table; `None` if there is no such field.
    pub fn pairs(&self, id: FieldId) -> Option<&Pairs> {
        match self.get(id).map(|field| &field.input) {
            Some(Input::Pairs(pairs)) => Some(pairs),
            _ => None,
        }
    }

    /// A table, to be changed.
    pub fn pairs_mut(&mut self, id: FieldId) -> Option<&mut Pairs> {
        match self.get_mut(id).map(|field| &mut field.input) {
            Some(Input::Pairs(pairs)) => Some(pairs),
            _ => None,
        }
    }

    /// Says what is wrong with a field, or that nothing is.
    pub fn set_error(&mut self, id: FieldId, error: Option<String>) {
        if let Some(field) = self.get_mut(id) {
            field.error = error;
        }
    }

    /// Says what is wrong, and goes to the first such field; what was wrong before is forgotten.
    pub fn set_errors(&mut self, errors: Vec<FieldError>) {
        for field in &mut self.all {
            field.error = None;
        }
        if let Some(first) = errors.first() {
            self.go_to(first.field);
        }
        for error in errors {
            self.set_error(error.field, Some(error.text));
        }
    }

    /// Puts other fields in the place of all that come behind `id`. A field that was there before keeps what was typed.
    pub fn replace_behind(&mut self, id: FieldId, fields: Vec<Field>) {
        let Some(at) = self.all.iter().position(|field| field.id == id) else { return };
        let mut old = self.all.split_off(at + 1);
        for field in fields {
            match old.iter().position(|kept| kept.id == field.id) {
                Some(kept) => self.all.push(old.swap_remove(kept)),
                None => self.all.push(field),
            }
        }
        self.at = self.at.min(self.all.len() - 1);
    }

    /// Reveals or masks what is secret under the cursor; answers whether anything there is.
    pub fn toggle_mask(&mut self) -> bool {
        match self.focused_mut().map(|field| &mut field.input) {
            Some(Input::Secret(line)) => line.mask = line.mask.toggled(),
            Some(Input::SecretArea { mask, .. }) => *mask = mask.toggled(),
            Some(Input::Pairs(pairs)) if pairs.is_secret() => pairs.toggle_mask(),
            _ => return false,
        }
        true
    }

    /// Whether any secret text is in the open.
    pub fn show_secrets(&self) -> bool {
        self.all.iter().any(|field| match &field.input {
            Input::Secret(line) => line.mask == Mask::Revealed,
            Input::SecretArea { mask, .. } => *mask == Mask::Revealed,
            Input::Pairs(pairs) => pairs.show_secrets(),
            _ => false,
        })
    }

    /// Masks all that is secret.
    pub fn mask_all(&mut self) {
        for field in &mut self.all {
            match &mut field.input {
                Input::Secret(line) => line.mask = Mask::Masked,
                Input::SecretArea { mask, .. } => *mask = Mask::Masked,
                Input::Pairs(pairs) => pairs.mask_all(),
                _ => {}
            }
        }
    }
}
