//! Words that are looked for in names, and how well a name matches one: in one piece before scattered, at the start of a
//! word before inside one. Letters scattered all over a name are no match.

use super::lex::quote;
use super::text::Scratch;
use memchr::memmem::Finder;
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
/// Characters that may be left out within a word between two pieces of a match.
const GAP: usize = 3;
/// The cost of a piece that begins inside another word of the name.
const STRAY: u16 = 4;
/// The cost of a match whose first piece is inside a word.
const FIRST_INSIDE: u16 = 3;
/// Characters that the first piece of a match must have inside a word.
const FIRST_PIECE: usize = 3;

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
    /// The search for a word in ASCII, folded.
    finder: Option<Finder<'static>>,
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
        let finder = ascii.map(|bytes| Finder::new(&bytes).into_owned());
        Self { text, place, fold, chars, finder }
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

    /// The score of the match in a name; `None` without a match.
    pub(super) fn score(&self, name: &str, scratch: &mut Scratch) -> Option<Score> {
        match &self.finder {
            Some(finder) if name.is_ascii() => self.score_ascii(finder, name.as_bytes(), scratch),
            Some(_) | None => {
                let name: Vec<char> = name.chars().collect();
                let folded: Vec<char> = name.iter().map(|c| self.fold.char(*c)).collect();
                self.score_in(&name, &folded, &self.chars, all_pieces(&folded, &self.chars), scratch)
            }
        }
    }

    fn score_ascii(&self, finder: &Finder<'_>, name: &[u8], scratch: &mut Scratch) -> Option<Score> {
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
                    if points(at) > best.1 {
                        best = (at, points(at));
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
    let begins = starts_word(name, at.start);
    let ends = at.end == name.len() || starts_word(name, at.end);
    let points = match (begins, ends) {
        (true, true) => WHOLE_WORD,
        (true, false) => WORD_START,
        (false, _) => INSIDE_WORD,
    };
    if at.len() == name.len() { points + WHOLE_NAME } else { points }
}

/// True if a word of the name begins there: after a sign such as `/ - _ .`, at a capital after a small letter, at a number
/// after a letter. A sign is a word of its own.
fn starts_word<C: Letter>(name: &[C], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let (before, this) = (name[before].kind(), name[at].kind());
    match (before, this) {
        (_, Kind::Sign)
        | (Kind::Sign, _)
        | (Kind::Small, Kind::Capital)
        | (Kind::Small | Kind::Capital, Kind::Digit) => true,
        (Kind::Small | Kind::Capital | Kind::Digit, _) => false,
    }
}

/// The kind of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Sign,
    Digit,
    Capital,
    Small,
}

/// A character of a name: a byte of ASCII, or any.
pub(super) trait Letter: Copy + Eq {
    fn kind(self) -> Kind;
}

impl Letter for u8 {
    fn kind(self) -> Kind {
        match self {
            b'a'..=b'z' => Kind::Small,
            b'A'..=b'Z' => Kind::Capital,
            b'0'..=b'9' => Kind::Digit,
            _ => Kind::Sign,
        }
    }
}

impl Letter for char {
    fn kind(self) -> Kind {
        if self.is_numeric() {
            Kind::Digit
        } else if self.is_uppercase() {
            Kind::Capital
        } else if self.is_alphabetic() {
            Kind::Small
        } else {
            Kind::Sign
        }
    }
}

/// Working memory for scattered matches: for each character of the word and of the name, the least cost of a match that
/// ends there.
#[derive(Default)]
pub(super) struct Pieces {
    costs: Vec<u16>,
    /// The index of the word of the name that each character is in.
    words: Vec<u16>,
}

/// The cost of no match.
const NEVER: u16 = u16::MAX;

impl Pieces {
    /// The cost of the best scattered match and the place of its first character. Nearly every piece begins a word of the
    /// name, or leaves out at most [`GAP`] characters of the word that the last piece is in; strays cost too much.
    fn best<C: Letter>(&mut self, name: &[C], folded: &[C], word: &[C]) -> Option<(u16, usize)> {
        let (cost, end) = self.fill(name, folded, word)?;
        Some((cost, self.trace(name, word, end).last().unwrap_or(end)))
    }

    fn add_positions<C: Letter>(&mut self, name: &[C], folded: &[C], word: &[C], found: &mut Vec<usize>) {
        if let Some((_, end)) = self.fill(name, folded, word) {
            found.extend(self.trace(name, word, end));
        }
    }

    /// Fills in the costs. Returns the least cost of the whole word, and where that match ends.
    fn fill<C: Letter>(&mut self, name: &[C], folded: &[C], word: &[C]) -> Option<(u16, usize)> {
        let width = name.len();
        let mut rest = folded.iter();
        if word.len() < 2 || !word.iter().all(|c| rest.any(|other| other == c)) {
            return None;
        }
        self.words.clear();
        let mut words = 0u16;
        for at in 0..width {
            words = words.saturating_add(u16::from(starts_word(name, at)));
            self.words.push(words);
        }
        self.costs.clear();
        self.costs.resize(width * word.len(), NEVER);
        for (i, c) in word.iter().enumerate() {
            let mut least_before = NEVER;
            for at in 0..width {
                if folded[at] == *c {
                    self.costs[i * width + at] = self.cost(name, folded, word, (i, at), least_before);
                }
                if i > 0 {
                    least_before = least_before.min(self.costs[(i - 1) * width + at]);
                }
            }
        }
        // Of six letters, two may be strays; of two, none.
        let limit = u16::try_from(word.len() + word.len() / 2).unwrap_or(NEVER - 1);
        let last = &self.costs[(word.len() - 1) * width..];
        let best = last.iter().enumerate().min_by_key(|(_, cost)| **cost).map(|(at, cost)| (*cost, at));
        best.filter(|(cost, _)| *cost <= limit)
    }

    fn cost<C: Letter>(
        &self,
        name: &[C],
        folded: &[C],
        word: &[C],
        (i, at): (usize, usize),
        least_before: u16,
    ) -> u16 {
        let begins = starts_word(name, at);
        let Some(before) = i.checked_sub(1) else {
            let is_long = word.len() > FIRST_PIECE && folded[at..].starts_with(&word[..FIRST_PIECE]);
            return if begins {
                0
            } else if is_long {
                FIRST_INSIDE
            } else {
                NEVER
            };
        };
        let mut least = least_before.saturating_add(if begins { 1 } else { STRAY });
        for gap in 0..=GAP {
            let Some(end) = at.checked_sub(gap + 1) else { break };
            if gap > 0 && self.words[end] != self.words[at] {
                break;
            }
            let step = u16::try_from(gap).map_or(NEVER, |gap| if gap == 0 { 0 } else { gap + 1 });
            least = least.min(self.costs[before * name.len() + end].saturating_add(step));
        }
        least
    }

    /// The positions of the match that ends there, from the last to the first.
    fn trace<C: Letter>(&self, name: &[C], word: &[C], end: usize) -> impl Iterator<Item = usize> {
        let width = name.len();
        let mut next = Some((word.len() - 1, end));
        std::iter::from_fn(move || {
            let (i, at) = next?;
            next = i.checked_sub(1).and_then(|before| {
                let cost = self.costs[i * width + at];
                let leads = |last: usize| {
                    let gap = at - last - 1;
                    let start = if starts_word(name, at) { 1 } else { STRAY };
                    let near = gap <= GAP && (gap == 0 || self.words[last] == self.words[at]);
                    let step = u16::try_from(gap).map_or(NEVER, |gap| if gap == 0 { 0 } else { gap + 1 });
                    let step = if near { step.min(start) } else { start };
                    self.costs[before * width + last].saturating_add(step) == cost
                };
                (0..at).rev().find(|last| leads(*last)).map(|last| (before, last))
            });
            Some(at)
        })
    }
}
