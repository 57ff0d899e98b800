//! Following a rotation until it ends, and taking over what is newly known of a secret.

use crate::app::Model;
use crate::app::notices::Notice;
use crate::app::watch::{RotationStage, RotationWatch};
use crate::secrets::{Arn, Detail, VersionId};
use crate::service::api::Target;
use crate::service::api::{ErrorKind, Request, ServiceError, Ticket};

impl Model {
    /// Begins to follow a rotation that the service has accepted.
    pub(super) fn watch_rotation(&mut self, arn: Arn, version: VersionId) {
        self.watches.retain(|watch| watch.arn != arn);
        let (name, looking) = (self.name_for(arn.as_str()), self.reread_secret(arn.clone()));
        self.watches.push(RotationWatch {
            name,
            looking,
            arn,
            version,
            started: self.cx.now(),
            next_look: self.cx.now(),
            stage: RotationStage::Requested,
        });
    }

    /// Looks at the rotations whose time has come, and ends those that have been followed long enough.
    pub(super) fn look_at_rotations(&mut self) {
        let now = self.cx.now();
        let (over, followed): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.watches).into_iter().partition(|watch| watch.until() <= now);
        self.watches = followed;
        for watch in over {
            self.refuse(
                format!(
                    "The rotation of {} has not ended within 10 minutes; it is no longer followed.",
                    watch.name
                ),
                "See the logs of the function; in the pane Rotation (7), F leads out of a stuck one.",
            );
        }
        for at in 0..self.watches.len() {
            let watch = &self.watches[at];
            if watch.looking.is_some() || watch.next_look > now {
                continue;
            }
            let ticket = self.reread_secret(watch.arn.clone());
            self.watches[at].looking = ticket;
        }
    }

    /// Reads a secret again because it was changed, or may have been.
    pub(super) fn reread_secret(&mut self, arn: Arn) -> Option<Ticket> {
        let secret = arn.to_string();
        self.call(Target::Reread(arn), Request::DescribeSecret { secret })
    }

    /// `DescribeSecret` after a mutation or for a rotation has ended: laid over the list, shown in the panes.
    pub(super) fn truth_came(&mut self, ticket: &Ticket, arn: &Arn, result: Result<Detail, ServiceError>) {
        self.resolve_uncertain(arn, result.as_ref().ok());
        let looked = self.looked(ticket);
        let replication = self.replication_looked(ticket);
        match (result, looked) {
            (Ok(detail), _) => {
                if self.list.overlay(&detail.summary, ticket, self.cx.now()) {
                    self.observe_rotation(arn, &detail);
                    self.observe_replication(arn, &detail);
                    self.select_created(arn);
                    self.take_truth(arn, detail);
                }
            }
            // Deleted without recovery: that it is gone is the truth.
            (Err(error), _) if error.kind == ErrorKind::NotFound && self.deleted.remove(arn) => {
                self.take_absence(arn);
            }
            // The next look may do better, and the rotation goes on meanwhile.
            (Err(error), _) if (looked.is_some() || replication) && passes_by_itself(&error) => {}
            (Err(error), None) if replication => self.end_replication_watch(arn, error),
            (Err(error), Some(at)) => {
                let name = self.watches.remove(at).name;
                self.fail(format!("follow the rotation of {name}"), error);
            }
            (Err(error), None) => {
                let name = self.name_for(arn.as_str());
                // What is known already of a change that failed says more than that it could not be looked up.
                if !matches!(self.cx.notices().shown(), Some(Notice::Failure { .. })) {
                    self.fail(format!("read {name} again"), error);
                }
            }
        }
    }

    /// Notes that a look at a rotation has ended; answers which.
    fn looked(&mut self, ticket: &Ticket) -> Option<usize> {
        let at = self.watches.iter().position(|watch| watch.looking.as_ref() == Some(ticket))?;
        let now = self.cx.now();
        let watch = &mut self.watches[at];
        watch.looking = None;
        watch.next_look = now + watch.pause(now);
        Some(at)
    }

    fn observe_rotation(&mut self, arn: &Arn, detail: &Detail) {
        let Some(at) = self.watches.iter().position(|watch| watch.arn == *arn) else { return };
        let watch = &mut self.watches[at];
        let Some(stage) = watch.observe(&detail.summary) else { return };
        let name = watch.name.clone();
        match stage {
            RotationStage::Requested => {}
            RotationStage::Pending => {
                self.tell(format!("Rotating {name}: AWSPENDING is on the new version."));
            }
            RotationStage::Finished => {
                self.watches.remove(at);
                let current =
                    detail.summary.versions.current().map(|id| id.short().to_owned()).unwrap_or_default();
                self.tell(format!("Rotated {name}: AWSCURRENT is on version {current}."));
            }
            RotationStage::Dropped => {
                self.watches.remove(at);
                self.refuse(
                    format!("The rotation of {name} ended without a new current version."),
                    "AWSPENDING was taken away before AWSCURRENT moved: look at Versions (3).",
                );
            }
        }
    }

    /// A secret that was made is selected once it was read, so that what was read is shown.
    fn select_created(&mut self, arn: &Arn) {
        if self.created.take_if(|created| created == arn).is_some()
            && let Some(secret) = self.list.find(arn).cloned()
        {
            self.select(secret);
            self.list.go_to_secret(arn);
        }
    }

    /// A secret is gone: from the list, and from the panes.
    fn take_absence(&mut self, arn: &Arn) {
        self.list.forget(arn, self.cx.now());
        if self.selected_is(arn).is_some() {
            self.let_go_of_secret();
            self.focus_list();
        }
        self.rearrange();
    }

    /// Shows what is newly known of a secret, and lets go of what it makes out of date.
    fn take_truth(&mut self, arn: &Arn, detail: Detail) {
        let now = self.cx.now();
        if let Some(selected) = self.selected_is(arn) {
            let restored = selected.summary().deleted != detail.summary.deleted;
            let moved = selected.summary().versions != detail.summary.versions;
            let mut out_of_date = vec![selected.detail.outdate()];
            selected.take_detail(detail, now);
            if moved || restored {
                out_of_date.push(selected.versions.list.outdate());
            }
            if restored {
                out_of_date.push(selected.policy.policy.outdate());
                selected.value.read.invalidate();
            }
            for ticket in out_of_date.into_iter().flatten() {
                self.abandon(ticket);
            }
            self.look_now();
        }
        self.rearrange();
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
