//! The kinds of input: each takes keys and pasted text in its own way.

use super::input::plain;
use super::{
    Cell, Click, Input, InputPart, InputView, Lock, Mask, PasswordPlace, RowKind, SecretArea, SecretLine,
    Table,
};
use crate::app::scroll::Step;
use crate::app::text_area::{Edit, TextArea};
use crate::app::text_command::TextCommand;
use crate::app::text_line::TextLine;
use crate::app::text_paste::{LineBreaks, Paste};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl Input for TextLine {
    fn view(&self) -> InputView<'_> {
        InputView::Line(self)
    }

    fn key(&mut self, key: KeyEvent) -> Edit {
        self.edit(key)
    }

    fn click(&mut self, click: Click) -> Edit {
        Self::click(self, click.column, click.room, click.has_focus);
        Edit::Moved
    }

    fn ends_at_cursor(&self) -> bool {
        !self.text().is_empty() && self.before_cursor() == self.text()
    }

    fn paste(&mut self, text: &str) -> Paste {
        Self::paste(self, text)
    }
}

impl Input for TextArea {
    fn view(&self) -> InputView<'_> {
        InputView::Area(self)
    }

    fn key(&mut self, key: KeyEvent) -> Edit {
        Self::key(self, key)
    }

    fn click(&mut self, click: Click) -> Edit {
        Self::click(self, click.line, click.column, click.room);
        Edit::Moved
    }

    fn paste(&mut self, text: &str) -> Paste {
        Self::paste(self, text, LineBreaks::Kept)
    }

    fn takes_rows(&self) -> bool {
        true
    }
}

impl Input for SecretLine {
    fn view(&self) -> InputView<'_> {
        InputView::Secret(self)
    }

    fn key(&mut self, key: KeyEvent) -> Edit {
        Self::key(self, key)
    }

    fn click(&mut self, click: Click) -> Edit {
        Self::click(self, (click.line, click.column), click.room, click.has_focus);
        Edit::Moved
    }

    fn paste(&mut self, text: &str) -> Paste {
        Self::paste(self, text)
    }

    fn mask_mut(&mut self) -> Option<&mut Mask> {
        Some(&mut self.mask)
    }

    fn shows_secrets(&self) -> bool {
        self.mask == Mask::Revealed
    }

    fn mask_all(&mut self) {
        self.mask = Mask::Masked;
    }

    fn password_place(&self) -> Option<PasswordPlace> {
        Some(PasswordPlace::Line)
    }

    fn put_password(&mut self, place: &PasswordPlace, password: &str) -> bool {
        let is_here = *place == PasswordPlace::Line;
        if is_here {
            self.replace(password.to_owned());
        }
        is_here
    }
}

impl Input for SecretArea {
    fn view(&self) -> InputView<'_> {
        InputView::SecretArea(self)
    }

    fn key(&mut self, key: KeyEvent) -> Edit {
        self.area.key(key)
    }

    fn click(&mut self, click: Click) -> Edit {
        match self.mask {
            Mask::Revealed => Input::click(&mut self.area, click),
            Mask::Masked => Edit::Moved,
        }
    }

    fn paste(&mut self, text: &str) -> Paste {
        Input::paste(&mut self.area, text)
    }

    fn takes_rows(&self) -> bool {
        true
    }

    fn mask_mut(&mut self) -> Option<&mut Mask> {
        Some(&mut self.mask)
    }

    fn shows_secrets(&self) -> bool {
        self.mask == Mask::Revealed
    }

    fn mask_all(&mut self) {
        self.mask = Mask::Masked;
    }
}

impl Input for bool {
    fn view(&self) -> InputView<'_> {
        InputView::Switch(*self)
    }

    fn key(&mut self, key: KeyEvent) -> Edit {
        match plain(key) {
            Some(KeyCode::Left | KeyCode::Right | KeyCode::Char(' ')) => {
                *self = !*self;
                Edit::Changed
            }
            _ => Edit::Unknown,
        }
    }

    fn click(&mut self, _click: Click) -> Edit {
        *self = !*self;
        Edit::Changed
    }
}

impl Input for Table {
    fn view(&self) -> InputView<'_> {
        InputView::Table(self)
    }

    /// Goes to the cell, and puts the cursor into its text. In a locked row, and on a key that is not typed into, the cursor
    /// stays out of the text.
    fn click(&mut self, click: Click) -> Edit {
        let InputPart::Cell(at, cell) = click.part else { return Edit::Moved };
        let was_here = click.has_focus && (self.cursor.at, self.cell) == (at, cell);
        self.end_search();
        self.cell = cell;
        self.go_to_row(at);
        let is_typed = self.cell == cell;
        match self.open_row().filter(|_| is_typed) {
            Some(row) if cell == Cell::Key => row.key.click(click.column, click.room, was_here),
            Some(row) => drop(Input::click(&mut row.value, Click { has_focus: was_here, ..click })),
            None => {}
        }
        Edit::Moved
    }

    fn ends_at_cursor(&self) -> bool {
        let Some(row) = self.row_under_cursor().filter(|row| row.lock == Lock::Open) else { return false };
        match self.cell {
            _ if self.search().is_some() => false,
            Cell::Key => row.key.ends_at_cursor(),
            Cell::Value => {
                let text = row.value.area();
                !text.text().is_empty() && text.characters_before_cursor() == text.text().chars().count()
            }
        }
    }

    /// Types into the cell; into a table without rows, as the key of a new row. In a locked row, typing searches.
    fn key(&mut self, key: KeyEvent) -> Edit {
        if self.search().is_some() {
            return self.key_in_search(key);
        }
        let command = TextCommand::of(key);
        if self.rows().is_empty() && matches!(command, Some(TextCommand::Type(_))) {
            self.add();
        }
        // Only secret values have lines.
        if command == Some(TextCommand::InnerNewLine) && !self.is_secret() {
            return Edit::Unknown;
        }
        let cell = self.cell;
        let edit = match (self.open_row(), cell) {
            (Some(row), Cell::Key) => row.key.edit(key),
            (Some(row), Cell::Value) => row.value.key(key),
            (None, _) => Edit::Unknown,
        };
        match (edit, command) {
            (Edit::Unknown, Some(TextCommand::Type(_))) if !self.rows().is_empty() => {
                self.start_search();
                self.key_in_search(key)
            }
            (Edit::Unknown, _) => step_of(key).map_or(edit, |step| self.move_rows(step)),
            _ => edit,
        }
    }

    /// Pastes into the cell; into a table without rows, as the key of a new row.
    fn paste(&mut self, text: &str) -> Paste {
        if self.search().is_some() {
            return self.paste_into_search(text);
        }
        if self.rows().is_empty() {
            self.add();
        }
        let (cell, keeps_lines) = (self.cell, self.is_secret());
        let Some(row) = self.open_row() else { return Paste::Ignored };
        match cell {
            Cell::Key => row.key.paste(text),
            Cell::Value if keeps_lines => row.value.paste(text),
            Cell::Value => row.value.paste_line(text),
        }
    }

    fn takes_rows(&self) -> bool {
        true
    }

    fn mask_mut(&mut self) -> Option<&mut Mask> {
        self.mask_under_cursor()
    }

    fn shows_secrets(&self) -> bool {
        self.is_secret() && self.rows().iter().any(|row| row.value.mask == Mask::Revealed)
    }

    fn mask_all(&mut self) {
        Self::mask_all(self);
    }

    fn password_place(&self) -> Option<PasswordPlace> {
        let row = self.row_under_cursor().filter(|row| self.is_secret() && row.lock == Lock::Open)?;
        Some(PasswordPlace::Row { at: self.cursor.at, key: row.key.text().to_owned() })
    }

    fn put_password(&mut self, place: &PasswordPlace, password: &str) -> bool {
        let PasswordPlace::Row { at, key } = place else { return false };
        let Some(row) = self.row_mut(*at).filter(|row| row.key.text() == key) else { return false };
        row.value.replace(password.to_owned());
        // A password of digits alone must not become a number.
        row.kind = RowKind::Text;
        true
    }

    fn table_mut(&mut self) -> Option<&mut Table> {
        Some(self)
    }
}

/// The step through the rows that a key makes where it means nothing in the text of a cell.
fn step_of(key: KeyEvent) -> Option<Step> {
    let is_control = key.modifiers == KeyModifiers::CONTROL;
    match key.code {
        KeyCode::PageUp if is_control => Some(Step::First),
        KeyCode::PageDown if is_control => Some(Step::Last),
        _ => match plain(key)? {
            KeyCode::Up => Some(Step::Up),
            KeyCode::Down => Some(Step::Down),
            KeyCode::PageUp => Some(Step::PageUp),
            KeyCode::PageDown => Some(Step::PageDown),
            KeyCode::Home => Some(Step::First),
            KeyCode::End => Some(Step::Last),
            _ => None,
        },
    }
}
