//! A failure: what failed, why, and what to do next.

use super::page;
use crate::service::api::ServiceError;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The lines of a failure, `width` cells wide.
pub fn lines(error: &ServiceError, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = page::wrapped(&error.what(), theme.danger, width);
    let why = error.why();
    if !why.is_empty() {
        lines.extend(page::wrapped(&why, theme.text, width));
    }
    lines.extend(page::hanging(theme.glyphs.next, theme.accent, &error.next(), theme.text, width));
    lines
}

/// Draws a failure from the top of `area`.
pub fn draw(error: &ServiceError, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let lines = lines(error, usize::from(area.width), theme);
    page::put(&lines, area, buf);
}

/// Draws a failure below rows: what failed and what is `missing` for it, why, and what to do next. Where the lines are few, the
/// reason is cut.
pub fn draw_short(error: &ServiceError, missing: Option<&str>, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let width = usize::from(area.width);
    let mut what = vec![Span::styled(error.what(), theme.danger)];
    what.extend(
        missing
            .map(|missing| Span::styled(format!("{}missing: {missing}", theme.glyphs.between), theme.text)),
    );
    let mut lines: Vec<Line<'static>> =
        page::wrapped_spans(&what, width).into_iter().map(Line::from).collect();
    let next = page::hanging(theme.glyphs.next, theme.accent, &error.next(), theme.text, width);
    let room = usize::from(area.height).saturating_sub(lines.len() + next.len()).max(1);
    let why = page::wrapped(&error.why(), theme.text, width);
    if why.len() > room {
        lines.extend(why.into_iter().take(room - 1));
        // Whole in the journal.
        lines.push(Line::styled("…", theme.dim));
    } else {
        lines.extend(why);
    }
    lines.extend(next);
    page::put(&lines, area, buf);
}
