//! A line of secret text: masked until revealed, wiped when dropped.

use crate::app::text_area::{Edit, TextArea};
use crate::app::text_command::TextCommand;
use crate::app::text_motion::Motion;
use crate::app::text_paste::{LineBreaks, Paste};
use crossterm::event::KeyEvent;
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

/// A line of secret text. It may hold line breaks where a value has them.
#[derive(Clone, Debug, Default)]
pub struct SecretLine {
    area: TextArea,
    /// The mask.
    pub mask: Mask,
    touch: Touch,
}

/// The use that was made of a secret line since it was filled. Until the user types or moves in it, its mask must not tell how
/// long it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Touch {
    /// None: it is as it was read or generated.
    #[default]
    Untouched,
    /// The user types or moves in it, and sees a dot for each character.
    Touched,
}

impl SecretLine {
    /// A line that begins with `text`, masked, the cursor behind it.
    pub fn new(text: impl Into<Zeroizing<String>>) -> Self {
        let mut area = TextArea::new(text);
        area.go_to(usize::MAX, usize::MAX);
        Self { area, mask: Mask::Masked, touch: Touch::Untouched }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.area.text()
    }

    /// The use that was made of it since it was filled.
    pub fn touch(&self) -> Touch {
        self.touch
    }

    /// The text with its lines and its cursor.
    pub fn area(&self) -> &TextArea {
        &self.area
    }

    /// The lines that it takes on screen: one while it is masked.
    pub fn height(&self) -> usize {
        match self.mask {
            Mask::Masked => 1,
            Mask::Revealed => self.area.lines().count(),
        }
    }

    /// Puts the cursor on a cell of the line as it is drawn: of its text, or of its dots. Without the focus, the dots say
    /// nothing of the text, and the cursor stays.
    pub fn click(&mut self, (line, column): (usize, usize), room: usize, has_focus: bool) {
        match self.mask {
            Mask::Revealed if has_focus => self.area.click(line, column, room),
            Mask::Revealed => self.area.click_unscrolled(line, column),
            Mask::Masked if !has_focus => {}
            // The mask has no place for each character yet.
            Mask::Masked if self.touch == Touch::Untouched => {}
            Mask::Masked => {
                let dots = room.saturating_sub(1).max(1);
                let scrolled = self.area.characters_before_cursor().saturating_sub(dots);
                self.area.go_behind(scrolled + column);
            }
        }
    }

    /// Replaces the text; undo leads back.
    pub fn replace(&mut self, text: impl Into<Zeroizing<String>>) {
        self.area.replace(text);
        self.area.go_to(usize::MAX, usize::MAX);
        self.touch = Touch::Untouched;
    }

    /// Takes a key in. The keys up and down move through the lines that are on screen, and else mean nothing here.
    pub fn key(&mut self, key: KeyEvent) -> Edit {
        match TextCommand::of(key) {
            None | Some(TextCommand::NewLine) => Edit::Unknown,
            Some(TextCommand::Move(motion) | TextCommand::Select(motion))
                if motion.is_vertical() && !self.has_line(motion) =>
            {
                Edit::Unknown
            }
            Some(command) => {
                self.touch = Touch::Touched;
                self.area.run(command)
            }
        }
    }

    /// True if there is another line on screen where a motion leads.
    fn has_line(&self, motion: Motion) -> bool {
        let line = self.area.cursor().0;
        match motion {
            Motion::Up => self.mask == Mask::Revealed && line > 0,
            Motion::Down => line + 1 < self.height(),
            _ => false,
        }
    }

    /// Inserts pasted text, with the line breaks inside it.
    pub fn paste(&mut self, text: &str) -> Paste {
        self.touch = Touch::Touched;
        self.area.paste(text, LineBreaks::Inner)
    }

    /// Inserts pasted text, unless it has several lines.
    pub fn paste_line(&mut self, text: &str) -> Paste {
        self.touch = Touch::Touched;
        self.area.paste(text, LineBreaks::Refused)
    }
}
