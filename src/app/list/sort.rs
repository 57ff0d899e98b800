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

/// A secret that the filter let through.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match<'a> {
    /// The secret.
    pub(super) secret: &'a Arc<Summary>,
    /// How well it matches.
    pub(super) score: u32,
}

/// The secrets of all the pieces in order.
pub(super) fn sorted<'a>(pieces: &[Vec<Match<'a>>], sort: Sort, now: Timestamp) -> Vec<&'a Arc<Summary>> {
    let keyed = threads::each(pieces.iter().collect(), |matches| {
        (matches, NaturalKeys::new(matches.iter().map(|found| found.secret.name.as_str())))
    });
    let parts = threads::each(keyed.iter().collect(), |(matches, keys)| {
        let entries = matches.iter().enumerate().map(|(i, found)| Entry::new(*found, keys.get(i), sort, now));
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by(|a, b| a.compare(b, sort));
        entries
    });
    let mut entries = parts.concat();
    // The stable sort of the standard library finds the sorted parts and only merges them.
    entries.sort_by(|a, b| a.compare(b, sort));
    entries.into_iter().map(|entry| entry.secret).collect()
}

#[derive(Clone, Copy)]
struct Entry<'k, 's> {
    score: Reverse<u32>,
    rank: u64,
    name: &'k [u8],
    secret: &'s Arc<Summary>,
}

impl<'k, 's> Entry<'k, 's> {
    fn new(found: Match<'s>, name: &'k [u8], sort: Sort, now: Timestamp) -> Self {
        let score = if sort.chosen { 0 } else { found.score };
        Self { score: Reverse(score), rank: rank(found.secret, sort, now), name, secret: found.secret }
    }

    fn compare(&self, other: &Self, sort: Sort) -> Ordering {
        let by_score_and_column = self.score.cmp(&other.score).then(self.rank.cmp(&other.rank));
        by_score_and_column.then_with(|| {
            let (one, two) = (self.secret, other.secret);
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
