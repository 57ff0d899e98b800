//! Rotations and replication, followed to their end by describing the secret again and again.

use super::Changes;
use super::watch::{Looked, ReplicationWatch, RotationStage, RotationWatch, Watch, WatchReason};
use crate::app::UpdateContext;
use crate::app::actions::Action;
use crate::secrets::{Arn, Detail, ReplicaStatus, VersionId};
use crate::service::api::{ErrorKind, ServiceError, Ticket};
use jiff::Timestamp;

impl Changes {
    /// The rotation of a secret, if it is followed.
    pub fn rotation_of(&self, arn: &Arn) -> Option<&RotationWatch> {
        self.rotations.iter().find(|watch| watch.arn() == arn)
    }

    /// Follows a rotation that the service has accepted.
    pub(super) fn follow_rotation(&mut self, arn: Arn, version: VersionId, cx: &mut UpdateContext) {
        self.rotations.retain(|watch| *watch.arn() != arn);
        let looking = cx.reread_secret(arn.clone());
        let watch = Watch::new(arn, looking, cx.now());
        self.rotations.push(RotationWatch::new(watch, version));
    }

    /// Follows replication that was just changed.
    pub(super) fn follow_replication(&mut self, arn: Arn, cx: &mut UpdateContext) {
        self.replications.retain(|known| known.watch.arn != arn);
        let looking = cx.reread_secret(arn.clone());
        let watch = Watch::new(arn, looking, cx.now());
        self.replications.push(ReplicationWatch { watch, reason: WatchReason::Changed });
    }

    /// Follows replication that is under way while its pane shows it.
    pub fn replication_shown(&mut self, arn: Arn, cx: &UpdateContext) {
        if self.replications.iter().any(|known| known.watch.arn == arn) {
            return;
        }
        let watch = Watch::new(arn, None, cx.now());
        let mut watch = ReplicationWatch { watch, reason: WatchReason::Shown };
        watch.watch.next_look = cx.now() + watch.pause(cx.now());
        self.replications.push(watch);
    }

    /// Looks at what is followed and due, and ends what was followed long enough. `shown` is the secret whose replication
    /// is on screen.
    pub fn wake(&mut self, shown: Option<&Arn>, cx: &mut UpdateContext) {
        self.wake_rotations(cx);
        self.wake_replications(shown, cx);
    }

    fn wake_rotations(&mut self, cx: &mut UpdateContext) {
        let now = cx.now();
        let (over, followed): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.rotations).into_iter().partition(|watch| watch.until() <= now);
        self.rotations = followed;
        for watch in over {
            cx.refuse(
                format!(
                    "The rotation of {} has not ended within 10 minutes; it is no longer followed.",
                    watch.watch.name
                ),
                format!(
                    "See the logs of the function; in the pane Rotation ({}), {} recovers a stuck rotation.",
                    cx.key(Action::PaneRotation),
                    cx.key(Action::RecoverRotation)
                ),
            );
        }
        self.rotations.iter_mut().for_each(|watch| watch.watch.look(cx));
    }

    fn wake_replications(&mut self, shown: Option<&Arn>, cx: &mut UpdateContext) {
        let now = cx.now();
        let wanted = |known: &ReplicationWatch| {
            known.watch.next_look > now
                || known.reason == WatchReason::Changed
                || shown == Some(&known.watch.arn)
        };
        let (over, followed): (Vec<_>, Vec<_>) = std::mem::take(&mut self.replications)
            .into_iter()
            .filter(wanted)
            .partition(|known| known.until() <= now);
        self.replications = followed;
        for known in over.into_iter().filter(|known| known.reason == WatchReason::Changed) {
            cx.refuse(
                format!("The replication of {} is still under way after 5 minutes.", known.watch.name),
                format!(
                    "It is no longer followed; {} in the pane Replication ({}) reads it again.",
                    cx.key(Action::Refresh),
                    cx.key(Action::PaneReplication)
                ),
            );
        }
        self.replications.iter_mut().for_each(|known| known.watch.look(cx));
    }

    /// When something followed is next looked at, or no longer followed.
    pub fn next_wake(&self) -> Option<Timestamp> {
        let rotations = self.rotations.iter().map(|watch| watch.watch.next_wake(watch.until()));
        let replications = self.replications.iter().map(|known| known.watch.next_wake(known.until()));
        rotations.chain(replications).min()
    }

    /// Ends the look under that ticket, if it is one.
    pub fn looked(&mut self, ticket: &Ticket, now: Timestamp) -> Looked {
        if let Some(at) = self.rotations.iter_mut().position(|watch| {
            let pause = watch.pause(now);
            watch.watch.looked(ticket, pause, now)
        }) {
            return Looked::Rotation(at);
        }
        let at = self.replications.iter_mut().position(|known| {
            let pause = known.pause(now);
            known.watch.looked(ticket, pause, now)
        });
        at.map_or(Looked::Nothing, Looked::Replication)
    }

    /// A look has failed. One that may do better next time is forgiven; else the secret is followed no longer.
    pub fn look_failed(&mut self, looked: Looked, error: ServiceError, cx: &mut UpdateContext) {
        if passes_by_itself(&error) {
            return;
        }
        let (what, name) = match looked {
            Looked::Rotation(at) => ("rotation", self.rotations.remove(at).watch.name),
            Looked::Replication(at) => ("replication", self.replications.remove(at).watch.name),
            Looked::Nothing => return,
        };
        cx.fail(format!("follow the {what} of {name}"), error);
    }

    /// Tells how far rotation and replication of a described secret have come.
    pub fn observe(&mut self, arn: &Arn, detail: &Detail, cx: &mut UpdateContext) {
        self.observe_rotation(arn, detail, cx);
        self.observe_replication(arn, detail, cx);
    }

    fn observe_rotation(&mut self, arn: &Arn, detail: &Detail, cx: &mut UpdateContext) {
        let Some(at) = self.rotations.iter().position(|watch| watch.arn() == arn) else { return };
        let Some(stage) = self.rotations[at].observe(&detail.summary) else { return };
        let name = self.rotations[at].watch.name.clone();
        match stage {
            RotationStage::Requested => {}
            RotationStage::Pending => {
                cx.tell(format!("Rotating {name}: AWSPENDING is on the new version."));
            }
            RotationStage::Finished => {
                self.rotations.remove(at);
                let current =
                    detail.summary.versions.current().map(|id| id.short().to_owned()).unwrap_or_default();
                cx.tell(format!("Rotated {name}: AWSCURRENT is on version {current}."));
            }
            RotationStage::Dropped => {
                self.rotations.remove(at);
                cx.refuse(
                    format!("The rotation of {name} ended without a new current version."),
                    format!(
                        "AWSPENDING was removed before AWSCURRENT moved: look at Versions ({}).",
                        cx.key(Action::PaneVersions)
                    ),
                );
            }
        }
    }

    fn observe_replication(&mut self, arn: &Arn, detail: &Detail, cx: &mut UpdateContext) {
        if detail.replicas.iter().any(|replica| replica.status == ReplicaStatus::InProgress) {
            return;
        }
        let Some(at) = self.replications.iter().position(|known| known.watch.arn == *arn) else { return };
        let ReplicationWatch { watch, reason } = self.replications.remove(at);
        if reason == WatchReason::Shown {
            return;
        }
        match detail.replicas.iter().find(|replica| replica.status == ReplicaStatus::Failed) {
            Some(failed) => cx.refuse(
                format!(
                    "Replication of {} to {} failed. {}",
                    watch.name,
                    failed.region,
                    failed.message.as_deref().unwrap_or_default()
                ),
                format!(
                    "In the pane Replication ({}), {} tries again with overwriting, {} removes the Region.",
                    cx.key(Action::PaneReplication),
                    cx.key(Action::RetryReplica),
                    cx.key(Action::RemoveReplica)
                ),
            ),
            None if detail.replicas.is_empty() => {}
            None => {
                let regions: Vec<&str> = detail.replicas.iter().map(|replica| &*replica.region).collect();
                cx.tell(format!("{} is in sync in {}.", watch.name, regions.join(", ")));
            }
        }
    }
}

/// Whether the same request may well succeed a few seconds later.
fn passes_by_itself(error: &ServiceError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Throttled
            | ErrorKind::Unreachable { .. }
            | ErrorKind::ConnectionLost { .. }
            | ErrorKind::TimedOut
            | ErrorKind::ServiceFailure
    )
}
