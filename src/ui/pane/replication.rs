//! The pane Replication: the replicas of a primary, or where the primary of a replica is.

use super::{body, keys, table_areas};
use crate::app::actions::Action;
use crate::app::glyph::width;
use crate::app::layout::SecretAreas;
use crate::app::loadable::Loadable;
use crate::app::secret::{Pane, Selected};
use crate::secrets::{Replica, ReplicaRole};
use crate::ui::age;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::table::{self, Column, SPACING};
use crate::ui::widget::{ABSENT, failure, page, whole};
use ratatui::buffer::Buffer;

const REGION: Column = ("Region", 14);
const STATUS: Column = ("Status", 10);
const ACCESSED: Column = ("LastAccessed", 12);
const KEY: Column = ("KmsKeyId", 22);
/// What the message has at least, beside a date, and beside a KMS key.
const MESSAGE_LEAST: (u16, u16) = (14, 44);

/// Draws the pane.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let theme = scene.theme;
    let replicas = selected.record().replicas();
    if replicas.is_empty() {
        match selected.record().detail() {
            Loadable::Failed { error, .. } => failure::draw(error, body(areas), theme, buf),
            _ => no_replicas(scene, selected, areas, buf),
        }
        return;
    }
    let Some(table) = table_areas(areas, Pane::Replication) else { return };
    let columns = columns(table.rows.width);
    let cursor = (selected.replication().cursor(), replicas.len());
    table::draw(table, &columns, cursor, keys(scene), theme, buf, |at, column, pen| {
        cell(scene, &replicas[at], columns[column].0, pen);
    });
    let message =
        replicas.get(selected.replication().cursor().at).and_then(|replica| replica.message.as_deref());
    let room = columns.last().map_or(0, |(_, cells)| usize::from(*cells));
    if let Some(message) = message.filter(|message| width(message) > room) {
        let first = selected.replication().cursor().offset(replicas.len(), usize::from(table.rows.height));
        let at = u16::try_from(selected.replication().cursor().at - first).unwrap_or(u16::MAX);
        whole::draw("StatusMessage", message, theme.text, (table.rows, at), None, scene, buf);
    }
}

fn no_replicas(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let text = match selected.summary().replica_role() {
        ReplicaRole::Replica { primary } => format!(
            "A replica of the secret in {primary}: it is changed and rotated there. {} goes there; {} makes this one a secret of its own.",
            scene.key(Action::GoToReplica),
            scene.key(Action::PromoteReplica)
        ),
        _ if selected.record().detail().value().is_none() => return,
        ReplicaRole::Single | ReplicaRole::Primary => "Not replicated to any other Region.".to_owned(),
    };
    let area = body(areas);
    page::put(&page::wrapped(&text, scene.theme.dim, usize::from(area.width)), area, buf);
}

/// The message takes what the others leave.
fn columns(width: u16) -> Vec<Column> {
    let mut columns = vec![REGION, STATUS];
    let mut rest = width.saturating_sub(REGION.1 + STATUS.1 + 2 * SPACING);
    for (column, least) in [(ACCESSED, MESSAGE_LEAST.0), (KEY, MESSAGE_LEAST.1)] {
        if rest >= column.1 + SPACING + least {
            rest -= column.1 + SPACING;
            columns.push(column);
        }
    }
    columns.push(("StatusMessage", rest));
    columns
}

fn cell(scene: Scene<'_>, replica: &Replica, column: &str, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    match column {
        "Region" => pen.put(&replica.region, theme.strong),
        "Status" => pen.put(replica.status.as_str(), theme.replica(&replica.status)),
        "LastAccessed" => match replica.last_accessed {
            Some(day) => pen.put(&age::days(day, scene.now()), theme.text),
            None => pen.put("never", theme.dim),
        },
        "KmsKeyId" => match &replica.kms_key_id {
            Some(id) => pen.put_name(id.rsplit(':').next().unwrap_or(id), theme.text),
            None => pen.put(ABSENT, theme.dim),
        },
        _ => pen.put(replica.message.as_deref().unwrap_or(ABSENT), theme.dim),
    };
}
