//! The keys of text inputs: one table for every input that is typed into. They are those of readline, and of text boxes
//! elsewhere.
//!
//! Terminals send the byte 0x08 for ctrl-h, and some for Backspace (a console whose `stty erase` is `^H`, a terminal
//! that is set up so), others for ctrl-Backspace (xterm, VTE, kitty). As in readline it erases one character: the key of that name
//! always works, and where it is ctrl-Backspace, it erases less than asked rather than more. A terminal that reports
//! ctrl-Backspace as such erases a word.

use super::text_motion::Motion;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A command to a text input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextCommand {
    /// Types a character.
    Type(char),
    /// Begins a line, in a text of several lines.
    NewLine,
    /// Begins a line in a value, where the key for that does something else.
    InnerNewLine,
    /// Moves the cursor.
    Move(Motion),
    /// Moves the cursor and selects what is between.
    Select(Motion),
    /// Deletes the selection, or what is between the cursor and there.
    Delete(Motion),
    /// Deletes likewise, and keeps the text to be yanked.
    Kill(Motion),
    /// Keeps the selection to be yanked.
    CopySelection,
    /// Inserts what was killed or copied last.
    Yank,
    /// Swaps the characters around the cursor.
    Transpose,
    /// Undoes the last change.
    Undo,
    /// Makes the change again that was undone last.
    Redo,
}

impl TextCommand {
    /// The command of a key; `None` if the key means nothing in a text.
    pub fn of(key: KeyEvent) -> Option<Self> {
        let shift = key.modifiers.contains(KeyModifiers::SHIFT);
        let held = key.modifiers - KeyModifiers::SHIFT;
        if let KeyCode::Char(c) = key.code {
            return Self::of_character(c, held, shift);
        }
        if let Some(motion) = motion_of(key.code, held) {
            return Some(if shift { Self::Select(motion) } else { Self::Move(motion) });
        }
        let is_plain = held.is_empty();
        let is_for_words = !is_plain && (KeyModifiers::CONTROL | KeyModifiers::ALT).contains(held);
        match key.code {
            KeyCode::Backspace if is_plain => Some(Self::Delete(Motion::Left)),
            KeyCode::Backspace if is_for_words => Some(Self::Kill(Motion::WordLeft)),
            KeyCode::Delete if is_plain => Some(Self::Delete(Motion::Right)),
            KeyCode::Delete if is_for_words => Some(Self::Kill(Motion::WordRight)),
            KeyCode::Enter if is_plain => Some(Self::NewLine),
            KeyCode::Enter if held == KeyModifiers::ALT => Some(Self::InnerNewLine),
            _ => None,
        }
    }

    /// The command of a character with modifiers.
    fn of_character(c: char, held: KeyModifiers, shift: bool) -> Option<Self> {
        if held.is_empty() {
            return Some(Self::Type(c));
        }
        match (held, c.to_ascii_lowercase()) {
            (KeyModifiers::CONTROL, letter) => Self::of_control(letter, shift),
            (KeyModifiers::ALT, 'b') => Some(Self::Move(Motion::WordLeft)),
            (KeyModifiers::ALT, 'f') => Some(Self::Move(Motion::WordRight)),
            (KeyModifiers::ALT, 'd') => Some(Self::Kill(Motion::WordRight)),
            (KeyModifiers::ALT, 'w') => Some(Self::CopySelection),
            (KeyModifiers::ALT, 'z') => Some(Self::Redo),
            // Alt with a Backspace that sends 0x08.
            (held, 'h') if held == KeyModifiers::CONTROL | KeyModifiers::ALT => {
                Some(Self::Kill(Motion::WordLeft))
            }
            _ => None,
        }
    }

    fn of_control(letter: char, shift: bool) -> Option<Self> {
        Some(match letter {
            'a' => Self::Move(Motion::LineStart),
            'e' => Self::Move(Motion::LineEnd),
            'b' => Self::Move(Motion::Left),
            'f' => Self::Move(Motion::Right),
            'd' => Self::Delete(Motion::Right),
            'h' => Self::Delete(Motion::Left),
            'k' => Self::Kill(Motion::LineEndOrBreak),
            'u' => Self::Kill(Motion::LineStart),
            'w' => Self::Kill(Motion::BlankWordLeft),
            'y' => Self::Yank,
            't' => Self::Transpose,
            'z' if shift => Self::Redo,
            'z' => Self::Undo,
            _ => return None,
        })
    }
}

/// The motion of an arrow or the like.
fn motion_of(code: KeyCode, held: KeyModifiers) -> Option<Motion> {
    let is_plain = held.is_empty();
    let is_control = held == KeyModifiers::CONTROL;
    let is_for_words = is_control || held == KeyModifiers::ALT;
    match code {
        KeyCode::Left if is_plain => Some(Motion::Left),
        KeyCode::Left if is_for_words => Some(Motion::WordLeft),
        KeyCode::Right if is_plain => Some(Motion::Right),
        KeyCode::Right if is_for_words => Some(Motion::WordRight),
        KeyCode::Home if is_plain => Some(Motion::LineStart),
        KeyCode::Home if is_control => Some(Motion::TextStart),
        KeyCode::End if is_plain => Some(Motion::LineEnd),
        KeyCode::End if is_control => Some(Motion::TextEnd),
        KeyCode::Up if is_plain => Some(Motion::Up),
        KeyCode::Down if is_plain => Some(Motion::Down),
        KeyCode::PageUp if is_plain => Some(Motion::PageUp),
        KeyCode::PageDown if is_plain => Some(Motion::PageDown),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: KeyCode, modifiers: KeyModifiers) -> Option<TextCommand> {
        TextCommand::of(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn a_chord_that_means_nothing_types_nothing() {
        let (alt, control) = (KeyModifiers::ALT, KeyModifiers::CONTROL);
        for held in
            [alt, control, alt | control, KeyModifiers::SUPER, KeyModifiers::META, KeyModifiers::HYPER]
        {
            for c in ' '..='~' {
                let command = of(KeyCode::Char(c), held);
                assert!(!matches!(command, Some(TextCommand::Type(_))), "{held:?} {c:?}");
            }
        }
        for code in [KeyCode::Tab, KeyCode::BackTab, KeyCode::Insert, KeyCode::F(5), KeyCode::Esc] {
            assert_eq!(of(code, KeyModifiers::NONE), None);
        }
    }

    #[test]
    fn each_way_in_which_terminals_send_backspace_erases() {
        let (alt, control) = (KeyModifiers::ALT, KeyModifiers::CONTROL);
        let (one, word) = (TextCommand::Delete(Motion::Left), TextCommand::Kill(Motion::WordLeft));
        assert_eq!(of(KeyCode::Backspace, KeyModifiers::NONE), Some(one), "0x7f");
        assert_eq!(of(KeyCode::Char('h'), control), Some(one), "0x08");
        assert_eq!(of(KeyCode::Backspace, KeyModifiers::SHIFT), Some(one), "the kitty protocol");
        assert_eq!(of(KeyCode::Backspace, control), Some(word), "the kitty protocol");
        assert_eq!(of(KeyCode::Backspace, alt), Some(word), "escape, then 0x7f");
        assert_eq!(of(KeyCode::Char('h'), alt | control), Some(word), "escape, then 0x08");
    }

    #[test]
    fn shift_selects_and_tells_redo_from_undo() {
        let (shift, control) = (KeyModifiers::SHIFT, KeyModifiers::CONTROL);
        assert_eq!(of(KeyCode::Left, shift), Some(TextCommand::Select(Motion::Left)));
        assert_eq!(of(KeyCode::End, shift | control), Some(TextCommand::Select(Motion::TextEnd)));
        assert_eq!(of(KeyCode::Char('Z'), shift | control), Some(TextCommand::Redo));
        assert_eq!(of(KeyCode::Char('z'), control), Some(TextCommand::Undo));
        assert_eq!(of(KeyCode::Char('Z'), shift), Some(TextCommand::Type('Z')));
    }
}
