//! The metadata of the selected secret: what the list says, `DescribeSecret`, and the versions. Panes share it.

use super::version_list::VersionList;
use crate::app::UpdateContext;
use crate::app::loadable::Loadable;
use crate::secrets::{Arn, Detail, PendingRotation, Replica, ReplicaStatus, Summary, Version};
use crate::service::api::{Facet, Request, ServiceError, Target, Ticket};
use jiff::Timestamp;
use std::sync::Arc;

/// The metadata of the selected secret.
#[derive(Debug)]
pub struct SecretRecord {
    listed: Arc<Summary>,
    detail: Loadable<Detail>,
    versions: VersionList,
}

impl SecretRecord {
    /// A secret of the list.
    pub(super) fn listed(listed: Arc<Summary>) -> Self {
        Self { listed, detail: Loadable::Idle, versions: VersionList::default() }
    }

    /// A secret that was described, whether or not the list has it.
    pub(super) fn described(detail: Detail, now: Timestamp) -> Self {
        let mut record = Self::listed(Arc::new(detail.summary.clone()));
        record.detail = Loadable::ready(detail, now);
        record
    }

    /// The secret's ARN.
    pub fn arn(&self) -> &Arn {
        &self.listed.arn
    }

    /// The secret's name.
    pub fn name(&self) -> &str {
        &self.listed.name
    }

    /// The newest summary: described if the secret was, else listed.
    pub fn summary(&self) -> &Summary {
        self.detail.value().map_or(&self.listed, |detail| &detail.summary)
    }

    /// `DescribeSecret`.
    pub fn detail(&self) -> &Loadable<Detail> {
        &self.detail
    }

    /// The replicas, once the secret was described.
    pub fn replicas(&self) -> &[Replica] {
        self.detail.value().map_or(&[], |detail| &detail.replicas)
    }

    /// Whether replication of the secret is still under way in some Region.
    pub fn is_replicating(&self) -> bool {
        self.replicas().iter().any(|replica| replica.status == ReplicaStatus::InProgress)
    }

    /// The versions, as far as they were asked for.
    pub fn version_list(&self) -> &VersionList {
        &self.versions
    }

    /// The loaded versions, in the order of the pane.
    pub fn versions(&self) -> &[Version] {
        self.versions.loaded()
    }

    /// The state of a rotation whose AWSPENDING is on another version than AWSCURRENT; `None` where there is none.
    pub fn pending_rotation(&self, now: Timestamp) -> Option<PendingRotation> {
        let pending = self.summary().versions.pending()?;
        let version = self.versions().iter().find(|version| version.id == *pending);
        PendingRotation::of(self.summary(), version.and_then(|version| version.created), now)
    }

    /// Takes over a newer entry of the list, which counts until the secret is described.
    pub(super) fn relist(&mut self, listed: Arc<Summary>) {
        self.listed = listed;
    }

    /// Describes the secret, unless that is up to date or on its way.
    pub(super) fn load_detail(&mut self, cx: &mut UpdateContext) {
        if !self.detail.is_wanted() {
            return;
        }
        let arn = self.arn().clone();
        let request = Request::DescribeSecret { secret: arn.to_string() };
        if let Some(ticket) = cx.call(Target::Facet(arn, Facet::Detail), request) {
            self.detail.start(ticket, cx.now());
        }
    }

    /// Describes the secret anew.
    pub(super) fn refresh_detail(&mut self, cx: &mut UpdateContext) {
        self.detail.invalidate();
        self.load_detail(cx);
    }

    /// Takes in the answer to `load_detail`; answers the summary if it is new.
    pub(super) fn detail_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<Detail, ServiceError>,
        now: Timestamp,
    ) -> Option<Result<Summary, ()>> {
        let described = result.as_ref().map(|detail| detail.summary.clone()).map_err(|_| ());
        self.detail.finish(ticket, result, now).then_some(described)
    }

    /// Takes in what `DescribeSecret` said just now to another part; answers the read that is out of date.
    pub(super) fn take_detail(&mut self, detail: Detail, now: Timestamp) -> Option<Ticket> {
        let outdated = self.detail.outdate();
        self.detail = Loadable::ready(detail, now);
        outdated
    }

    /// Loads the versions, unless they are up to date or on their way.
    pub(super) fn load_versions(&mut self, cx: &mut UpdateContext) {
        let arn = self.arn().clone();
        self.versions.load(&arn, cx);
    }

    pub(super) fn versions_mut(&mut self) -> &mut VersionList {
        &mut self.versions
    }

    /// The reads that are out.
    pub(super) fn pending(&self) -> impl Iterator<Item = &Ticket> {
        self.detail.pending().into_iter().chain(self.versions.list().pending())
    }
}
