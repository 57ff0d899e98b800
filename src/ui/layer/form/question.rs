//! A question: as tall as what it says, in the middle of the screen.

use super::lines::{bottom_lines, note_lines};
use super::review::{self, ANSWERS, Shown};
use crate::app::form::Form;
use crate::ui::layer::frame::{centred, inside, open};
use crate::ui::scene::Scene;
use crate::ui::widget::page;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// The widest that a question is, in cells.
const WIDEST: u16 = 84;
/// Lines of the border.
const BORDER: u16 = 2;

/// Draws a question that is asked; answers where the cursor is.
pub fn draw(shown: &Shown<'_>, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let lines = review::lines(shown, scene, usize::from(text_width(scene)));
    let outer = frame(lines.len(), ANSWERS, scene, buf);
    review::draw(shown, outer, inside(outer), scene, buf)
}

/// Draws a question that waits for what must be read first, or could not be asked; answers where the focus is in plain mode.
pub fn draw_unasked(form: &Form, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let width = usize::from(text_width(scene));
    let mut lines: Vec<Line<'static>> = page::wrapped(&form.title(), scene.theme.strong, width);
    for note in form.notes() {
        lines.extend(note_lines(note, form.notes_mask(), scene.theme, width));
    }
    lines.push(Line::default());
    lines.extend(bottom_lines(form, scene, width));
    let outer = frame(lines.len(), 0, scene, buf);
    page::put(&lines, inside(outer), buf);
    scene.is_plain().then(|| inside(outer).as_position())
}

fn text_width(scene: Scene<'_>) -> u16 {
    width(scene).saturating_sub(4)
}

fn width(scene: Scene<'_>) -> u16 {
    scene.model.size().width.saturating_sub(4).min(WIDEST)
}

/// Frames an area for so many lines of text and of answers.
fn frame(lines: usize, answers: u16, scene: Scene<'_>, buf: &mut Buffer) -> Rect {
    let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(answers + BORDER);
    let outer = centred(scene, width(scene), height.min(scene.model.size().height.saturating_sub(2)));
    open("Confirm", outer, scene, buf);
    outer
}
