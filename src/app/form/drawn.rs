//! The parts of a form that can be clicked, where they were drawn last.

use super::field::InputPart;
use crate::app::actions::Action;
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;

/// A part of a form that can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A field, by its place among the fields, and a part of its input.
    Field(usize, InputPart),
    /// A button: it does an action of the form.
    Button(Action),
}

/// The parts that can be clicked, where they were drawn last.
#[derive(Debug, Default)]
pub(super) struct Drawn(RefCell<Vec<(Rect, Target)>>);

impl Drawn {
    /// Forgets every part: the form is drawn anew.
    pub(super) fn forget(&self) {
        self.0.borrow_mut().clear();
    }

    /// Remembers where a part was drawn; later parts lie on top of earlier ones.
    pub(super) fn remember(&self, area: Rect, target: Target) {
        self.0.borrow_mut().push((area, target));
    }

    /// The parts with their areas, in the order in which they were drawn.
    pub(super) fn parts(&self) -> Vec<(Rect, Target)> {
        self.0.borrow().clone()
    }

    /// The uppermost part at a place.
    pub(super) fn at(&self, place: Position) -> Option<(Rect, Target)> {
        self.0.borrow().iter().rfind(|(area, _)| area.contains(place)).copied()
    }
}
