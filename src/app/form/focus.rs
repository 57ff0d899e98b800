//! The focus: the field that keys go to. It stays on its field when others come and go.

use super::{FieldRef, Focus, Form, FormField};

impl Form {
    /// The fields that are there now, to be changed.
    pub(super) fn fields_mut(&mut self) -> Vec<&mut dyn FormField> {
        let mut fields = Vec::new();
        self.spec.list_mut(&mut fields);
        fields.extend(self.choice.as_mut().map(|choice| &mut choice.field as &mut dyn FormField));
        fields
    }

    /// Does something with the field that has the focus; `None` if there is no field.
    pub(super) fn with_focused<T>(&mut self, work: impl FnOnce(&mut dyn FormField) -> T) -> Option<T> {
        let at = self.focus.at;
        self.fields_mut().into_iter().nth(at).map(work)
    }

    /// Gives the focus to a field, if it is there.
    pub(super) fn focus_on(&mut self, field: FieldRef) {
        if let Some(at) = self.fields().iter().position(|known| known.id() == field) {
            self.focus = Focus { field: Some(field), at };
        }
    }

    /// Moves the focus by so many fields, round and round.
    pub(super) fn turn(&mut self, steps: isize) {
        let len = self.fields().len().max(1);
        let at = self.focus.at.saturating_add_signed(steps.rem_euclid(len.cast_signed())) % len;
        if let Some(field) = self.fields().get(at).map(|field| field.id()) {
            self.focus_on(field);
        }
    }

    /// Gives the focus to the first field that is wrong.
    pub(super) fn focus_on_error(&mut self) {
        let wrong = self.fields().iter().find(|field| field.error().is_some()).map(|field| field.id());
        if let Some(field) = wrong {
            self.scroll.reset();
            self.focus_on(field);
        }
    }

    /// Keeps the focus on its field; where that is gone, on the one in its place.
    pub(super) fn settle_focus(&mut self) {
        let ids: Vec<FieldRef> = self.fields().iter().map(|field| field.id()).collect();
        let wanted = self.focus.field.or(self.spec.first_focus());
        let at = ids.iter().position(|id| Some(*id) == wanted);
        let at = at.unwrap_or(self.focus.at).min(ids.len().saturating_sub(1));
        self.focus = Focus { field: ids.get(at).copied(), at };
    }
}
