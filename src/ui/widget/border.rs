//! The border around a part of the screen, with a title in it.

use crate::ui::pen::Pen;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border::ROUNDED;
use ratatui::text::Line;

/// Draws the border in a style of the theme; in plain mode nothing. Unlike ratatui's block it leaves the cells inside alone:
/// there are 20 times as many.
pub fn draw(buf: &mut Buffer, area: Rect, style: Style, theme: &Theme) {
    let area = area.intersection(buf.area);
    if theme.glyphs.is_plain() || area.is_empty() {
        return;
    }
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    let mut put = |x, y, symbol| {
        buf[(x, y)].set_symbol(symbol).set_style(style);
    };
    for y in area.y..=bottom {
        put(area.x, y, ROUNDED.vertical_left);
        put(right, y, ROUNDED.vertical_right);
    }
    for x in area.x..=right {
        put(x, area.y, ROUNDED.horizontal_top);
        put(x, bottom, ROUNDED.horizontal_bottom);
    }
    put(right, bottom, ROUNDED.bottom_right);
    put(right, area.y, ROUNDED.top_right);
    put(area.x, bottom, ROUNDED.bottom_left);
    put(area.x, area.y, ROUNDED.top_left);
}

/// A pen in the upper border, for a title.
pub fn top(buf: &mut Buffer, area: Rect) -> Pen<'_> {
    Pen::new(buf, title_line(area, area.y))
}

/// A pen in the lower border.
pub fn bottom(buf: &mut Buffer, area: Rect) -> Pen<'_> {
    Pen::new(buf, title_line(area, area.bottom().saturating_sub(1)))
}

/// The cells that a line in the border has, without the space at each side of it.
pub fn room(area: Rect) -> usize {
    usize::from(title_line(area, area.y).width).saturating_sub(2)
}

/// Writes a line at the end of the lower border.
pub fn bottom_right(buf: &mut Buffer, area: Rect, line: &Line<'_>) {
    let within = title_line(area, area.bottom().saturating_sub(1));
    let width: usize = line.spans.iter().map(|span| crate::app::glyph::width(&span.content)).sum();
    let mut pen = Pen::new(buf, within);
    let room = pen.left().saturating_sub(width + 2);
    pen.skip(room).put(" ", Style::new()).put_line(line).put(" ", Style::new());
}

fn title_line(area: Rect, y: u16) -> Rect {
    let height = area.height.min(1);
    Rect { x: area.x.saturating_add(2), y, width: area.width.saturating_sub(4), height }
}
