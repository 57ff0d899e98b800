//! The rows of a JSON value: its leaves, and the branches that fold.

use super::shown::{Path, ShownValue};
use crate::app::scroll::Step;
use crate::secrets::{JsonNode, JsonShape, ValueContent};
use zeroize::Zeroizing;

/// A row of a JSON value.
#[derive(Clone, Debug)]
pub struct ValueRow {
    /// Keys from the root.
    pub path: Path,
    /// The last of them.
    pub key: String,
    /// How deep it lies, 0 for members of the root.
    pub depth: usize,
    /// What is in it.
    pub kind: RowKind,
}

/// What a row of a JSON value is.
#[derive(Clone)]
pub enum RowKind {
    /// A leaf that is not revealed.
    Masked,
    /// A leaf that is revealed.
    Revealed(Zeroizing<String>),
    /// An object or an array.
    Branch {
        /// How many children it has.
        children: usize,
        /// Whether it is an array.
        brackets: Brackets,
        /// Whether its children are hidden.
        fold: Fold,
    },
}

impl std::fmt::Debug for RowKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Masked => f.write_str("Masked"),
            Self::Revealed(_) => f.write_str("Revealed(redacted)"),
            Self::Branch { children, fold, .. } => write!(f, "Branch({children}, {fold:?})"),
        }
    }
}

/// An object's braces or an array's brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brackets {
    /// `{}`
    Object,
    /// `[]`
    Array,
}

/// Whether a branch shows its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// It doesn't.
    Folded,
    /// It does.
    Unfolded,
}

impl ShownValue {
    /// Takes a step through the rows of a JSON value; half pages go through a text that its row had to cut.
    pub fn step(&mut self, step: Step, page: usize) {
        if matches!(step, Step::HalfPageUp | Step::HalfPageDown) && self.scroll.overflows() {
            return self.scroll.step(step);
        }
        let rows = self.rows().len();
        self.cursor.step(step, rows, page);
        self.scroll.reset();
    }

    /// Folds or unfolds the branch under the cursor, or folds the one that the row lies in; `false` if nothing came of it.
    pub fn set_fold(&mut self, fold: Fold) -> bool {
        let rows = self.rows();
        let Some(row) = rows.get(self.cursor.at) else { return false };
        match row.kind {
            RowKind::Branch { fold: now, .. } if now != fold => {
                let path = row.path.clone();
                match fold {
                    Fold::Folded => self.folded.insert(path),
                    Fold::Unfolded => self.folded.remove(&path),
                };
                true
            }
            _ if fold == Fold::Folded && row.depth > 0 => {
                let path = row.path[..row.depth].to_vec();
                self.cursor.at = rows.iter().position(|row| row.path == path).unwrap_or(self.cursor.at);
                self.folded.insert(path);
                true
            }
            _ => false,
        }
    }

    /// The rows of a JSON value, without those in folded branches; none for text and binary.
    pub fn rows(&self) -> Vec<ValueRow> {
        let mut rows = Vec::new();
        if let ValueContent::Json(root) = &self.content {
            self.push_rows(root, &[], &mut rows);
        }
        rows
    }

    fn push_rows(&self, node: &JsonNode, parent: &[String], rows: &mut Vec<ValueRow>) {
        for (key, child) in node.children() {
            let mut path = parent.to_vec();
            path.push(key.clone());
            let fold = if self.folded.contains(&path) { Fold::Folded } else { Fold::Unfolded };
            let kind = match &child.shape {
                JsonShape::Object(_) => {
                    RowKind::Branch { children: child.len(), brackets: Brackets::Object, fold }
                }
                JsonShape::Array(_) => {
                    RowKind::Branch { children: child.len(), brackets: Brackets::Array, fold }
                }
                JsonShape::String(_) | JsonShape::Literal(_) if self.revealed.shows(&path) => {
                    RowKind::Revealed(child.to_text())
                }
                JsonShape::String(_) | JsonShape::Literal(_) => RowKind::Masked,
            };
            rows.push(ValueRow { path: path.clone(), key, depth: parent.len(), kind });
            if child.is_container() && fold == Fold::Unfolded {
                self.push_rows(child, &path, rows);
            }
        }
    }

    /// The node under the cursor, with its path in words; `None` for text and binary.
    pub fn under_cursor(&self) -> Option<(String, Zeroizing<String>)> {
        let ValueContent::Json(root) = &self.content else { return None };
        let rows = self.rows();
        let row = rows.get(self.cursor.at)?;
        Some((row.path.join("."), root.at(&row.path)?.to_text()))
    }
}
