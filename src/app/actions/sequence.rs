//! Key sequences: the one or two chords that an action is bound to, written with a space between: `ctrl-s`, `g g`.

use super::chord::{Chord, KeyError};
use std::fmt;
use std::str::FromStr;

/// The one or two chords that an action is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeySequence {
    /// The chord that is pressed first.
    pub first: Chord,
    /// The chord that is pressed after it, if there are two.
    pub second: Option<Chord>,
}

impl KeySequence {
    /// True if the first chord types or edits in a text field, so that the sequence can't be used there.
    pub fn is_typed(self) -> bool {
        self.first.is_typed() || self.first.edits_text()
    }
}

impl FromStr for KeySequence {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut chords = text.split_whitespace();
        let first = chords.next().ok_or(KeyError::Empty)?.parse()?;
        let second = chords.next().map(str::parse).transpose()?;
        match chords.next() {
            None => Ok(Self { first, second }),
            Some(_) => Err(KeyError::TooLong(text.to_owned())),
        }
    }
}

impl fmt::Display for KeySequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        self.second.map_or(Ok(()), |second| write!(f, " {second}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, KeyError> {
        text.parse().map(|keys: KeySequence| keys.to_string())
    }

    #[test]
    fn one_or_two_chords_are_read_and_written() {
        assert_eq!(read("ctrl-s"), Ok("ctrl-s".into()));
        assert_eq!(read(" g   ctrl-G "), Ok("g ctrl-g".into()));
    }

    #[test]
    fn fewer_and_more_are_refused() {
        assert_eq!(read("  "), Err(KeyError::Empty));
        assert_eq!(read("g g g"), Err(KeyError::TooLong("g g g".into())));
        assert_eq!(read("g foo"), Err(KeyError::Unknown("foo".into())));
    }
}
