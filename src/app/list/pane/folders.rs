//! Folders: folded and unfolded, one set of them while a filter is in force and one while none is.

use super::ListPane;
use super::cursor::Anchor;
use crate::app::list::{Folding, Row};
use std::sync::Arc;

/// How the list is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListView {
    /// One row a secret.
    #[default]
    Flat,
    /// Folders by `/` in names.
    Tree,
}

impl ListPane {
    /// The folder that the cursor is on or in, its slash included; none in the flat list.
    pub fn folder_under_cursor(&self) -> Option<String> {
        match self.row_under_cursor()? {
            Row::Folder { path, .. } => Some(path.to_string()),
            Row::Secret { depth, .. } if *depth > 0 => Some(self.folder_above(*depth)?.to_string()),
            Row::Secret { .. } => None,
        }
    }

    /// Folds or unfolds the folder under the cursor; `false` if there is none.
    pub fn toggle_folder(&mut self) -> bool {
        let Some(Row::Folder { path, .. }) = self.row_under_cursor() else { return false };
        let path = path.clone();
        self.folding_in_force().toggle(&path);
        true
    }

    /// Folds the folder under the cursor, or the one that the row lies in; `false` if there is none.
    pub fn fold(&mut self) -> bool {
        let path = match self.row_under_cursor() {
            Some(Row::Folder { path, folded: false, .. }) => path.clone(),
            Some(Row::Folder { depth, .. } | Row::Secret { depth, .. }) if *depth > 0 => {
                match self.folder_above(*depth) {
                    Some(path) => path,
                    None => return false,
                }
            }
            _ => return false,
        };
        self.folding_in_force().fold(&path);
        self.anchor = Anchor::Folder(path);
        true
    }

    /// Unfolds the folder under the cursor; `false` if there is none, or it is unfolded.
    pub fn unfold(&mut self) -> bool {
        let Some(Row::Folder { path, folded: true, .. }) = self.row_under_cursor() else { return false };
        let path = path.clone();
        self.folding_in_force().unfold(&path);
        true
    }

    fn folder_above(&self, depth: u16) -> Option<Arc<str>> {
        self.rows[..self.cursor.at].iter().rev().find_map(|row| match row {
            Row::Folder { path, depth: above, .. } if *above + 1 == depth => Some(path.clone()),
            _ => None,
        })
    }

    fn folding_in_force(&mut self) -> &mut Folding {
        if self.filter.applied.is_empty() { &mut self.folding } else { &mut self.folding_filtered }
    }
}
