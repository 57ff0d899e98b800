//! The selected secret: its panes as tabs, with one pane in view. A file for each pane.

mod described;
mod overview;
mod plain;
mod policy;
mod replication;
mod rotation;
mod tags;
mod value;
mod versions;

pub use plain::{in_words, place_of_cursor};

use super::pen::Pen;
use super::scene::Scene;
use super::widget::{AIR, border, failure, page, searched};
use crate::app::glyph::shortened;
use crate::app::layout::{Focus, SecretAreas};
use crate::app::list::Row;
use crate::app::secret::{Pane, Selected};
use crate::app::wording::counted;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The functions that draw a pane.
struct View {
    /// Writes how fresh the pane's data is, and what else fits on the line above the pane.
    status: fn(Scene<'_>, &Selected, &mut Pen<'_>),
    /// Draws the pane.
    draw: fn(Scene<'_>, &Selected, &SecretAreas, &mut Buffer),
}

impl View {
    /// The functions of each pane.
    #[rustfmt::skip]
    const fn of(pane: Pane) -> Self {
        match pane {
            Pane::Overview => Self { status: described::status, draw: overview::draw },
            Pane::Value => Self { status: value::status, draw: value::draw },
            Pane::Versions => Self { status: versions::status, draw: versions::draw },
            Pane::Tags => Self { status: described::status, draw: tags::draw },
            Pane::Policy => Self { status: policy::status, draw: policy::draw },
            Pane::Replication => Self { status: described::status, draw: replication::draw },
            Pane::Rotation => Self { status: described::status, draw: rotation::draw },
        }
    }
}

/// Draws the selected secret: the border with its name, the tabs, and the pane in view. Returns the position of the cursor
/// while a search is typed.
pub fn draw(scene: Scene<'_>, areas: &SecretAreas, buf: &mut Buffer) -> Option<Position> {
    let focused = scene.model.has_focus(Focus::Secret);
    let style = if focused { scene.theme.frame_focused } else { scene.theme.frame };
    border::draw(buf, areas.outer, style, scene.theme);
    tabs(scene, areas, focused, buf);
    let Some(selected) = scene.model.selected() else {
        nothing_selected(scene, areas, buf);
        return None;
    };
    let title = if focused { scene.theme.accent } else { scene.theme.strong };
    let mut pen = border::top(buf, areas.outer);
    let name = shortened(selected.name(), pen.left().saturating_sub(2));
    pen.put(" ", title).put(&name, title).put(" ", title);
    let view = View::of(scene.model.pane());
    status(&view, scene, selected, areas.status, buf);
    if let (Some(error), Some(area)) = (scene.model.secret().refresh_error(), areas.error) {
        failure::draw_short(error, None, area.inner(AIR), scene.theme, buf);
    }
    (view.draw)(scene, selected, areas, buf);
    searched::line(scene.model.secret().search(), areas.outer, scene, buf)
}

fn tabs(scene: Scene<'_>, areas: &SecretAreas, focused: bool, buf: &mut Buffer) {
    let theme = scene.theme;
    if scene.is_plain() {
        return plain::tabs(scene, areas, buf);
    }
    for (nth, (pane, area)) in areas.tabs.iter().enumerate() {
        let has_room = usize::from(area.width) >= pane.title().len() + 3;
        let shown = if has_room { pane.title() } else { "" };
        let mut pen = Pen::new(buf, *area);
        let number = if *pane == scene.model.pane() { theme.accent } else { theme.key };
        let text = if *pane == scene.model.pane() { theme.accent } else { theme.text };
        pen.put(" ", text).put(&(nth + 1).to_string(), number);
        if !shown.is_empty() {
            pen.put(" ", text).put(shown, text);
        }
        pen.put(" ", text);
        if *pane == scene.model.pane() && scene.model.selected().is_some() {
            buf.set_style(*area, if focused { theme.tab_focused } else { theme.tab });
        }
    }
}

fn nothing_selected(scene: Scene<'_>, areas: &SecretAreas, buf: &mut Buffer) {
    let text = match scene.model.list().row_under_cursor() {
        Some(Row::Folder { path, count, .. }) => format!("{path} holds {}.", counted(count, "secret")),
        Some(Row::Secret { .. }) | None => "No secret is selected.".to_owned(),
    };
    let body = areas.body.inner(AIR);
    let lines = page::wrapped(&text, scene.theme.dim, usize::from(body.width));
    page::put(&lines, body, buf);
}

/// Writes the line above the pane, with the change in progress to the secret at its end.
fn status(view: &View, scene: Scene<'_>, selected: &Selected, area: Rect, buf: &mut Buffer) {
    let mut pen = Pen::new(buf, area.inner(AIR));
    if let Some(operation) = scene.model.changes().operation_on(selected.arn()) {
        pen.put_right(&format!("  {operation}…"), scene.theme.warn);
    }
    (view.status)(scene, selected, &mut pen);
}
