//! What the program has to say: news, a refusal, a failure.

use super::pen::Pen;
use super::scene::{Scene, key};
use super::widget::failure::NEXT;
use super::widget::page;
use crate::app::action::Action;
use crate::app::notice::Notice;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Draws the notice: what in the first line, why and what next below it, in as many lines as they take.
pub fn draw(notice: &Notice, scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let width = usize::from(area.width).saturating_sub(2);
    let mut rest = match notice {
        Notice::News { text, .. } => page::hanging("● ", theme.ok, text, theme.text, width),
        Notice::Refusal { text, next } => {
            let mut lines = page::hanging("▲ ", theme.warn, text, theme.warn, width);
            lines.extend(page::hanging(NEXT, theme.accent, next, theme.text, width));
            lines
        }
        Notice::Failure { doing, error } => {
            let mut first = Pen::new(buf, Rect { height: 1, ..area });
            first.skip(1).reserve(1);
            put_away(&mut first, scene);
            first
                .put("✗ ", theme.danger)
                .put("Could not ", theme.danger)
                .put(&lower_first(doing), theme.danger)
                .put(" · ", theme.dim)
                .put(&error.what(), theme.text);
            let mut lines = vec![Line::default()];
            lines.extend(page::hanging("  ", theme.dim, &error.why(), theme.text, width));
            lines.extend(page::hanging(NEXT, theme.accent, &error.next(), theme.text, width));
            lines
        }
    };
    // What to do next is seen even where not all of why fits.
    let rows = usize::from(area.height);
    if rest.len() > rows && rows > 1 {
        let last = rest.pop();
        rest.truncate(rows - 1);
        rest.extend(last);
    }
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let skipped = usize::from(matches!(notice, Notice::Failure { .. }));
    let below = Rect {
        y: inner.y + u16::from(skipped > 0),
        height: inner.height.saturating_sub(u16::from(skipped > 0)),
        ..inner
    };
    page::put(&rest[skipped.min(rest.len())..], below, buf);
}

fn put_away(pen: &mut Pen<'_>, scene: Scene<'_>) {
    let hint = format!("  {} puts this away", key(Action::Back));
    if pen.left() > hint.len() * 3 {
        pen.put_right(&hint, scene.theme.dim);
    }
}

/// "Rotate prod/db" in the middle of a sentence.
fn lower_first(doing: &str) -> String {
    let mut letters = doing.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
