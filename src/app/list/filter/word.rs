//! Words that are looked for in names, and how well a name matches one: in one piece before scattered, at the start of a
//! word before inside one. Letters scattered all over a name are no match.

use super::lex::quote;
use super::pieces::{Letter, starts_word};
use super::text::Scratch;
use memchr::memmem::Finder;
use memchr::{memchr2, memchr2_iter};
use nucleo_matcher::chars::{normalize, to_lower_case};
use std::fmt;
use std::ops::Range;

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

/// A word to look for in names. Case matters if the user typed a capital letter.
#[derive(Clone)]
pub(super) struct Word {
    text: String,
    place: Place,
    fold: Fold,
    /// The characters of the word, folded.
    chars: Vec<char>,
    /// The search for a word in ASCII.
    ascii: Option<Ascii>,
}

/// The search for a word in ASCII.
#[derive(Clone)]
struct Ascii {
    /// Finds the word in one piece in a folded name.
    finder: Finder<'static>,
    /// Each letter, small and capital; twice the same if case matters.
    letters: Vec<[u8; 2]>,
}

impl Ascii {
    fn new(word: &[u8], fold: Fold) -> Self {
        let both = |letter: &u8| [*letter, if fold.case { letter.to_ascii_uppercase() } else { *letter }];
        Self { finder: Finder::new(word).into_owned(), letters: word.iter().map(both).collect() }
    }

    /// True if names with these letters in order have those of the other word in order.
    fn goes_on_from(&self, other: &Self) -> bool {
        let pairs = self.letters.iter().zip(&other.letters);
        self.letters.len() >= other.letters.len()
            && pairs.into_iter().all(|(this, other)| this.iter().all(|letter| other.contains(letter)))
    }

    /// True if a name has the letters in order: most names are ruled out without folding them.
    fn has_letters(&self, name: &[u8]) -> bool {
        let mut rest = name;
        self.letters.iter().all(|[small, capital]| match memchr2(*small, *capital, rest) {
            Some(at) => {
                rest = &rest[at + 1..];
                true
            }
            None => false,
        })
    }
}

/// The differences between characters that do not count.
#[derive(Clone, Copy, Debug)]
struct Fold {
    /// Capitals equal small letters.
    case: bool,
    /// Letters with accents equal those without.
    accents: bool,
}

impl Fold {
    fn char(self, c: char) -> char {
        let c = if self.accents { normalize(c) } else { c };
        if self.case { to_lower_case(c) } else { c }
    }
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
        let fold = Fold {
            case: !text.chars().any(char::is_uppercase),
            accents: text.chars().all(|c| normalize(c) == c),
        };
        let chars: Vec<char> = text.chars().map(|c| fold.char(c)).collect();
        let ascii: Option<Vec<u8>> =
            chars.iter().map(|c| u8::try_from(*c).ok().filter(u8::is_ascii)).collect();
        let ascii = ascii.map(|bytes| Ascii::new(&bytes, fold));
        Self { text, place, fold, chars, ascii }
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

    /// False for names that can't match, as far as it shows in their letters.
    pub(super) fn may_match(&self, name: &str) -> bool {
        let Some(ascii) = &self.ascii else { return true };
        ascii.has_letters(name.as_bytes()) || !name.is_ascii()
    }

    /// True if only names may match that may match the other word.
    pub(super) fn narrows(&self, other: &Self) -> bool {
        match (&self.ascii, &other.ascii) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(this), Some(other)) => this.goes_on_from(other),
        }
    }

    /// The score of the match in a name; `None` without a match.
    pub(super) fn score(&self, name: &str, scratch: &mut Scratch) -> Option<Score> {
        match &self.ascii {
            Some(ascii) if name.is_ascii() => self.score_ascii(ascii, name.as_bytes(), scratch),
            Some(_) | None => {
                let name: Vec<char> = name.chars().collect();
                let folded: Vec<char> = name.iter().map(|c| self.fold.char(*c)).collect();
                self.score_in(&name, &folded, &self.chars, all_pieces(&folded, &self.chars), scratch)
            }
        }
    }

    fn score_ascii(&self, ascii: &Ascii, name: &[u8], scratch: &mut Scratch) -> Option<Score> {
        let Ascii { finder, letters } = ascii;
        if let ([[small, capital]], Place::Pieces | Place::Anywhere) = (letters.as_slice(), self.place) {
            // The first letter that is typed matches most names: they need no folding.
            let (at, points) =
                self.best_piece(name, name, finder.needle(), memchr2_iter(*small, *capital, name))?;
            return Some(Score { points, position: position(at) });
        }
        let mut folded = std::mem::take(&mut scratch.folded);
        folded.clear();
        folded.extend_from_slice(name);
        if self.fold.case {
            folded.make_ascii_lowercase();
        }
        let word = finder.needle();
        // An overlapping match begins no better than the one that it overlaps.
        let score = self.score_in(name, &folded, word, finder.find_iter(&folded), scratch);
        scratch.folded = folded;
        score
    }

    /// The score, given where the word is in one piece.
    fn score_in<C: Letter>(
        &self,
        name: &[C],
        folded: &[C],
        word: &[C],
        pieces: impl Iterator<Item = usize>,
        scratch: &mut Scratch,
    ) -> Option<Score> {
        match self.best_piece(name, folded, word, pieces) {
            Some((at, points)) => Some(Score { points, position: position(at) }),
            None if self.place == Place::Pieces => {
                let (cost, first) = scratch.pieces.best(name, folded, word)?;
                let points = SCATTERED.saturating_sub(POINTS_PER_COST * u32::from(cost));
                Some(Score { points: points.max(1), position: position(first) })
            }
            None => None,
        }
    }

    /// The best place where the word is in one piece, and its points.
    fn best_piece<C: Letter>(
        &self,
        name: &[C],
        folded: &[C],
        word: &[C],
        mut pieces: impl Iterator<Item = usize>,
    ) -> Option<(usize, u32)> {
        let last = name.len().checked_sub(word.len())?;
        let points = |at: usize| points(name, at..at + word.len());
        match self.place {
            Place::Start => folded.starts_with(word).then(|| (0, points(0))),
            Place::End => folded.ends_with(word).then(|| (last, points(last))),
            Place::Whole => (folded == word).then(|| (0, points(0))),
            Place::Pieces | Place::Anywhere => {
                let first = pieces.next()?;
                let mut best = (first, points(first));
                for at in pieces {
                    if best.1 >= WHOLE_WORD {
                        break;
                    }
                    let here = points(at);
                    if here > best.1 {
                        best = (at, here);
                    }
                }
                Some(best)
            }
        }
    }

    /// Adds the positions of the characters of a name that match.
    pub(super) fn positions(&self, name: &str, scratch: &mut Scratch, found: &mut Vec<usize>) {
        let name: Vec<char> = name.chars().collect();
        let folded: Vec<char> = name.iter().map(|c| self.fold.char(*c)).collect();
        let pieces = all_pieces(&folded, &self.chars);
        if let Some((at, _)) = self.best_piece(&name, &folded, &self.chars, pieces) {
            found.extend(at..at + self.chars.len());
        } else if self.place == Place::Pieces {
            scratch.pieces.add_positions(&name, &folded, &self.chars, found);
        }
    }
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Every place where a word is in one piece.
fn all_pieces<'a>(folded: &'a [char], word: &'a [char]) -> impl Iterator<Item = usize> {
    folded.windows(word.len().max(1)).enumerate().filter(move |(_, piece)| *piece == word).map(|(at, _)| at)
}

/// The points of a match in one piece.
fn points<C: Letter>(name: &[C], at: Range<usize>) -> u32 {
    let points = if !starts_word(name, at.start) {
        INSIDE_WORD
    } else if at.end == name.len() || starts_word(name, at.end) {
        WHOLE_WORD
    } else {
        WORD_START
    };
    if at.len() == name.len() { points + WHOLE_NAME } else { points }
}
