//! A value that was read. It is masked at first.

use crate::app::scroll::{Cursor, Scroll, Step};
use crate::secrets::{SecretValue, ValueContent, text_in};
use jiff::Timestamp;
use std::collections::HashSet;

/// The way from the root of a JSON value to a node: for each level the position among the children, as keys may appear
/// twice.
pub type Path = Vec<usize>;

/// The form in which binary that holds text is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BinaryView {
    /// As text.
    #[default]
    Text,
    /// Byte by byte.
    Hex,
}

/// The revealed part of a value.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Revealed {
    #[default]
    Nothing,
    Leaves(HashSet<Path>),
    Everything,
}

impl Revealed {
    /// True if a leaf is revealed.
    pub(super) fn shows(&self, path: &Path) -> bool {
        match self {
            Self::Nothing => false,
            Self::Leaves(paths) => paths.contains(path),
            Self::Everything => true,
        }
    }
}

/// A value that was read, and the state of showing it.
#[derive(Debug)]
pub struct ShownValue {
    pub(super) value: SecretValue,
    pub(super) content: ValueContent,
    pub(super) revealed: Revealed,
    pub(super) folded: HashSet<Path>,
    pub(super) hide_at: Option<Timestamp>,
    pub(super) cursor: Cursor,
    pub(super) scroll: Scroll,
    binary_view: BinaryView,
}

impl ShownValue {
    /// A value that was just read, masked.
    pub fn new(value: SecretValue) -> Self {
        let content = value.content();
        let mut shown = Self {
            value,
            content,
            revealed: Revealed::Nothing,
            folded: HashSet::new(),
            hide_at: None,
            cursor: Cursor::default(),
            scroll: Scroll::default(),
            binary_view: BinaryView::default(),
        };
        // The member that is copied most often is one key away.
        shown.cursor.at = shown.likely_secret();
        shown
    }

    /// The cursor, on a row of a JSON value.
    pub fn cursor(&self) -> &Cursor {
        &self.cursor
    }

    pub(super) fn cursor_mut(&mut self) -> &mut Cursor {
        &mut self.cursor
    }

    /// The scroll position in a text or binary value, or in a text that is too long for its row.
    pub fn scroll(&self) -> &Scroll {
        &self.scroll
    }

    pub(super) fn scroll_by(&mut self, step: Step) {
        self.scroll.step(step);
    }

    /// Puts the cursor where it was before the value was read again.
    pub(super) fn restore_cursor(&mut self, cursor: Cursor) {
        if let ValueContent::Json(_) = self.content {
            self.cursor = cursor;
            let rows = self.rows().len();
            self.cursor.clamp(rows);
        }
    }

    /// The text that a binary value holds; `None` if it holds none, or is shown in hex.
    pub fn binary_text(&self) -> Option<&str> {
        match (&self.content, self.binary_view) {
            (ValueContent::Binary(bytes), BinaryView::Text) => text_in(bytes),
            (ValueContent::Binary(_), BinaryView::Hex)
            | (ValueContent::Json(_) | ValueContent::Text(_), _) => None,
        }
    }

    /// Shows a binary value as text, or in hex; `false` if it holds no text.
    pub(super) fn switch_binary_view(&mut self) -> bool {
        if !matches!(&self.content, ValueContent::Binary(bytes) if text_in(bytes).is_some()) {
            return false;
        }
        self.binary_view = match self.binary_view {
            BinaryView::Text => BinaryView::Hex,
            BinaryView::Hex => BinaryView::Text,
        };
        self.scroll.reset();
        true
    }

    /// The value as it was read.
    pub fn value(&self) -> &SecretValue {
        &self.value
    }

    /// The content: JSON, text or bytes.
    pub fn content(&self) -> &ValueContent {
        &self.content
    }
}
