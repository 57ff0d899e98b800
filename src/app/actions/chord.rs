//! Chords: one press of a key with its modifiers, and how it is written: `ctrl-s`, `shift-tab`, `↑`, `G`.

use crate::app::text_command::TextCommand;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;
use std::str::FromStr;
use strum::{Display, EnumString};
use thiserror::Error;
use unicode_width::UnicodeWidthChar;

/// The highest function key that has a name.
const LAST_FUNCTION_KEY: u8 = 24;
/// Begins a character that is written as its code point in hexadecimal: `u+3000`.
const CODE_POINT: &str = "u+";

/// The modifiers that a chord can have, as they are written.
const MODIFIERS: [(&str, KeyModifiers); 3] =
    [("ctrl-", KeyModifiers::CONTROL), ("alt-", KeyModifiers::ALT), ("shift-", KeyModifiers::SHIFT)];

/// One press of a key with its modifiers.
///
/// Two presses that a terminal can't tell apart are the same chord: `ctrl-i` is `tab`. Shift is part of a character:
/// `G`, not `shift-g`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    key: Key,
    modifiers: KeyModifiers,
}

/// A key without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// A key that types a character, other than a space.
    Char(char),
    /// A function key, from 1 to [`LAST_FUNCTION_KEY`].
    Function(u8),
    Named(NamedKey),
}

/// A key that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumString)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
enum NamedKey {
    Enter,
    Esc,
    Tab,
    Space,
    Backspace,
    Delete,
    Insert,
    #[strum(to_string = "↑", serialize = "up")]
    Up,
    #[strum(to_string = "↓", serialize = "down")]
    Down,
    #[strum(to_string = "←", serialize = "left")]
    Left,
    #[strum(to_string = "→", serialize = "right")]
    Right,
    Home,
    End,
    #[strum(to_string = "pgup")]
    PageUp,
    #[strum(to_string = "pgdn")]
    PageDown,
}

/// Why a text names no key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The text is empty.
    #[error("No key is named.")]
    Empty,
    /// There is no key of that name.
    #[error(
        "There is no key {0:?}. A key is one character, f1 to f24, enter, esc, tab, space, backspace, delete, insert, \
         up, down, left, right, home, end, pgup or pgdn, with ctrl-, alt- or shift- before it."
    )]
    Unknown(String),
    /// Shift is written before a character.
    #[error("\"shift-{character}\" is no key: name the character that shift makes, such as \"G\".")]
    Shifted {
        /// The character that was named.
        character: char,
    },
    /// There are more chords than a sequence has.
    #[error("{0:?} has more than two keys.")]
    TooLong(String),
}

impl Chord {
    /// The chord that was pressed; `None` if the key has no name here, or is pressed with a modifier other than control,
    /// alt and shift.
    pub fn of(event: KeyEvent) -> Option<Self> {
        let known = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        if !known.contains(event.modifiers) {
            return None;
        }
        let shift = if event.code == KeyCode::BackTab { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
        Key::of(event.code).map(|key| Self::as_sent(key, event.modifiers | shift))
    }

    /// The chord as a terminal sends it.
    fn as_sent(key: Key, modifiers: KeyModifiers) -> Self {
        let control = modifiers.contains(KeyModifiers::CONTROL);
        // With control these keys send the byte of another key.
        let same = match key {
            Key::Char('i' | 'I') if control => Some(NamedKey::Tab),
            Key::Char('m' | 'M') if control => Some(NamedKey::Enter),
            Key::Char('[') if control => Some(NamedKey::Esc),
            _ => None,
        };
        match (key, same) {
            (_, Some(same)) => Self { key: Key::Named(same), modifiers: modifiers & KeyModifiers::ALT },
            (Key::Char(c), None) => {
                let c = if control { c.to_ascii_lowercase() } else { c };
                Self { key: Key::Char(c), modifiers: modifiers - KeyModifiers::SHIFT }
            }
            (Key::Named(NamedKey::Space), None) => Self { key, modifiers: modifiers - KeyModifiers::SHIFT },
            (Key::Named(_) | Key::Function(_), None) => Self { key, modifiers },
        }
    }

    /// True if the chord types a character in a text field.
    pub fn is_typed(self) -> bool {
        self.modifiers.is_empty() && matches!(self.key, Key::Char(_) | Key::Named(NamedKey::Space))
    }

    /// True if the chord edits or moves in a text field, as those of readline do.
    pub fn edits_text(self) -> bool {
        let code = match self.key {
            // The keys that have a meaning of their own around a text: where it has one line, they leave it.
            Key::Named(
                NamedKey::Enter | NamedKey::Up | NamedKey::Down | NamedKey::PageUp | NamedKey::PageDown,
            ) => {
                return false;
            }
            Key::Named(key) => key.code(),
            Key::Char(c) => KeyCode::Char(c),
            Key::Function(number) => KeyCode::F(number),
        };
        let command = TextCommand::of(KeyEvent::new(code, self.modifiers));
        command.is_some_and(|command| !matches!(command, TextCommand::Type(_)))
    }

    /// The same without shift, where shift adds nothing if the chord is bound to no action. `shift-tab` is a key of its
    /// own.
    pub(super) fn unshifted(self) -> Option<Self> {
        let is_own_key = self.key == Key::Named(NamedKey::Tab);
        let modifiers = self.modifiers - KeyModifiers::SHIFT;
        (modifiers != self.modifiers && !is_own_key).then_some(Self { modifiers, ..self })
    }
}

impl NamedKey {
    /// The key as the terminal reports it.
    fn code(self) -> KeyCode {
        match self {
            Self::Enter => KeyCode::Enter,
            Self::Esc => KeyCode::Esc,
            Self::Tab => KeyCode::Tab,
            Self::Space => KeyCode::Char(' '),
            Self::Backspace => KeyCode::Backspace,
            Self::Delete => KeyCode::Delete,
            Self::Insert => KeyCode::Insert,
            Self::Up => KeyCode::Up,
            Self::Down => KeyCode::Down,
            Self::Left => KeyCode::Left,
            Self::Right => KeyCode::Right,
            Self::Home => KeyCode::Home,
            Self::End => KeyCode::End,
            Self::PageUp => KeyCode::PageUp,
            Self::PageDown => KeyCode::PageDown,
        }
    }
}

impl Key {
    fn of(code: KeyCode) -> Option<Self> {
        let named = match code {
            KeyCode::Char(' ') => NamedKey::Space,
            KeyCode::Char(c) => return Some(Self::Char(c)),
            KeyCode::F(number) => {
                return (1..=LAST_FUNCTION_KEY).contains(&number).then_some(Self::Function(number));
            }
            KeyCode::Enter => NamedKey::Enter,
            KeyCode::Esc => NamedKey::Esc,
            KeyCode::Tab | KeyCode::BackTab => NamedKey::Tab,
            KeyCode::Backspace => NamedKey::Backspace,
            KeyCode::Delete => NamedKey::Delete,
            KeyCode::Insert => NamedKey::Insert,
            KeyCode::Up => NamedKey::Up,
            KeyCode::Down => NamedKey::Down,
            KeyCode::Left => NamedKey::Left,
            KeyCode::Right => NamedKey::Right,
            KeyCode::Home => NamedKey::Home,
            KeyCode::End => NamedKey::End,
            KeyCode::PageUp => NamedKey::PageUp,
            KeyCode::PageDown => NamedKey::PageDown,
            KeyCode::Null
            | KeyCode::CapsLock
            | KeyCode::ScrollLock
            | KeyCode::NumLock
            | KeyCode::PrintScreen
            | KeyCode::Pause
            | KeyCode::Menu
            | KeyCode::KeypadBegin
            | KeyCode::Media(_)
            | KeyCode::Modifier(_) => return None,
        };
        Some(Self::Named(named))
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if let Ok(named) = text.parse() {
            return Ok(Self::Named(named));
        }
        let unknown = || KeyError::Unknown(text.to_owned());
        let lower = text.to_ascii_lowercase();
        let mut characters = text.chars();
        let code = match (characters.next(), characters.next()) {
            (None, _) => return Err(KeyError::Empty),
            (Some(character), None) => Some(KeyCode::Char(character)),
            (Some(_), Some(_)) => match (lower.strip_prefix(CODE_POINT), lower.strip_prefix('f')) {
                (Some(digits), _) => number(digits, 16).and_then(char::from_u32).map(KeyCode::Char),
                (None, Some(digits)) => number(digits, 10).and_then(|f| f.try_into().ok()).map(KeyCode::F),
                (None, None) => None,
            },
        };
        code.and_then(Self::of).ok_or_else(unknown)
    }
}

/// A number without a sign.
fn number(digits: &str, radix: u32) -> Option<u32> {
    let is_number = digits.chars().all(|c| c.is_digit(radix));
    is_number.then(|| u32::from_str_radix(digits, radix).ok()).flatten()
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(key) => write!(f, "{key}"),
            Self::Function(number) => write!(f, "F{number}"),
            Self::Char(c) if is_legible(*c) => write!(f, "{c}"),
            Self::Char(c) => write!(f, "{CODE_POINT}{:x}", u32::from(*c)),
        }
    }
}

/// True if a character is legible by itself, and is not the name of another key.
fn is_legible(c: char) -> bool {
    let is_name = matches!(c, '↑' | '↓' | '←' | '→');
    !is_name && !c.is_whitespace() && c.width().is_some_and(|width| width > 0)
}

impl FromStr for Chord {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (mut rest, mut modifiers) = (text, KeyModifiers::NONE);
        while let Some((behind, modifier)) =
            MODIFIERS.iter().find_map(|(name, modifier)| Some((behind_prefix(rest, name)?, *modifier)))
        {
            (rest, modifiers) = (behind, modifiers | modifier);
        }
        let key: Key = rest.parse().map_err(|error| match error {
            KeyError::Unknown(_) => KeyError::Unknown(text.to_owned()),
            error => error,
        })?;
        match key {
            Key::Char(character) if modifiers.contains(KeyModifiers::SHIFT) => {
                Err(KeyError::Shifted { character })
            }
            _ => Ok(Self::as_sent(key, modifiers)),
        }
    }
}

/// The rest of the text behind a prefix in any case, if there is a rest.
fn behind_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    (start.eq_ignore_ascii_case(prefix) && !rest.is_empty()).then_some(rest)
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, modifier) in MODIFIERS {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        write!(f, "{}", self.key)
    }
}

#[cfg(test)]
mod tests;
