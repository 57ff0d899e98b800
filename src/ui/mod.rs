//! Drawing: reads the model and decides nothing.
//!
//! Each part of the screen has a file under the name that it has in `app`: `header`, `list`, `notice`, `footer`, the
//! `pane`s of the selected secret and the `layer`s on top. All text goes through the `pen`, which makes it safe. The
//! areas of the screen come from the model, so that drawing and the mouse agree on them.

mod age;
mod double_buffer;
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

pub use double_buffer::DoubleBuffer;
pub use look::{Look, Signs};
pub use theme::Theme;

/// The panes of the selected secret and the footer in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Panes {
    /// They are drawn.
    Drawn,
    /// They stay as they are on screen.
    Staying,
}

/// Draws the whole screen in its usual look.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    if let Some(position) = paint(model, Look::default(), Panes::Drawn, frame.buffer_mut()) {
        frame.set_cursor_position(position);
    }
}

/// Draws the screen in a look. Returns the position of the terminal's cursor, as [`draw`] does.
fn paint(model: &Model, look: Look, panes: Panes, buf: &mut Buffer) -> Option<Position> {
    let theme = match model.settings().presentation {
        Presentation::Visual => *look.theme,
        Presentation::Plain => Theme { glyphs: &Glyphs::PLAIN, ..*look.theme },
    };
    let position = draw(Scene::new(model, &theme), panes, buf);
    look.signs.apply(buf);
    position
}

/// Draws the screen into a buffer. Returns the position of the terminal's cursor: while text is typed, in plain mode always.
fn draw(scene: Scene<'_>, panes: Panes, buf: &mut Buffer) -> Option<Position> {
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
        && panes == Panes::Drawn
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
    if panes == Panes::Drawn {
        footer::draw(scene, screen.footer, buf);
    }
    typing.filter(|position| buf.area.contains(*position))
}
