//! Estimates of the secrets that a piece has ahead.

use super::{Piece, SAMPLE};
use crate::app::list::listing::chain::Latest;
use crate::secrets::ReadEnds;
use crate::service::api::NameOrder;

/// The number of characters that tell the place of a name: 2^48 places for 255 characters.
const DIGITS: usize = 6;

/// The most secrets ahead for each one that came, as far as distances between names tell: they may be wrong by any factor.
const MOST_BY_DISTANCE: usize = 4;

impl Piece {
    /// An estimate of the secrets between both ends, from the names of the plain list if there are some.
    pub(super) fn estimate(&self) -> usize {
        let ahead = self.plain_ahead();
        let came = self.low.chain.len() + self.high.chain.len();
        // Old names may all lie at one end, so that none of them is ahead although much is.
        if self.plain < SAMPLE || ahead == 0 {
            let (Some(low), Some(high)) = (self.low.chain.latest(), self.high.chain.latest()) else {
                return 0;
            };
            return self.estimate_by_distance(low, high).min(MOST_BY_DISTANCE * came);
        }
        let elsewhere = self.low.plain_elsewhere + self.high.plain_elsewhere;
        came * ahead / (elsewhere + self.plain - ahead).max(1)
    }

    /// The number of names of the plain list that have not come in the piece.
    pub(super) fn plain_ahead(&self) -> usize {
        let ReadEnds { low, high } = self.read_ends();
        let is_ahead =
            |name: &&String| low.is_none_or(|low| &***name > low) && high.is_none_or(|high| &***name < high);
        self.known[..self.plain].iter().filter(is_ahead).count()
    }

    /// The number of names of the plain list that an end has read in the piece, up to a name.
    pub(super) fn plain_read(&self, order: NameOrder, last: &str) -> usize {
        let was_read = |name: &&String| match order {
            NameOrder::Ascending => &***name <= last,
            NameOrder::Descending => &***name >= last,
        };
        self.known[..self.plain].iter().filter(was_read).count()
    }

    /// Beginnings that names between both ends may have: what the ends share, and one or two characters that known names have
    /// behind it.
    pub(super) fn guesses(&self) -> Vec<String> {
        let ReadEnds { low: Some(low), high: Some(high) } = self.read_ends() else { return Vec::new() };
        let shared = low.bytes().zip(high.bytes()).take_while(|(low, high)| low == high).count();
        let common = &low[..low.floor_char_boundary(shared)];
        let behind = self.known.iter().filter_map(|name| name.get(common.len()..));
        let mut next: Vec<char> = behind.flat_map(str::chars).collect();
        next.sort_unstable();
        next.dedup();
        let head = |name: &str| name[common.len()..].chars().next().map(|next| format!("{common}{next}"));
        let heads = [Some(common.to_owned()), head(low), head(high)].into_iter().flatten();
        heads.flat_map(|head| next.iter().map(move |next| format!("{head}{next}"))).collect()
    }

    /// An estimate as if names lay as close between both ends as at the end where they are closer.
    fn estimate_by_distance(&self, low: &Latest, high: &Latest) -> usize {
        let ends = [&low.middle, &low.last, &high.middle, &high.last];
        let places = Places::of(&ends, &self.known);
        let distance =
            |from: &str, to: &str| u128::from(places.of_name(to).saturating_sub(places.of_name(from)));
        let between = distance(&low.last, &high.last);
        let expected = |count: usize, span: u128| between * count as u128 / span.max(1);
        let by_low = expected(low.count, distance(&low.middle, &low.last));
        let by_high = expected(high.count, distance(&high.last, &high.middle));
        usize::try_from(by_low.max(by_high)).unwrap_or(usize::MAX)
    }
}

/// Places of names on a line, by the characters that names are known to have.
struct Places {
    /// The bytes that all names share.
    shared: usize,
    /// Sorted.
    characters: Vec<u8>,
}

impl Places {
    /// Places of names around `ends`.
    fn of(ends: &[&String], known: &[String]) -> Self {
        let shared_with =
            |name: &&String| ends[0].bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
        let shared = ends.iter().map(shared_with).min().unwrap_or(0);
        // Bytes, since two letters that are not ASCII may share their first ones.
        let beginning = &ends[0].as_bytes()[..shared];
        let alike = known.iter().filter(|name| name.as_bytes().starts_with(beginning));
        let names = ends.iter().copied().chain(alike);
        let mut is_known = [false; 256];
        names
            .flat_map(|name| &name.as_bytes()[shared..])
            .for_each(|byte| is_known[usize::from(*byte)] = true);
        let characters = (0..=u8::MAX).filter(|byte| is_known[usize::from(*byte)]).collect();
        Self { shared, characters }
    }

    /// The place of a name, at most 2^48. Grows with the name.
    fn of_name(&self, name: &str) -> u64 {
        let base = self.characters.len() as u64 + 1;
        let rank = |byte: u8| self.characters.partition_point(|known| *known < byte) as u64 + 1;
        let ranks = name.bytes().skip(self.shared).map(rank).chain(std::iter::repeat(0));
        ranks.take(DIGITS).fold(0, |place, rank| place * base + rank.min(base - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn places_grow_with_names_of_any_letters() {
        let names = ["aè", "aé", "aéb", "aü", "b"].map(str::to_owned);
        for ends in [&names[..2], &names[..4], &names[..]] {
            let places = Places::of(&ends.iter().collect::<Vec<_>>(), &names);
            let of_ends: Vec<u64> = ends.iter().map(|name| places.of_name(name)).collect();
            assert!(of_ends.is_sorted_by(|one, other| one < other), "{of_ends:?}");
        }
    }
}
