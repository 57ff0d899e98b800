//! The kinds of input: each takes keys and pasted text in its own way.

use super::{Cell, Input, InputView, Lock, Mask, PasswordPlace, RowKind, SecretArea, SecretLine, Table};
use crate::app::text_area::{Edit, TextArea};
use crate::app::text_line::TextLine;
use crossterm::event::{KeyCode, KeyEvent};

impl Input for TextLine {
    fn view(&self) -> InputView<'_> {
        InputView::Line(self)
    }

    fn key(&mut self, key: KeyEvent) -> Edit {
        match key.code {
            KeyCode::Enter => Edit::Unknown,
            _ if Self::key(self, key) => Edit::Changed,
            _ => Edit::Moved,
        }
    }

    fn paste(&mut self, text: &str) -> Edit {
        Self::paste(self, text);
        Edit::Changed
    }
}

impl Input for TextArea {
    fn view(&self) -> InputView<'_> {
        InputView::Area(self)
    }

    fn key(&mut self, key: KeyEvent) -> Edit {
        Self::key(self, key)
    }

    fn paste(&mut self, text: &str) -> Edit {
        self.insert(&text.replace("\r\n", "\n").replace('\r', "\n"));
        Edit::Changed
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

    fn paste(&mut self, text: &str) -> Edit {
        self.insert(text.trim_end_matches(['\n', '\r']));
        Edit::Changed
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

    fn paste(&mut self, text: &str) -> Edit {
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
        match key.code {
            KeyCode::Left | KeyCode::Right | KeyCode::Char(' ') => {
                *self = !*self;
                Edit::Changed
            }
            _ => Edit::Unknown,
        }
    }
}

impl Input for Table {
    fn view(&self) -> InputView<'_> {
        InputView::Table(self)
    }

    fn key(&mut self, key: KeyEvent) -> Edit {
        let cell = self.cell;
        let Some(row) = self.open_row() else { return Edit::Unknown };
        match cell {
            Cell::Key if key.code == KeyCode::Enter => Edit::Unknown,
            Cell::Key if row.key.key(key) => Edit::Changed,
            Cell::Key => Edit::Moved,
            Cell::Value => row.value.key(key),
        }
    }

    /// Pastes into the cell; into a table without rows, as the key or value of a new row.
    fn paste(&mut self, text: &str) -> Edit {
        if self.rows().is_empty() {
            self.add();
        }
        let cell = self.cell;
        let Some(row) = self.open_row() else { return Edit::Unknown };
        match cell {
            Cell::Key => row.key.paste(text),
            Cell::Value => row.value.insert(text),
        }
        Edit::Changed
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
