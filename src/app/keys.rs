//! Keys: what is pressed, how it is written, and which action it means in a context.

use super::action::{Action, Context, rows_in};
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

/// The action that `key` means in `context`. Where typing writes text, a key that writes a character means none.
pub fn resolve(context: Context, key: KeyEvent) -> Option<Action> {
    let chord = Chord::of(key)?;
    let typing = matches!(context, Context::Picker | Context::FilterLine | Context::Form | Context::Gate);
    if typing && chord.typed().is_some() {
        return None;
    }
    rows_in(context).find(|row| row.keys.contains(&chord)).map(|row| row.action)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    #[test]
    fn the_same_key_means_what_its_context_says() {
        let enter = press(KeyCode::Enter, KeyModifiers::NONE);
        assert_eq!(resolve(Context::List, enter), Some(Action::Open));
        assert_eq!(resolve(Context::Versions, enter), Some(Action::ReadVersion));
        assert_eq!(resolve(Context::Confirm, enter), None);
    }

    #[test]
    fn letters_are_text_where_one_types() {
        let q = press(KeyCode::Char('q'), KeyModifiers::NONE);
        assert_eq!(resolve(Context::FilterLine, q), None);
        assert_eq!(resolve(Context::List, q), Some(Action::Quit));
    }

    #[test]
    fn shift_and_control_are_told_apart() {
        let shifted = press(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(resolve(Context::List, shifted), Some(Action::Last));
        let control = press(KeyCode::Char('P'), KeyModifiers::CONTROL);
        assert_eq!(resolve(Context::List, control), Some(Action::Palette));
        assert_eq!(resolve(Context::List, press(KeyCode::Char('q'), KeyModifiers::ALT)), None);
        let backtab = press(KeyCode::Tab, KeyModifiers::SHIFT);
        assert_eq!(resolve(Context::Tags, backtab), Some(Action::PreviousPane));
    }
}
