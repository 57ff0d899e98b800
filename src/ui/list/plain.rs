//! The rows of the list in words: a sentence for each secret, for screen readers.

use crate::app::deletion;
use crate::app::glyph::{shortened, width};
use crate::app::layout::ListAreas;
use crate::app::list::{Fit, ListView, Order, Row};
use crate::app::wording::{ago, counted, place};
use crate::secrets::{ReplicaRole, RotationState, Summary};
use crate::ui::pen::{Marks, Pen};
use crate::ui::scene::Scene;
use ratatui::layout::Position;

/// The place of the row under the cursor on the screen; of the first line if there are no rows.
pub fn place_of_cursor(scene: Scene<'_>, areas: &ListAreas) -> Position {
    let (list, rows) = (scene.model.list(), areas.rows);
    let first = list.cursor().offset(list.rows().len(), usize::from(rows.height));
    let line = u16::try_from(list.cursor().at.saturating_sub(first)).unwrap_or(u16::MAX);
    Position::new(rows.x, rows.y.saturating_add(line))
}

/// The row under the cursor: "3 of 73, prod/payments/db, rotation on, deletes in 7 days". While the filter is typed, the number
/// of matches; without rows the text in their place, `row_text`.
pub fn in_words(scene: Scene<'_>, row_text: &str) -> String {
    let list = scene.model.list();
    if list.filter().is_editing() {
        let matched = list.matched();
        let error =
            list.filter().error().map(|error| format!("Wrong: {}. ", error.what())).unwrap_or_default();
        return format!("{error}Filter, {} of {} match", matched, counted(list.secrets().len(), "secret"));
    }
    let Some(row) = list.row_under_cursor() else { return row_text.to_owned() };
    format!("{}, {}", place(list.cursor().at, list.rows().len()), row_in_words(row, scene))
}

/// The order of the rows, in place of the titles of columns.
pub fn order_in_words(scene: Scene<'_>) -> String {
    let (list, sort) = (scene.model.list(), scene.model.list().sort());
    if !sort.chosen && list.filter().applied().has_words() {
        return "Best match first".to_owned();
    }
    let order = match sort.order {
        Order::Ascending => "ascending",
        Order::Descending => "descending",
    };
    format!("Sorted by {}, {order}", sort.column.title().to_lowercase())
}

/// Writes a row: marks, the name with what the filter matched, and the facts.
pub fn put(row: Row<'_>, positions: &[usize], scene: Scene<'_>, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    match row {
        Row::Folder { .. } => {
            pen.put(&row_in_words(row, scene), theme.text);
        }
        Row::Secret { secret, depth, fit } => {
            if scene.model.list().view() == ListView::Tree {
                pen.skip(2 * usize::from(depth) + 2);
            }
            let secret = &secret.to_summary();
            pen.put(&signs(secret, fit, scene), theme.accent);
            let style = if secret.deleted.is_some() { theme.leaving } else { theme.text };
            let facts = facts(secret, scene);
            // A long name leaves half of the line to the facts.
            let room = pen.left().saturating_sub(width(&facts)).max(pen.left() / 2);
            if width(&secret.name) <= room {
                pen.put_marked(&secret.name, style, Marks { positions, skipped: 0, style: theme.matched });
            } else {
                pen.put(&shortened(&secret.name, room), style);
            }
            pen.put(&facts, theme.text);
        }
    }
}

fn row_in_words(row: Row<'_>, scene: Scene<'_>) -> String {
    match row {
        Row::Folder { path, count, folded, .. } => {
            let state = if folded { scene.glyphs().folded } else { scene.glyphs().unfolded };
            format!("{state}folder {path}, {}", counted(count, "secret"))
        }
        Row::Secret { secret, fit, .. } => {
            let secret = secret.to_summary();
            format!("{}{}{}", signs(&secret, fit, scene), secret.name, facts(&secret, scene))
        }
    }
}

/// The words for a mark and for a row that the filter does not match.
fn signs(secret: &Summary, fit: Fit, scene: Scene<'_>) -> String {
    let (list, glyphs) = (scene.model.list(), scene.glyphs());
    let marked = if list.marks().has(&secret.arn) { glyphs.marked } else { "" };
    let kept = if fit == Fit::Kept { why_kept(secret, scene).unwrap_or_default() } else { "" };
    let kept = kept.trim_start();
    let separator = if kept.is_empty() { "" } else { ": " };
    format!("{marked}{kept}{separator}")
}

/// The reason for the row of a secret that the filter does not match, with a space before it; `None` if the filter matches by now.
pub fn why_kept(secret: &Summary, scene: Scene<'_>) -> Option<&'static str> {
    let list = scene.model.list();
    match list.find(&secret.arn) {
        Some(listed) if list.filter().applied().matches(&listed, scene.time_of_day()) => None,
        Some(_) => Some(" not in the filter"),
        None => Some(" no longer listed"),
    }
}

/// The facts of the columns in words, without those that are absent.
fn facts(secret: &Summary, scene: Scene<'_>) -> String {
    let now = scene.time_of_day();
    let state = secret.rotation(now).state();
    let role = match secret.replica_role() {
        ReplicaRole::Single => None,
        ReplicaRole::Primary => Some("primary".to_owned()),
        ReplicaRole::Replica { .. } => Some("replica".to_owned()),
    };
    let deletion = secret.deletion();
    let facts = [
        (state != RotationState::Never).then(|| format!("rotation {}", state.as_str())),
        role,
        deletion.map(|deletion| format!("scheduled for deletion, {}", deletion::end(&deletion, now))),
        secret.last_changed.map(|at| format!("changed {}", ago(at, now))),
        (!secret.tags.is_empty()).then(|| counted(secret.tags.len(), "tag")),
    ];
    let bookmark =
        if scene.model.list().is_bookmarked(&secret.name) { scene.glyphs().bookmarked } else { "" };
    facts.into_iter().flatten().fold(bookmark.to_owned(), |text, fact| format!("{text}, {fact}"))
}
