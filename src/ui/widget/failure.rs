//! A failure: what failed, why, and what to do next.

use super::page;
use crate::service::api::ServiceError;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

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

/// Draws a failure in three lines, each cut where it is too long.
pub fn draw_short(error: &ServiceError, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let mut rows = area.rows();
    if let Some(row) = rows.next() {
        Pen::new(buf, row).put(&error.what(), theme.danger);
    }
    if let Some(row) = rows.next() {
        Pen::new(buf, row).put(&error.why(), theme.text);
    }
    if let Some(row) = rows.next() {
        Pen::new(buf, row).put(theme.glyphs.next, theme.accent).put(&error.next(), theme.text);
    }
}
