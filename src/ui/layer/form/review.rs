//! What a form will do, for a last look.

use super::{note_lines, take_bottom};
use crate::app::actions::Action;
use crate::app::form::{Confirmation, Mask, Review};
use crate::app::scroll::Scroll;
use crate::app::text_line::TextLine;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::{page, scrollbar, typed as typed_line};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// A review, and how much of it is seen.
pub struct Shown<'a> {
    /// What will be done.
    pub review: &'a Review,
    /// Whether the secret text of its notes shows.
    pub notes: Mask,
    /// Where it is scrolled to.
    pub scroll: &'a Scroll,
    /// What was typed where yes is said by typing.
    pub typed: &'a TextLine,
    /// What esc does.
    pub back: &'static str,
}

/// Draws what will be done, the same as calls of the AWS CLI, and how yes is said; answers where the cursor is.
pub fn draw(
    shown: &Shown<'_>,
    outer: Rect,
    mut inner: Rect,
    scene: Scene<'_>,
    buf: &mut Buffer,
) -> Option<Position> {
    let answer = take_bottom(&mut inner, 2);
    let answer = Rect { y: answer.bottom().saturating_sub(1), height: answer.height.min(1), ..answer };
    let lines = lines(shown, scene, usize::from(inner.width));
    let first = shown.scroll.settle(lines.len(), usize::from(inner.height));
    page::put(&lines[first.min(lines.len())..], inner, buf);
    scrollbar::draw(outer, inner, lines.len(), first, scene.theme, buf);
    answers(shown, answer, scene, buf)
}

fn lines(shown: &Shown<'_>, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let (review, theme) = (shown.review, scene.theme);
    let mut lines = page::wrapped(&format!("{}?", review.plan.title), theme.strong, width);
    lines.push(Line::default());
    for note in &review.notes {
        lines.extend(note_lines(note, shown.notes, theme, width));
    }
    lines.push(Line::default());
    for cli in review.plan.cli_equivalents() {
        lines.extend(page::hanging("$ ", theme.key, &cli, theme.dim, width));
    }
    lines
}

fn answers(shown: &Shown<'_>, line: Rect, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let theme = scene.theme;
    let mut pen = Pen::new(buf, line);
    match &shown.review.confirmation {
        Confirmation::Key => {
            pen.put(&scene.key(Action::Confirm), theme.accent).put(" yes   ", theme.text);
            pen.put("esc", theme.accent).put(shown.back, theme.text);
            None
        }
        Confirmation::TypedName(_) => {
            pen.put("Type the name, then enter: ", theme.danger);
            Some(typed_line::put(shown.typed, theme.text, None, &mut pen, line.y))
        }
    }
}
