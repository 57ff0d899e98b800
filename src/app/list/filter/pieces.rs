//! Matches in pieces: where words of a name begin, and the best way to find a word's letters in order among them.

use memchr::memchr;

/// Characters that may be left out within a word between two pieces of a match.
const GAP: usize = 3;
/// The cost of a piece that begins inside another word of the name.
const STRAY: u16 = 4;
/// The cost of a match whose first piece is inside a word.
const FIRST_INSIDE: u16 = 3;
/// Characters that the first piece of a match must have inside a word.
const FIRST_PIECE: usize = 3;

/// True if a word of the name begins there: after a sign such as `/ - _ .`, at a capital after a small letter, at a number
/// after a letter. A sign is a word of its own.
pub(super) fn starts_word<C: Letter>(name: &[C], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| begins_behind(name[before].kind(), name[at].kind()))
}

fn begins_behind(before: Kind, this: Kind) -> bool {
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

    /// The first place of this character.
    fn find_in(self, name: &[Self]) -> Option<usize>;
}

impl Letter for u8 {
    fn kind(self) -> Kind {
        KINDS[usize::from(self)]
    }

    fn find_in(self, name: &[Self]) -> Option<usize> {
        memchr(self, name)
    }
}

/// The kind of each byte: a filter asks for it several times for each of 500,000 names.
static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Sign; 256];
    let mut byte = 0;
    while byte < 26 {
        kinds[b'a' as usize + byte] = Kind::Small;
        kinds[b'A' as usize + byte] = Kind::Capital;
        byte += 1;
    }
    let mut digit = 0;
    while digit < 10 {
        kinds[b'0' as usize + digit] = Kind::Digit;
        digit += 1;
    }
    kinds
};

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

    fn find_in(self, name: &[Self]) -> Option<usize> {
        name.iter().position(|other| *other == self)
    }
}

/// Working memory for scattered matches.
#[derive(Default)]
pub(super) struct Pieces {
    /// The ends of matches of the word's first letter, then of its first two, and so on; each in the order of the name.
    ends: Vec<End>,
    /// The index in `ends` of the first end for each letter of the word.
    starts: Vec<usize>,
}

/// A place in the name where a match of the first letters of the word ends.
#[derive(Clone, Copy)]
struct End {
    at: usize,
    /// The least cost of such a match.
    cost: u16,
}

/// The cost of no match.
const NEVER: u16 = u16::MAX;

impl Pieces {
    /// The cost of the best scattered match and the place of its first character. Nearly every piece begins a word of the
    /// name, or leaves out at most [`GAP`] characters of the word that the last piece is in; strays cost too much.
    pub(super) fn best<C: Letter>(&mut self, name: &[C], folded: &[C], word: &[C]) -> Option<(u16, usize)> {
        let end = self.fill(name, folded, word)?;
        Some((end.cost, self.trace(name, end).last().unwrap_or(end.at)))
    }

    pub(super) fn add_positions<C: Letter>(
        &mut self,
        name: &[C],
        folded: &[C],
        word: &[C],
        found: &mut Vec<usize>,
    ) {
        if let Some(end) = self.fill(name, folded, word) {
            found.extend(self.trace(name, end));
        }
    }

    /// Finds where matches end, letter by letter. Returns the best end of the whole word.
    fn fill<C: Letter>(&mut self, name: &[C], folded: &[C], word: &[C]) -> Option<End> {
        if word.len() < 2 {
            return None;
        }
        // Of six letters, two may be strays; of two, none.
        let limit = u16::try_from(word.len() + word.len() / 2).unwrap_or(NEVER - 1);
        self.ends.clear();
        self.starts.clear();
        for (i, letter) in word.iter().enumerate() {
            let before = self.starts.last().map_or(0, |start| *start)..self.ends.len();
            self.starts.push(before.end);
            let mut from = self.ends.get(before.start).map_or(0, |first| first.at + 1);
            let (mut next, mut least_before) = (before.start, NEVER);
            while let Some(distance) = letter.find_in(&folded[from..]) {
                let at = from + distance;
                while next < before.end && self.ends[next].at < at {
                    least_before = least_before.min(self.ends[next].cost);
                    next += 1;
                }
                let cost = match i {
                    0 => first_cost(name, folded, word, at),
                    _ => cost(name, &self.ends[before.start..next], at, least_before),
                };
                // The letters that follow only add to the cost.
                if cost <= limit {
                    self.ends.push(End { at, cost });
                }
                from = at + 1;
            }
            if self.ends.len() == before.end {
                return None;
            }
        }
        let last = self.starts.last().map_or(&[][..], |start| &self.ends[*start..]);
        last.iter().min_by_key(|end| end.cost).copied()
    }

    /// The positions of the match that ends there, from the last to the first.
    fn trace<C: Letter>(&self, name: &[C], end: End) -> impl Iterator<Item = usize> {
        let mut next = self.starts.len().checked_sub(1).map(|letter| (letter, end));
        std::iter::from_fn(move || {
            let (letter, end) = next?;
            next = letter.checked_sub(1).and_then(|before| {
                let leads = |last: &&End| {
                    last.at < end.at && last.cost.saturating_add(step(name, last.at, end.at)) == end.cost
                };
                let ends = &self.ends[self.starts[before]..self.starts[letter]];
                ends.iter().rev().find(leads).map(|last| (before, *last))
            });
            Some(end.at)
        })
    }
}

/// The cost of a match that begins there.
fn first_cost<C: Letter>(name: &[C], folded: &[C], word: &[C], at: usize) -> u16 {
    let is_long = || word.len() > FIRST_PIECE && folded[at..].starts_with(&word[..FIRST_PIECE]);
    if starts_word(name, at) {
        0
    } else if is_long() {
        FIRST_INSIDE
    } else {
        NEVER
    }
}

/// The least cost of a match that goes on there. `before` are the ends of the letter before, `least` is the least of their
/// costs.
fn cost<C: Letter>(name: &[C], before: &[End], at: usize, least: u16) -> u16 {
    let near = before.iter().rev().take_while(|end| at - end.at <= GAP + 1);
    let costs = near.map(|end| end.cost.saturating_add(step(name, end.at, at)));
    costs.fold(least.saturating_add(start_cost(name, at)), u16::min)
}

/// The cost of going on at `at` after a letter at `last`.
fn step<C: Letter>(name: &[C], last: usize, at: usize) -> u16 {
    let start = start_cost(name, at);
    match at - last - 1 {
        0 => 0,
        gap if gap <= GAP && !(last + 1..=at).any(|at| starts_word(name, at)) => {
            u16::try_from(gap + 1).map_or(start, |within| within.min(start))
        }
        _ => start,
    }
}

/// The cost of a new piece.
fn start_cost<C: Letter>(name: &[C], at: usize) -> u16 {
    if starts_word(name, at) { 1 } else { STRAY }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The cost of taking the letters from these places.
    fn cost_of(name: &[u8], word: &[u8], places: &[usize]) -> u16 {
        let steps = places.windows(2).map(|pair| step(name, pair[0], pair[1]));
        steps.fold(first_cost(name, name, word, places[0]), u16::saturating_add)
    }

    /// Every way to find the letters in order.
    fn ways(name: &[u8], word: &[u8], from: usize) -> Vec<Vec<usize>> {
        let Some((letter, rest)) = word.split_first() else { return vec![Vec::new()] };
        let places = (from..name.len()).filter(|at| name[*at] == *letter);
        places
            .flat_map(|at| ways(name, rest, at + 1).into_iter().map(move |way| [vec![at], way].concat()))
            .collect()
    }

    proptest! {
        #[test]
        fn the_best_match_is_the_cheapest_way_to_find_the_letters(name in "[ab1/]{0,9}", word in "[ab1/]{2,5}") {
            let (name, word) = (name.as_bytes(), word.as_bytes());
            let costs = ways(name, word, 0).into_iter().map(|way| cost_of(name, word, &way));
            let limit = u16::try_from(word.len() + word.len() / 2).unwrap();
            let mut pieces = Pieces::default();
            let best = pieces.best(name, name, word);
            prop_assert_eq!(best.map(|(cost, _)| cost), costs.min().filter(|cost| *cost <= limit));
            let mut found = Vec::new();
            pieces.add_positions(name, name, word, &mut found);
            found.reverse();
            if let Some((cost, first)) = best {
                prop_assert_eq!((cost_of(name, word, &found), found[0]), (cost, first));
                prop_assert!(found.iter().map(|at| name[*at]).eq(word.iter().copied()));
            }
            prop_assert_eq!(found.is_empty(), best.is_none());
        }
    }
}
