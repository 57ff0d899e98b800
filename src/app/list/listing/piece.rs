//! A piece of the list: a scope of names that is read from both ends until the ends meet.

use super::chain::{Chain, Endless, Latest};
use crate::secrets::{NameScope, SummaryPage, SummaryView};
use crate::service::api::NameOrder;

/// The least number of secrets ahead that is worth a split, which costs a few requests.
const WORTH_SPLITTING: usize = 800;

/// The most pieces that a piece is cut into by its names of the plain list.
const PARTS: usize = 6;

/// The secrets that one more page may have: to read the other end beside it would be for nothing.
const A_PAGE: usize = 100;

/// The least number of names of the plain list that tell how many secrets a piece has.
const SAMPLE: usize = 4;

/// The most names of pages that are kept to learn from.
const KEPT: usize = 200;

/// The number of characters that tell the place of a name: 2^48 places for 255 characters.
const DIGITS: usize = 6;

/// A piece of the list.
#[derive(Debug)]
pub(super) struct Piece {
    scope: NameScope,
    /// From the first name on.
    low: Chain,
    /// From the last name back; not asked for until [`Piece::open_high_end`].
    high: Chain,
    both_ends: bool,
    /// Names that the scope is known to have: of the plain list, and of the last page of each end.
    known: Vec<String>,
    plain: usize,
    ahead: usize,
    done: bool,
}

/// The use of a piece after a page.
#[derive(Debug)]
pub(super) enum Next {
    /// Every secret of the piece came.
    Done,
    /// The next page of the same end is wanted.
    GoOn,
    /// Both ends are wanted.
    BothEnds,
    /// Smaller pieces take its place.
    Split(Vec<Piece>),
}

impl Piece {
    /// A piece of which nothing was read. `plain` is any names of the plain list, of which those of the scope are kept.
    pub(super) fn new(scope: NameScope, plain: &[String]) -> Self {
        let known: Vec<_> = plain.iter().filter(|name| scope.contains(name)).cloned().collect();
        Self {
            scope,
            low: Chain::new(),
            high: Chain::new(),
            both_ends: false,
            plain: known.len(),
            known,
            ahead: 0,
            done: false,
        }
    }

    /// The names of the piece.
    pub(super) fn scope(&self) -> &NameScope {
        &self.scope
    }

    /// True if every secret of the piece came.
    pub(super) fn is_done(&self) -> bool {
        self.done
    }

    /// The secrets that the piece is expected to have between both ends.
    pub(super) fn ahead(&self) -> usize {
        self.ahead
    }

    /// An end of the piece.
    pub(super) fn end(&self, order: NameOrder) -> &Chain {
        match order {
            NameOrder::Ascending => &self.low,
            NameOrder::Descending => &self.high,
        }
    }

    /// An end of the piece, to go on.
    pub(super) fn end_mut(&mut self, order: NameOrder) -> &mut Chain {
        match order {
            NameOrder::Ascending => &mut self.low,
            NameOrder::Descending => &mut self.high,
        }
    }

    /// The ends that have pages left, to ask for them once more.
    pub(super) fn open_ends(&mut self) -> Vec<NameOrder> {
        let ends = [NameOrder::Ascending, NameOrder::Descending];
        let wanted = if self.both_ends { &ends[..] } else { &ends[..1] };
        for order in wanted {
            self.end_mut(*order).forgive();
        }
        wanted.iter().copied().filter(|order| !self.end(*order).is_done()).collect()
    }

    /// The names that have not come, in words: `names prod/* after prod/m`.
    pub(super) fn missing(&self) -> String {
        let low = self.low.ends().map(|(_, last)| format!(" after {last}"));
        let high = self.high.ends().map(|(_, last)| format!(" before {last}"));
        format!("{}{}{}", self.scope, low.unwrap_or_default(), high.unwrap_or_default())
    }

    /// Goes on behind a page of one end.
    pub(super) fn page(
        &mut self,
        order: NameOrder,
        secrets: &SummaryPage,
        next: Option<String>,
    ) -> Result<(), Endless> {
        self.end_mut(order).page(secrets, next)?;
        let other = match order {
            NameOrder::Ascending => &self.high,
            NameOrder::Descending => &self.low,
        };
        self.done = self.end(order).is_done() || meets(secrets, other);
        let latest = self.plain..self.plain;
        self.known.splice(latest, secrets.iter().map(|secret| secret.name().to_owned()));
        self.known.truncate(self.plain + KEPT);
        self.ahead = self.estimate();
        Ok(())
    }

    /// The use of the piece after a page, if `idle` pages more could be out. `longest` is the most secrets that a piece is
    /// expected to have ahead: only long pieces are split, since each split costs a few requests.
    pub(super) fn next(&mut self, idle: usize, longest: usize, plain: &[String]) -> Next {
        if self.done {
            return Next::Done;
        }
        let pieces = |scopes: Vec<NameScope>| {
            Next::Split(scopes.into_iter().map(|scope| Self::new(scope, plain)).collect())
        };
        if !self.both_ends
            && self.low.is_first_page()
            && let Some(expected) = self.expected()
        {
            if let Some(scopes) = self.parts(expected) {
                return pieces(scopes);
            }
            if expected < A_PAGE {
                return Next::GoOn;
            }
        }
        if idle > 1 && self.open_high_end() {
            return Next::BothEnds;
        }
        if idle < 2 || self.high.is_new() || self.ahead < WORTH_SPLITTING.max(longest / 2) {
            return Next::GoOn;
        }
        self.split(idle).map_or(Next::GoOn, pieces)
    }

    /// The secrets that its names of the plain list let expect behind the low end, if those are enough to tell.
    fn expected(&self) -> Option<usize> {
        let low = self.low.latest().filter(|_| self.plain >= SAMPLE)?;
        let behind = self.known[..self.plain].iter().filter(|name| **name <= low.last).count();
        Some(self.low.len() * (self.plain - behind) / behind.max(1))
    }

    /// Smaller scopes that the names of the plain list let expect to be alike, if the piece is long. The page that came is
    /// read again in one of them.
    fn parts(&self, expected: usize) -> Option<Vec<NameScope>> {
        let parts = (expected / WORTH_SPLITTING).min(PARTS);
        let scopes = (parts > 1).then(|| self.scope.partition(&self.known[..self.plain], parts));
        scopes.filter(|scopes| scopes.len() > 1)
    }

    /// Reads from the high end too; `false` if it is already.
    pub(super) fn open_high_end(&mut self) -> bool {
        !std::mem::replace(&mut self.both_ends, true)
    }

    fn split(&self, most: usize) -> Option<Vec<NameScope>> {
        if !self.has_what_no_filter_asks_for() {
            return None;
        }
        let ((_, low), (_, high)) = (self.low.ends()?, self.high.ends()?);
        self.scope.split_between(low, high, &self.known, most)
    }

    /// True if the names came that a split by character leaves out. The one that equals the prefix comes first. Those with
    /// a `!`, where there is no prefix, come before letters and digits in every order of names.
    fn has_what_no_filter_asks_for(&self) -> bool {
        let is_plain = |name: &str| name.starts_with(|c: char| c.is_ascii_alphanumeric());
        !self.scope.prefixes().is_empty() || self.low.ends().is_some_and(|(_, last)| is_plain(last))
    }

    /// An estimate of the secrets between both ends, from the names of the plain list if there are some.
    fn estimate(&self) -> usize {
        let (Some(low), Some(high)) = (self.low.latest(), self.high.latest()) else { return 0 };
        let between = |name: &&String| **name > low.last && **name < high.last;
        let ahead = self.known[..self.plain].iter().filter(between).count();
        // Old names may all lie at one end, so that none of them is ahead although much is.
        if self.plain < SAMPLE || ahead == 0 {
            return self.estimate_by_distance(low, high);
        }
        (self.low.len() + self.high.len()) * ahead / (self.plain - ahead).max(1)
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

/// True if a page reaches what the other end has read. Names that differ only in case may have no order of their own, so
/// two different names must be shared.
fn meets(page: &SummaryPage, other: &Chain) -> bool {
    let mut secrets = page.iter().map(SummaryView::name).zip(page.arn_hashes().iter().copied()).rev();
    let Some((last, _)) = secrets.next().filter(|(_, arn)| other.has(*arn)) else { return false };
    secrets.find(|(name, _)| !name.eq_ignore_ascii_case(last)).is_some_and(|(_, arn)| other.has(arn))
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
