//! A table of keys and values that is edited in place: JSON members of a value, tags.

use super::{Mask, SecretLine};
use crate::app::scroll::{Cursor, Step};
use crate::app::text_area::Edit;
use crate::app::text_line::TextLine;
use crate::secrets::{JsonKind, json_fault};
use std::cell::Cell as Memory;
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
    /// The search for a key, while there is one.
    pub(super) search: Option<Search>,
    /// The first line shown.
    top: Memory<usize>,
    /// The lines that were shown last.
    page: Memory<usize>,
}

/// A search for a key.
#[derive(Clone, Debug)]
pub(super) struct Search {
    /// The text that is searched for.
    pub(super) line: TextLine,
    /// The row that the search began from.
    pub(super) from: usize,
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
    /// The origin of the key.
    pub origin: KeyOrigin,
    /// The index of the member in the text that the table was made from; `None` for a new row.
    pub member: Option<usize>,
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

/// The origin of a key: it decides whether the key is typed into by itself, or only when asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyOrigin {
    /// It was there before the form: only its value is typed into, unless the user renames it.
    Given,
    /// The user types it.
    Typed,
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
        let mut table = Self {
            rows,
            cursor: Cursor::default(),
            cell: Cell::Key,
            secrecy,
            search: None,
            top: Memory::default(),
            page: Memory::new(1),
        };
        table.settle_cell();
        table
    }

    /// Goes to a row.
    pub fn go_to_row(&mut self, at: usize) {
        self.cursor.at = at;
        self.cursor.clamp(self.rows.len());
        self.settle_cell();
    }

    /// Leaves a key that is not typed into.
    fn settle_cell(&mut self) {
        if self.row_under_cursor().is_some_and(|row| row.origin == KeyOrigin::Given) {
            self.cell = Cell::Value;
        }
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
        self.search = None;
        self.cursor.at = self.rows.len() - 1;
        self.cell = Cell::Key;
    }

    /// Removes the row under the cursor, unless it is locked.
    pub fn remove(&mut self) {
        if self.open_row().is_some() {
            self.search = None;
            self.rows.remove(self.cursor.at);
            self.go_to_row(self.cursor.at);
        }
    }

    /// Goes to the key of the row under the cursor, unless it is locked.
    pub fn rename(&mut self) {
        if self.open_row().is_some() {
            self.search = None;
            self.cell = Cell::Key;
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

    /// Goes to the next cell that is typed into; `false` behind the last one.
    pub fn next_cell(&mut self) -> bool {
        self.search = None;
        if self.cell == Cell::Key && self.open_row().is_some() {
            self.cell = Cell::Value;
            return true;
        }
        let behind = self.rows.iter().enumerate().skip(self.cursor.at + 1);
        let Some((at, row)) = behind.into_iter().find(|(_, row)| row.lock == Lock::Open) else {
            return false;
        };
        self.cell = row.first_cell();
        self.cursor.at = at;
        true
    }

    /// Goes to the cell before that is typed into; `false` before the first one.
    pub fn previous_cell(&mut self) -> bool {
        self.search = None;
        let is_behind_key = self.open_row().is_some_and(|row| row.origin == KeyOrigin::Typed);
        if self.cell == Cell::Value && is_behind_key {
            self.cell = Cell::Key;
            return true;
        }
        let before = self.rows.iter().enumerate().take(self.cursor.at);
        let Some((at, _)) = before.rev().find(|(_, row)| row.lock == Lock::Open) else { return false };
        self.cell = Cell::Value;
        self.cursor.at = at;
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
    pub fn move_rows(&mut self, step: Step) -> Edit {
        self.cursor.step(step, self.rows.len(), self.page.get());
        self.settle_cell();
        Edit::Moved
    }

    /// The lines that all rows take on screen.
    pub fn lines(&self) -> usize {
        self.rows.iter().map(TableRow::height).sum()
    }

    /// The first line to show, so that the cursor is among the `page` lines on screen.
    pub fn top(&self, page: usize) -> usize {
        let page = page.max(1);
        self.page.set(page);
        let before: usize = self.rows.iter().take(self.cursor.at).map(TableRow::height).sum();
        let within = self.row_under_cursor().map_or(0, |row| row.line_of_cursor(self.cell));
        let line = before + within;
        let top = self
            .top
            .get()
            .min(self.lines().saturating_sub(page))
            .min(line)
            .max((line + 1).saturating_sub(page));
        self.top.set(top);
        top
    }
}

impl TableRow {
    /// A row that can be changed, its value masked text. Without a key, that is still to be typed.
    pub fn new(key: impl Into<String>, value: impl Into<Zeroizing<String>>) -> Self {
        let key = TextLine::new(key);
        let origin = if key.text().is_empty() { KeyOrigin::Typed } else { KeyOrigin::Given };
        Self {
            key,
            value: SecretLine::new(value),
            kind: RowKind::Text,
            lock: Lock::Open,
            origin,
            member: None,
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

    /// The lines that the row takes on screen.
    pub fn height(&self) -> usize {
        self.value.height()
    }

    /// The line of the row that has the cursor, if it is in this cell.
    fn line_of_cursor(&self, cell: Cell) -> usize {
        match (cell, self.value.mask) {
            (Cell::Value, Mask::Revealed) => self.value.area().cursor().0,
            (Cell::Key, _) | (Cell::Value, Mask::Masked) => 0,
        }
    }

    /// The cell that is typed into first.
    fn first_cell(&self) -> Cell {
        match self.origin {
            KeyOrigin::Given => Cell::Value,
            KeyOrigin::Typed => Cell::Key,
        }
    }
}
