//! The mouse in a form: what a click on each of its parts does.

use super::field::{Click, InputPart};
use super::{Edit, Flow, Form, FormContext, Stage, Target};
use ratatui::layout::{Position, Rect};

impl Form {
    /// Forgets where the form was drawn: it is drawn anew.
    pub fn forget_drawn(&self) {
        self.drawn.forget();
    }

    /// Remembers where a part was drawn; later parts lie on top of earlier ones.
    pub fn remember_drawn(&self, area: Rect, target: Target) {
        self.drawn.remember(area, target);
    }

    /// The places of the parts that can be clicked, as they were drawn last.
    pub fn drawn(&self) -> Vec<(Rect, Target)> {
        self.drawn.parts()
    }

    /// Handles a click: it presses a button, or puts the cursor where it was. Beside these a click does nothing, so that a
    /// stray click answers no question.
    pub fn click(&mut self, at: Position, cx: &mut FormContext<'_>) -> Flow {
        match self.drawn.at(at) {
            Some((_, Target::Button(action))) => self.act(action, cx),
            Some((area, Target::Field(field, part))) if matches!(self.stage, Stage::Filling) => {
                self.click_in_field(field, part, (area, at), cx);
                self.refresh(cx);
                Flow::Stay
            }
            Some((_, Target::Field(..))) | None => Flow::Stay,
        }
    }

    fn click_in_field(
        &mut self,
        at: usize,
        part: InputPart,
        (area, place): (Rect, Position),
        cx: &FormContext<'_>,
    ) {
        let Some(id) = self.fields().get(at).map(|field| field.id()) else { return };
        let click = Click {
            line: usize::from(place.y - area.y),
            column: usize::from(place.x - area.x),
            room: usize::from(area.width),
            has_focus: self.focus.at == at,
            part,
        };
        self.focus_on(id);
        if self.with_focused(|field| field.input_mut().click(click)) == Some(Edit::Changed) {
            self.field_changed(cx);
        }
    }
}
