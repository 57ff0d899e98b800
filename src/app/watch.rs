//! Rotations and replication that are followed to their end.

use crate::secrets::{Arn, ROTATION_TIMEOUT, Summary, VersionId};
use crate::service::api::Ticket;
use jiff::{SignedDuration, Timestamp};

/// How long a rotation is followed.
pub const FOLLOW_FOR: SignedDuration = ROTATION_TIMEOUT;

/// A rotation that is followed.
#[derive(Debug)]
pub struct RotationWatch {
    /// The secret.
    pub arn: Arn,
    /// Its name.
    pub name: String,
    /// The version that the rotation makes.
    pub version: VersionId,
    /// When it began.
    pub started: Timestamp,
    /// When the secret is next described.
    pub next_look: Timestamp,
    /// The look that is out.
    pub looking: Option<Ticket>,
    /// How far it has come.
    pub stage: RotationStage,
}

/// How far a rotation has come, as staging labels tell it.
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
    /// Judges what was described; answers the stage if it is a new one.
    pub fn observe(&mut self, secret: &Summary) -> Option<RotationStage> {
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

    /// How long until the next look: often at first, seldom later.
    pub fn pause(&self, now: Timestamp) -> SignedDuration {
        let elapsed = now.duration_since(self.started);
        if elapsed < SignedDuration::from_secs(30) {
            SignedDuration::from_secs(1)
        } else if elapsed < SignedDuration::from_mins(2) {
            SignedDuration::from_secs(3)
        } else {
            SignedDuration::from_secs(10)
        }
    }

    /// When following ends, whatever came of it.
    pub fn until(&self) -> Timestamp {
        self.started + FOLLOW_FOR
    }
}

/// How long replication is followed.
pub const REPLICATION_FOR: SignedDuration = SignedDuration::from_mins(5);

/// Replication that is followed until no replica is `InProgress`.
#[derive(Debug)]
pub struct ReplicationWatch {
    /// The primary.
    pub arn: Arn,
    /// Its name.
    pub name: String,
    /// Since when it is followed.
    pub started: Timestamp,
    /// When the secret is next described.
    pub next_look: Timestamp,
    /// The look that is out.
    pub looking: Option<Ticket>,
    /// Why it is followed.
    pub reason: WatchReason,
}

/// Why replication is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchReason {
    /// The user has changed it: it is followed wherever the user goes.
    Changed,
    /// The pane shows it: it is followed for as long as it does.
    LookedAt,
}

impl ReplicationWatch {
    /// How long until the next look: 2 to 10 seconds, longer and longer.
    pub fn pause(&self, now: Timestamp) -> SignedDuration {
        let elapsed = now.duration_since(self.started).as_secs();
        SignedDuration::from_secs((elapsed / 10).clamp(2, 10))
    }

    /// When following ends, whatever came of it.
    pub fn until(&self) -> Timestamp {
        self.started + REPLICATION_FOR
    }

    /// When the model is to be woken for it.
    pub fn wake(&self) -> Timestamp {
        match self.looking {
            Some(_) => self.until(),
            None => self.next_look.min(self.until()),
        }
    }
}
