//! The pane Versions: the versions of the secret and their staging labels.

use crate::app::actions::Action;
use crate::app::glyph::width;
use crate::app::layout::{Focus, SecretAreas};
use crate::app::loadable::Loadable;
use crate::app::secret::{Deprecated, Pane, Selected};
use crate::secrets::{StagingLabel, Version};
use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::cells::{key_id, last_accessed};
use crate::ui::widget::table::{Column, Keys, SPACING, Table, TableAreas, fitting};
use crate::ui::widget::whole::Whole;
use crate::ui::widget::{AIR, facts, failure, freshness, labels, page};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// A column of versions, named as in the API.
#[derive(Clone, Copy)]
enum VersionColumn {
    /// The id, whole or its first characters.
    Id,
    Labels,
    Created,
    LastAccessed,
    KmsKeys,
}

/// The width of a whole version id, and that of its first characters under their title.
const ID: (u16, u16) = (36, 9);
/// The narrowest column of labels beside a whole id.
const LABELS_LEAST: u16 = 22;
const CREATED: (VersionColumn, u16) = (VersionColumn::Created, 16);
const LAST_ACCESSED: (VersionColumn, u16) = (VersionColumn::LastAccessed, 12);
const KMS_KEYS: (VersionColumn, u16) = (VersionColumn::KmsKeys, 20);
/// The API's name of the AWS managed key of a version.
const MANAGED_KEY: &str = "DefaultEncryptionKey";

impl Column for VersionColumn {
    fn title(self) -> &'static str {
        match self {
            Self::Id => "VersionId",
            Self::Labels => "VersionStages",
            Self::Created => "CreatedDate",
            Self::LastAccessed => "LastAccessed",
            Self::KmsKeys => "KmsKeyIds",
        }
    }
}

/// Writes how fresh the list of versions is, and the whole id under the cursor where the table shortens ids.
pub fn status(scene: Scene<'_>, selected: &Selected, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    let list = selected.record().version_list();
    if id_width(pen.left().try_into().unwrap_or(u16::MAX)) == ID.1
        && let Some(version) = selected.version_under_cursor()
    {
        pen.put_right(&format!("  {}", version.id), theme.dim);
    }
    let mut parts = Vec::new();
    if list.deprecated() == Deprecated::Shown {
        parts.push(vec![Span::styled("deprecated shown", theme.warn)]);
    }
    if list.so_far() > 0 {
        parts.push(vec![Span::styled(format!("{} so far", list.so_far()), theme.dim)]);
    }
    parts.extend(freshness::parts(list.list(), "", scene));
    facts::put(parts, theme, pen);
}

/// Draws the pane.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let Some(areas_of_table) = TableAreas::of_pane(areas, Pane::Versions) else { return };
    let rows = areas_of_table.rows;
    match selected.record().version_list().list() {
        Loadable::Failed { error, .. } => {
            return failure::draw(error, areas.body.inner(AIR), scene.theme, buf);
        }
        Loadable::Ready { value, .. } if value.is_empty() => return no_versions(scene, rows, buf),
        Loadable::Idle | Loadable::Loading { .. } | Loadable::Ready { .. } => {}
    }
    let versions = selected.record().versions();
    let (columns, labels_width) = columns(rows.width);
    let table = Table {
        areas: areas_of_table,
        columns: &columns,
        cursor: selected.versions().cursor(),
        len: versions.len(),
        keys: Keys::to(Focus::Secret, scene),
    };
    let line = table.draw(scene.theme, buf, |at, column, pen| {
        cell(scene, selected, &versions[at], (column, id_width(rows.width)), pen);
    });
    if let Some(version) = selected.version_under_cursor() {
        whole_labels(version, labels_width, rows, line, scene, buf);
    }
}

fn no_versions(scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let text = format!(
        "No versions: this secret has no value yet. {} shows deprecated versions.",
        scene.key(Action::ToggleDeprecated)
    );
    page::put(&page::wrapped(&text, scene.theme.dim, usize::from(area.width)), area, buf);
}

/// Shows the labels of the version under the cursor in a box if its row has no room for them.
fn whole_labels(version: &Version, room: u16, rows: Rect, line: u16, scene: Scene<'_>, buf: &mut Buffer) {
    let labels: Vec<&str> = version.labels.iter().map(StagingLabel::as_str).collect();
    if width(&labels.join(" ")) > usize::from(room) {
        let whole = Whole { title: VersionColumn::Labels.title(), text: &labels.join("\n"), scroll: None };
        whole.draw(rows, line, scene, buf);
    }
}

/// The width of ids: whole, unless labels and dates would lack room beside them.
fn id_width(table: u16) -> u16 {
    let beside = [LABELS_LEAST, CREATED.1, LAST_ACCESSED.1].map(|cells| SPACING + cells);
    if table >= ID.0 + beside.iter().sum::<u16>() { ID.0 } else { ID.1 }
}

/// The columns that fit, and the width of the labels, which take the room that is left.
fn columns(width: u16) -> (Vec<(VersionColumn, u16)>, u16) {
    let id = id_width(width);
    let room = width.saturating_sub(id + SPACING);
    let (beside, labels) = fitting(room, &[(CREATED, 12), (LAST_ACCESSED, 16), (KMS_KEYS, 22)]);
    let mut columns = vec![(VersionColumn::Id, id), (VersionColumn::Labels, labels)];
    columns.extend(beside);
    (columns, labels)
}

fn cell(
    scene: Scene<'_>,
    selected: &Selected,
    version: &Version,
    (column, id_width): (VersionColumn, u16),
    pen: &mut Pen<'_>,
) {
    let theme = scene.theme;
    let (pane, list) = (selected.versions(), selected.record().version_list());
    let text = if version.is_deprecated() { theme.dim } else { theme.text };
    match column {
        VersionColumn::Id if id_width < ID.0 => pen.put(version.id.short(), text),
        VersionColumn::Id => pen.put(version.id.as_str(), text),
        VersionColumn::Labels => {
            match pane.marked() {
                Some(marked) if *marked == version.id => pen.put(theme.glyphs.marked_version, theme.accent),
                // So that the labels stay below each other.
                Some(_) if !scene.is_plain() => pen.skip(width(theme.glyphs.marked_version)),
                Some(_) | None => pen,
            };
            if list.is_empty(&version.id) {
                pen.put("empty ", theme.warn);
            }
            put_labels(version, theme, pen)
        }
        VersionColumn::Created => {
            pen.put(&version.created.map_or(theme.glyphs.absent.into(), age::minute), text)
        }
        VersionColumn::LastAccessed => last_accessed(version.last_accessed, text, scene, pen),
        VersionColumn::KmsKeys => pen.put_line(&kms_keys(version, theme)),
    };
}

fn put_labels<'p, 'b>(version: &Version, theme: &Theme, pen: &'p mut Pen<'b>) -> &'p mut Pen<'b> {
    if version.is_deprecated() {
        return pen.put("deprecated", theme.dim);
    }
    pen.put_line(&Line::from(labels::spans(&version.labels, theme)))
}

fn kms_keys(version: &Version, theme: &Theme) -> Line<'static> {
    let spans = version.kms_key_ids.iter().map(|key| {
        if key == MANAGED_KEY {
            Span::styled("AWS managed ", theme.dim)
        } else {
            Span::styled(format!("{} ", key_id(key)), theme.text)
        }
    });
    Line::from(spans.collect::<Vec<_>>())
}
