//! Folding and unfolding folders. Filtered and unfiltered lists have separate states.

use super::ListPane;
use super::state::{Anchor, ListView};
use crate::app::UpdateContext;
use crate::app::list::{Folding, Row, path};
use std::sync::Arc;

impl ListPane {
    /// The path of the folder that the cursor is on or in, slash included; `None` in the flat list.
    pub fn folder_under_cursor(&self) -> Option<String> {
        match self.row_under_cursor()? {
            Row::Folder { path, .. } => Some(path.to_string()),
            Row::Secret { depth, .. } if depth > 0 => Some(self.parent_folder(depth)?.to_string()),
            Row::Secret { .. } => None,
        }
    }

    /// Folds or unfolds the folder under the cursor; `false` if there is none.
    pub fn toggle_folder(&mut self, cx: &mut UpdateContext) -> bool {
        let Some(Row::Folder { path, .. }) = self.row_under_cursor() else { return false };
        let path = path.to_owned();
        self.active_folding().toggle(&path);
        self.arrange_for_user(cx);
        true
    }

    /// Folds the folder under the cursor, or the folder around the row; only in the tree.
    pub fn fold(&mut self, cx: &mut UpdateContext) {
        let path = match self.row_under_cursor() {
            _ if self.view == ListView::Flat => None,
            Some(Row::Folder { path, folded: false, .. }) => Some(path.into()),
            Some(Row::Folder { depth, .. } | Row::Secret { depth, .. }) if depth > 0 => {
                self.parent_folder(depth)
            }
            Some(Row::Folder { .. } | Row::Secret { .. }) | None => None,
        };
        if let Some(path) = path {
            self.active_folding().fold(&path);
            self.anchor = Anchor::Folder(path);
            self.arrange_for_user(cx);
        }
    }

    /// Unfolds the folder under the cursor; `false` if there is none to unfold.
    pub fn unfold(&mut self, cx: &mut UpdateContext) -> bool {
        let path = match self.row_under_cursor() {
            Some(Row::Folder { path, folded: true, .. }) if self.view == ListView::Tree => path.to_owned(),
            _ => return false,
        };
        self.active_folding().unfold(&path);
        self.arrange_for_user(cx);
        true
    }

    /// Unfolds every folder around a secret of that name; only in the tree.
    pub(super) fn unfold_around(&mut self, name: &str) {
        if self.view == ListView::Flat {
            return;
        }
        let folding = self.active_folding();
        path::folder_ends(name).for_each(|end| folding.unfold(&name[..end]));
    }

    fn parent_folder(&self, depth: u16) -> Option<Arc<str>> {
        self.rows.folder_above(self.cursor.at, depth)
    }

    fn active_folding(&mut self) -> &mut Folding {
        if self.filter.applied().is_empty() { &mut self.folding } else { &mut self.folding_filtered }
    }
}
