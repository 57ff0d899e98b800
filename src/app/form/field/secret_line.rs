//! A line of secret text: masked until revealed, wiped when dropped.

use crate::app::text_area::{Edit, TextArea};
use crossterm::event::{KeyCode, KeyEvent};
use std::ops::Not;
use zeroize::Zeroizing;

/// The mask of secret text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mask {
    /// The text shows as dots.
    #[default]
    Masked,
    /// The text shows as it is.
    Revealed,
}

impl Not for Mask {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Masked => Self::Revealed,
            Self::Revealed => Self::Masked,
        }
    }
}

/// A line of secret text. It may hold line breaks where a value has them; typing makes none.
#[derive(Clone, Debug, Default)]
pub struct SecretLine {
    area: TextArea,
    /// The mask.
    pub mask: Mask,
}

impl SecretLine {
    /// A line that begins with `text`, masked, the cursor behind it.
    pub fn new(text: impl Into<Zeroizing<String>>) -> Self {
        let mut area = TextArea::new(text);
        area.go_to(usize::MAX, usize::MAX);
        Self { area, mask: Mask::Masked }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.area.text()
    }

    /// True if the text has line breaks.
    pub fn is_several_lines(&self) -> bool {
        self.text().contains('\n')
    }

    /// The cursor's column, in terminal cells from the start of its line. Masked text has a dot for each character.
    pub fn cursor_column(&self) -> usize {
        match self.mask {
            Mask::Masked => self.area.before_cursor().chars().count(),
            Mask::Revealed => self.area.cursor().1,
        }
    }

    /// Replaces the text; undo leads back.
    pub fn replace(&mut self, text: impl Into<Zeroizing<String>>) {
        self.area.replace(text);
        self.area.go_to(usize::MAX, usize::MAX);
    }

    /// Takes a key in.
    pub fn key(&mut self, key: KeyEvent) -> Edit {
        match key.code {
            KeyCode::Enter | KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => {
                Edit::Unknown
            }
            _ => self.area.key(key),
        }
    }

    /// Inserts text as it is, line breaks too.
    pub fn insert(&mut self, text: &str) {
        self.area.insert(text);
    }
}
