//! The differences between characters that a search leaves out of account.

use nucleo_matcher::chars::{normalize, to_lower_case};

/// The differences between characters that do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fold {
    /// Capitals equal small letters.
    pub(super) case: bool,
    /// Letters with accents equal those without.
    pub(super) accents: bool,
}

impl Fold {
    /// Case counts if the user typed a capital letter, accents if the user typed one.
    pub(super) fn of(typed: &str) -> Self {
        Self {
            case: !typed.chars().any(char::is_uppercase),
            accents: typed.chars().all(|c| normalize(c) == c),
        }
    }

    /// The character that stands for all that it equals.
    pub(super) fn char(self, c: char) -> char {
        let c = if self.accents { normalize(c) } else { c };
        if self.case { to_lower_case(c) } else { c }
    }

    /// True if what this one takes for equal is equal for the other too.
    pub(super) fn is_within(self, other: Self) -> bool {
        self.accents == other.accents && (other.case || !self.case)
    }
}
