//! Words that are looked for in names, and how well a name matches one: in one piece before scattered, at the start of a
//! word before inside one. Letters scattered all over a name are no match.

mod bits;
mod fold;
mod name;
mod pieces;

use super::lex::quote;
use bits::Bits;
use fold::Fold;
use name::{AnyName, AsciiName, LONGEST, Name};
use pieces::in_one_piece;
use std::fmt;

/// Points for a match in one piece that is a whole word of the name.
const WHOLE_WORD: u32 = 4_000;
/// Points for a match in one piece at the start of a word.
const WORD_START: u32 = 3_000;
/// Points for a match in one piece inside a word.
const INSIDE_WORD: u32 = 2_000;
/// Points for a scattered match at best; each piece costs some.
const SCATTERED: u32 = 1_500;
/// Points that a unit of cost takes from a scattered match.
const POINTS_PER_COST: u32 = 10;
/// Points for a match that is the whole name, beside the others.
const WHOLE_NAME: u32 = 500;

/// The quality of a match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Points, more for a better match; 0 if nothing was looked for in the name.
    pub points: u32,
    /// The position of the match in the name, in characters.
    pub position: u32,
}

impl Score {
    /// The score of two terms together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            points: self.points.saturating_add(other.points),
            position: self.position.saturating_add(other.position),
        }
    }
}

/// The place of a word in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In pieces: each begins a word, or goes on within one.
    Pieces,
    /// In one piece, anywhere: `'word`.
    Anywhere,
    /// At the start of the name: `^word`.
    Start,
    /// At the end of the name: `word$`.
    End,
    /// The whole name: `^word$`.
    Whole,
}

/// How much a secret is what a filter asks for, or a name what a word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::list) enum Likeness {
    /// It matches.
    Match(Score),
    /// It does not match. It may match if letters are added to words of the filter.
    Near,
    /// It does not match, and won't with more letters: the name has not all letters of a word in order.
    Differs,
}

impl Likeness {
    /// The score of a match.
    pub(in crate::app::list) fn score(self) -> Option<Score> {
        match self {
            Self::Match(score) => Some(score),
            Self::Near | Self::Differs => None,
        }
    }

    /// The better one.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Match(one), Self::Match(other)) if other.points > one.points => Self::Match(other),
            (Self::Match(_), _) | (Self::Near, Self::Near | Self::Differs) => self,
            (Self::Near, Self::Match(_)) | (Self::Differs, _) => other,
        }
    }
}

/// A word to look for in names. Case matters if the user typed a capital letter.
#[derive(Clone)]
pub(super) struct Word {
    text: String,
    place: Place,
    fold: Fold,
    /// The characters of the word, folded.
    chars: Vec<char>,
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.place) == (&other.text, other.place)
    }
}

impl Eq for Word {}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Word({:?}, {:?})", self.text, self.place)
    }
}

impl Word {
    pub(super) fn new(text: String, place: Place) -> Self {
        let fold = Fold::of(&text);
        let chars = text.chars().map(|c| fold.char(c)).collect();
        Self { text, place, fold, chars }
    }

    /// The word as it is typed, with the signs of its place. A negated word is looked for in one piece anyway.
    pub(super) fn typed(&self, negated: bool) -> String {
        let text = quote(&self.text, &[]);
        match self.place {
            Place::Pieces => text,
            Place::Anywhere if negated => text,
            Place::Anywhere => format!("'{text}"),
            Place::Start => format!("^{text}"),
            Place::End => format!("{text}$"),
            Place::Whole => format!("^{text}$"),
        }
    }

    /// True if each name that differs from the other word differs from this one too.
    pub(super) fn narrows(&self, other: &Self) -> bool {
        let is_same = |(this, other_char): (&char, &char)| other.fold.char(*this) == *other_char;
        self.fold.is_within(other.fold)
            && self.chars.len() >= other.chars.len()
            && self.chars.iter().zip(&other.chars).all(is_same)
    }

    /// How a name matches.
    pub(super) fn likeness(&self, name: &str) -> Likeness {
        // Most names are short, and all are in ASCII where the service checks them.
        let in_ascii = match name.len() {
            0..64 => self.likeness_in_ascii::<1>(name),
            64..128 => self.likeness_in_ascii::<2>(name),
            _ => self.likeness_in_ascii::<LONGEST>(name),
        };
        in_ascii.unwrap_or_else(|| self.likeness_of(&AnyName::new(name, self.fold)))
    }

    /// `None` for a name that is not in ASCII, or too long.
    fn likeness_in_ascii<const N: usize>(&self, name: &str) -> Option<Likeness> {
        let name = AsciiName::<N>::new(name, self.fold);
        name.is_whole().then(|| self.likeness_of(&name))
    }

    fn likeness_of<const N: usize>(&self, name: &impl Name<N>) -> Likeness {
        let (mut rest, mut whole) = (Bits::ALL, Bits::ALL);
        for (at, letter) in self.chars.iter().enumerate() {
            let places = name.places(*letter);
            whole &= places.down(at);
            // Empty if the letter is not there: above the last place of a name there is another.
            rest = (rest & places).above_first();
            if rest.is_empty() {
                return Likeness::Differs;
            }
        }
        if let Some((first, points)) = self.best_piece(name, whole) {
            return Likeness::Match(Score { points, position: position(first) });
        }
        if self.place != Place::Pieces {
            return Likeness::Near;
        }
        match pieces::best(name, &self.chars) {
            Some(best) => {
                let points = SCATTERED.saturating_sub(POINTS_PER_COST * position(best.cost));
                Likeness::Match(Score { points: points.max(1), position: position(best.first) })
            }
            None => Likeness::Near,
        }
    }

    /// The best place where the word is in one piece, and its points, given all such places.
    fn best_piece<const N: usize>(&self, name: &impl Name<N>, pieces: Bits<N>) -> Option<(usize, u32)> {
        let (length, letters) = (name.length(), self.chars.len());
        let last = length.checked_sub(letters)?;
        let fitting = match self.place {
            Place::Pieces | Place::Anywhere => pieces,
            Place::Start => pieces & Bits::from_places([0].into_iter()),
            Place::End => pieces & Bits::from_places([last].into_iter()),
            Place::Whole if last == 0 => pieces,
            Place::Whole => Bits::NONE,
        };
        let inside = fitting.first()?;
        let starts = name.starts();
        let (begin, end) = (fitting & starts, starts.down(letters));
        let (first, points) = match ((begin & end).first(), begin.first()) {
            (Some(first), _) => (first, WHOLE_WORD),
            (None, Some(first)) => (first, WORD_START),
            (None, None) => (inside, INSIDE_WORD),
        };
        Some((first, if letters == length { points + WHOLE_NAME } else { points }))
    }

    /// Adds the positions of the characters of a name that match.
    pub(super) fn positions(&self, name: &str, found: &mut Vec<usize>) {
        let name = AnyName::new(name, self.fold);
        if let Some((at, _)) = self.best_piece(&name, in_one_piece(&name, &self.chars)) {
            found.extend(at..at + self.chars.len());
        } else if self.place == Place::Pieces {
            found.extend(pieces::places(&name, &self.chars));
        }
    }
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The points of a word in one piece at a place, by a second and simpler implementation.
    fn points(name: &[char], word: &Word, at: usize) -> u32 {
        let fold = Fold { case: false, accents: false };
        let starts = AnyName::new(&name.iter().collect::<String>(), fold).starts();
        let end = at + word.chars.len();
        let points = match (starts.has(at), end == name.len() || starts.has(end)) {
            (false, _) => INSIDE_WORD,
            (true, true) => WHOLE_WORD,
            (true, false) => WORD_START,
        };
        if word.chars.len() == name.len() { points + WHOLE_NAME } else { points }
    }

    fn is_there(place: Place, at: usize, behind: usize, length: usize) -> bool {
        match place {
            Place::Pieces | Place::Anywhere => true,
            Place::Start => at == 0,
            Place::End => behind == length,
            Place::Whole => at == 0 && behind == length,
        }
    }

    proptest! {
        #[test]
        fn the_best_place_in_one_piece_has_the_most_points_and_is_the_first(
            name in prop_oneof!["[abB1/é]{0,9}", "[abB1/]{0,9}", "[ab]{60,70}[/b]{1,70}"],
            word in "[abB1/é]{1,3}",
            place in prop_oneof![
                Just(Place::Pieces), Just(Place::Anywhere), Just(Place::Start), Just(Place::End), Just(Place::Whole)
            ],
        ) {
            let word = Word::new(word, place);
            let chars: Vec<char> = name.chars().collect();
            let folded: Vec<char> = chars.iter().map(|c| word.fold.char(*c)).collect();
            let length = chars.len();
            let best = (0..length)
                .filter(|at| folded[*at..].starts_with(&word.chars))
                .filter(|at| is_there(place, *at, at + word.chars.len(), length))
                .map(|at| (points(&chars, &word, at), std::cmp::Reverse(at)))
                .max();
            let mut rest = folded.iter();
            let has_letters = word.chars.iter().all(|letter| rest.any(|other| other == letter));
            match (word.likeness(&name), best) {
                (Likeness::Match(score), Some((points, at))) => {
                    prop_assert_eq!((score.points, score.position), (points, position(at.0)));
                }
                (Likeness::Match(score), None) => {
                    prop_assert!(place == Place::Pieces && score.points < INSIDE_WORD);
                }
                (likeness, best) => {
                    prop_assert_eq!(best, None);
                    prop_assert_eq!(likeness, if has_letters { Likeness::Near } else { Likeness::Differs });
                }
            }
        }

        #[test]
        fn what_differs_from_a_wider_word_differs(
            name in "[abABéÉ/]{0,9}",
            wide in "[abABéÉ]{1,3}",
            more in "[abABéÉ]{0,2}",
        ) {
            let narrow = Word::new(format!("{wide}{more}"), Place::Pieces);
            let wide = Word::new(wide, Place::Anywhere);
            if narrow.narrows(&wide) && wide.likeness(&name) == Likeness::Differs {
                prop_assert_eq!(narrow.likeness(&name), Likeness::Differs);
            }
        }
    }
}
