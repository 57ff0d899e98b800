//! The pane Value: read on request, masked until revealed, masked again after a while.

use crate::app::action::Action;
use crate::app::loadable::Loadable;
use crate::app::scroll::{Cursor, Scroll, Step};
use crate::secrets::{JsonNode, JsonShape, SecretValue, ValueContent, VersionId};
use crate::service::VersionSelector;
use jiff::Timestamp;
use std::collections::HashSet;
use zeroize::Zeroizing;

/// Keys from the root of a JSON value to one of its nodes.
pub type Path = Vec<String>;

/// The pane Value.
#[derive(Debug, Default)]
pub struct ValuePane {
    /// Which version is read.
    pub selector: VersionSelector,
    /// The value; idle until the user asks for it.
    pub read: Loadable<ShownValue>,
    /// What was typed while it was on its way: done when it has come.
    pub typed_ahead: Vec<Action>,
}

impl ValuePane {
    /// The version chosen in Versions, if one was.
    pub fn chosen(&self) -> Option<&VersionId> {
        match &self.selector {
            VersionSelector::Current => None,
            VersionSelector::Id(id) => Some(id),
        }
    }
}

/// A value that was read, and how much of it is revealed.
#[derive(Debug)]
pub struct ShownValue {
    value: SecretValue,
    content: ValueContent,
    revealed: Revealed,
    folded: HashSet<Path>,
    hide_at: Option<Timestamp>,
    /// The row of a JSON value under the cursor.
    pub cursor: Cursor,
    /// Where a text or binary value is scrolled to, or a text that its row had to cut.
    pub scroll: Scroll,
}

/// How much of a value is revealed.
#[derive(Debug, Default, PartialEq, Eq)]
enum Revealed {
    #[default]
    Nothing,
    Leaves(HashSet<Path>),
    Everything,
}

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
    /// A value that has just been read: masked.
    pub fn new(value: SecretValue) -> Self {
        let content = value.content();
        Self {
            value,
            content,
            revealed: Revealed::Nothing,
            folded: HashSet::new(),
            hide_at: None,
            cursor: Cursor::default(),
            scroll: Scroll::default(),
        }
    }

    /// The value as it was read.
    pub fn value(&self) -> &SecretValue {
        &self.value
    }

    /// What the value is, if all of it is revealed or it has parts that are.
    pub fn content(&self) -> &ValueContent {
        &self.content
    }

    /// Whether the whole value is revealed.
    pub fn is_revealed(&self) -> bool {
        self.revealed == Revealed::Everything
    }

    /// Whether anything is revealed.
    pub fn shows_anything(&self) -> bool {
        self.revealed != Revealed::Nothing
    }

    /// When it is masked again.
    pub fn hide_at(&self) -> Option<Timestamp> {
        self.hide_at
    }

    /// Masks all of it.
    pub fn mask(&mut self) {
        self.revealed = Revealed::Nothing;
        self.hide_at = None;
    }

    /// Reveals all of it until then, or masks it.
    pub fn toggle_all(&mut self, until: Timestamp) {
        if self.revealed == Revealed::Everything {
            self.mask();
        } else {
            self.revealed = Revealed::Everything;
            self.scroll.reset();
            self.hide_at = Some(until);
        }
    }

    /// Reveals what is under the cursor until then, or masks it; folds or unfolds a branch.
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

    fn mask_leaf(&mut self, path: &Path, all: HashSet<Path>) {
        let mut left = match std::mem::take(&mut self.revealed) {
            Revealed::Nothing => HashSet::new(),
            Revealed::Leaves(paths) => paths,
            Revealed::Everything => all,
        };
        left.remove(path);
        if left.is_empty() {
            self.mask();
        } else {
            self.revealed = Revealed::Leaves(left);
        }
    }

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
                JsonShape::String(_) | JsonShape::Literal(_) if self.reveals(&path) => {
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

    fn reveals(&self, path: &Path) -> bool {
        match &self.revealed {
            Revealed::Nothing => false,
            Revealed::Leaves(paths) => paths.contains(path),
            Revealed::Everything => true,
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

fn leaf_paths(root: &JsonNode) -> HashSet<Path> {
    let mut leaves = HashSet::new();
    let mut stack = vec![(Vec::new(), root)];
    while let Some((path, node)) = stack.pop() {
        if node.is_container() {
            for (key, child) in node.children() {
                let mut path = path.clone();
                path.push(key);
                stack.push((path, child));
            }
        } else {
            leaves.insert(path);
        }
    }
    leaves
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::{LabelSet, ValueBody};

    fn shown(text: &str) -> ShownValue {
        ShownValue::new(SecretValue {
            version: VersionId("v1".into()),
            labels: LabelSet::new(),
            created: None,
            body: ValueBody::text(text.into()),
        })
    }

    fn revealed(value: &ShownValue) -> Vec<String> {
        let rows = value.rows();
        rows.iter()
            .filter(|row| matches!(row.kind, RowKind::Revealed(_)))
            .map(|row| row.path.join("."))
            .collect()
    }

    const UNTIL: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn keys_are_revealed_one_at_a_time() {
        let mut value = shown(r#"{"user":"u","password":"p","db":{"host":"h"}}"#);
        assert!(revealed(&value).is_empty());
        value.cursor.at = 1;
        value.toggle_at_cursor(UNTIL);
        assert_eq!(revealed(&value), ["password"]);
        assert_eq!(value.hide_at(), Some(UNTIL));
        value.toggle_at_cursor(UNTIL);
        assert!(!value.shows_anything());
        assert_eq!(value.hide_at(), None);
    }

    #[test]
    fn one_key_can_be_masked_while_all_others_stay_revealed() {
        let mut value = shown(r#"{"a":"1","b":{"c":"2"},"d":"3"}"#);
        value.toggle_all(UNTIL);
        assert_eq!(revealed(&value), ["a", "b.c", "d"]);
        value.toggle_at_cursor(UNTIL);
        assert_eq!(revealed(&value), ["b.c", "d"]);
    }

    #[test]
    fn branches_fold() {
        let mut value = shown(r#"{"b":{"c":"2","e":[1,2]},"d":"3"}"#);
        assert_eq!(value.rows().len(), 6);
        assert!(value.set_fold(Fold::Folded));
        assert!(!value.set_fold(Fold::Folded));
        assert_eq!(value.rows().len(), 2);
        assert_eq!(value.under_cursor().unwrap().1.as_str(), r#"{"c":"2","e":[1,2]}"#);
        assert!(value.set_fold(Fold::Unfolded));
        assert_eq!(value.rows().len(), 6);
    }

    #[test]
    fn folding_a_leaf_folds_what_it_lies_in() {
        let mut value = shown(r#"{"a":"1","b":{"c":{"d":"2"}}}"#);
        value.cursor.at = 3;
        assert!(value.set_fold(Fold::Folded));
        assert_eq!((value.cursor.at, value.rows().len()), (2, 3));
        assert!(value.set_fold(Fold::Folded));
        assert_eq!((value.cursor.at, value.rows().len()), (1, 2));
        assert!(!value.set_fold(Fold::Folded), "the root stays");
    }
}
