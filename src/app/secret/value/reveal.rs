//! Revealing and masking: the whole value, or leaf by leaf.

use super::rows::RowKind;
use super::shown::{Path, Revealed, ShownValue};
use crate::secrets::{JsonNode, ValueContent};
use jiff::Timestamp;
use std::collections::HashSet;

impl ShownValue {
    /// True if the whole value is revealed.
    pub fn is_revealed(&self) -> bool {
        self.revealed == Revealed::Everything
    }

    /// True if anything is revealed.
    pub fn is_any_revealed(&self) -> bool {
        self.revealed != Revealed::Nothing
    }

    /// The time at which the value is masked again.
    pub fn hide_at(&self) -> Option<Timestamp> {
        self.hide_at
    }

    /// Masks the whole value.
    pub fn mask(&mut self) {
        self.revealed = Revealed::Nothing;
        self.hide_at = None;
    }

    /// Reveals the whole value until the given time, or masks it.
    pub fn toggle_all(&mut self, until: Timestamp) {
        if self.revealed == Revealed::Everything {
            self.mask();
        } else {
            self.revealed = Revealed::Everything;
            self.scroll.reset();
            self.hide_at = Some(until);
        }
    }

    /// Reveals the leaf under the cursor until the given time, or masks it; folds or unfolds a branch.
    pub fn toggle_at_cursor(&mut self, until: Timestamp) {
        let ValueContent::Json(root) = &self.content else { return self.toggle_all(until) };
        self.scroll.reset();
        let rows = self.rows();
        let Some(row) = rows.get(self.cursor.at) else { return };
        let path = row.path.clone();
        match &row.kind {
            RowKind::Branch { .. } => {
                if !self.folded.remove(&path) {
                    self.folded.insert(path);
                }
            }
            RowKind::Masked => self.reveal_leaf(path, until),
            RowKind::Revealed(_) => {
                let leaves = leaf_paths(root);
                self.mask_leaf(&path, leaves);
            }
        }
    }

    fn reveal_leaf(&mut self, path: Path, until: Timestamp) {
        match &mut self.revealed {
            Revealed::Leaves(paths) => {
                paths.insert(path);
            }
            Revealed::Nothing | Revealed::Everything => self.revealed = Revealed::Leaves([path].into()),
        }
        self.hide_at = Some(until);
    }

    fn mask_leaf(&mut self, path: &Path, all_leaves: HashSet<Path>) {
        let mut left = match std::mem::take(&mut self.revealed) {
            Revealed::Nothing => HashSet::new(),
            Revealed::Leaves(paths) => paths,
            Revealed::Everything => all_leaves,
        };
        left.remove(path);
        if left.is_empty() {
            self.mask();
        } else {
            self.revealed = Revealed::Leaves(left);
        }
    }
}

fn leaf_paths(root: &JsonNode) -> HashSet<Path> {
    let mut leaves = HashSet::new();
    let mut stack = vec![(Vec::new(), root)];
    while let Some((path, node)) = stack.pop() {
        if node.is_container() {
            for (at, (_, child)) in node.children().into_iter().enumerate() {
                let mut path = path.clone();
                path.push(at);
                stack.push((path, child));
            }
        } else {
            leaves.insert(path);
        }
    }
    leaves
}
