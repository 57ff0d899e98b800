//! Keys: what is pressed, and how it is written.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    control: Control,
}

/// Whether control is held. Shift is part of the character, alt is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Control {
    Held,
    Free,
}

impl Chord {
    /// A key alone.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, control: Control::Free }
    }

    /// A letter with control.
    pub const fn ctrl(letter: char) -> Self {
        Self { code: KeyCode::Char(letter), control: Control::Held }
    }

    /// What was pressed.
    pub fn of(key: KeyEvent) -> Option<Self> {
        if key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER) {
            return None;
        }
        let control =
            if key.modifiers.contains(KeyModifiers::CONTROL) { Control::Held } else { Control::Free };
        let code = match key.code {
            KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            KeyCode::Char(c) if control == Control::Held => KeyCode::Char(c.to_ascii_lowercase()),
            other => other,
        };
        Some(Self { code, control })
    }

    /// The character that typing it would write, if it writes one.
    pub fn typed(self) -> Option<char> {
        match (self.code, self.control) {
            (KeyCode::Char(c), Control::Free) => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.control == Control::Held {
            f.write_str("ctrl-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::Enter => f.write_str("enter"),
            KeyCode::Esc => f.write_str("esc"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::Tab => f.write_str("tab"),
            KeyCode::BackTab => f.write_str("shift-tab"),
            KeyCode::PageUp => f.write_str("pgup"),
            KeyCode::PageDown => f.write_str("pgdn"),
            KeyCode::Home => f.write_str("home"),
            KeyCode::End => f.write_str("end"),
            KeyCode::F(number) => write!(f, "F{number}"),
            other => write!(f, "{other}"),
        }
    }
}
