//! Following a rotation until it ends, and taking over what is newly known of a secret.

use crate::app::Model;
use crate::app::layout::Focus;
use crate::app::mutation::{RotationStage, RotationWatch};
use crate::app::notice::Notice;
use crate::secrets::{Arn, Detail, VersionId};
use crate::service::ticket::Target;
use crate::service::{Request, ServiceError, Ticket};

impl Model {
    /// Begins to follow a rotation that the service has accepted.
    pub(super) fn watch_rotation(&mut self, arn: Arn, version: Option<VersionId>) {
        let known = match &self.selected {
            Some(selected) if *selected.arn() == arn => Some(selected.summary()),
            _ => self.list.find(&arn).map(AsRef::as_ref),
        };
        let name = known.map_or_else(|| arn.to_string(), |secret| secret.name.clone());
        let before = known.and_then(|secret| secret.versions.current().cloned());
        self.watches.retain(|watch| watch.arn != arn);
        self.watches.push(RotationWatch {
            arn,
            name,
            version,
            before,
            started: self.now,
            next_look: self.now + jiff::SignedDuration::from_secs(1),
            looking: None,
            stage: RotationStage::Requested,
        });
    }

    /// Looks at the rotations whose time has come, and ends those that have been followed long enough.
    pub(super) fn look_at_rotations(&mut self) {
        let now = self.now;
        let (over, followed): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.watches).into_iter().partition(|watch| watch.until() <= now);
        self.watches = followed;
        for watch in over {
            self.refuse(
                format!(
                    "The rotation of {} has not ended within 10 minutes; it is no longer followed.",
                    watch.name
                ),
                "See the pane Rotation (7) for what AWSPENDING means, and the logs of the function.",
            );
        }
        for at in 0..self.watches.len() {
            let watch = &self.watches[at];
            if watch.looking.is_some() || watch.next_look > now {
                continue;
            }
            let arn = watch.arn.clone();
            let request = Request::DescribeSecret { secret: arn.to_string() };
            let ticket = self.call(Target::Truth(arn), request);
            self.watches[at].looking = ticket;
        }
    }

    /// `DescribeSecret` after a mutation or for a rotation has ended: laid over the list, shown in the panes.
    pub(super) fn truth_came(&mut self, ticket: &Ticket, arn: &Arn, result: Result<Detail, ServiceError>) {
        match result {
            Ok(detail) => {
                self.observe_rotation(ticket, arn, &detail);
                self.take_truth(arn, detail);
            }
            Err(error) => {
                let looked = self.watches.iter().position(|watch| watch.looking.as_ref() == Some(ticket));
                let doing = match looked {
                    Some(at) => format!("follow the rotation of {}", self.watches.remove(at).name),
                    None => format!("read {} again", self.name_for(arn.as_str())),
                };
                self.notice = Some(Notice::Failure { doing, error });
            }
        }
    }

    fn observe_rotation(&mut self, ticket: &Ticket, arn: &Arn, detail: &Detail) {
        let now = self.now;
        let Some(at) = self.watches.iter().position(|watch| watch.arn == *arn) else { return };
        let watch = &mut self.watches[at];
        if watch.looking.as_ref() == Some(ticket) {
            watch.looking = None;
            watch.next_look = now + watch.pause(now);
        }
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

    /// Shows what is newly known of a secret, and lets go of what it makes out of date.
    fn take_truth(&mut self, arn: &Arn, detail: Detail) {
        let now = self.now;
        self.list.lay_over(&detail.summary, now);
        if let Some(selected) = self.selected_is(arn) {
            let versions_moved = selected.summary().versions != detail.summary.versions;
            let restored = selected.summary().deleted != detail.summary.deleted;
            let pending = selected.detail.pending().cloned();
            selected.detail = crate::app::loadable::Loadable::ready(detail, now);
            selected.clamp_cursors();
            if versions_moved {
                selected.versions.list.invalidate();
            }
            if restored {
                selected.policy.policy.invalidate();
                selected.versions.list.invalidate();
            }
            if let Some(ticket) = pending {
                self.abandon(ticket);
            }
            if self.focus == Focus::Secret || self.secret_in_view() {
                self.look_now();
            }
        }
        self.rearrange();
    }
}
