//! The pane Tags.

use super::{body, keys, table_areas};
use crate::app::glyph::width;
use crate::app::layout::SecretAreas;
use crate::app::loadable::Loadable;
use crate::app::secret::{Pane, Selected};
use crate::secrets::Tag;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::table::{self, Column, SPACING};
use crate::ui::widget::{failure, whole};
use ratatui::buffer::Buffer;

/// What the column of keys has at least.
const KEYS_LEAST: usize = 8;
/// What stands beside a tag that AWS itself set.
const LOCKED: &str = "set by AWS";

/// Draws the pane. The list knows tags as well: they are shown also where `DescribeSecret` failed.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let Some(table) = table_areas(areas, Pane::Tags) else { return };
    let theme = scene.theme;
    let tags = &selected.summary().tags;
    if tags.is_empty() {
        match selected.record().detail() {
            Loadable::Failed { error, .. } => failure::draw(error, body(areas), theme, buf),
            _ => {
                Pen::new(buf, body(areas)).put("No tags.", theme.dim);
            }
        }
        return;
    }
    let columns = columns(tags, table.rows.width);
    let cursor = (selected.tags().cursor(), tags.len());
    table::draw(table, &columns, cursor, keys(scene), theme, buf, |at, column, pen| {
        cell(scene, &tags[at], column, pen);
    });
    if let Some(tag) = tags.get(selected.tags().cursor().at) {
        let (key_fits, value_fits) = (
            width(&tag.key) <= usize::from(columns[0].1),
            width(&tag.value) <= usize::from(columns[1].1) - lock(tag).len(),
        );
        if !(key_fits && value_fits) {
            let first = selected.tags().cursor().offset(tags.len(), usize::from(table.rows.height));
            let at = u16::try_from(selected.tags().cursor().at - first).unwrap_or(u16::MAX);
            whole::draw(&tag.key, &tag.value, theme.text, (table.rows, at), None, scene, buf);
        }
    }
}

/// Keys get what they need, but no more than two fifths.
fn columns(tags: &[Tag], area: u16) -> [Column; 2] {
    let longest = tags.iter().map(|tag| width(&tag.key)).max().unwrap_or(0);
    let most = (usize::from(area) * 2 / 5).max(KEYS_LEAST);
    let keys = u16::try_from(longest.clamp(KEYS_LEAST, most)).unwrap_or(area);
    [("Key", keys), ("Value", area.saturating_sub(keys + SPACING))]
}

fn lock(tag: &Tag) -> &'static str {
    if tag.is_reserved() { LOCKED } else { "" }
}

fn cell(scene: Scene<'_>, tag: &Tag, column: usize, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    let reserved = tag.is_reserved();
    match column {
        0 => pen.put_name(&tag.key, if reserved { theme.dim } else { theme.json_key }),
        _ => {
            pen.put_right(lock(tag), theme.dim).put(&tag.value, if reserved { theme.dim } else { theme.text })
        }
    };
}
