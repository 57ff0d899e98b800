//! What the program has to say: news, a refusal, a failure.

use super::pen::Pen;
use super::scene::{Scene, key};
use super::widget::failure::NEXT;
use crate::app::action::Action;
use crate::app::notice::Notice;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the notice.
pub fn draw(notice: &Notice, scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let mut rows = area.rows();
    let Some(first) = rows.next() else { return };
    let mut pen = Pen::new(buf, first);
    pen.skip(1).reserve(1);
    match notice {
        Notice::News { text, .. } => {
            pen.put("● ", theme.ok).put(text, theme.text);
        }
        Notice::Refusal { text, next } => {
            put_away(&mut pen, scene);
            pen.put("▲ ", theme.warn).put(text, theme.warn);
            if let Some(row) = rows.next() {
                put_next(next, scene, row, buf);
            }
        }
        Notice::Failure { doing, error } => {
            put_away(&mut pen, scene);
            pen.put("✗ ", theme.danger)
                .put("Could not ", theme.danger)
                .put(&lower_first(doing), theme.danger)
                .put(" · ", theme.dim)
                .put(&error.what(), theme.text);
            if let Some(row) = rows.next() {
                Pen::new(buf, row).skip(3).put(&error.why(), theme.text);
            }
            if let Some(row) = rows.next() {
                put_next(&error.next(), scene, row, buf);
            }
        }
    }
}

fn put_away(pen: &mut Pen<'_>, scene: Scene<'_>) {
    let hint = format!("  {} puts this away", key(Action::Back));
    if pen.left() > hint.len() * 3 {
        pen.put_right(&hint, scene.theme.dim);
    }
}

fn put_next(next: &str, scene: Scene<'_>, row: Rect, buf: &mut Buffer) {
    Pen::new(buf, row).skip(1).put(NEXT, scene.theme.accent).put(next, scene.theme.text);
}

/// "Rotate prod/db" in the middle of a sentence.
fn lower_first(doing: &str) -> String {
    let mut letters = doing.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
