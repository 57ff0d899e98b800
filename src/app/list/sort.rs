//! The order of the list.

use super::Column;
use super::natural::NaturalKeys;
use super::threads;
use crate::secrets::{ReplicaRole, RotationState, Summary};
use jiff::Timestamp;
use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

/// The direction of a sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// From A to Z, from long ago to now, from least to most.
    #[default]
    Ascending,
    /// The other way round.
    Descending,
}

impl Order {
    /// The other direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// How the list is sorted. Whatever the direction, secrets that have nothing in the column come last, and equal ones are in
/// the order of their names, then of their ARNs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// In which direction.
    pub order: Order,
    /// Whether the user asked for it. If not, secrets that fuzzy words match better come first.
    pub chosen: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { column: Column::Name, order: Order::Ascending, chosen: false }
    }
}

/// What the filter let through of a piece of the list, with all that sorting looks at: gathered while each secret is at hand,
/// because fetching hundreds of thousands of them from memory again costs more than sorting them.
pub(super) struct Matches<'a> {
    found: Vec<Found<'a>>,
    names: NaturalKeys,
}

#[derive(Clone, Copy)]
struct Found<'a> {
    score: Reverse<u32>,
    rank: u64,
    secret: &'a Arc<Summary>,
}

impl<'a> Matches<'a> {
    /// Gathers the secrets that have a score.
    pub(super) fn gather(
        secrets: &'a [Arc<Summary>],
        sort: Sort,
        now: Timestamp,
        mut score: impl FnMut(&Summary) -> Option<u32>,
    ) -> Self {
        let mut matches = Self { found: Vec::new(), names: NaturalKeys::default() };
        for secret in secrets {
            let Some(score) = score(secret) else { continue };
            let score = Reverse(if sort.chosen { 0 } else { score });
            matches.found.push(Found { score, rank: rank(secret, sort, now), secret });
            matches.names.push(&secret.name);
        }
        matches
    }

    fn sorted(&self, sort: Sort) -> Vec<Entry<'_, 'a>> {
        let entry = |(i, found): (usize, &Found<'a>)| Entry { found: *found, name: self.names.get(i) };
        let mut entries: Vec<_> = self.found.iter().enumerate().map(entry).collect();
        entries.sort_unstable_by(|a, b| a.compare(b, sort));
        entries
    }
}

/// The secrets of all the pieces in order.
pub(super) fn sorted<'a>(pieces: &[Matches<'a>], sort: Sort) -> Vec<&'a Arc<Summary>> {
    let mut entries = threads::each(pieces.iter().collect(), |matches| matches.sorted(sort)).concat();
    // The stable sort of the standard library finds the sorted pieces and only merges them.
    entries.sort_by(|a, b| a.compare(b, sort));
    entries.into_iter().map(|entry| entry.found.secret).collect()
}

#[derive(Clone, Copy)]
struct Entry<'k, 'a> {
    found: Found<'a>,
    name: &'k [u8],
}

impl Entry<'_, '_> {
    fn compare(&self, other: &Self, sort: Sort) -> Ordering {
        let (here, there) = (&self.found, &other.found);
        let by_score_and_column = here.score.cmp(&there.score).then(here.rank.cmp(&there.rank));
        by_score_and_column.then_with(|| {
            let (one, two) = (here.secret, there.secret);
            // Names that differ by case or leading zeros alone have one key; they still need an order.
            let by_name = self.name.cmp(other.name).then_with(|| one.name.cmp(&two.name));
            let by_name = match (sort.column, sort.order) {
                (Column::Name, Order::Descending) => by_name.reverse(),
                _ => by_name,
            };
            by_name.then_with(|| one.arn.cmp(&two.arn))
        })
    }
}

/// What the secret has in the column, as a number that sorts in the direction asked for; the greatest if it has nothing.
fn rank(secret: &Summary, sort: Sort, now: Timestamp) -> u64 {
    let value = match sort.column {
        Column::Name => return 0,
        Column::Changed => secret.last_changed.map(instant),
        Column::Accessed => secret.last_accessed.map(instant),
        Column::Rotation => match secret.rotation(now).state() {
            RotationState::Never => None,
            state => Some(state as u64),
        },
        Column::Replicas => match secret.replica_role() {
            ReplicaRole::Single => None,
            ReplicaRole::Primary => Some(0),
            ReplicaRole::Replica { .. } => Some(1),
        },
        Column::Tags => Some(secret.tags.len() as u64),
    };
    match (value, sort.order) {
        (None, _) => u64::MAX,
        (Some(value), Order::Ascending) => value,
        (Some(value), Order::Descending) => u64::MAX - 1 - value,
    }
}

/// A number that grows with time; every timestamp is far from both ends of an `i64` of microseconds.
fn instant(time: Timestamp) -> u64 {
    time.as_microsecond().cast_unsigned() ^ (1 << 63)
}
