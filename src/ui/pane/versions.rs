//! The pane Versions: which versions there are, and which labels sit on them.

use super::{body, keys, table_areas};
use crate::app::actions::Action;
use crate::app::glyph::width;
use crate::app::layout::SecretAreas;
use crate::app::loadable::Loadable;
use crate::app::secret::{Deprecated, Pane, Selected, VersionsPane};
use crate::secrets::Version;
use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::table::{self, Column, SPACING};
use crate::ui::widget::{ABSENT, failure, freshness, labels, page, whole};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// A version id whole, and its first characters under their title.
const ID: (u16, u16) = (36, 9);
/// What labels have at least, beside an id that is written whole.
const LABELS_LEAST: u16 = 22;
const CREATED: Column = ("CreatedDate", 16);
const ACCESSED: Column = ("LastAccessed", 12);
/// How the API names the AWS managed key in a version.
const MANAGED_KEY: &str = "DefaultEncryptionKey";

/// How fresh the versions are, and which are shown.
pub fn status(scene: Scene<'_>, selected: &Selected, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    let list = selected.record().version_list();
    if columns(pen.left().try_into().unwrap_or(u16::MAX))[0].1 == ID.1
        && let Some(version) = selected.version_under_cursor()
    {
        pen.put_right(&format!("  {}", version.id), theme.dim);
    }
    match list.deprecated() {
        Deprecated::Shown => pen.put("deprecated shown · ", theme.warn),
        Deprecated::Hidden => pen,
    };
    if list.so_far() > 0 {
        pen.put(&format!("{} so far · ", list.so_far()), theme.dim);
    }
    freshness::put(list.list(), "", scene, pen);
}

/// Draws the pane.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let Some(table) = table_areas(areas, Pane::Versions) else { return };
    let theme = scene.theme;
    let pane = selected.versions();
    match selected.record().version_list().list() {
        Loadable::Failed { error, .. } => return failure::draw(error, body(areas), theme, buf),
        Loadable::Ready { value, .. } if value.is_empty() => {
            return page::put(&nothing(scene, usize::from(table.rows.width)), table.rows, buf);
        }
        Loadable::Idle | Loadable::Loading { .. } | Loadable::Ready { .. } => {}
    }
    let versions = selected.record().versions();
    let columns = columns(table.rows.width);
    let cursor = (pane.cursor(), versions.len());
    table::draw(table, &columns, cursor, keys(scene), theme, buf, |at, column, pen| {
        cell(scene, pane, &versions[at], column, pen);
    });
    if let Some(version) = selected.version_under_cursor() {
        whole_labels(scene, version, columns[1].1, (table.rows, pane.cursor().at), pane.cursor(), buf);
    }
}

fn nothing(scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let text = format!(
        "No version: this secret has no value yet. {} shows deprecated versions.",
        scene.key(Action::ToggleDeprecated)
    );
    page::wrapped(&text, scene.theme.dim, width)
}

/// The labels of the version under the cursor, where its row has no room for them.
fn whole_labels(
    scene: Scene<'_>,
    version: &Version,
    room: u16,
    (rows, at): (Rect, usize),
    cursor: &crate::app::scroll::Cursor,
    buf: &mut Buffer,
) {
    let labels: Vec<&str> = version.labels.iter().map(crate::secrets::StagingLabel::as_str).collect();
    let text = labels.join(" ");
    if width(&text) > usize::from(room) {
        let first = cursor.offset(usize::MAX, usize::from(rows.height));
        let at = u16::try_from(at.saturating_sub(first)).unwrap_or(u16::MAX);
        whole::draw("VersionStages", &labels.join("\n"), scene.theme.text, (rows, at), None, scene, buf);
    }
}

/// Id, labels, dates, KMS key: what is of less use goes first where it is narrow.
fn columns(width: u16) -> Vec<Column> {
    let dates = CREATED.1 + SPACING + ACCESSED.1 + SPACING;
    let whole = width >= ID.0 + SPACING + LABELS_LEAST + SPACING + dates;
    let id = if whole { ID.0 } else { ID.1 };
    let mut rest = width.saturating_sub(id + SPACING);
    let mut beside = Vec::new();
    for (column, least) in [(CREATED, 12), (ACCESSED, 16), (("KmsKeyIds", 20), 22)] {
        if rest >= column.1 + SPACING + least {
            rest -= column.1 + SPACING;
            beside.push(column);
        }
    }
    let mut columns = vec![("VersionId", id), ("VersionStages", rest)];
    columns.extend(beside);
    columns
}

fn cell(scene: Scene<'_>, pane: &VersionsPane, version: &Version, column: usize, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    let is_marked = pane.marked() == Some(&version.id);
    let text = if version.is_deprecated() { theme.dim } else { theme.text };
    match column {
        0 if pen.left() < usize::from(ID.0) => pen.put(version.id.short(), text),
        0 => pen.put(version.id.as_str(), text),
        1 if is_marked => put_labels(version, theme, pen.put("◆ ", theme.accent)),
        1 => put_labels(version, theme, pen),
        2 => pen.put(&version.created.map_or(ABSENT.into(), age::minute), text),
        3 => match version.last_accessed {
            Some(day) => pen.put(&age::days(day, scene.now()), text),
            None => pen.put("never", theme.dim),
        },
        _ => pen.put_line(&kms_keys(version, scene)),
    };
}

fn put_labels<'p, 'b>(version: &Version, theme: &Theme, pen: &'p mut Pen<'b>) -> &'p mut Pen<'b> {
    if version.is_deprecated() {
        return pen.put("deprecated", theme.dim);
    }
    pen.put_line(&Line::from(labels::spans(&version.labels, theme)))
}

fn kms_keys(version: &Version, scene: Scene<'_>) -> Line<'static> {
    let spans = version.kms_key_ids.iter().map(|key| {
        if key == MANAGED_KEY {
            Span::styled("AWS managed ", scene.theme.dim)
        } else {
            // The last part of an ARN tells keys apart.
            Span::styled(format!("{} ", key.rsplit(':').next().unwrap_or(key)), scene.theme.text)
        }
    });
    Line::from(spans.collect::<Vec<_>>())
}
