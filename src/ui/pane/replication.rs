//! The pane Replication: the replicas of a primary secret, or the primary of a replica.

use crate::app::actions::Action;
use crate::app::glyph::width;
use crate::app::layout::{Focus, SecretAreas};
use crate::app::loadable::Loadable;
use crate::app::secret::{Pane, Selected};
use crate::secrets::{Replica, ReplicaRole};
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::cells::{key_id, last_accessed};
use crate::ui::widget::table::{Column, Keys, SPACING, Table, TableAreas, fitting};
use crate::ui::widget::whole::Whole;
use crate::ui::widget::{AIR, failure, page};
use ratatui::buffer::Buffer;

/// A column of replicas, named as in the API.
#[derive(Clone, Copy)]
enum ReplicaColumn {
    Region,
    Status,
    LastAccessed,
    KmsKey,
    Message,
}

const REGION: (ReplicaColumn, u16) = (ReplicaColumn::Region, 14);
const STATUS: (ReplicaColumn, u16) = (ReplicaColumn::Status, 10);
const LAST_ACCESSED: (ReplicaColumn, u16) = (ReplicaColumn::LastAccessed, 12);
const KMS_KEY: (ReplicaColumn, u16) = (ReplicaColumn::KmsKey, 22);

impl Column for ReplicaColumn {
    fn title(self) -> &'static str {
        match self {
            Self::Region => "Region",
            Self::Status => "Status",
            Self::LastAccessed => "LastAccessed",
            Self::KmsKey => "KmsKeyId",
            Self::Message => "StatusMessage",
        }
    }
}

/// Draws the pane.
pub fn draw(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let replicas = selected.record().replicas();
    if replicas.is_empty() {
        return no_replicas(scene, selected, areas, buf);
    }
    let Some(areas_of_table) = TableAreas::of_pane(areas, Pane::Replication) else { return };
    let rows = areas_of_table.rows;
    let (columns, message_width) = columns(rows.width, scene.is_plain());
    let table = Table {
        areas: areas_of_table,
        columns: &columns,
        cursor: selected.replication().cursor(),
        len: replicas.len(),
        keys: Keys::to(Focus::Secret, scene),
    };
    let line = table.draw(scene.theme, buf, |at, column, pen| cell(scene, &replicas[at], column, pen));
    let message = replicas.get(table.cursor.at).and_then(|replica| replica.message.as_deref());
    if let Some(text) = message.filter(|text| width(text) > usize::from(message_width)) {
        Whole { title: "StatusMessage", text, scroll: None }.draw(rows, line, scene, buf);
    }
}

fn no_replicas(scene: Scene<'_>, selected: &Selected, areas: &SecretAreas, buf: &mut Buffer) {
    let area = areas.body.inner(AIR);
    if let Loadable::Failed { error, .. } = selected.record().detail() {
        return failure::draw(error, area, scene.theme, buf);
    }
    let text = match selected.summary().replica_role() {
        ReplicaRole::Replica { primary } => format!(
            "A replica of the secret in {primary}, where it is changed and rotated. {} goes there; {} promotes this \
             replica to a standalone secret; {} changes its KMS key, which is its own.",
            scene.key(Action::GoToReplica),
            scene.key(Action::PromoteReplica),
            scene.key(Action::EditDetails)
        ),
        ReplicaRole::Single | ReplicaRole::Primary if selected.record().detail().value().is_none() => return,
        ReplicaRole::Single | ReplicaRole::Primary => "Not replicated to any other Region.".to_owned(),
    };
    page::put(&page::wrapped(&text, scene.theme.dim, usize::from(area.width)), area, buf);
}

/// The columns that fit, and the width of the message, which takes the room that is left.
fn columns(width: u16, is_sentence: bool) -> (Vec<(ReplicaColumn, u16)>, u16) {
    let room = width.saturating_sub(REGION.1 + STATUS.1 + 2 * SPACING);
    let (beside, message) = fitting(room, &[(LAST_ACCESSED, 14), (KMS_KEY, 44)]);
    let mut columns = vec![REGION, STATUS];
    columns.extend(beside);
    // A sentence may be cut at its end: the message is worth more than dates and keys.
    let at = if is_sentence { 2 } else { columns.len() };
    columns.insert(at, (ReplicaColumn::Message, message));
    (columns, message)
}

fn cell(scene: Scene<'_>, replica: &Replica, column: ReplicaColumn, pen: &mut Pen<'_>) {
    let theme = scene.theme;
    match column {
        ReplicaColumn::Region => pen.put(&replica.region, theme.strong),
        ReplicaColumn::Status => pen.put(replica.status.as_str(), theme.replica(&replica.status)),
        ReplicaColumn::LastAccessed => last_accessed(replica.last_accessed, theme.text, scene, pen),
        ReplicaColumn::KmsKey => match &replica.kms_key_id {
            Some(id) => pen.put_name(key_id(id), theme.text),
            None => pen.put(theme.glyphs.absent, theme.dim),
        },
        ReplicaColumn::Message => {
            pen.put(replica.message.as_deref().unwrap_or(theme.glyphs.absent), theme.dim)
        }
    };
}
