//! The pane Tags.

use crate::app::glyph::width;
use crate::app::layout::{Focus, SecretAreas};
use crate::app::loadable::Loadable;
use crate::app::secret::{Pane, Selected};
use crate::secrets::Tag;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::table::{Column, Keys, SPACING, Table, TableAreas, key_width};
use crate::ui::widget::whole::Whole;
use crate::ui::widget::{AIR, failure};
use ratatui::buffer::Buffer;

/// The note beside a tag that AWS set.
const SET_BY_AWS: &str = "set by AWS";

/// A column of tags.
#[derive(Clone, Copy)]
enum TagColumn {
    Key,
    Value,
}

impl Column for TagColumn {
    fn title(self) -> &'static str {
        match self {
            Self::Key => "Key",
            Self::Value => "Value",
        }
    }
}

/// Draws the pane. The list has tags too, so they are shown even if `DescribeSecret` failed.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let Some(areas_of_table) = TableAreas::of_pane(areas, Pane::Tags) else { return };
    let tags = &selected.summary().tags;
    if tags.is_empty() {
        let area = areas.body.inner(AIR);
        match selected.record().detail() {
            Loadable::Failed { error, .. } => failure::draw(error, area, scene.theme, buf),
            Loadable::Idle | Loadable::Loading { .. } | Loadable::Ready { .. } => {
                Pen::new(buf, area).put("No tags.", scene.theme.dim);
            }
        }
        return;
    }
    let columns = columns(tags, areas_of_table.rows.width);
    let table = Table {
        areas: areas_of_table,
        columns: &columns,
        cursor: selected.tags().cursor(),
        len: tags.len(),
        keys: Keys::to(Focus::Secret, scene),
    };
    let line = table.draw(scene.theme, buf, |at, column, pen| cell(scene, &tags[at], column, pen));
    if let Some(tag) = tags.get(table.cursor.at) {
        let [(_, for_key), (_, for_value)] = columns.map(|(column, cells)| (column, usize::from(cells)));
        if width(&tag.key) > for_key || width(&tag.value) + note(tag).len() > for_value {
            let whole = Whole { title: &tag.key, text: &tag.value, scroll: None };
            whole.draw(areas_of_table.rows, line, scene, buf);
        }
    }
}

fn columns(tags: &[Tag], table: u16) -> [(TagColumn, u16); 2] {
    let longest = tags.iter().map(|tag| width(&tag.key)).max().unwrap_or(0);
    let keys = key_width(longest, table);
    [(TagColumn::Key, keys), (TagColumn::Value, table.saturating_sub(keys + SPACING))]
}

fn note(tag: &Tag) -> &'static str {
    if tag.is_reserved() { SET_BY_AWS } else { "" }
}

fn cell(scene: Scene<'_>, tag: &Tag, column: TagColumn, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    let (key, value) = if tag.is_reserved() { (theme.dim, theme.dim) } else { (theme.json_key, theme.text) };
    match column {
        TagColumn::Key => pen.put_name(&tag.key, key),
        TagColumn::Value if scene.is_plain() => {
            pen.put(&tag.value, value);
            if tag.is_reserved() {
                pen.put(", ", theme.dim).put(SET_BY_AWS, theme.dim);
            }
            pen
        }
        TagColumn::Value => pen.put_right(note(tag), theme.dim).put(&tag.value, value),
    };
}
