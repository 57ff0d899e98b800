//! Watches: secrets that are polled until a change of theirs has ended.

use crate::app::UpdateContext;
use crate::secrets::{Arn, ROTATION_TIMEOUT, Summary, VersionId};
use crate::service::api::Ticket;
use jiff::{SignedDuration, Timestamp};
use std::ops::Deref;

/// The change that a watch follows to its end.
pub trait Followed {
    /// The longest time that it is followed.
    const FOLLOW_FOR: SignedDuration;

    /// The time until the next poll, `elapsed` after the start: short at first, longer later.
    fn pause(elapsed: SignedDuration) -> SignedDuration;
}

/// A secret that is described again and again until a change of it has ended.
#[derive(Debug)]
pub struct Watch<F> {
    arn: Arn,
    name: String,
    started: Timestamp,
    next_poll: Timestamp,
    /// The poll without an answer.
    pending_poll: Option<Ticket>,
    pub(super) followed: F,
}

impl<F> Watch<F> {
    /// The secret.
    pub fn arn(&self) -> &Arn {
        &self.arn
    }

    /// The name of the secret.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The time at which following started.
    pub fn started(&self) -> Timestamp {
        self.started
    }

    /// The time of the next poll.
    pub fn next_poll(&self) -> Timestamp {
        self.next_poll
    }
}

impl<F: Followed> Watch<F> {
    /// The time at which following ends.
    pub fn until(&self) -> Timestamp {
        self.started + F::FOLLOW_FOR
    }

    fn schedule(&mut self, now: Timestamp) {
        self.pending_poll = None;
        self.next_poll = now + F::pause(now.duration_since(self.started));
    }

    fn next_wake(&self) -> Timestamp {
        match self.pending_poll {
            Some(_) => self.until(),
            None => self.next_poll.min(self.until()),
        }
    }
}

/// The watches of one kind of change, one for each secret.
#[derive(Debug)]
pub struct Watches<F>(Vec<Watch<F>>);

impl<F> Default for Watches<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F> Deref for Watches<F> {
    type Target = [Watch<F>];

    fn deref(&self) -> &[Watch<F>] {
        &self.0
    }
}

impl<F> Watches<F> {
    /// The index of a secret's watch.
    pub(super) fn index(&self, arn: &Arn) -> Option<usize> {
        self.0.iter().position(|watch| watch.arn == *arn)
    }

    /// The watch at an index, to be changed.
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut Watch<F>> {
        self.0.get_mut(at)
    }

    /// Stops following. Returns the watch.
    pub(super) fn remove(&mut self, at: usize) -> Watch<F> {
        self.0.remove(at)
    }

    /// Keeps the watches for which `keeps` is true.
    pub(super) fn retain(&mut self, keeps: impl FnMut(&Watch<F>) -> bool) {
        self.0.retain(keeps);
    }
}

impl<F: Followed> Watches<F> {
    /// Follows a change of a secret from now on, in place of an earlier one, and polls at once.
    pub(super) fn follow(&mut self, arn: Arn, followed: F, cx: &mut UpdateContext) {
        self.retain(|watch| watch.arn != arn);
        let pending_poll = cx.reread_secret(arn.clone());
        self.push(arn, followed, pending_poll, cx.now());
    }

    /// Follows a change of a secret that was just described: the first poll is after a pause.
    pub(super) fn follow_described(&mut self, arn: Arn, followed: F, now: Timestamp) {
        self.push(arn, followed, None, now);
        if let Some(watch) = self.0.last_mut() {
            watch.schedule(now);
        }
    }

    fn push(&mut self, arn: Arn, followed: F, pending_poll: Option<Ticket>, now: Timestamp) {
        let name = arn.name().to_owned();
        self.0.push(Watch { arn, name, started: now, next_poll: now, pending_poll, followed });
    }

    /// Polls every secret whose poll is due. Returns the watches whose time has ended: they are no longer followed.
    pub(super) fn wake(&mut self, cx: &mut UpdateContext) -> Vec<Watch<F>> {
        let now = cx.now();
        let overdue = self.0.extract_if(.., |watch| watch.until() <= now).collect();
        for watch in self.0.iter_mut().filter(|watch| watch.pending_poll.is_none() && watch.next_poll <= now)
        {
            watch.pending_poll = cx.reread_secret(watch.arn.clone());
        }
        overdue
    }

    /// Handles a failed poll: stops following, or makes no more polls until [`poll_now`](Self::poll_now). Returns the name of
    /// the secret.
    pub(super) fn poll_failed(&mut self, at: usize, rests: bool) -> String {
        if !rests {
            return self.remove(at).name;
        }
        let watch = &mut self.0[at];
        watch.next_poll = watch.until();
        watch.name.clone()
    }

    /// Makes every poll due that is not out.
    pub(super) fn poll_now(&mut self, now: Timestamp) {
        for watch in &mut self.0 {
            watch.next_poll = now;
        }
    }

    /// Forgets the polls that are out, which were aborted with their connection, and polls anew.
    pub(super) fn reconnected(&mut self, now: Timestamp) {
        for watch in &mut self.0 {
            watch.pending_poll = None;
        }
        self.poll_now(now);
    }

    /// The earliest time of a poll, or of the end of following.
    pub(super) fn next_wake(&self) -> Option<Timestamp> {
        self.0.iter().map(Watch::next_wake).min()
    }

    /// Ends the poll with this ticket, and schedules the next one. Returns the index of its watch.
    pub(super) fn polled(&mut self, ticket: &Ticket, now: Timestamp) -> Option<usize> {
        let at = self.0.iter().position(|watch| watch.pending_poll.as_ref() == Some(ticket))?;
        self.0[at].schedule(now);
        Some(at)
    }
}

/// A rotation that the service has accepted.
#[derive(Debug)]
pub struct Rotation {
    version: VersionId,
    stage: RotationStage,
}

/// A followed rotation.
pub type RotationWatch = Watch<Rotation>;

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

impl RotationStage {
    /// The news of the stage in a sentence about the secret.
    pub fn news(self, secret: &Summary) -> String {
        let name = &secret.name;
        match self {
            Self::Requested => format!("Rotating {name}: no version has AWSPENDING yet."),
            Self::Pending => format!("Rotating {name}: AWSPENDING is on the new version."),
            Self::Finished => {
                let current = secret.versions.current().map(VersionId::short).unwrap_or_default();
                format!("Rotated {name}: AWSCURRENT is on version {current}.")
            }
            Self::Dropped => format!("The rotation of {name} ended without a new current version."),
        }
    }
}

impl Followed for Rotation {
    const FOLLOW_FOR: SignedDuration = ROTATION_TIMEOUT;

    fn pause(elapsed: SignedDuration) -> SignedDuration {
        if elapsed < SignedDuration::from_secs(30) {
            SignedDuration::from_secs(1)
        } else if elapsed < SignedDuration::from_mins(2) {
            SignedDuration::from_secs(3)
        } else {
            SignedDuration::from_secs(10)
        }
    }
}

impl Rotation {
    /// A rotation that creates a version.
    pub fn to(version: VersionId) -> Self {
        Self { version, stage: RotationStage::Requested }
    }

    /// Updates the stage from a description. Returns it if it is new.
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
}

impl RotationWatch {
    /// The version that the rotation creates.
    pub fn version(&self) -> &VersionId {
        &self.followed.version
    }

    /// The last known stage.
    pub fn stage(&self) -> RotationStage {
        self.followed.stage
    }
}

/// Replication in progress, by the reason to follow it. It has ended once no replica is `InProgress`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replication {
    /// The user has changed replication: it is followed wherever the user goes.
    Changed,
    /// The Replication pane shows it: it is followed while the pane does.
    Shown,
}

impl Followed for Replication {
    const FOLLOW_FOR: SignedDuration = SignedDuration::from_mins(5);

    fn pause(elapsed: SignedDuration) -> SignedDuration {
        SignedDuration::from_secs((elapsed.as_secs() / 10).clamp(2, 10))
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
    /// True if it was a poll.
    pub fn is_some(self) -> bool {
        self != Self::Nothing
    }
}
