//! Sets of places in a name, as bits: all places of a letter are found and compared at once.

use std::ops::{BitAnd, BitAndAssign, BitOrAssign, Not};

/// A set of places from 0 up to `64 * N`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bits<const N: usize>([u64; N]);

impl<const N: usize> Bits<N> {
    /// No place.
    pub(super) const NONE: Self = Self([0; N]);
    /// Every place.
    pub(super) const ALL: Self = Self([u64::MAX; N]);

    /// The places whose bits are set, the first of each 64 lowest.
    pub(super) fn new(words: [u64; N]) -> Self {
        Self(words)
    }

    /// The places among 64 times `N`; those beyond are left out.
    pub(super) fn from_places(places: impl Iterator<Item = usize>) -> Self {
        let mut bits = Self::NONE;
        for place in places {
            bits.add(place);
        }
        bits
    }

    /// Adds a place, if there is one so far up.
    pub(super) fn add(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
    }

    pub(super) fn has(self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The places of the set, ascending.
    #[cfg(test)]
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        (0..64 * N).filter(move |place| self.has(*place))
    }

    /// The lowest place.
    pub(super) fn first(self) -> Option<usize> {
        let word = self.0.iter().position(|word| *word != 0)?;
        Some(word * 64 + self.0[word].trailing_zeros() as usize)
    }

    /// Each place lower by so much; those that are lower already are dropped.
    pub(super) fn down(self, by: usize) -> Self {
        let (words, bits) = (by / 64, by % 64);
        let mut lower = Self::NONE;
        for (at, word) in self.0.iter().enumerate().skip(words) {
            lower.0[at - words] |= word >> bits;
            // Shifted by whole words, it leaves nothing to the word below.
            if at > words && bits > 0 {
                lower.0[at - words - 1] |= word << (64 - bits);
            }
        }
        lower
    }

    /// Each place higher by one; the highest is dropped.
    pub(super) fn up(mut self) -> Self {
        let mut carry = 0;
        for word in &mut self.0 {
            (*word, carry) = (*word << 1 | carry, *word >> 63);
        }
        self
    }

    /// Every place above the lowest of the set; none without one.
    pub(super) fn above_first(mut self) -> Self {
        let mut found = false;
        for word in &mut self.0 {
            if found {
                *word = u64::MAX;
            } else if *word != 0 {
                found = true;
                *word = !(*word ^ (*word - 1));
            }
        }
        self
    }

    /// Every place below the highest of the set; none without one.
    pub(super) fn below_last(mut self) -> Self {
        let mut found = false;
        for word in self.0.iter_mut().rev() {
            if found {
                *word = u64::MAX;
            } else if *word != 0 {
                found = true;
                *word = (1 << word.ilog2()) - 1;
            }
        }
        self
    }
}

impl<const N: usize> BitAnd for Bits<N> {
    type Output = Self;

    fn bitand(mut self, other: Self) -> Self {
        self &= other;
        self
    }
}

impl<const N: usize> BitAndAssign for Bits<N> {
    fn bitand_assign(&mut self, other: Self) {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word &= other;
        }
    }
}

impl<const N: usize> BitOrAssign for Bits<N> {
    fn bitor_assign(&mut self, other: Self) {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word |= other;
        }
    }
}

impl<const N: usize> Not for Bits<N> {
    type Output = Self;

    fn not(mut self) -> Self {
        for word in &mut self.0 {
            *word = !*word;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::btree_set;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn bits(places: &BTreeSet<usize>) -> Bits<3> {
        Bits::from_places(places.iter().copied())
    }

    fn places(bits: Bits<3>) -> BTreeSet<usize> {
        bits.iter().collect()
    }

    proptest! {
        #[test]
        fn bits_are_a_set_of_places(
            one in btree_set(0usize..192, 0..9),
            other in btree_set(0usize..192, 0..150),
            by in 0usize..200,
        ) {
            prop_assert_eq!(places(bits(&one)), one.clone());
            prop_assert_eq!(bits(&one).is_empty(), one.is_empty());
            prop_assert_eq!(bits(&one).first(), one.first().copied());
            prop_assert_eq!(places(bits(&one) & bits(&other)), &one & &other);
            let mut either = bits(&one);
            either |= bits(&other);
            prop_assert_eq!(places(either), &one | &other);
            let all: BTreeSet<usize> = (0..192).collect();
            prop_assert_eq!(places(!bits(&one)), &all - &one);
            let lower = one.iter().filter_map(|place| place.checked_sub(by)).collect();
            prop_assert_eq!(places(bits(&one).down(by)), lower);
            let higher = one.iter().map(|place| place + 1).filter(|place| *place < 192).collect();
            prop_assert_eq!(places(bits(&one).up()), higher);
            let above = one.first().map_or(0..0, |first| first + 1..192).collect();
            prop_assert_eq!(places(bits(&one).above_first()), above);
            let below = (0..one.last().copied().unwrap_or_default()).collect();
            prop_assert_eq!(places(bits(&one).below_last()), below);
        }
    }
}
