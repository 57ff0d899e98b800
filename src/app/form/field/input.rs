//! Inputs: what can be typed or chosen in a field.

use super::{Cell, Mask, SecretArea, SecretLine, Table};
use crate::app::text_area::{Edit, TextArea};
use crate::app::text_line::TextLine;
use crate::app::text_paste::Paste;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt::Debug;

/// An input of any kind.
pub trait Input: Debug {
    /// The input, to be drawn.
    fn view(&self) -> InputView<'_>;

    /// Takes a key in.
    fn key(&mut self, key: KeyEvent) -> Edit;

    /// Takes pasted text in.
    fn paste(&mut self, _text: &str) -> Paste {
        Paste::Ignored
    }

    /// Handles a click on a cell of the input as it is drawn.
    fn click(&mut self, _click: Click) -> Edit {
        Edit::Moved
    }

    /// True if a text was begun, and the cursor is behind it: it may be completed.
    fn ends_at_cursor(&self) -> bool {
        false
    }

    /// True if the keys up and down move inside the input.
    fn takes_rows(&self) -> bool {
        false
    }

    /// The mask of the secret text under the cursor, if there is any.
    fn mask_mut(&mut self) -> Option<&mut Mask> {
        None
    }

    /// True if any secret text is revealed.
    fn shows_secrets(&self) -> bool {
        false
    }

    /// Masks all secret text.
    fn mask_all(&mut self) {}

    /// The place under the cursor, if it takes a generated password.
    fn password_place(&self) -> Option<PasswordPlace> {
        None
    }

    /// Puts a password in its place; answers whether that place is still there.
    fn put_password(&mut self, _place: &PasswordPlace, _password: &str) -> bool {
        false
    }

    /// The table, if it is one.
    fn table_mut(&mut self) -> Option<&mut Table> {
        None
    }
}

/// An input as it is drawn.
#[derive(Debug)]
pub enum InputView<'a> {
    /// A line.
    Line(&'a TextLine),
    /// A line of secret text.
    Secret(&'a SecretLine),
    /// A text of several lines.
    Area(&'a TextArea),
    /// A secret text of several lines.
    SecretArea(&'a SecretArea),
    /// One of several options.
    Choice {
        /// The names of the options.
        names: Vec<&'a str>,
        /// The place of the one that is chosen.
        at: usize,
    },
    /// Yes or no.
    Switch(bool),
    /// Keys and values.
    Table(&'a Table),
}

/// A click on an input as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Click {
    /// The line, from 0 at the top of what was clicked.
    pub line: usize,
    /// The cell in the line, from 0.
    pub column: usize,
    /// The cells that show a line.
    pub room: usize,
    /// True if the input had the focus: what is typed into is scrolled to its cursor.
    pub has_focus: bool,
    /// The part of the input that was clicked.
    pub part: InputPart,
}

/// A part of an input that is clicked by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputPart {
    /// All of it, or what is around its other parts.
    Whole,
    /// An option of a choice, by its place.
    Option(usize),
    /// A cell of the row of a table, by the place of the row.
    Cell(usize, Cell),
}

/// A place inside an input that takes a generated password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordPlace {
    /// A line of secret text.
    Line,
    /// The value of a row of a table.
    Row {
        /// The place of the row, from 0.
        at: usize,
        /// The key of the row, by which it is recognized.
        key: String,
    },
}

/// The key, if it is pressed without a modifier that makes another chord of it.
pub(super) fn plain(key: KeyEvent) -> Option<KeyCode> {
    KeyModifiers::SHIFT.contains(key.modifiers).then_some(key.code)
}
