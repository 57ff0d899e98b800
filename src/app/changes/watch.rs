//! A secret that is described again and again: the times of its looks, and the stage that they show.

use crate::app::UpdateContext;
use crate::secrets::{Arn, ROTATION_TIMEOUT, Summary, VersionId};
use crate::service::api::Ticket;
use jiff::{SignedDuration, Timestamp};

/// The time that a rotation is followed.
pub const FOLLOW_FOR: SignedDuration = ROTATION_TIMEOUT;
/// The time that replication is followed.
const REPLICATION_FOR: SignedDuration = SignedDuration::from_mins(5);

/// A secret that is described again and again until something about it has settled.
#[derive(Debug)]
pub(super) struct Watch {
    pub(super) arn: Arn,
    pub(super) name: String,
    started: Timestamp,
    pub(super) next_look: Timestamp,
    /// The look that is out.
    looking: Option<Ticket>,
}

impl Watch {
    pub(super) fn new(arn: Arn, looking: Option<Ticket>, now: Timestamp) -> Self {
        Self { name: arn.name().to_owned(), arn, started: now, next_look: now, looking }
    }

    /// Begins a look if its time has come.
    pub(super) fn look(&mut self, cx: &mut UpdateContext) {
        if self.looking.is_none() && self.next_look <= cx.now() {
            self.looking = cx.reread_secret(self.arn.clone());
        }
    }

    /// Ends the look under that ticket; `false` if it is not this watch's.
    pub(super) fn looked(&mut self, ticket: &Ticket, pause: SignedDuration, now: Timestamp) -> bool {
        if self.looking.as_ref() != Some(ticket) {
            return false;
        }
        self.looking = None;
        self.next_look = now + pause;
        true
    }

    pub(super) fn next_wake(&self, until: Timestamp) -> Timestamp {
        match self.looking {
            Some(_) => until,
            None => self.next_look.min(until),
        }
    }
}

/// A rotation that is followed.
#[derive(Debug)]
pub struct RotationWatch {
    pub(super) watch: Watch,
    version: VersionId,
    stage: RotationStage,
}

/// The stage of a rotation, as staging labels tell it.
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

    /// The version that the rotation makes.
    pub fn version(&self) -> &VersionId {
        &self.version
    }

    /// The start of the rotation.
    pub fn started(&self) -> Timestamp {
        self.watch.started
    }

    /// The stage that was seen last.
    pub fn stage(&self) -> RotationStage {
        self.stage
    }

    /// When the secret is next described.
    pub fn next_look(&self) -> Timestamp {
        self.watch.next_look
    }

    /// The moment at which following ends.
    pub fn until(&self) -> Timestamp {
        self.watch.started + FOLLOW_FOR
    }

    /// The time until the next look: short at first, longer later.
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

    /// Reads the stage off a described secret; answers it if it is a new one.
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

/// Replication that is followed until no replica is `InProgress`.
#[derive(Debug)]
pub struct ReplicationWatch {
    pub(super) watch: Watch,
    pub(super) reason: WatchReason,
}

/// The reason to follow replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WatchReason {
    /// The user has changed it: it is followed wherever the user goes.
    Changed,
    /// The pane shows it: it is followed for as long as it does.
    Shown,
}

impl ReplicationWatch {
    /// When the secret is next described.
    pub fn next_look(&self) -> Timestamp {
        self.watch.next_look
    }

    /// The time until the next look: 2 to 10 seconds, longer and longer.
    pub(super) fn pause(&self, now: Timestamp) -> SignedDuration {
        let elapsed = now.duration_since(self.watch.started).as_secs();
        SignedDuration::from_secs((elapsed / 10).clamp(2, 10))
    }

    pub(super) fn until(&self) -> Timestamp {
        self.watch.started + REPLICATION_FOR
    }
}

/// A look that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// At the rotation in that place.
    Rotation(usize),
    /// At the replication in that place.
    Replication(usize),
    /// It was no look.
    Nothing,
}

impl Looked {
    /// Whether it was a look at something followed.
    pub fn is_some(self) -> bool {
        self != Self::Nothing
    }
}
