//! The selected secret: its panes as tabs, one of them in view.

mod overview;
mod policy;
mod replication;
mod rotation;
mod tags;
mod value;
mod versions;

use super::pen::Pen;
use super::scene::Scene;
use super::widget::page::Page;
use super::widget::table::{Keys, TableAreas};
use super::widget::{border, failure, freshness, page};
use crate::app::glyph::shortened;
use crate::app::layout::{Focus, SecretAreas};
use crate::app::list::Row;
use crate::app::loadable::Loadable;
use crate::app::secret::{Pane, Selected};
use crate::app::wording::counted;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Letters of a tab's title where it is short.
const SHORT_TITLE: usize = 3;

/// Draws the panes.
pub fn draw(scene: Scene<'_>, areas: &SecretAreas, buf: &mut Buffer) {
    let focused = scene.model.has_focus(Focus::Secret);
    let style = if focused { scene.theme.frame_focused } else { scene.theme.frame };
    border::draw(buf, areas.outer, style);
    tabs(scene, areas, focused, buf);
    let Some(selected) = scene.model.selected() else {
        return nothing_selected(scene, areas, buf);
    };
    let title = if focused { scene.theme.accent } else { scene.theme.strong };
    let mut pen = border::top(buf, areas.outer);
    let name = shortened(selected.name(), pen.left().saturating_sub(2));
    pen.put(" ", title).put(&name, title).put(" ", title);
    status(scene, selected, areas.status, buf);
    if let (Some(error), Some(area)) = (scene.model.secret().refresh_error(), areas.trouble) {
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        failure::draw_short(error, area, scene.theme, buf);
    }
    match scene.model.pane() {
        Pane::Overview => overview::draw(scene, selected, areas, buf),
        Pane::Value => value::draw(scene, selected, areas, buf),
        Pane::Versions => versions::draw(scene, selected, areas, buf),
        Pane::Tags => tags::draw(scene, selected, areas, buf),
        Pane::Policy => policy::draw(scene, selected, areas, buf),
        Pane::Replication => replication::draw(scene, selected, areas, buf),
        Pane::Rotation => rotation::draw(scene, selected, areas, buf),
    }
}

fn tabs(scene: Scene<'_>, areas: &SecretAreas, focused: bool, buf: &mut Buffer) {
    let theme = scene.theme;
    for (nth, (pane, area)) in areas.tabs.iter().enumerate() {
        let title = pane.title();
        let shown = match usize::from(area.width).checked_sub(4) {
            Some(room) if room >= title.len() => title,
            Some(_) => &title[..SHORT_TITLE],
            None => "",
        };
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
        Some(Row::Folder { path, count, .. }) => {
            format!("{path} holds {}.", counted(*count, "secret"))
        }
        _ => "No secret is selected.".to_owned(),
    };
    let lines = page::wrapped(&text, scene.theme.dim, usize::from(areas.body.width));
    page::put(&lines, areas.body, buf);
}

/// One line: how fresh the pane is, and what is being done to the secret.
fn status(scene: Scene<'_>, selected: &Selected, area: Rect, buf: &mut Buffer) {
    let mut pen = Pen::new(buf, area);
    pen.skip(1).reserve(1);
    if let Some(operation) = scene.model.changes().operation_on(selected.arn()) {
        pen.put_right(&format!("  {operation}…"), scene.theme.warn);
    }
    match scene.model.pane() {
        Pane::Value => value::status(scene, selected.value(), &mut pen),
        Pane::Versions => versions::status(scene, selected, &mut pen),
        Pane::Policy => freshness::put(selected.policy().policy(), "", scene, &mut pen),
        Pane::Overview | Pane::Tags | Pane::Replication | Pane::Rotation => {
            freshness::put(selected.record().detail(), "as the list has it", scene, &mut pen);
        }
    }
}

/// The areas of a pane with rows.
fn table_areas(areas: &SecretAreas, pane: Pane) -> Option<TableAreas> {
    let rows = areas.rows(pane)?;
    let heading = Rect { height: areas.body.height.min(1), ..areas.body };
    let air = |area: Rect| Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    Some(TableAreas { outer: areas.outer, heading: air(heading), rows: air(rows) })
}

/// The body, with a cell of air at each side.
fn body(areas: &SecretAreas) -> Rect {
    Rect { x: areas.body.x + 1, width: areas.body.width.saturating_sub(2), ..areas.body }
}

/// Why `DescribeSecret` failed, where a page shows what the list has instead.
fn as_listed(page: &mut Page<'_>, scene: Scene<'_>, selected: &Selected) {
    if let Loadable::Failed { error, .. } = selected.record().detail() {
        let lines = failure::lines(error, page.width(), scene.theme);
        page.extend(lines).gap().text("What the list says:", scene.theme.dim).gap();
    }
}

/// Whether the keys go to the panes.
fn keys(scene: Scene<'_>) -> Keys {
    Keys::here(scene.model.focus() == Focus::Secret)
}
