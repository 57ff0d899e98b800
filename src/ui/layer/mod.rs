//! What lies on top of the list and the panes.

mod confirm;
mod form;
mod help;
mod journal;
mod picker;
mod report;

use super::scene::Scene;
use super::widget::border;
use crate::app::glyph;
use crate::app::layers::Layer;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

/// Draws a layer; answers where the cursor is if a line is typed in it.
pub fn draw(layer: &Layer, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    let behind = buf.area;
    buf.set_style(behind, scene.theme.behind_layer);
    match layer {
        Layer::Help(help) => help::draw(help, scene, buf),
        Layer::Confirm(question) => confirm::draw(question, scene, buf),
        Layer::Journal(_) => journal::draw(scene, scene.model.layer_areas()?, buf),
        Layer::Report(report) => report::draw(report, scene, buf),
        Layer::Form(form) => return form::draw(form, scene, buf),
        Layer::Picker(picker) => return Some(picker::draw(picker, scene, scene.model.layer_areas()?, buf)),
    }
    None
}

/// Empties the area of a layer, and frames it with a title.
fn open(title: &str, area: Rect, scene: Scene<'_>, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    Clear.render(area, buf);
    // A wide character that the left edge cuts in half would swallow the border.
    for y in area.y..area.bottom() {
        if let Some(cell) = area.x.checked_sub(1).and_then(|x| buf.cell_mut((x, y)))
            && glyph::width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
    border::draw(buf, area, scene.theme.frame_focused);
    border::top(buf, area)
        .put(" ", scene.theme.text)
        .put(title, scene.theme.accent)
        .put(" ", scene.theme.text);
}

/// Cells of what is behind a layer that are better covered than seen at its sides.
const SLIVER: u16 = 8;

/// An area in the middle of the screen, as large as it may be between the header and a notice; all of the width where
/// that is not much more.
fn centred(scene: Scene<'_>, width: u16, height: u16) -> Rect {
    let size = scene.model.size();
    let width = if width + SLIVER >= size.width { size.width } else { width };
    let notice = scene.model.screen().and_then(|screen| screen.notice);
    let bottom = notice.map_or(size.height, |notice| notice.y);
    let height = height.min(bottom.saturating_sub(1));
    let y = ((size.height - height) / 2).min(bottom - height);
    Rect::new((size.width - width) / 2, y, width, height)
}

/// What is inside the border, with a cell of air at each side.
fn inside(outer: Rect) -> Rect {
    Rect::new(
        outer.x + 2.min(outer.width),
        outer.y + 1.min(outer.height),
        outer.width.saturating_sub(4),
        outer.height.saturating_sub(2),
    )
}
