//! The order of the list.

use super::Column;
use super::filter::Score;
use super::natural::NaturalKeys;
use super::parallel;
use super::row::Fit;
use crate::secrets::{ReplicaRole, RotationState, Summary};
use jiff::Timestamp;
use std::cmp::Ordering;
use std::ops::Not;
use std::sync::Arc;

/// The direction of a sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// From A to Z, from old to new, from least to most.
    #[default]
    Ascending,
    /// From Z to A, from new to old, from most to least.
    Descending,
}

impl Not for Order {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// The sort of the list. In either direction, secrets without a value in the column come last; secrets with equal values
/// are sorted by name, then by ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column that is sorted by.
    pub column: Column,
    /// The direction.
    pub order: Order,
    /// The user has chosen the sort. If not, better matches of fuzzy words come first.
    pub chosen: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { column: Column::Name, order: Order::Ascending, chosen: false }
    }
}

/// The matching secrets of a piece of the list, with their sort keys. The keys are gathered while filtering, because
/// fetching hundreds of thousands of secrets from memory again costs more than sorting them.
pub(super) struct Matches<'a> {
    found: Vec<Found<'a>>,
    names: NaturalKeys,
}

#[derive(Clone, Copy)]
struct Found<'a> {
    /// The quality of the match, less for a better one; 0 if the user has chosen the sort.
    quality: u64,
    rank: u64,
    secret: &'a Arc<Summary>,
    fit: Fit,
}

impl<'a> Matches<'a> {
    /// Gathers the secrets that have a score, higher for a better match.
    pub(super) fn gather(
        secrets: &'a [Arc<Summary>],
        sort: Sort,
        now: Timestamp,
        by_match: bool,
        mut score: impl FnMut(&Summary) -> Option<Score>,
    ) -> Self {
        let mut matches = Self { found: Vec::new(), names: NaturalKeys::default() };
        for secret in secrets {
            let Some(score) = score(secret) else { continue };
            let quality = if by_match { quality(secret, score) } else { 0 };
            let rank = rank(secret, sort, now);
            matches.found.push(Found { quality, rank, secret, fit: Fit::Matches });
            matches.names.push(&secret.name);
        }
        matches
    }

    /// The one secret that keeps its row without a match.
    pub(super) fn kept(secret: &'a Arc<Summary>, sort: Sort, now: Timestamp, by_match: bool) -> Self {
        let mut matches = Self { found: Vec::new(), names: NaturalKeys::default() };
        let quality = if by_match { u64::MAX } else { 0 };
        let rank = rank(secret, sort, now);
        matches.found.push(Found { quality, rank, secret, fit: Fit::Kept });
        matches.names.push(&secret.name);
        matches
    }

    /// The number of secrets.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    fn sorted(&self, sort: Sort) -> Vec<Entry<'_, 'a>> {
        let entry = |(i, found): (usize, &Found<'a>)| Entry { found: *found, name: self.names.get(i) };
        let mut entries: Vec<_> = self.found.iter().enumerate().map(entry).collect();
        entries.sort_unstable_by(|a, b| a.compare(b, sort));
        entries
    }
}

/// The secrets of all pieces, in order.
pub(super) fn sorted<'a>(pieces: &[Matches<'a>], sort: Sort) -> Vec<(&'a Arc<Summary>, Fit)> {
    let mut entries = parallel::map(pieces.iter().collect(), |matches| matches.sorted(sort)).concat();
    // The stable sort of the standard library finds the sorted pieces and only merges them.
    entries.sort_by(|a, b| a.compare(b, sort));
    entries.into_iter().map(|entry| (entry.found.secret, entry.found.fit)).collect()
}

#[derive(Clone, Copy)]
struct Entry<'k, 'a> {
    found: Found<'a>,
    name: &'k [u8],
}

impl Entry<'_, '_> {
    fn compare(&self, entry: &Self, sort: Sort) -> Ordering {
        let (here, there) = (&self.found, &entry.found);
        let by_score_and_column = here.quality.cmp(&there.quality).then(here.rank.cmp(&there.rank));
        by_score_and_column.then_with(|| {
            let (one, other) = (here.secret, there.secret);
            // Names that differ only in case or leading zeros have the same key, and still need an order.
            let by_name = self.name.cmp(entry.name).then_with(|| one.name.cmp(&other.name));
            let by_name = match (sort.column, sort.order) {
                (Column::Name, Order::Descending) => by_name.reverse(),
                _ => by_name,
            };
            by_name.then_with(|| one.arn.cmp(&other.arn))
        })
    }
}

/// The quality of a match as a number, less for a better one: living secrets before those scheduled for deletion, then more
/// points, shorter names, and earlier matches.
fn quality(secret: &Summary, score: Score) -> u64 {
    let fit = |number: u64, bits: u32| number.min((1 << bits) - 1);
    let missed = fit((1 << 31) - 1 - fit(u64::from(score.points), 31), 31);
    let deleted = u64::from(secret.deleted.is_some());
    let length = fit(secret.name.len() as u64, 16);
    deleted << 63 | missed << 32 | length << 16 | fit(u64::from(score.position), 16)
}

/// The value of a secret in the column, as a number that sorts in the given direction; `u64::MAX` without a value.
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

/// A number that grows with time. No timestamp is near the ends of an `i64` of microseconds.
fn instant(time: Timestamp) -> u64 {
    time.as_microsecond().cast_unsigned() ^ (1 << 63)
}
