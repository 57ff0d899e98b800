//! A form: its fields while it is filled, its review, or a question.

mod button;
mod compared;
mod fields;
mod input;
mod label;
mod lines;
mod question;
mod review;
mod secret;
mod table;

use super::frame::{centred, dim_behind, inside, open};
use crate::app::actions::Action;
use crate::app::form::{Form, OnYes, Stage};
use crate::ui::scene::Scene;
use crate::ui::widget::{border, page, searched};
use lines::{bottom_lines, take_bottom};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// Lines of the border.
const BORDER: u16 = 2;
/// The part of the screen that is left free above a low form: one in so many lines.
const ABOVE: u16 = 8;
/// The widest that a form is, in cells.
const WIDEST: u16 = 100;

/// Draws the form, its review or the question; answers where the cursor is.
pub fn draw(form: &Form, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let Stage::Reviewing { review, scroll, typed } = form.stage() else {
        if form.is_question() && form.fields().is_empty() {
            return question::draw_unasked(form, scene, buf);
        }
        return filling(form, scene, buf);
    };
    let leaves = matches!(review.on_yes(), OnYes::LeaveForm);
    let no = if form.is_question() || leaves { "no" } else { "back to the form" };
    let shown = review::Shown { form, review, notes: form.notes_mask(), scroll, typed, no };
    if leaves {
        filling(form, scene, buf);
        dim_behind(scene, buf);
    }
    if form.is_question() || leaves {
        return question::draw(&shown, scene, buf);
    }
    let text = inside(tallest(scene)).width;
    let lines = review::lines(&shown, scene, usize::from(text)).len();
    let outer = frame(form, lines + usize::from(review::ANSWERS), scene, buf);
    review::draw(&shown, outer, inside(outer), scene, buf)
}

/// Draws the form while it is filled: as tall as what it says, or as the screen.
fn filling(form: &Form, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let mut room = inside(tallest(scene));
    let width = usize::from(room.width);
    let bottom = bottom_lines(form, scene, width);
    let kept = bottom.len().min(usize::from(room.height) / 2);
    take_bottom(&mut room, kept);
    let notes = if form.is_read_only() { note_lines(form, scene, width) } else { Vec::new() };
    let lines = if form.is_read_only() { notes.len() } else { fields::count_lines(form, scene, room) };
    let outer = frame(form, lines + kept, scene, buf);
    let mut inner = inside(outer);
    let area = take_bottom(&mut inner, kept);
    page::put(&bottom, area, buf);
    if form.is_read_only() {
        page::put_scrolled(&notes, (inner, outer), form.scroll(), Some(form.search()), scene.theme, buf);
        let start = scene.is_plain().then(|| inner.as_position());
        return searched::line(form.search(), outer, scene, buf).or(start);
    }
    let cursor = fields::draw(form, scene, (inner, outer, room.height), buf);
    if matches!(form.stage(), Stage::Filling) {
        let submit = form.hint(Action::Submit).unwrap_or(Action::Submit.row().title);
        let mut pen = border::bottom(buf, outer);
        for (action, word) in [(Action::Submit, submit), (Action::Back, "close")] {
            button::put(form, (action, word), scene, &mut pen, outer.bottom().saturating_sub(1));
        }
    }
    cursor
}

/// The notes of a form without fields.
fn note_lines(form: &Form, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let notes = form.notes().iter();
    notes.flat_map(|note| lines::note_lines(note, form.notes_mask(), scene.theme, width)).collect()
}

/// The largest area of a form.
fn tallest(scene: Scene<'_>) -> Rect {
    let size = scene.model.size();
    centred(scene, size.width.saturating_sub(2).min(WIDEST), size.height.saturating_sub(2))
}

/// Frames an area for so many lines. Its top stays in its place while the form grows and shrinks.
fn frame(form: &Form, lines: usize, scene: Scene<'_>, buf: &mut Buffer) -> Rect {
    let tallest = tallest(scene);
    let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(BORDER).min(tallest.height);
    let below_top = (tallest.height / ABOVE).min(tallest.height - height);
    let outer = Rect { y: tallest.y + below_top, height, ..tallest };
    open(&form.title(), outer, scene, buf);
    outer
}
