//! The rows of a JSON value: its leaves, and the branches that fold.

use super::shown::{Path, ShownValue};
use crate::app::scroll::Step;
use crate::secrets::{JsonKind, JsonNode, JsonShape, ValueContent};
use std::collections::HashMap;
use zeroize::Zeroizing;

/// The name of the empty key.
pub const EMPTY_KEY: &str = "(empty key)";

/// A row of a JSON value.
#[derive(Clone, Debug)]
pub struct ValueRow {
    /// The way from the root.
    pub path: Path,
    /// The keys from the root, separated by periods.
    pub title: String,
    /// The last key of the path.
    pub key: String,
    /// The depth: 0 for members of the root.
    pub depth: usize,
    /// True if another member of the same object has this key.
    pub is_twice: bool,
    /// The JSON type.
    pub json: JsonKind,
    /// The content of the row.
    pub kind: RowKind,
}

/// The content of a row of a JSON value.
#[derive(Clone)]
pub enum RowKind {
    /// A masked leaf.
    Masked,
    /// A revealed leaf.
    Revealed(Zeroizing<String>),
    /// An object or an array.
    Branch {
        /// The number of children.
        children: usize,
        /// Object or array.
        brackets: Brackets,
        /// Folded or unfolded.
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

/// The brackets around the children of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brackets {
    /// `{}` of an object.
    Object,
    /// `[]` of an array.
    Array,
}

/// The state of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Its children are hidden.
    Folded,
    /// Its children are shown.
    Unfolded,
}

impl ValueRow {
    /// The text of the row as it is on screen: the key, and the value if it is revealed.
    pub(super) fn visible_text(&self) -> Zeroizing<String> {
        Zeroizing::new(match &self.kind {
            RowKind::Revealed(value) => format!("{} {}", self.key, value.as_str()),
            RowKind::Masked | RowKind::Branch { .. } => self.key.clone(),
        })
    }
}

/// Words at the end of the keys of members that are the secret itself, the likeliest first.
const SECRET_WORDS: [&str; 8] =
    ["password", "passwd", "passphrase", "pwd", "secret", "privatekey", "token", "key"];

/// The likelihood that a member with this key is the secret of its value, the likeliest first; `None` if nothing tells so.
fn likelihood(key: &str) -> Option<(bool, usize, usize)> {
    let letters: String = key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let place = |end: bool| {
        let found = SECRET_WORDS.iter().position(|word| {
            // Many keys have "key" in their middle, and mean the name of one.
            if end { letters.ends_with(word) } else { *word != "key" && letters.contains(word) }
        });
        found.map(|word| (!end, word, letters.len()))
    };
    place(true).or_else(|| place(false))
}

impl ShownValue {
    /// The row that is most likely the secret of the value, the first one if nothing tells.
    pub(super) fn likely_secret(&self) -> usize {
        let rows = self.rows();
        let leaves = rows.iter().enumerate().filter(|(_, row)| !matches!(row.kind, RowKind::Branch { .. }));
        let likely = leaves.filter_map(|(at, row)| Some((likelihood(&row.key)?, at)));
        likely.min().map_or(0, |(_, at)| at)
    }

    /// Moves the cursor through the rows of a JSON value. Half pages scroll a text that is too long for its row.
    pub fn step(&mut self, step: Step, page: usize) {
        if matches!(step, Step::HalfPageUp | Step::HalfPageDown) && self.scroll.overflows() {
            return self.scroll.step(step);
        }
        let rows = self.rows().len();
        self.cursor.step(step, rows, page);
        self.scroll.reset();
    }

    /// Folds or unfolds the branch under the cursor; folding anything else folds the branch around it. `false` if there is
    /// nothing to fold.
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

    /// The rows of a JSON value without those in folded branches; empty for text and binary.
    pub fn rows(&self) -> Vec<ValueRow> {
        let mut rows = Vec::new();
        if let ValueContent::Json(root) = &self.content {
            self.push_rows(root, &[], "", &mut rows);
        }
        rows
    }

    fn push_rows(&self, node: &JsonNode, parent: &[usize], above: &str, rows: &mut Vec<ValueRow>) {
        let children = node.children();
        let mut counts: HashMap<String, usize> = HashMap::new();
        for (key, _) in &children {
            *counts.entry(key.clone()).or_default() += 1;
        }
        for (at, (key, child)) in children.into_iter().enumerate() {
            let mut path = parent.to_vec();
            path.push(at);
            let name = if key.is_empty() { EMPTY_KEY } else { &key };
            let title = if parent.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
            let is_twice = counts.get(&key).is_some_and(|count| *count > 1);
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
            rows.push(ValueRow {
                path: path.clone(),
                title: title.clone(),
                key,
                depth: parent.len(),
                is_twice,
                json: child.kind(),
                kind,
            });
            if child.is_container() && fold == Fold::Unfolded {
                self.push_rows(child, &path, &title, rows);
            }
        }
    }

    /// The index of the member of the root that the cursor is in.
    pub fn member_under_cursor(&self) -> Option<usize> {
        self.rows().get(self.cursor.at)?.path.first().copied()
    }

    /// The key of the member of the root that the cursor is in; `None` if the value is no object.
    pub fn key_under_cursor(&self) -> Option<String> {
        let ValueContent::Json(root) = &self.content else { return None };
        let JsonShape::Object(_) = root.shape else { return None };
        let at = self.member_under_cursor()?;
        root.children().into_iter().nth(at).map(|(key, _)| key)
    }

    /// The path and the text of the node under the cursor; `None` for text and binary.
    pub fn under_cursor(&self) -> Option<(String, Zeroizing<String>)> {
        let ValueContent::Json(root) = &self.content else { return None };
        let rows = self.rows();
        let row = rows.get(self.cursor.at)?;
        Some((row.title.clone(), root.at(&row.path)?.to_text()))
    }
}
