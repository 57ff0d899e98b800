//! The recovery window: the days in which a deleted secret can be restored.

use crate::app::form::{LineField, Note};
use crate::secrets::{DEFAULT_RECOVERY_WINDOW_DAYS, RECOVERY_WINDOW_DAYS, recovery_window};
use jiff::Timestamp;

/// The field for a recovery window.
pub(super) fn field() -> LineField {
    let help = "Days in which it can be restored: 7 to 30.";
    LineField::line("Recovery window", help, DEFAULT_RECOVERY_WINDOW_DAYS.to_string()).required()
}

/// Reads a recovery window, in days.
pub(super) fn read(text: &str) -> Result<u8, String> {
    let days = text.trim().parse().ok().filter(|days| RECOVERY_WINDOW_DAYS.contains(days));
    days.ok_or_else(|| {
        format!("A whole number of days, {} to {}.", RECOVERY_WINDOW_DAYS.start(), RECOVERY_WINDOW_DAYS.end())
    })
}

/// Says until when the secret can be restored.
pub(super) fn until_note(days: u8, now: Timestamp) -> Note {
    let until = now.saturating_add(recovery_window(days)).unwrap_or(Timestamp::MAX);
    Note::plain(format!("It can be restored until {}.", until.strftime("%Y-%m-%d %H:%M UTC")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_window_is_7_to_30_days() {
        assert_eq!((read("7"), read(" 30 ")), (Ok(7), Ok(30)));
        for text in ["", "6", "31", "1e1", "-7", "7.5", "300", "seven"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_other_window_is_taken(text in ".{0,4}") {
            if let Ok(days) = read(&text) {
                prop_assert!((7..=30).contains(&days));
            }
        }
    }
}
