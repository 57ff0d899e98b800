//! The recovery window: the days in which a deleted secret can be restored.

use crate::app::form::{LineField, Note};
use jiff::{SignedDuration, Timestamp};
use std::ops::RangeInclusive;

/// The days that a recovery window may have.
const DAYS: RangeInclusive<u8> = 7..=30;
/// The service's own default, in days.
const DEFAULT_DAYS: u8 = 30;

/// The field for a recovery window.
pub(super) fn field() -> LineField {
    let help = "Days in which it can be restored: 7 to 30.";
    LineField::line("Recovery window", help, DEFAULT_DAYS.to_string())
}

/// Reads a recovery window, in days.
pub(super) fn read(text: &str) -> Result<u8, String> {
    let days = text.trim().parse().ok().filter(|days| DAYS.contains(days));
    days.ok_or_else(|| format!("A whole number of days, {} to {}.", DAYS.start(), DAYS.end()))
}

/// Says until when the secret can be restored.
pub(super) fn until_note(days: u8, now: Timestamp) -> Note {
    let until = now + SignedDuration::from_hours(24 * i64::from(days));
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
