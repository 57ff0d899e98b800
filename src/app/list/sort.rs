//! The sort of the list: by match, or by a column.

use super::Column;
use super::filter::Score;
use super::ranking::LAST;
use crate::secrets::{ReplicaRole, RotationState, SummaryView};
use jiff::Timestamp;
use std::ops::Not;

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

impl Sort {
    /// True if secrets have to be compared by their values in a column; their order by name is known.
    pub(super) fn has_ranks(self) -> bool {
        self.column != Column::Name
    }

    /// True if the order may change as time goes by.
    pub(super) fn depends_on_time(self) -> bool {
        self.column == Column::Rotation
    }
}

/// The quality of a match as a number, less for a better one: living secrets before those scheduled for deletion, then more
/// points, shorter names, and earlier matches.
pub(super) fn quality(secret: SummaryView<'_>, score: Score) -> u64 {
    let fit = |number: u64, bits: u32| number.min((1 << bits) - 1);
    let missed = fit((1 << 31) - 1 - fit(u64::from(score.points), 31), 31);
    let deleted = u64::from(secret.is_deleted());
    let length = fit(secret.name().len() as u64, 16);
    deleted << 63 | missed << 32 | length << 16 | fit(u64::from(score.position), 16)
}

/// The value of a secret in the column, as a number that sorts in the given direction; [`LAST`] without a value. The same
/// for all in the order by name.
pub(super) fn rank(secret: SummaryView<'_>, sort: Sort, now: Timestamp) -> u64 {
    match (value(secret, sort.column, now), sort.order) {
        (None, _) => LAST,
        (Some(value), Order::Ascending) => value,
        (Some(value), Order::Descending) => LAST - 1 - value,
    }
}

fn value(secret: SummaryView<'_>, column: Column, now: Timestamp) -> Option<u64> {
    match column {
        Column::Name => None,
        Column::Changed => secret.last_changed().map(instant),
        Column::Accessed => secret.last_accessed().map(instant),
        Column::Rotation => match secret.rotation_state(now) {
            RotationState::Never => None,
            state => Some(state as u64),
        },
        Column::Replicas => match secret.replica_role() {
            ReplicaRole::Single => None,
            ReplicaRole::Primary => Some(0),
            ReplicaRole::Replica { .. } => Some(1),
        },
        Column::Tags => Some(secret.facts().tag_count() as u64),
    }
}

/// A number that grows with time. No timestamp is near the ends of an `i64` of microseconds.
fn instant(time: Timestamp) -> u64 {
    time.as_microsecond().cast_unsigned() ^ (1 << 63)
}
