//! The pane Replication.

use super::pane::SecretPane;
use super::record::SecretRecord;
use crate::app::UpdateContext;
use crate::app::scroll::Cursor;
use crate::secrets::Replica;

/// The pane Replication.
#[derive(Debug, Default)]
pub struct ReplicationPane {
    cursor: Cursor,
}

impl ReplicationPane {
    /// The cursor, on a replica.
    pub fn cursor(&self) -> &Cursor {
        &self.cursor
    }

    /// The replica under the cursor.
    pub fn under_cursor<'a>(&self, secret: &'a SecretRecord) -> Option<&'a Replica> {
        secret.replicas().get(self.cursor.at)
    }
}

impl SecretPane for ReplicationPane {
    fn load(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        secret.load_detail(cx);
    }

    fn rows<'a>(&'a mut self, secret: &SecretRecord) -> Option<(&'a mut Cursor, usize)> {
        Some((&mut self.cursor, secret.replicas().len()))
    }
}
