//! The order of rows by keys: better matches first, or by the values of a column.
//!
//! Half a million rows are sorted while the user waits. Keys differ in few of their bits, so that these bits and the place
//! in the order by name mostly fit into 64: such numbers take half of the memory of pairs, and none of them are equal.

use super::parallel;

/// The key of secrets that come after those with another key.
pub(super) const LAST: u64 = u64::MAX;

/// Items of which one in so many is looked at to cut the order into pieces of about the same size.
const SAMPLE: usize = 256;

/// Secrets with keys.
#[derive(Clone, Copy)]
pub(super) struct Keyed<'a> {
    /// The numbers of the secrets.
    pub(super) numbers: &'a [u32],
    /// The key of each.
    pub(super) keys: &'a [u64],
}

impl Keyed<'_> {
    /// The numbers in the order of their keys. Those with equal keys stand as in `by_name`, which has all numbers; they are
    /// below `end`.
    pub(super) fn in_order(self, by_name: &[u32], end: u32) -> Vec<u32> {
        let mut places = vec![0u32; end as usize];
        (0..).zip(by_name).for_each(|(place, number)| places[*number as usize] = place);
        let place_bits = usize::BITS - by_name.len().leading_zeros();
        let varying = VaryingBits::of(self.keys);
        if varying.count + 1 + place_bits > u64::BITS {
            return self.in_order_of_pairs(by_name, &places);
        }
        let item = |at: usize| {
            varying.of_key(self.keys[at]) << place_bits | u64::from(places[self.numbers[at] as usize])
        };
        let place_of = |item: u64| {
            usize::try_from(item & !(u64::MAX << place_bits)).expect("the place that it was made of")
        };
        let length = self.numbers.len();
        let cuts = cuts(length, item);
        // Without room for all, a piece would be copied again and again as it grows.
        let room = length / cuts.len() + length / 16;
        let pieces = parallel::map(cuts, |(from, to)| {
            let mut piece = Vec::with_capacity(room);
            piece.extend((0..length).map(item).filter(|item| from <= *item && *item < to));
            radsort::sort(&mut piece);
            piece.into_iter().map(|item| by_name[place_of(item)]).collect::<Vec<_>>()
        });
        pieces.concat()
    }

    /// As above, for keys of any kind.
    fn in_order_of_pairs(self, by_name: &[u32], places: &[u32]) -> Vec<u32> {
        let place = |number: &u32| places[*number as usize];
        let mut pairs: Vec<_> = self.keys.iter().copied().zip(self.numbers.iter().map(place)).collect();
        pairs.sort_unstable();
        pairs.into_iter().map(|(_, place)| by_name[place as usize]).collect()
    }
}

/// Bounds that cut the items into pieces of about the same size, one for each thread: the least number of a piece, and the
/// number above it.
fn cuts(length: usize, item: impl Fn(usize) -> u64) -> Vec<(u64, u64)> {
    let pieces = parallel::pieces(length);
    let mut sample: Vec<u64> = (0..length).step_by(SAMPLE).map(item).collect();
    sample.sort_unstable();
    let mut bounds = vec![0];
    bounds.extend((1..pieces).map(|piece| sample[piece * sample.len() / pieces]));
    bounds.push(u64::MAX);
    bounds.windows(2).map(|bounds| (bounds[0], bounds[1])).collect()
}

/// The bits that are not the same in all keys but [`LAST`].
struct VaryingBits {
    /// Runs of bits from high to low: each with its lowest bit and its length.
    runs: Vec<(u32, u32)>,
    count: u32,
}

impl VaryingBits {
    fn of(keys: &[u64]) -> Self {
        let first = keys.iter().find(|key| **key != LAST).copied().unwrap_or_default();
        let differs = |key: &u64| if *key == LAST { 0 } else { *key ^ first };
        let mut rest = keys.iter().map(differs).fold(0, |all, bits| all | bits);
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
            seed in any::<u64>(),
        ) {
            let count = u32::try_from(keys.len()).unwrap();
            let numbers: Vec<u32> = (removed..removed + count).collect();
            let mut by_name: Vec<u32> = (removed..removed + count + 2).collect();
            fastrand::Rng::with_seed(seed).shuffle(&mut by_name);
            let keyed = Keyed { numbers: &numbers, keys: &keys };
            prop_assert_eq!(keyed.in_order(&by_name, removed + count + 2), naive(keyed, &by_name));
        }

        #[test]
        fn bits_that_vary_compare_as_the_keys(keys in vec(key(), 1..8)) {
            let varying = VaryingBits::of(&keys);
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
            let found = Keyed { numbers: &numbers, keys: &keys }.in_order(&by_name, 40_000);
            let mut expected = by_name.clone();
            expected.sort_by_key(|number| keys[*number as usize]);
            assert!(found == expected);
        }
    }
}
