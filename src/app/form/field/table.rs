//! A table of keys and values that is edited in place: JSON members of a value, tags.

use super::{Mask, SecretLine};
use crate::app::scroll::{Cursor, Step};
use crate::app::text_line::TextLine;
use crate::secrets::{JsonKind, json_fault};
use zeroize::Zeroizing;

/// A table of keys and values.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<TableRow>,
    /// The row under the cursor.
    pub cursor: Cursor,
    /// The cell of that row that is typed into.
    pub cell: Cell,
    /// The mask of the value of a new row: masked where values are secret.
    secrecy: Mask,
}

/// A row.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// The key.
    pub key: TextLine,
    /// The value; masked where it is secret.
    pub value: SecretLine,
    /// The JSON type of the value.
    pub kind: RowKind,
    /// The lock.
    pub lock: Lock,
    /// The position of the member in the text that the table was made from; `None` for a new row.
    pub origin: Option<usize>,
}

/// The JSON type of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// A string.
    #[default]
    Text,
    /// A number, `true`, `false`, `null`, an object or an array: kept as it is written.
    Json,
}

/// The lock of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lock {
    /// The user can change it.
    #[default]
    Open,
    /// Only AWS or the form itself can change it.
    Locked,
}

/// A cell of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// The key.
    #[default]
    Key,
    /// The value.
    Value,
}

impl Table {
    /// A table; `secrecy` is the mask of the values of new rows: masked for secret values.
    pub fn new(rows: Vec<TableRow>, secrecy: Mask) -> Self {
        Self { rows, cursor: Cursor::default(), cell: Cell::Key, secrecy }
    }

    /// True if its values are secret.
    pub fn is_secret(&self) -> bool {
        self.secrecy == Mask::Masked
    }

    /// The rows.
    pub fn rows(&self) -> &[TableRow] {
        &self.rows
    }

    /// The row under the cursor.
    pub fn row_under_cursor(&self) -> Option<&TableRow> {
        self.rows.get(self.cursor.at)
    }

    /// The row under the cursor, to be changed; none if it is locked.
    pub fn open_row(&mut self) -> Option<&mut TableRow> {
        self.rows.get_mut(self.cursor.at).filter(|row| row.lock == Lock::Open)
    }

    /// The row at a place, to be changed; none if it is locked.
    pub fn row_mut(&mut self, at: usize) -> Option<&mut TableRow> {
        self.rows.get_mut(at).filter(|row| row.lock == Lock::Open)
    }

    /// Adds an empty row below all others and goes there.
    pub fn add(&mut self) {
        let mut row = TableRow::new("", String::new());
        row.value.mask = self.secrecy;
        self.rows.push(row);
        self.cursor.at = self.rows.len() - 1;
        self.cell = Cell::Key;
    }

    /// Removes the row under the cursor, unless it is locked.
    pub fn remove(&mut self) {
        if self.open_row().is_some() {
            self.rows.remove(self.cursor.at);
            self.cursor.clamp(self.rows.len());
        }
    }

    /// Switches the value of the row under the cursor between text and JSON. Only secret values have a type: tags are
    /// text.
    pub fn retype(&mut self) {
        if self.is_secret()
            && let Some(row) = self.open_row()
        {
            row.kind = match row.kind {
                RowKind::Text => RowKind::Json,
                RowKind::Json => RowKind::Text,
            };
        }
    }

    /// Goes to the next cell; `false` behind the last one.
    pub fn next_cell(&mut self) -> bool {
        match self.cell {
            Cell::Key if !self.rows.is_empty() => self.cell = Cell::Value,
            _ if self.cursor.at + 1 < self.rows.len() => {
                self.cursor.at += 1;
                self.cell = Cell::Key;
            }
            _ => return false,
        }
        true
    }

    /// Goes to the cell before; `false` before the first one.
    pub fn previous_cell(&mut self) -> bool {
        match self.cell {
            Cell::Value => self.cell = Cell::Key,
            Cell::Key if self.cursor.at > 0 => {
                self.cursor.at -= 1;
                self.cell = Cell::Value;
            }
            Cell::Key => return false,
        }
        true
    }

    /// The mask of the value under the cursor, if values are secret.
    pub fn mask_under_cursor(&mut self) -> Option<&mut Mask> {
        let is_secret = self.is_secret();
        self.rows.get_mut(self.cursor.at).filter(|_| is_secret).map(|row| &mut row.value.mask)
    }

    /// Masks every value, where values are secret.
    pub fn mask_all(&mut self) {
        if self.is_secret() {
            for row in &mut self.rows {
                row.value.mask = Mask::Masked;
            }
        }
    }

    /// True if another row has the key of this one.
    pub fn is_twice(&self, row: &TableRow) -> bool {
        self.rows.iter().filter(|other| other.key.text() == row.key.text()).count() > 1
    }

    /// Takes a step through the rows.
    pub fn step(&mut self, step: Step, page: usize) {
        self.cursor.step(step, self.rows.len(), page);
    }
}

impl TableRow {
    /// A row that can be changed, its value masked text.
    pub fn new(key: impl Into<String>, value: impl Into<Zeroizing<String>>) -> Self {
        Self {
            key: TextLine::new(key),
            value: SecretLine::new(value),
            kind: RowKind::Text,
            lock: Lock::Open,
            origin: None,
        }
    }

    /// A row whose value is not secret.
    pub fn open(key: impl Into<String>, value: impl Into<String>) -> Self {
        let mut row = Self::new(key, value.into());
        row.value.mask = Mask::Revealed;
        row
    }

    /// The JSON type of the value in words: what is written when it is saved.
    pub fn type_name(&self) -> &'static str {
        let text = self.value.text();
        match self.kind {
            RowKind::Text => JsonKind::String.name(),
            RowKind::Json if json_fault(text).is_some() => "JSON?",
            RowKind::Json => match JsonKind::of(text) {
                JsonKind::String => "JSON string",
                kind => kind.name(),
            },
        }
    }

    /// True if nothing is typed into the row, spaces around the key aside.
    pub fn is_empty(&self) -> bool {
        self.key.text().trim().is_empty() && self.value.text().is_empty()
    }
}
