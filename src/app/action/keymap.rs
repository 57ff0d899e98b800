//! Which action a key means, by the table.

use super::{Action, Context, rows_in};
use crate::app::keys::Chord;
use crossterm::event::KeyEvent;

/// The action that `key` means in `context`. Where typing writes text, a key that writes a character means none.
pub fn resolve(context: Context, key: KeyEvent) -> Option<Action> {
    let chord = Chord::of(key)?;
    if context.takes_text() && chord.typed().is_some() {
        return None;
    }
    rows_in(context).find(|row| row.keys.contains(&chord)).map(|row| row.action)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    fn press(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    #[test]
    fn the_same_key_means_what_its_context_says() {
        let enter = press(KeyCode::Enter, KeyModifiers::NONE);
        assert_eq!(resolve(Context::List, enter), Some(Action::Open));
        assert_eq!(resolve(Context::Versions, enter), Some(Action::ReadVersion));
        assert_eq!(resolve(Context::Review, enter), None);
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
