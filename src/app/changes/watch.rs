//! Watches: secrets that are polled, the times of the polls, and the stage that they show.

use crate::app::UpdateContext;
use crate::secrets::{Arn, ROTATION_TIMEOUT, Summary, VersionId};
use crate::service::api::Ticket;
use jiff::{SignedDuration, Timestamp};

/// The longest time that a rotation is followed.
pub const FOLLOW_FOR: SignedDuration = ROTATION_TIMEOUT;
/// The longest time that replication is followed.
const REPLICATION_FOR: SignedDuration = SignedDuration::from_mins(5);

/// A secret that is described again and again until a rotation or replication has ended.
#[derive(Debug)]
pub(super) struct Watch {
    pub(super) arn: Arn,
    pub(super) name: String,
    started: Timestamp,
    pub(super) next_poll: Timestamp,
    /// The poll without an answer.
    pending_poll: Option<Ticket>,
}

impl Watch {
    pub(super) fn new(arn: Arn, pending_poll: Option<Ticket>, now: Timestamp) -> Self {
        Self { name: arn.name().to_owned(), arn, started: now, next_poll: now, pending_poll }
    }

    /// Polls the secret if that is due.
    pub(super) fn poll(&mut self, cx: &mut UpdateContext) {
        if self.pending_poll.is_none() && self.next_poll <= cx.now() {
            self.pending_poll = cx.reread_secret(self.arn.clone());
        }
    }

    /// Ends the poll with this ticket; `false` if it is not this watch's.
    pub(super) fn polled(&mut self, ticket: &Ticket, pause: SignedDuration, now: Timestamp) -> bool {
        if self.pending_poll.as_ref() != Some(ticket) {
            return false;
        }
        self.pending_poll = None;
        self.next_poll = now + pause;
        true
    }

    pub(super) fn next_wake(&self, until: Timestamp) -> Timestamp {
        match self.pending_poll {
            Some(_) => until,
            None => self.next_poll.min(until),
        }
    }
}

/// A followed rotation.
#[derive(Debug)]
pub struct RotationWatch {
    pub(super) watch: Watch,
    version: VersionId,
    stage: RotationStage,
}

/// The stage of a rotation, as the staging labels show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RotationStage {
    /// `RotateSecret` was accepted; no version carries AWSPENDING yet.
    Requested,
    /// AWSPENDING is on the new version: `createSecret`, `setSecret` and `testSecret` run.
    Pending,
    /// AWSCURRENT is on the new version.
    Finished,
    /// AWSPENDING is gone, and AWSCURRENT has not moved.
    Dropped,
}

impl RotationWatch {
    pub(super) fn new(watch: Watch, version: VersionId) -> Self {
        Self { watch, version, stage: RotationStage::Requested }
    }

    /// The secret.
    pub fn arn(&self) -> &Arn {
        &self.watch.arn
    }

    /// The version that the rotation creates.
    pub fn version(&self) -> &VersionId {
        &self.version
    }

    /// The time at which the rotation started.
    pub fn started(&self) -> Timestamp {
        self.watch.started
    }

    /// The last known stage.
    pub fn stage(&self) -> RotationStage {
        self.stage
    }

    /// The time of the next poll.
    pub fn next_poll(&self) -> Timestamp {
        self.watch.next_poll
    }

    /// The time at which following ends.
    pub fn until(&self) -> Timestamp {
        self.watch.started + FOLLOW_FOR
    }

    /// The time until the next poll: short at first, longer later.
    pub(super) fn pause(&self, now: Timestamp) -> SignedDuration {
        let elapsed = now.duration_since(self.watch.started);
        if elapsed < SignedDuration::from_secs(30) {
            SignedDuration::from_secs(1)
        } else if elapsed < SignedDuration::from_mins(2) {
            SignedDuration::from_secs(3)
        } else {
            SignedDuration::from_secs(10)
        }
    }

    /// Updates the stage from a description. Returns it if it is new.
    pub(super) fn observe(&mut self, secret: &Summary) -> Option<RotationStage> {
        let stage = if secret.versions.current() == Some(&self.version) {
            RotationStage::Finished
        } else if secret.versions.pending().is_some() {
            RotationStage::Pending
        } else if self.stage == RotationStage::Pending {
            RotationStage::Dropped
        } else {
            RotationStage::Requested
        };
        let changed = stage != self.stage;
        self.stage = stage;
        changed.then_some(stage)
    }
}

/// Followed replication: it ends once no replica is `InProgress`.
#[derive(Debug)]
pub struct ReplicationWatch {
    pub(super) watch: Watch,
    pub(super) reason: WatchReason,
}

/// The reason to follow replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WatchReason {
    /// The user has changed replication, which is followed wherever the user goes.
    Changed,
    /// The pane shows replication, which is followed as long as it does.
    Shown,
}

impl ReplicationWatch {
    /// The time of the next poll.
    pub fn next_poll(&self) -> Timestamp {
        self.watch.next_poll
    }

    /// The time until the next poll: 2 to 10 seconds, longer and longer.
    pub(super) fn pause(&self, now: Timestamp) -> SignedDuration {
        let elapsed = now.duration_since(self.watch.started).as_secs();
        SignedDuration::from_secs((elapsed / 10).clamp(2, 10))
    }

    pub(super) fn until(&self) -> Timestamp {
        self.watch.started + REPLICATION_FOR
    }
}

/// A poll that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polled {
    /// A poll of the rotation with this index.
    Rotation(usize),
    /// A poll of the replication with this index.
    Replication(usize),
    /// No poll.
    Nothing,
}

impl Polled {
    /// Tells whether it was a poll.
    pub fn is_some(self) -> bool {
        self != Self::Nothing
    }
}
