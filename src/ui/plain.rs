//! The screen for screen readers: one thing at a time as a flow of text, without borders and signs, and with the terminal's
//! cursor where the focus is.

use super::scene::Scene;
use super::{focus_line, footer, glyphs, header, layer, list, lock, notice, pane, too_small};
use crate::app::layers::Layer;
use crate::app::layout::Screen;
use crate::app::secret::Pane;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use zeroize::Zeroizing;

/// Cells of a line in which a row of a table has room for all of its text.
const UNCUT: u16 = 1_500;

/// Draws the screen: the layer on top alone, else the list or the panes. Returns the place of the focus.
pub fn draw(scene: Scene<'_>, buf: &mut Buffer) -> Position {
    let model = scene.model;
    let Some(screen) = scene.screen() else {
        too_small::draw(scene, buf);
        glyphs::strip(buf.area, buf);
        return Position::ORIGIN;
    };
    header::draw(scene, screen.header, buf);
    if let Some(closed) = model.lock().closed() {
        lock::draw(closed, scene, buf);
        lock::footer(scene, screen.footer, buf);
        glyphs::strip(buf.area, buf);
        return screen.footer.as_position();
    }
    let focus = match model.layers().top() {
        Some(layer) => layer::draw(layer, scene, buf),
        None => main(scene, &screen, buf),
    };
    let focus = focus.filter(|position| buf.area.contains(*position)).unwrap_or(Position::new(0, 1));
    let focus = on_text(focus, buf);
    if let (Some(notice), Some(area)) = (model.notice(), screen.notice) {
        notice::draw(notice, scene, area, buf);
    }
    footer::draw_note(scene, screen.lower_border(), buf);
    footer::draw(scene, screen.footer, buf);
    strip_around_data(scene, &screen, buf);
    if let Some(lines) = screen.focus_line {
        let row = uncut_row(scene, &screen).unwrap_or_else(|| focus_line::row_text(focus, buf));
        focus_line::draw(scene, &row, lines, buf);
    }
    focus
}

/// Draws the list or the panes. Returns the place of the focus.
fn main(scene: Scene<'_>, screen: &Screen, buf: &mut Buffer) -> Option<Position> {
    if let Some(areas) = &screen.list {
        return list::draw(scene, areas, buf).or_else(|| Some(list::place_of_cursor(scene, areas)));
    }
    let areas = screen.secret.as_ref()?;
    pane::draw(scene, areas, buf).or_else(|| Some(pane::place_of_cursor(scene, areas)))
}

/// The whole text of the row under the cursor of a pane, whose columns may be cut on screen. `None` where the screen or the model
/// has the whole text, or a value.
fn uncut_row(scene: Scene<'_>, screen: &Screen) -> Option<Zeroizing<String>> {
    let is_table = match scene.model.pane() {
        Pane::Versions | Pane::Tags | Pane::Replication => true,
        Pane::Overview | Pane::Value | Pane::Policy | Pane::Rotation => false,
    };
    if !is_table || !scene.model.layers().is_empty() {
        return None;
    }
    let areas = screen.secret.as_ref()?.widened(UNCUT);
    let mut buf = Buffer::empty(areas.outer);
    pane::draw(scene, &areas, &mut buf);
    Some(focus_line::row_text(pane::place_of_cursor(scene, &areas), &buf))
}

/// The place of the focus, or of the next text above it where it has none, such as a pane that is loading.
fn on_text(focus: Position, buf: &Buffer) -> Position {
    let has_text = |y: &u16| (0..buf.area.width).any(|x| buf[(x, *y)].symbol() != " ");
    let y = (0..=focus.y).rev().find(has_text).unwrap_or(focus.y);
    Position { y, ..focus }
}

/// Takes out what signs are left in texts of the program, also those of a part that knows nothing of plain mode. What was
/// stored or typed stays as it is: panes and forms say their words themselves.
fn strip_around_data(scene: Scene<'_>, screen: &Screen, buf: &mut Buffer) {
    let body = Rect {
        y: screen.header.bottom(),
        height: screen.lower_border().bottom() - screen.header.bottom(),
        ..buf.area
    };
    let above = |area: Rect| Rect { height: area.y.saturating_sub(body.y), ..body };
    let below =
        |area: Rect| Rect { y: area.bottom(), height: body.bottom().saturating_sub(area.bottom()), ..body };
    glyphs::strip(screen.header, buf);
    match (scene.model.layers().top(), &screen.secret) {
        (Some(Layer::Form(_) | Layer::Report(_) | Layer::Command(_)), _) => {}
        (Some(Layer::Help(_) | Layer::Journal(_) | Layer::Picker(_)), _) | (None, None) => {
            glyphs::strip(body, buf);
        }
        (None, Some(areas)) => {
            glyphs::strip(above(areas.body), buf);
            glyphs::strip(below(areas.body), buf);
        }
    }
    for area in screen.notice.into_iter().chain([screen.lower_border(), screen.footer]) {
        glyphs::strip(area, buf);
    }
}
