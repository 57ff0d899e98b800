//! What the program has to say: news, a refusal, a failure.

use super::glyph::width;
use super::pen::Pen;
use super::scene::Scene;
use super::theme::Theme;
use super::widget::failure::NEXT;
use super::widget::page;
use crate::app::Problem;
use crate::app::actions::Action;
use crate::app::notices::Notice;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws the notice: what, why and what next, in as many lines as they take.
pub fn draw(notice: &Notice, scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let mut lines = lines(notice, scene.theme, usize::from(inner.width));
    // What to do next is seen even where not all of why fits.
    let rows = usize::from(inner.height);
    if lines.len() > rows && rows > 1 {
        let last = lines.pop();
        lines.truncate(rows - 1);
        lines.extend(last);
    }
    page::put(&lines, inner, buf);
    if !matches!(notice, Notice::News { .. }) {
        put_away(&lines, scene, inner, buf);
    }
}

fn lines(notice: &Notice, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    match notice {
        Notice::News { text, .. } => page::hanging("● ", theme.ok, text, theme.text, width),
        Notice::Refusal(Problem { text, next }) => {
            let mut lines = page::hanging("▲ ", theme.warn, text, theme.warn, width);
            lines.extend(page::hanging(NEXT, theme.accent, next, theme.text, width));
            lines
        }
        Notice::Failure { attempt, error } => {
            let mut lines = vec![Line::from(vec![
                Span::styled(format!("✗ Could not {}", lower_first(attempt)), theme.danger),
                Span::styled(" · ", theme.dim),
                Span::styled(error.what(), theme.text),
            ])];
            lines.extend(page::hanging("  ", theme.dim, &error.why(), theme.text, width));
            lines.extend(page::hanging(NEXT, theme.accent, &error.next(), theme.text, width));
            lines
        }
    }
}

/// How it is put away: at the end of the first line that has room for that.
fn put_away(lines: &[Line<'_>], scene: Scene<'_>, inner: Rect, buf: &mut Buffer) {
    let hint = format!("  {} puts this away", scene.key(Action::Back));
    let cells = |line: &Line<'_>| line.spans.iter().map(|span| width(&span.content)).sum::<usize>();
    let mut rows = lines.iter().zip(inner.rows());
    if let Some((_, row)) = rows.find(|(line, _)| cells(line) + hint.len() <= usize::from(inner.width)) {
        Pen::new(buf, row).put_right(&hint, scene.theme.dim);
    }
}

/// "Rotate prod/db" in the middle of a sentence.
fn lower_first(attempt: &str) -> String {
    let mut letters = attempt.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
