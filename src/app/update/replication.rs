//! Following replication until it settles.

use crate::app::Model;
use crate::app::secret::Pane;
use crate::app::watch::{ReplicationWatch, WatchReason};
use crate::secrets::{Arn, Detail, Replica, ReplicaStatus};
use crate::service::api::{ServiceError, Ticket};

impl Model {
    /// Begins to follow replication that was just changed; the secret is read at once.
    pub(super) fn watch_replication(&mut self, arn: Arn) {
        self.replication_watches.retain(|watch| watch.arn != arn);
        let (name, looking) = (self.name_for(arn.as_str()), self.reread_secret(arn.clone()));
        self.replication_watches.push(ReplicationWatch {
            arn,
            name,
            looking,
            started: self.cx.now(),
            next_look: self.cx.now(),
            reason: WatchReason::Changed,
        });
    }

    /// Follows what the pane in view shows, if it is still under way.
    pub(super) fn follow_replication_in_view(&mut self) {
        let Some(selected) = self.selected.as_ref().filter(|_| self.sees_replication()) else { return };
        let arn = selected.arn();
        if settled(selected.replicas()) || self.replication_watches.iter().any(|watch| watch.arn == *arn) {
            return;
        }
        let mut watch = ReplicationWatch {
            arn: arn.clone(),
            name: selected.name().to_owned(),
            looking: None,
            started: self.cx.now(),
            next_look: self.cx.now(),
            reason: WatchReason::LookedAt,
        };
        watch.next_look = self.cx.now() + watch.pause(self.cx.now());
        self.replication_watches.push(watch);
    }

    fn sees_replication(&self) -> bool {
        self.pane == Pane::Replication && self.secret_in_view()
    }

    /// Looks at the replication whose time has come; lets go of what was followed long enough, or is no longer looked at.
    pub(super) fn look_at_replication(&mut self) {
        let now = self.cx.now();
        let seen = self.selected.as_ref().filter(|_| self.sees_replication());
        let seen = seen.map(|selected| selected.arn().clone());
        let watches = std::mem::take(&mut self.replication_watches);
        let wanted = |watch: &ReplicationWatch| {
            watch.next_look > now || watch.reason == WatchReason::Changed || seen.as_ref() == Some(&watch.arn)
        };
        let (over, followed): (Vec<_>, Vec<_>) =
            watches.into_iter().filter(wanted).partition(|watch| watch.until() <= now);
        self.replication_watches = followed;
        for watch in over.into_iter().filter(|watch| watch.reason == WatchReason::Changed) {
            self.refuse(
                format!("The replication of {} is still under way after 5 minutes.", watch.name),
                "It is no longer followed; r in the pane Replication (6) reads it again.",
            );
        }
        for at in 0..self.replication_watches.len() {
            let watch = &self.replication_watches[at];
            if watch.looking.is_none() && watch.next_look <= now {
                let ticket = self.reread_secret(watch.arn.clone());
                self.replication_watches[at].looking = ticket;
            }
        }
    }

    /// Notes that a look has ended; answers whether it was one.
    pub(super) fn replication_looked(&mut self, ticket: &Ticket) -> bool {
        let now = self.cx.now();
        let mut watches = self.replication_watches.iter_mut();
        let Some(watch) = watches.find(|watch| watch.looking.as_ref() == Some(ticket)) else { return false };
        watch.looking = None;
        watch.next_look = now + watch.pause(now);
        true
    }

    /// A look has failed for good: it is followed no longer.
    pub(super) fn end_replication_watch(&mut self, arn: &Arn, error: ServiceError) {
        self.replication_watches.retain(|watch| watch.arn != *arn);
        let name = self.name_for(arn.as_str());
        self.fail(format!("follow the replication of {name}"), error);
    }

    /// Judges what was described: what has settled is told of, if the user changed it, and followed no longer.
    pub(super) fn observe_replication(&mut self, arn: &Arn, detail: &Detail) {
        if !settled(&detail.replicas) {
            return;
        }
        let Some(at) = self.replication_watches.iter().position(|watch| watch.arn == *arn) else { return };
        let watch = self.replication_watches.remove(at);
        if watch.reason == WatchReason::LookedAt {
            return;
        }
        match detail.replicas.iter().find(|replica| replica.status == ReplicaStatus::Failed) {
            Some(failed) => self.refuse(
                format!(
                    "Replication of {} to {} failed. {}",
                    watch.name,
                    failed.region,
                    failed.message.as_deref().unwrap_or_default()
                ),
                "In the pane Replication (6), A tries again with overwriting, - removes the Region.",
            ),
            None if detail.replicas.is_empty() => {}
            None => {
                let regions: Vec<&str> = detail.replicas.iter().map(|replica| &*replica.region).collect();
                self.tell(format!("{} is in sync in {}.", watch.name, regions.join(", ")));
            }
        }
    }
}

/// Whether no replica is under way.
fn settled(replicas: &[Replica]) -> bool {
    replicas.iter().all(|replica| replica.status != ReplicaStatus::InProgress)
}
