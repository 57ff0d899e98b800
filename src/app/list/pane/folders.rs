//! Folders: folded and unfolded, one set of them while a filter is in force and one while none is.

use super::ListPane;
use super::state::{Anchor, ListView};
use crate::app::UpdateContext;
use crate::app::list::{Folding, Row};
use std::sync::Arc;

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
    pub fn toggle_folder(&mut self, cx: &mut UpdateContext) -> bool {
        let Some(Row::Folder { path, .. }) = self.row_under_cursor() else { return false };
        let path = path.clone();
        self.folding_in_force().toggle(&path);
        self.arrange_as_asked(cx);
        true
    }

    /// Folds the folder under the cursor, or the one that the row lies in; only in the tree.
    pub fn fold(&mut self, cx: &mut UpdateContext) {
        let path = match self.row_under_cursor() {
            _ if self.view == ListView::Flat => None,
            Some(Row::Folder { path, folded: false, .. }) => Some(path.clone()),
            Some(Row::Folder { depth, .. } | Row::Secret { depth, .. }) if *depth > 0 => {
                self.folder_above(*depth)
            }
            Some(Row::Folder { .. } | Row::Secret { .. }) | None => None,
        };
        if let Some(path) = path {
            self.folding_in_force().fold(&path);
            self.anchor = Anchor::Folder(path);
            self.arrange_as_asked(cx);
        }
    }

    /// Unfolds the folder under the cursor; `false` if there is none to unfold.
    pub fn unfold(&mut self, cx: &mut UpdateContext) -> bool {
        let path = match self.row_under_cursor() {
            Some(Row::Folder { path, folded: true, .. }) if self.view == ListView::Tree => path.clone(),
            _ => return false,
        };
        self.folding_in_force().unfold(&path);
        self.arrange_as_asked(cx);
        true
    }

    fn folder_above(&self, depth: u16) -> Option<Arc<str>> {
        self.rows[..self.cursor.at].iter().rev().find_map(|row| match row {
            Row::Folder { path, depth: above, .. } if *above + 1 == depth => Some(path.clone()),
            _ => None,
        })
    }

    fn folding_in_force(&mut self) -> &mut Folding {
        if self.filter.applied().is_empty() { &mut self.folding } else { &mut self.folding_filtered }
    }
}
