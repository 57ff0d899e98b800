//! The whole of a text that its row had to cut, in a box over the other half of the rows.

use super::border;
use crate::app::actions::Action;
use crate::app::scroll::Scroll;
use crate::app::wrap::{Breaks, lines};
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

/// Draws `text` whole, with its own line breaks, away from the row at `cursor` (counted from the top of `rows`). What is
/// still too long is scrolled where
/// it can be, or cut. The text is not copied: it may be secret.
pub fn draw(
    title: &str,
    text: &str,
    style: Style,
    (rows, cursor): (Rect, u16),
    scroll: Option<&Scroll>,
    scene: Scene<'_>,
    buf: &mut Buffer,
) {
    let theme = scene.theme;
    let (above, below) = (cursor, rows.height.saturating_sub(cursor + 1));
    let room = above.max(below);
    if room < 3 || rows.width < 6 {
        return;
    }
    let width = usize::from(rows.width - 4);
    let broken = lines(text, width, Breaks::Anywhere);
    let height = u16::try_from(broken.len().saturating_add(2)).unwrap_or(u16::MAX).min(room);
    let y = if below >= height || below >= above { rows.bottom() - height } else { rows.y };
    let area = Rect { y, height, ..rows };
    Clear.render(area.intersection(buf.area), buf);
    border::draw(buf, area, theme.frame);
    border::top(buf, area).put(" ", theme.text).put_name(title, theme.strong).put(" ", theme.text);
    let inside = Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: height - 2 };
    let shown = usize::from(inside.height);
    let first = scroll.map_or(0, |scroll| scroll.settle(broken.len(), shown));
    for (range, row) in broken.iter().skip(first).zip(inside.rows()) {
        Pen::new(buf, row).put(&text[range.clone()], style);
    }
    if broken.len() > shown + first {
        let left = broken.len() - shown - first;
        let more = match scroll {
            Some(_) => format!("{left} more lines · {}", scene.key(Action::HalfPageDown)),
            None => format!("{left} more lines"),
        };
        border::bottom_right(buf, area, &ratatui::text::Line::styled(more, theme.warn));
    }
}
