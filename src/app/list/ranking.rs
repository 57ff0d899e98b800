//! The order of rows by keys: better matches first, or by the values of a column.
//!
//! Half a million rows are sorted while the user waits. Keys differ in few of their bits: only these are sorted, in half of
//! the memory. A stable sort of what stands in the order by name leaves equal keys in that order.

use super::parallel;
use std::cmp::Ordering;

/// The key of secrets that come after those with another key.
pub(super) const LAST: u64 = u64::MAX;

/// Places of which one in so many is looked at to cut the order into pieces of about the same size.
const SAMPLE: usize = 256;
/// The fewest rows of which the first are worth telling before all are sorted.
const LONG: usize = 32_768;
/// Samples among the rows that are told first.
const FIRST_SAMPLES: usize = 8;
/// The fewest rows that are told first: more than a screen has.
const FIRST: usize = 512;
/// The most rows that are told first: if all have the same key, their names are compared.
const MOST_FIRST: usize = 4_096;
/// Rows are few if they are at most one in so many secrets. They are sorted by themselves: to compare the names of those with
/// the same key takes less than to walk the order of all by name.
const FEW: usize = 256;

/// Secrets with keys.
#[derive(Clone, Copy)]
pub(super) struct Keyed<'a> {
    /// The numbers of the secrets, ascending.
    pub(super) numbers: &'a [u32],
    /// The key of each.
    pub(super) keys: &'a [u64],
}

/// The numbers in the order of their keys. Those with equal keys stand as in `by_name`, which has all numbers, and as `compare`
/// compares them; they are below `end`, and ascend from piece to piece.
pub(super) fn in_order(
    pieces: &[Keyed<'_>],
    by_name: &[u32],
    end: u32,
    compare: impl Fn(u32, u32) -> Ordering,
) -> Vec<u32> {
    if count(pieces) <= by_name.len() / FEW {
        sorted(keyed(pieces).collect(), compare)
    } else {
        many_in_order(pieces, by_name, end)
    }
}

fn many_in_order(pieces: &[Keyed<'_>], by_name: &[u32], end: u32) -> Vec<u32> {
    let varying = VaryingBits::of(pieces);
    let fits = "no more bits than were counted";
    match varying.count {
        0..31 => {
            Ranks::new(pieces, end, u32::MAX, |key| varying.of_key(key).try_into().expect(fits)).sort(by_name)
        }
        31..63 => Ranks::new(pieces, end, u64::MAX, |key| varying.of_key(key)).sort(by_name),
        _ => Ranks::new(pieces, end, u128::MAX, u128::from).sort(by_name),
    }
}

/// The first rows of many, long before all are sorted; those with equal keys stand as `by_name` compares them. `None` if
/// there are few, or too many have the least keys.
pub(super) fn first(pieces: &[Keyed<'_>], by_name: impl Fn(u32, u32) -> Ordering) -> Option<Vec<u32>> {
    if count(pieces) < LONG {
        return None;
    }
    let mut sample: Vec<u64> =
        pieces.iter().flat_map(|piece| piece.keys.iter().step_by(SAMPLE)).copied().collect();
    let bound = *sample.select_nth_unstable(FIRST_SAMPLES).1;
    let rows: Vec<_> = keyed(pieces).filter(|(key, _)| *key <= bound).take(MOST_FIRST + 1).collect();
    (FIRST..=MOST_FIRST).contains(&rows.len()).then(|| sorted(rows, by_name))
}

fn count(pieces: &[Keyed<'_>]) -> usize {
    pieces.iter().map(|piece| piece.numbers.len()).sum()
}

fn keyed(pieces: &[Keyed<'_>]) -> impl Iterator<Item = (u64, u32)> {
    pieces.iter().flat_map(|piece| piece.keys.iter().copied().zip(piece.numbers.iter().copied()))
}

fn sorted(mut rows: Vec<(u64, u32)>, by_name: impl Fn(u32, u32) -> Ordering) -> Vec<u32> {
    rows.sort_unstable_by(|(key, number), (other_key, other)| {
        key.cmp(other_key).then_with(|| by_name(*number, *other))
    });
    rows.into_iter().map(|(_, number)| number).collect()
}

/// A key, and the place in the order by name, which tells equal keys apart.
type At<K> = (K, usize);

/// The keys of secrets by their numbers.
struct Ranks<K> {
    keys: Vec<K>,
    /// The key of secrets that are not among the rows, above all others.
    absent: K,
    /// The number of rows.
    count: usize,
}

impl<K: radsort::Key + Copy + Ord + Send + Sync> Ranks<K> {
    fn new(pieces: &[Keyed<'_>], end: u32, absent: K, key: impl Fn(u64) -> K + Sync) -> Self {
        let mut keys = vec![absent; end as usize];
        let (mut rest, mut start, mut parts) = (keys.as_mut_slice(), 0, Vec::new());
        for piece in pieces {
            let behind = piece.numbers.last().map_or(start, |last| *last as usize + 1);
            let part;
            (part, rest) = rest.split_at_mut(behind - start);
            parts.push((start, part, piece));
            start = behind;
        }
        parallel::map(parts, |(start, part, piece)| {
            for (number, of_secret) in piece.numbers.iter().zip(piece.keys) {
                part[*number as usize - start] = key(*of_secret);
            }
        });
        Self { keys, absent, count: count(pieces) }
    }

    /// The key at a place of the order by name, with the place.
    fn at(&self, place: usize, by_name: &[u32]) -> At<K> {
        (self.keys[by_name[place] as usize], place)
    }

    fn sort(&self, by_name: &[u32]) -> Vec<u32> {
        let cuts = self.cuts(by_name);
        // Without room for all, a piece would be copied again and again as it grows.
        let room = self.count / cuts.len() + self.count / 16;
        let sorted = parallel::map(cuts, |(from, to)| {
            let places = (0..by_name.len()).map(|place| self.at(place, by_name));
            let within = places.filter(|at| from.is_none_or(|from| from <= *at) && *at < to);
            let mut rows = Vec::with_capacity(room);
            rows.extend(within.map(|(key, place)| (key, by_name[place])));
            radsort::sort_by_key(&mut rows, |(key, _)| *key);
            rows.into_iter().map(|(_, number)| number).collect::<Vec<_>>()
        });
        sorted.concat()
    }

    /// Bounds that cut the rows into pieces of about the same size, one for each thread: the first of a piece, unless it is
    /// the first of all, and the one behind its last.
    fn cuts(&self, by_name: &[u32]) -> Vec<(Option<At<K>>, At<K>)> {
        let sample = (0..by_name.len()).step_by(SAMPLE).map(|place| self.at(place, by_name));
        let mut sample: Vec<_> = sample.filter(|(key, _)| *key < self.absent).collect();
        sample.sort_unstable();
        let pieces = parallel::pieces(by_name.len()).min(sample.len() + 1);
        let mut bounds: Vec<_> = (1..pieces).map(|piece| sample[piece * sample.len() / pieces]).collect();
        bounds.push((self.absent, 0));
        let mut from = None;
        bounds.into_iter().map(|to| (from.replace(to), to)).collect()
    }
}

/// The bits that are not the same in all keys but [`LAST`].
struct VaryingBits {
    /// Runs of bits from high to low: each with its lowest bit and its length.
    runs: Vec<(u32, u32)>,
    count: u32,
}

impl VaryingBits {
    fn of(pieces: &[Keyed<'_>]) -> Self {
        let first = pieces.iter().flat_map(|piece| piece.keys).find(|key| **key != LAST).copied();
        let differs = |key: &u64| if *key == LAST { 0 } else { *key ^ first.unwrap_or_default() };
        let in_piece = |piece: &Keyed<'_>| piece.keys.iter().map(differs).fold(0, |all, bits| all | bits);
        let mut rest =
            parallel::map(pieces.iter().collect(), in_piece).into_iter().fold(0, |all, bits| all | bits);
        let count = rest.count_ones();
        let mut runs = Vec::new();
        while rest != 0 {
            let (low, length) = (rest.trailing_zeros(), (rest >> rest.trailing_zeros()).trailing_ones());
            runs.push((low, length));
            rest &= u64::MAX.checked_shl(low + length).unwrap_or_default();
        }
        runs.reverse();
        Self { runs, count }
    }

    /// The varying bits of a key side by side. They compare as the keys do; [`LAST`] has a bit more. There must be fewer than
    /// 64.
    fn of_key(&self, key: u64) -> u64 {
        if key == LAST {
            return 1 << self.count;
        }
        self.runs.iter().fold(0, |bits, (low, length)| bits << length | (key >> low & !(u64::MAX << length)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// The order by a second and simpler implementation.
    fn naive(keyed: Keyed<'_>, by_name: &[u32]) -> Vec<u32> {
        let place = |number: u32| by_name.iter().position(|other| *other == number).unwrap();
        let mut pairs: Vec<_> = keyed.keys.iter().zip(keyed.numbers).collect();
        pairs.sort_by_key(|(key, number)| (**key, place(**number)));
        pairs.into_iter().map(|(_, number)| *number).collect()
    }

    fn key() -> impl Strategy<Value = u64> {
        prop_oneof![
            0u64..3,
            (0u64..5).prop_map(|key| 1 << 63 | key << 32 | 7),
            any::<u64>(),
            Just(LAST),
            Just(LAST - 1)
        ]
    }

    proptest! {
        #[test]
        fn keys_are_sorted_and_equal_ones_stay_in_the_order_of_names(
            keys in prop_oneof![vec(0u64..4, 0..40), vec(prop_oneof![0u64..9, Just(LAST)], 0..40), vec(key(), 0..40)],
            removed in 0u32..3,
            cut in any::<prop::sample::Index>(),
            seed in any::<u64>(),
        ) {
            let count = u32::try_from(keys.len()).unwrap();
            let numbers: Vec<u32> = (removed..removed + count).collect();
            let mut by_name: Vec<u32> = (removed..removed + count + 2).collect();
            fastrand::Rng::with_seed(seed).shuffle(&mut by_name);
            let keyed = Keyed { numbers: &numbers, keys: &keys };
            let cut = cut.index(keys.len() + 1);
            let pieces =
                [0..cut, cut..keys.len()].map(|at| Keyed { numbers: &numbers[at.clone()], keys: &keys[at] });
            let expected = naive(keyed, &by_name);
            let place = |number: u32| by_name.iter().position(|other| *other == number);
            let compare = |one, other| place(one).cmp(&place(other));
            let end = removed + count + 2;
            prop_assert_eq!(&sorted(super::keyed(&pieces).collect(), compare), &expected);
            prop_assert_eq!(&many_in_order(&pieces, &by_name, end), &expected);
            prop_assert_eq!(in_order(&pieces, &by_name, end, compare), expected);
        }

        #[test]
        fn bits_that_vary_compare_as_the_keys(keys in vec(key(), 1..8)) {
            let varying = VaryingBits::of(&[Keyed { numbers: &[], keys: &keys }]);
            if varying.count < 63 {
                for (one, other) in keys.iter().zip(&keys[1..]) {
                    prop_assert_eq!(varying.of_key(*one).cmp(&varying.of_key(*other)), one.cmp(other));
                }
            }
        }
    }

    #[test]
    fn a_long_list_is_cut_into_pieces() {
        let numbers: Vec<u32> = (0..40_000).collect();
        let mut random = fastrand::Rng::with_seed(1);
        let mut by_name = numbers.clone();
        random.shuffle(&mut by_name);
        for kinds in [1, 5, 1 << 30] {
            let keys: Vec<u64> = numbers.iter().map(|_| random.u64(..kinds) << 9).collect();
            let found = many_in_order(&[Keyed { numbers: &numbers, keys: &keys }], &by_name, 40_000);
            let mut expected = by_name.clone();
            expected.sort_by_key(|number| keys[*number as usize]);
            assert!(found == expected);
            let place = |number: u32| by_name.iter().position(|other| *other == number);
            let first = first(&[Keyed { numbers: &numbers, keys: &keys }], |one, other| {
                place(one).cmp(&place(other))
            });
            assert_eq!(first.is_none(), kinds < 9, "too many with the same key");
            assert!(first.is_none_or(|first| first.len() >= 512 && expected.starts_with(&first)));
        }
    }
}
