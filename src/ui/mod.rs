//! Drawing: reads the model and decides nothing.
//!
//! Each part of the screen has a file under the name that it has in `app`: `header`, `list`, `notice`, `footer`, the
//! `pane`s of the selected secret and the `layer`s on top. All text goes through the `pen`, which makes it safe. The
//! areas of the screen come from the model, so that drawing and the mouse agree on them.

mod age;
mod drawn_panes;
mod focus_line;
mod footer;
mod glyphs;
mod header;
mod layer;
mod list;
mod lock;
mod look;
mod notice;
mod pane;
mod pen;
mod plain;
mod scene;
#[cfg(test)]
mod tests;
mod theme;
mod too_small;
mod widget;

use crate::app::{Model, Presentation};
use glyphs::Glyphs;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use scene::Scene;

pub use drawn_panes::DrawnPanes;
pub use look::{Look, Signs};
pub use theme::Theme;

/// Draws the whole screen in its usual look.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    view_in(model, Look::default(), &mut DrawnPanes::default(), frame);
}

/// Draws the whole screen in a look. Panes that may lag, and the footer with them, stay as they were drawn last.
pub fn view_in(model: &Model, look: Look, drawn: &mut DrawnPanes, frame: &mut Frame<'_>) {
    let theme = match model.settings().presentation {
        Presentation::Visual => *look.theme,
        Presentation::Plain => Theme { glyphs: &Glyphs::PLAIN, ..*look.theme },
    };
    if let Some(position) = draw(Scene::new(model, &theme), drawn, frame.buffer_mut()) {
        frame.set_cursor_position(position);
    }
    look.signs.apply(frame.buffer_mut());
    drawn.keep(model, frame.buffer_mut());
}

/// Draws the whole screen into a buffer. Returns the position of the terminal's cursor: while text is typed, in plain mode
/// always.
fn draw(scene: Scene<'_>, drawn: &DrawnPanes, buf: &mut Buffer) -> Option<Position> {
    if scene.is_plain() {
        return Some(plain::draw(scene, buf));
    }
    let model = scene.model;
    let Some(screen) = scene.screen() else {
        too_small::draw(scene, buf);
        return None;
    };
    header::draw(scene, screen.header, buf);
    let mut typing = screen.list.as_ref().and_then(|areas| list::draw(scene, areas, buf));
    if let Some(areas) = &screen.secret
        && !drawn.draw_again(model, areas.outer, buf)
    {
        let position = pane::draw(scene, areas, buf);
        typing = typing.or(position);
    }
    if let Some(layer) = model.layers().top() {
        typing = layer::draw(layer, scene, buf);
    }
    if let (Some(notice), Some(area)) = (model.notice(), screen.notice) {
        notice::draw(notice, scene, area, buf);
    }
    footer::draw_note(scene, screen.lower_border(), buf);
    if let Some(closed) = model.lock().closed() {
        lock::draw(closed, scene, buf);
        lock::footer(scene, screen.footer, buf);
        return None;
    }
    if !drawn.draw_again(model, screen.footer, buf) {
        footer::draw(scene, screen.footer, buf);
    }
    typing.filter(|position| buf.area.contains(*position))
}
