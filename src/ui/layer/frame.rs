//! The frame of a layer, and where on the screen it lies.

use crate::app::glyph::width;
use crate::app::scroll::Scroll;
use crate::app::search::Search;
use crate::ui::scene::Scene;
use crate::ui::widget::page::put_scrolled;
use crate::ui::widget::{border, searched};
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

/// The widest page of text.
const WIDEST_PAGE: u16 = 100;
/// Cells beside a layer that are covered rather than left over.
const SLIVER: u16 = 8;

/// Empties the area of a layer, and draws its border with a title.
pub fn open(title: &str, area: Rect, scene: Scene<'_>, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    Clear.render(area, buf);
    // A wide character that the left edge cuts in half would swallow the border.
    for y in area.y..area.bottom() {
        if let Some(cell) = area.x.checked_sub(1).and_then(|x| buf.cell_mut((x, y)))
            && width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
    border::draw(buf, area, scene.theme.frame_focused, scene.theme);
    border::top(buf, area)
        .put(" ", scene.theme.text)
        .put(title, scene.theme.accent)
        .put(" ", scene.theme.text);
}

/// Dims the screen behind a layer, but for the header: account and Region stay as readable as they are.
pub fn dim_behind(scene: Scene<'_>, buf: &mut Buffer) {
    let header = buf.area.height.min(1);
    let behind = Rect { y: buf.area.y + header, height: buf.area.height - header, ..buf.area };
    buf.set_style(behind, scene.theme.behind_layer);
}

/// The area of a layer in the middle of the screen, between the header and the notice. It covers the whole width if
/// that is little more than `width`.
pub fn centred(scene: Scene<'_>, width: u16, height: u16) -> Rect {
    let size = scene.model.size();
    let width = if width + SLIVER >= size.width { size.width } else { width };
    let bottom = scene.screen().map_or(size.height, |screen| screen.below_layers());
    let height = height.min(bottom.saturating_sub(1));
    let y = ((size.height - height) / 2).min(bottom - height);
    Rect::new((size.width - width) / 2, y, width, height)
}

/// The area inside the border, with a cell of air at each side.
pub fn inside(outer: Rect) -> Rect {
    outer.inner(Margin::new(2, 1))
}

/// Draws a layer that is a page of text; answers where the cursor of its search is. `lines` breaks the text for a width.
pub fn page(
    title: &str,
    (scroll, search): (&Scroll, &Search),
    scene: Scene<'_>,
    buf: &mut Buffer,
    lines: impl FnOnce(usize) -> Vec<Line<'static>>,
) -> Option<Position> {
    let size = scene.model.size();
    let width = size.width.saturating_sub(4).min(WIDEST_PAGE);
    let tallest = centred(scene, width, size.height.saturating_sub(2));
    let lines = lines(usize::from(inside(tallest).width));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2).min(tallest.height);
    let outer = centred(scene, width, height);
    open(title, outer, scene, buf);
    let inner = inside(outer);
    put_scrolled(&lines, (inner, outer), scroll, Some(search), scene.theme, buf);
    let start = scene.is_plain().then(|| inner.as_position());
    searched::line(search, outer, scene, buf).or(start)
}
