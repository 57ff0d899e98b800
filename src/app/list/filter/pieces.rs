//! Matches in pieces: where words of a name begin, and the best way to find a word's letters in order among them.

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
}

impl Letter for u8 {
    fn kind(self) -> Kind {
        KINDS[usize::from(self)]
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
}

/// Working memory for scattered matches: for each character of the word and of the name, the least cost of a match that
/// ends there.
#[derive(Default)]
pub(super) struct Pieces {
    costs: Vec<u16>,
    /// The index of the word of the name that each character is in.
    words: Vec<u32>,
}

/// The cost of no match.
const NEVER: u16 = u16::MAX;

impl Pieces {
    /// The cost of the best scattered match and the place of its first character. Nearly every piece begins a word of the
    /// name, or leaves out at most [`GAP`] characters of the word that the last piece is in; strays cost too much.
    pub(super) fn best<C: Letter>(&mut self, name: &[C], folded: &[C], word: &[C]) -> Option<(u16, usize)> {
        let (cost, end) = self.fill(name, folded, word)?;
        Some((cost, self.trace(name, word, end).last().unwrap_or(end)))
    }

    pub(super) fn add_positions<C: Letter>(
        &mut self,
        name: &[C],
        folded: &[C],
        word: &[C],
        found: &mut Vec<usize>,
    ) {
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
        self.count_words(name);
        // Of six letters, two may be strays; of two, none.
        let limit = u16::try_from(word.len() + word.len() / 2).unwrap_or(NEVER - 1);
        self.costs.clear();
        for (i, c) in word.iter().enumerate() {
            self.costs.resize(width * (i + 1), NEVER);
            let (mut least_before, mut least) = (NEVER, NEVER);
            for at in 0..width {
                if folded[at] == *c {
                    let cost = self.cost(name.len(), folded, word, (i, at), least_before);
                    self.costs[i * width + at] = cost;
                    least = least.min(cost);
                }
                if i > 0 {
                    least_before = least_before.min(self.costs[(i - 1) * width + at]);
                }
            }
            // The letters that follow only add to the cost.
            if least > limit {
                return None;
            }
        }
        let last = &self.costs[(word.len() - 1) * width..];
        let best = last.iter().enumerate().min_by_key(|(_, cost)| **cost).map(|(at, cost)| (*cost, at));
        best.filter(|(cost, _)| *cost <= limit)
    }

    /// Notes which word of the name each character is in.
    fn count_words<C: Letter>(&mut self, name: &[C]) {
        self.words.clear();
        let (mut words, mut before) = (0u32, None);
        for letter in name {
            let kind = letter.kind();
            let begins = before.is_none_or(|before| begins_behind(before, kind));
            words += u32::from(begins);
            self.words.push(words);
            before = Some(kind);
        }
    }

    fn cost<C: Letter>(
        &self,
        width: usize,
        folded: &[C],
        word: &[C],
        (i, at): (usize, usize),
        least_before: u16,
    ) -> u16 {
        let begins = at.checked_sub(1).is_none_or(|before| self.words[before] != self.words[at]);
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
            least = least.min(self.costs[before * width + end].saturating_add(step));
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
