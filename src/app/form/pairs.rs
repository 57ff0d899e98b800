//! A table of keys and values that is edited in place: JSON members of a value, tags.

use super::secret_line::{Mask, SecretLine};
use crate::app::scroll::{Cursor, Step};
use crate::app::text_area::Edit;
use crate::app::text_line::TextLine;
use crossterm::event::{KeyCode, KeyEvent};
use zeroize::Zeroizing;

/// A table of keys and values.
#[derive(Clone, Debug)]
pub struct Pairs {
    rows: Vec<PairRow>,
    /// The row under the cursor.
    pub cursor: Cursor,
    /// The cell of it that is typed into.
    pub cell: Cell,
    secrecy: Mask,
}

/// A row.
#[derive(Clone, Debug)]
pub struct PairRow {
    /// The key.
    pub key: TextLine,
    /// The value; masked where it is secret.
    pub value: SecretLine,
    /// What the value is in JSON.
    pub kind: PairKind,
    /// Whether the row can be changed.
    pub lock: Lock,
}

/// What a value is in JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PairKind {
    /// A string.
    #[default]
    Text,
    /// A number, `true`, `false`, `null`, an object or an array: kept as it is written.
    Json,
}

/// Whether a row can be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lock {
    /// It can.
    #[default]
    Open,
    /// It is AWS's own (`aws:`).
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

impl Pairs {
    /// A table whose new values are masked or not.
    pub fn new(rows: Vec<PairRow>, secrecy: Mask) -> Self {
        Self { rows, cursor: Cursor::default(), cell: Cell::Key, secrecy }
    }

    /// Whether its values are secret.
    pub fn is_secret(&self) -> bool {
        self.secrecy == Mask::Masked
    }

    /// The rows.
    pub fn rows(&self) -> &[PairRow] {
        &self.rows
    }

    /// The row under the cursor.
    pub fn row_under_cursor(&self) -> Option<&PairRow> {
        self.rows.get(self.cursor.at)
    }

    /// The row under the cursor, to be changed; none if it is locked.
    pub fn open_row(&mut self) -> Option<&mut PairRow> {
        self.rows.get_mut(self.cursor.at).filter(|row| row.lock == Lock::Open)
    }

    /// The row at a place, to be changed; none if it is locked.
    pub fn row_mut(&mut self, at: usize) -> Option<&mut PairRow> {
        self.rows.get_mut(at).filter(|row| row.lock == Lock::Open)
    }

    /// Adds an empty row below all others and goes there.
    pub fn add(&mut self) {
        let mut row = PairRow::new("", String::new());
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

    /// Takes the value of the row under the cursor for JSON instead of text, or the other way round. Only values that are
    /// secret have a type: tags are text.
    pub fn retype(&mut self) {
        if self.is_secret()
            && let Some(row) = self.open_row()
        {
            row.kind = match row.kind {
                PairKind::Text => PairKind::Json,
                PairKind::Json => PairKind::Text,
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

    /// Reveals or masks the value of the row under the cursor.
    pub fn toggle_mask(&mut self) {
        if let Some(row) = self.rows.get_mut(self.cursor.at) {
            row.value.mask = row.value.mask.toggled();
        }
    }

    /// Whether a secret value is in the open.
    pub fn show_secrets(&self) -> bool {
        self.is_secret() && self.rows.iter().any(|row| row.value.mask == Mask::Revealed)
    }

    /// Masks every value, where values are secret.
    pub fn mask_all(&mut self) {
        if self.is_secret() {
            for row in &mut self.rows {
                row.value.mask = Mask::Masked;
            }
        }
    }

    /// Takes a step through the rows.
    pub fn step(&mut self, step: Step, page: usize) {
        self.cursor.step(step, self.rows.len(), page);
    }

    /// Takes a key into the cell.
    pub fn key(&mut self, key: KeyEvent) -> Edit {
        let cell = self.cell;
        let Some(row) = self.open_row() else { return Edit::Unknown };
        match cell {
            Cell::Key if key.code == KeyCode::Enter => Edit::Unknown,
            Cell::Key if row.key.key(key) => Edit::Changed,
            Cell::Key => Edit::Moved,
            Cell::Value => row.value.key(key),
        }
    }

    /// Pastes into the cell; into a table without rows, as the value of a new one.
    pub fn paste(&mut self, text: &str) {
        if self.rows.is_empty() {
            self.add();
        }
        let cell = self.cell;
        if let Some(row) = self.open_row() {
            match cell {
                Cell::Key => row.key.paste(text),
                Cell::Value => row.value.insert(text),
            }
        }
    }
}

impl PairRow {
    /// A row that can be changed, its value masked text.
    pub fn new(key: impl Into<String>, value: impl Into<Zeroizing<String>>) -> Self {
        Self {
            key: TextLine::new(key),
            value: SecretLine::new(value),
            kind: PairKind::Text,
            lock: Lock::Open,
        }
    }
}
