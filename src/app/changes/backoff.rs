//! The growing pauses of a throttled plan.

use jiff::{SignedDuration, Timestamp};

/// The time for which a plan goes on by itself while it is throttled.
const TRY_FOR: SignedDuration = SignedDuration::from_secs(60);

/// The pauses of a plan since it is throttled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Backoff {
    since: Timestamp,
    pauses: u32,
}

impl Backoff {
    /// No pause so far.
    pub(super) fn starting(now: Timestamp) -> Self {
        Self { since: now, pauses: 0 }
    }

    /// The time until which the plan goes on by itself.
    pub(super) fn end(self) -> Timestamp {
        self.since + TRY_FOR
    }

    /// The pauses with one more.
    pub(super) fn longer(self) -> Self {
        Self { pauses: self.pauses.saturating_add(1), ..self }
    }

    /// The length of the next pause before it is made less regular.
    pub(super) fn pause(self) -> SignedDuration {
        SignedDuration::from_secs(match self.pauses {
            0 => 2,
            1 => 4,
            2 => 8,
            _ => 16,
        })
    }
}
