//! A form: its fields while it is filled, its review, or a question.

mod fields;
mod input;
mod lines;
mod question;
mod review;
mod secret;
mod table;

use super::frame::{centred, inside, open};
use crate::app::form::{Form, OnYes, Stage};
use crate::ui::scene::Scene;
use crate::ui::widget::{page, searched};
use lines::{bottom_lines, take_bottom};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The widest that a form is, in cells.
const WIDEST: u16 = 100;

/// Draws the form, its review or the question; answers where the cursor is.
pub fn draw(form: &Form, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let Stage::Reviewing { review, scroll, typed } = form.stage() else {
        if form.is_question() && form.fields().is_empty() {
            question::draw_unasked(form, scene, buf);
            return None;
        }
        return filling(form, scene, buf);
    };
    let leaves = matches!(review.on_yes(), OnYes::LeaveForm);
    let no = if form.is_question() || leaves { "no" } else { "back to the form" };
    let shown = review::Shown { review, notes: form.notes_mask(), scroll, typed, no };
    if leaves {
        filling(form, scene, buf);
        let behind = buf.area;
        buf.set_style(behind, scene.theme.behind_layer);
    }
    if form.is_question() || leaves {
        return question::draw(&shown, scene, buf);
    }
    let outer = frame(form, scene, buf);
    review::draw(&shown, outer, inside(outer), scene, buf)
}

fn filling(form: &Form, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let outer = frame(form, scene, buf);
    let mut inner = inside(outer);
    let lines = bottom_lines(form, scene, usize::from(inner.width));
    let most = usize::from(inner.height) / 2;
    let area = take_bottom(&mut inner, lines.len().min(most));
    page::put(&lines, area, buf);
    if form.is_read_only() {
        return comparison(form, scene, (inner, outer), buf);
    }
    fields::draw(form, scene, outer, inner, buf)
}

/// Draws a form without fields: its notes, which can be searched.
fn comparison(
    form: &Form,
    scene: Scene<'_>,
    (inner, outer): (Rect, Rect),
    buf: &mut Buffer,
) -> Option<Position> {
    let width = usize::from(inner.width);
    let notes = form.notes().iter();
    let lines: Vec<_> =
        notes.flat_map(|note| lines::note_lines(note, form.notes_mask(), scene.theme, width)).collect();
    page::put_scrolled(&lines, (inner, outer), form.scroll(), Some(form.search()), scene.theme, buf);
    searched::line(form.search(), outer, scene, buf)
}

fn frame(form: &Form, scene: Scene<'_>, buf: &mut Buffer) -> Rect {
    let size = scene.model.size();
    let outer = centred(scene, size.width.saturating_sub(2).min(WIDEST), size.height.saturating_sub(2));
    open(&form.title(), outer, scene, buf);
    outer
}
