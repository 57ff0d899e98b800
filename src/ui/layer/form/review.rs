//! The review of a form, and the answers that it takes.

use super::button;
use super::lines::{note_lines, take_bottom};
use crate::app::actions::Action;
use crate::app::form::{Confirmation, Form, Mask, Review};
use crate::app::scroll::Scroll;
use crate::app::text_line::TextLine;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::{page, scrollbar, typed as typed_line};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// Lines of the answers: an empty one, and the keys.
pub const ANSWERS: u16 = 2;

/// A review, and how much of it is seen.
pub struct Shown<'a> {
    /// The form.
    pub form: &'a Form,
    /// The review.
    pub review: &'a Review,
    /// The mask of the secret text of its notes.
    pub notes: Mask,
    /// The scroll of the review.
    pub scroll: &'a Scroll,
    /// The name typed to confirm what can't be undone.
    pub typed: &'a TextLine,
    /// The word for no.
    pub no: &'static str,
}

/// Draws a review with its answers at the bottom; answers where the cursor is.
pub fn draw(
    shown: &Shown<'_>,
    outer: Rect,
    mut inner: Rect,
    scene: Scene<'_>,
    buf: &mut Buffer,
) -> Option<Position> {
    shown.form.forget_drawn();
    let answer = take_bottom(&mut inner, usize::from(ANSWERS));
    let answer = Rect { y: answer.bottom().saturating_sub(1), height: answer.height.min(1), ..answer };
    let lines = lines(shown, scene, usize::from(inner.width));
    let first = shown.scroll.settle(lines.len(), usize::from(inner.height));
    page::put(&lines[first.min(lines.len())..], inner, buf);
    scrollbar::draw(outer, inner, lines.len(), first, scene.theme, buf);
    answers(shown, answer, scene, buf)
}

/// The question, its notes, and the plan as calls of the AWS CLI.
pub fn lines(shown: &Shown<'_>, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let (review, theme) = (shown.review, scene.theme);
    let mut lines = page::wrapped(review.title(), theme.strong, width);
    lines.push(Line::default());
    for note in review.notes() {
        lines.extend(note_lines(note, shown.notes, theme, width));
    }
    let commands = review.cli_equivalents();
    if !commands.is_empty() {
        lines.push(Line::default());
    }
    for cli in commands {
        lines.extend(page::hanging("$ ", theme.key, &cli, theme.dim, width));
    }
    lines
}

fn answers(shown: &Shown<'_>, line: Rect, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let theme = scene.theme;
    let mut pen = Pen::new(buf, line);
    match shown.review.confirmation() {
        Confirmation::Key => {
            button::put(shown.form, (Action::Confirm, "yes"), scene, &mut pen, line.y);
            // The focus is on no: enter leaves.
            button::put_focused(shown.form, (Action::Decline, shown.no), scene, &mut pen, line.y);
            scene.is_plain().then(|| line.as_position())
        }
        Confirmation::TypedName(_) | Confirmation::TypedNumber(_) => {
            let accept = scene.key(Action::Accept);
            let wanted = match shown.review.confirmation() {
                Confirmation::TypedNumber(count) => format!("{count}, the number of secrets"),
                Confirmation::TypedName(_) | Confirmation::Key => "the name".to_owned(),
            };
            pen.put(&format!("Type {wanted}, then {accept}: "), theme.danger);
            Some(typed_line::put(shown.typed, theme.text, None, &mut pen, line.y))
        }
    }
}
