//! Matches in pieces: the best way to find a word's letters in order. Nearly every piece begins a word of the name, or
//! leaves out at most [`GAP`] characters of the word that the last piece is in; strays cost too much.

use super::bits::Bits;
use super::name::Name;

/// Characters that may be left out within a word between two pieces of a match.
const GAP: usize = 3;
/// The cost of a piece that begins a word.
const WORD: usize = 1;
/// The cost of a piece that begins inside another word of the name.
const STRAY: usize = 4;
/// The cost of a match whose first piece is inside a word.
const FIRST_INSIDE: usize = 3;
/// Characters that the first piece of a match must have inside a word.
const FIRST_PIECE: usize = 3;
/// The most that a match may cost, however long the word.
const MOST: usize = 24;

/// The most that the match of a word may cost: of six letters, two may be strays; of two, none.
fn limit(letters: usize) -> usize {
    (letters + letters / 2).min(MOST)
}

/// The places of a letter, by the least cost of finding there it and the letters that follow.
type Levels<const N: usize> = [Bits<N>; MOST + 1];

/// A match in pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InPieces {
    /// The cost: none for the first piece at the start of a word, more for each that follows.
    pub(super) cost: usize,
    /// The place of the first letter.
    pub(super) first: usize,
}

/// The cheapest match in pieces, and of several the one that begins first. Words of one letter have no pieces.
pub(super) fn best<const N: usize>(name: &impl Name<N>, word: &[char]) -> Option<InPieces> {
    from_the_end(name, word, |_| {})
}

/// The places of the letters of the cheapest match in pieces, ascending.
pub(super) fn places<const N: usize>(name: &impl Name<N>, word: &[char]) -> Vec<usize> {
    let mut of_letters = Vec::new();
    let Some(InPieces { first, .. }) = from_the_end(name, word, |levels| of_letters.push(*levels)) else {
        return Vec::new();
    };
    let starts = name.starts();
    let cost_at = |levels: &Levels<N>, at: usize| levels.iter().position(|level| level.has(at));
    let mut found = vec![first];
    let mut rest = of_letters.iter().rev();
    let mut left = rest.next().and_then(|levels| cost_at(levels, first));
    for levels in rest {
        let last = found[found.len() - 1];
        let goes_on = |at: &usize| cost_at(levels, *at).map(|cost| cost + step(starts, last, *at)) == left;
        let Some(at) = (last + 1..64 * N).find(goes_on) else { break };
        found.push(at);
        left = cost_at(levels, at);
    }
    found
}

/// Finds the letters from the last to the first, and tells the levels of each.
fn from_the_end<const N: usize>(
    name: &impl Name<N>,
    word: &[char],
    mut tell: impl FnMut(&Levels<N>),
) -> Option<InPieces> {
    let (last, before) = word.split_last().filter(|(_, before)| !before.is_empty())?;
    let (limit, starts) = (limit(word.len()), name.starts());
    let mut levels = [Bits::NONE; MOST + 1];
    levels[0] = name.places(*last);
    tell(&levels);
    for letter in before.iter().rev() {
        levels = one_before(&levels[..=limit], name.places(*letter), starts)?;
        tell(&levels);
    }
    let long = if word.len() > FIRST_PIECE { in_one_piece(name, &word[..FIRST_PIECE]) } else { Bits::NONE };
    (0..=limit).find_map(|cost| {
        let mut first = levels[cost] & starts;
        if let Some(inside) = cost.checked_sub(FIRST_INSIDE) {
            first |= levels[inside] & long & !starts;
        }
        first.first().map(|first| InPieces { cost, first })
    })
}

/// The levels of a letter with these places, from those of the letter that follows; `None` if all cost too much.
fn one_before<const N: usize>(after: &[Bits<N>], places: Bits<N>, starts: Bits<N>) -> Option<Levels<N>> {
    let mut levels = [Bits::NONE; MOST + 1];
    for (cost, ends) in after.iter().enumerate().filter(|(_, ends)| !ends.is_empty()) {
        let mut reach = |extra: usize, places: Bits<N>| {
            if cost + extra < after.len() {
                levels[cost + extra] |= places;
            }
        };
        reach(0, ends.down(1));
        let mut within = *ends & !starts;
        for gap in 1..=GAP {
            within = within.down(1) & !starts;
            reach(gap + 1, within.down(1));
        }
        reach(WORD, (*ends & starts).below_last());
        reach(STRAY, ends.below_last());
    }
    let mut rest = places;
    for level in &mut levels[..after.len()] {
        *level &= rest;
        rest &= !*level;
    }
    (rest != places).then_some(levels)
}

/// The cost of going on at `at` after a letter at `last`.
fn step<const N: usize>(starts: Bits<N>, last: usize, at: usize) -> usize {
    let start = if starts.has(at) { WORD } else { STRAY };
    match at - last - 1 {
        0 => 0,
        gap if gap <= GAP && !(last + 1..=at).any(|at| starts.has(at)) => start.min(gap + 1),
        _ => start,
    }
}

/// The places where letters are side by side.
pub(super) fn in_one_piece<const N: usize>(name: &impl Name<N>, letters: &[char]) -> Bits<N> {
    let places = letters.iter().enumerate().map(|(at, letter)| name.places(*letter).down(at));
    places.fold(Bits::ALL, |all, places| all & places)
}

#[cfg(test)]
mod tests {
    use super::super::fold::Fold;
    use super::super::name::AnyName;
    use super::*;
    use proptest::prelude::*;

    /// The cost of taking the letters from these places; `None` if a match can't begin so.
    fn cost_of(name: &AnyName, typed: &str, word: &[char], places: &[usize]) -> Option<usize> {
        let begin = typed.chars().skip(places[0]).take(FIRST_PIECE);
        let first = match name.starts().has(places[0]) {
            true => 0,
            false if word.len() > FIRST_PIECE && begin.eq(word[..FIRST_PIECE].iter().copied()) => {
                FIRST_INSIDE
            }
            false => return None,
        };
        let steps = places.windows(2).map(|pair| step(name.starts(), pair[0], pair[1]));
        Some(first + steps.sum::<usize>()).filter(|cost| *cost <= limit(word.len()))
    }

    /// Every way to find the letters in order.
    fn ways(name: &str, word: &[char], from: usize) -> Vec<Vec<usize>> {
        let Some((letter, rest)) = word.split_first() else { return vec![Vec::new()] };
        let places = name.char_indices().filter(|(at, other)| *at >= from && other == letter);
        places
            .flat_map(|(at, _)| ways(name, rest, at + 1).into_iter().map(move |way| [vec![at], way].concat()))
            .collect()
    }

    proptest! {
        #[test]
        fn the_best_match_is_the_cheapest_way_to_find_the_letters(typed in "[ab1/]{0,11}", word in "[ab1/]{2,5}") {
            let name = AnyName::new(&typed, Fold { case: false, accents: false });
            let word: Vec<char> = word.chars().collect();
            let ways = ways(&typed, &word, 0);
            let costs = ways.iter().filter_map(|way| Some((cost_of(&name, &typed, &word, way)?, way[0])));
            let best = best(&name, &word);
            prop_assert_eq!(best.map(|best| (best.cost, best.first)), costs.min());
            let found = places(&name, &word);
            prop_assert_eq!(found.is_empty(), best.is_none());
            if let Some(best) = best {
                prop_assert!(ways.contains(&found));
                prop_assert_eq!(cost_of(&name, &typed, &word, &found), Some(best.cost));
                prop_assert_eq!(found[0], best.first);
            }
        }
    }

    #[test]
    fn a_long_word_may_cost_no_more_than_its_levels() {
        let typed: String = (0..40).map(|_| "ab/").collect();
        let name = AnyName::new(&typed, Fold { case: false, accents: false });
        assert_eq!(best(&name, &['a'; 25]).map(|best| best.cost), Some(24));
        assert_eq!(best(&name, &['a'; 26]), None);
    }
}
