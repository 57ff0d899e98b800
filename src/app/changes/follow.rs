//! Following rotations and replication to their end by polling: the secret is described again and again.

use super::Changes;
use super::watch::{Polled, Replication, Rotation, RotationStage, RotationWatch};
use crate::app::UpdateContext;
use crate::app::actions::Action;
use crate::secrets::{Arn, Detail, ReplicaStatus, VersionId};
use crate::service::api::{ErrorKind, ServiceError, Ticket};
use jiff::Timestamp;

/// The reason why a rotation has ended without a new current version.
pub const DROPPED: &str = "AWSPENDING was removed before AWSCURRENT moved.";

impl Changes {
    /// The rotation of a secret, if it is followed.
    pub fn rotation_of(&self, arn: &Arn) -> Option<&RotationWatch> {
        self.rotations.iter().find(|watch| watch.arn() == arn)
    }

    /// Follows a rotation that the service has accepted.
    pub(super) fn follow_rotation(&mut self, arn: Arn, version: VersionId, cx: &mut UpdateContext) {
        self.rotations.follow(arn, Rotation::to(version), cx);
    }

    /// Follows replication that was just changed.
    pub(super) fn follow_replication(&mut self, arn: Arn, cx: &mut UpdateContext) {
        self.replications.follow(arn, Replication::Changed, cx);
    }

    /// Follows replication in progress while its pane shows it.
    pub fn replication_shown(&mut self, arn: Arn, cx: &UpdateContext) {
        if self.replications.index(&arn).is_none() {
            self.replications.follow_described(arn, Replication::Shown, cx.now());
        }
    }

    /// Polls what is due, ends the pauses that are over, and stops following what has taken too long. `shown` is the secret whose replication is on
    /// screen.
    pub fn wake(&mut self, shown: Option<&Arn>, cx: &mut UpdateContext) {
        self.end_pauses(cx);
        self.look_again(cx);
        self.show_waiting(true, cx);
        for watch in self.rotations.wake(cx) {
            cx.refuse(
                overdue_rotation(watch.name()),
                format!(
                    "Check the logs of the rotation function; in the Rotation pane ({}), {} recovers a stuck rotation.",
                    cx.key(Action::PaneRotation),
                    cx.key(Action::RecoverRotation)
                ),
            );
        }
        let now = cx.now();
        self.replications.retain(|watch| {
            watch.next_poll() > now || watch.followed == Replication::Changed || shown == Some(watch.arn())
        });
        let overdue = self.replications.wake(cx);
        for watch in overdue.iter().filter(|watch| watch.followed == Replication::Changed) {
            cx.refuse(
                format!(
                    "The replication of {} is still in progress after 5 minutes, and is no longer followed.",
                    watch.name()
                ),
                format!(
                    "Refresh it later: {} in the Replication pane ({}).",
                    cx.key(Action::Refresh),
                    cx.key(Action::PaneReplication)
                ),
            );
        }
    }

    /// The earliest time of a poll, or of the end of following.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.rotations.next_wake().into_iter().chain(self.replications.next_wake()).min()
    }

    /// Ends the poll with this ticket, if it was a poll.
    pub fn polled(&mut self, ticket: &Ticket, now: Timestamp) -> Polled {
        if let Some(at) = self.rotations.polled(ticket, now) {
            return Polled::Rotation(at);
        }
        self.replications.polled(ticket, now).map_or(Polled::Nothing, Polled::Replication)
    }

    /// Handles a failed poll: goes on after an error that may pass, rests until a login if it fails for want of that, and
    /// stops following after any other.
    pub fn poll_failed(&mut self, polled: Polled, error: ServiceError, cx: &mut UpdateContext) {
        if is_transient(&error) {
            return;
        }
        let rests = error.wants_reconnect();
        let (what, name) = match polled {
            Polled::Rotation(at) => ("rotation", self.rotations.poll_failed(at, rests)),
            Polled::Replication(at) => ("replication", self.replications.poll_failed(at, rests)),
            Polled::Nothing => return,
        };
        cx.fail(format!("follow the {what} of {name}"), error);
    }

    /// Polls at once after a login, and looks up the outcomes that are open.
    pub fn logged_in(&mut self, cx: &mut UpdateContext) {
        self.rotations.poll_now(cx.now());
        self.replications.poll_now(cx.now());
        self.look_up_now(cx);
    }

    /// Tells the user about the progress that a description shows.
    pub fn observe(&mut self, arn: &Arn, detail: &Detail, cx: &mut UpdateContext) {
        self.observe_rotation(arn, detail, cx);
        self.observe_replication(arn, detail, cx);
    }

    fn observe_rotation(&mut self, arn: &Arn, detail: &Detail, cx: &mut UpdateContext) {
        let Some(at) = self.rotations.index(arn) else { return };
        let Some(watch) = self.rotations.get_mut(at) else { return };
        let Some(stage) = watch.followed.observe(&detail.summary) else { return };
        let news = stage.news(&detail.summary);
        match stage {
            RotationStage::Requested => {}
            RotationStage::Pending => cx.tell(news),
            RotationStage::Finished => {
                self.rotations.remove(at);
                cx.tell(news);
            }
            RotationStage::Dropped => {
                self.rotations.remove(at);
                cx.refuse(
                    news,
                    format!("{DROPPED} Check the Versions pane ({}).", cx.key(Action::PaneVersions)),
                );
            }
        }
    }

    fn observe_replication(&mut self, arn: &Arn, detail: &Detail, cx: &mut UpdateContext) {
        if detail.replicas.iter().any(|replica| replica.status == ReplicaStatus::InProgress) {
            return;
        }
        let Some(at) = self.replications.index(arn) else { return };
        let watch = self.replications.remove(at);
        if watch.followed == Replication::Shown {
            return;
        }
        match detail.replicas.iter().find(|replica| replica.status == ReplicaStatus::Failed) {
            Some(failed) => cx.refuse(
                format!(
                    "Replication of {} to {} failed. {}",
                    watch.name(),
                    failed.region,
                    failed.message.as_deref().unwrap_or_default()
                ),
                format!(
                    "In the Replication pane ({}), {} retries and overwrites, {} removes the replica.",
                    cx.key(Action::PaneReplication),
                    cx.key(Action::RetryReplica),
                    cx.key(Action::RemoveReplica)
                ),
            ),
            None if detail.replicas.is_empty() => {}
            None => {
                let regions: Vec<&str> = detail.replicas.iter().map(|replica| &*replica.region).collect();
                cx.tell(format!("{} is in sync in {}.", watch.name(), regions.join(", ")));
            }
        }
    }
}

/// The news that a rotation has taken too long.
pub fn overdue_rotation(name: &str) -> String {
    format!("The rotation of {name} has not ended after 10 minutes, and is no longer followed.")
}

/// True if the same request may succeed a few seconds later.
pub fn is_transient(error: &ServiceError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Throttled
            | ErrorKind::Unreachable { .. }
            | ErrorKind::Proxy { .. }
            | ErrorKind::ConnectionLost { .. }
            | ErrorKind::TimedOut
            | ErrorKind::ServiceFailure
    )
}
