//! The panes in words, and the place of their cursors, for screen readers.

use crate::app::layout::SecretAreas;
use crate::app::scroll::Cursor;
use crate::app::secret::{Pane, Selected, ShownValue};
use crate::app::wording::place;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::AIR;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Writes which pane is in view, in place of the tabs.
pub fn tabs(scene: Scene<'_>, areas: &SecretAreas, buf: &mut Buffer) {
    let Some(first) = areas.tabs.first().map(|(_, area)| *area) else { return };
    let line = areas.tabs.iter().fold(first, |line, (_, area)| line.union(*area));
    let pane = scene.model.pane();
    let at = Pane::ALL.iter().position(|other| *other == pane).unwrap_or_default();
    let text = format!("Pane {}, {}", place(at, Pane::ALL.len()), pane.title());
    Pen::new(buf, Rect { width: areas.outer.width, ..line }).put(&text, scene.theme.accent);
}

/// The place of the row under the cursor on the screen; of the first line of a pane without rows.
pub fn place_of_cursor(scene: Scene<'_>, areas: &SecretAreas) -> Position {
    let pane = scene.model.pane();
    let start = areas.body.inner(AIR).as_position();
    let found = scene.model.selected().and_then(|selected| cursor(selected, pane)).zip(areas.rows(pane));
    let Some(((cursor, all), rows)) = found else { return start };
    let rows = rows.inner(AIR);
    let first = cursor.offset(all, usize::from(rows.height));
    let line = u16::try_from(cursor.at.saturating_sub(first)).unwrap_or(u16::MAX);
    Position::new(rows.x, rows.y.saturating_add(line))
}

/// The row under the cursor, whose text on screen is `row`: "Versions of prod/db, 1 of 3: …".
pub fn in_words(scene: Scene<'_>, row: &str) -> String {
    let pane = scene.model.pane();
    let Some(selected) = scene.model.selected() else { return "No secret is selected".to_owned() };
    let at = cursor(selected, pane).map(|(cursor, all)| format!(", {}", place(cursor.at, all)));
    format!("{} of {}{}: {row}", pane.title(), selected.name(), at.unwrap_or_default())
}

/// The cursor of a pane with rows, and the number of its rows; `None` while it has none.
fn cursor(selected: &Selected, pane: Pane) -> Option<(&Cursor, usize)> {
    let found = match pane {
        Pane::Overview | Pane::Policy | Pane::Rotation => return None,
        Pane::Value => {
            let shown: &ShownValue = selected.value().shown()?;
            (shown.cursor(), shown.rows().len())
        }
        Pane::Versions => (selected.versions().cursor(), selected.record().versions().len()),
        Pane::Tags => (selected.tags().cursor(), selected.summary().tags.len()),
        Pane::Replication => (selected.replication().cursor(), selected.record().replicas().len()),
    };
    Some(found).filter(|(_, all)| *all > 0)
}
