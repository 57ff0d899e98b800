//! The metadata of the selected secret, shared by its panes: the entry of the list, `DescribeSecret`, and the versions.

use super::version_list::VersionList;
use crate::app::UpdateContext;
use crate::app::loadable::Loadable;
use crate::secrets::{
    Arn, Detail, LabelSet, PendingRotation, Replica, ReplicaStatus, Summary, Version, VersionId,
};
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
    /// The record of a listed secret.
    pub(super) fn listed(listed: Arc<Summary>) -> Self {
        Self { listed, detail: Loadable::Idle, versions: VersionList::default() }
    }

    /// The record of a described secret, which the list need not have.
    pub(super) fn described(detail: Detail, now: Timestamp) -> Self {
        let mut record = Self::listed(Arc::new(detail.summary.clone()));
        record.detail = Loadable::ready(detail, now);
        record
    }

    /// The secret's ARN.
    pub fn arn(&self) -> &Arn {
        &self.listed.arn
    }

    /// The entry of the list.
    pub fn listed_summary(&self) -> &Arc<Summary> {
        &self.listed
    }

    /// The secret's name.
    pub fn name(&self) -> &str {
        &self.listed.name
    }

    /// The newest summary: from the description if there is one, else from the list.
    pub fn summary(&self) -> &Summary {
        self.detail.value().map_or(&self.listed, |detail| &detail.summary)
    }

    /// The answer to `DescribeSecret`.
    pub fn detail(&self) -> &Loadable<Detail> {
        &self.detail
    }

    /// The replicas; empty until the secret is described.
    pub fn replicas(&self) -> &[Replica] {
        self.detail.value().map_or(&[], |detail| &detail.replicas)
    }

    /// True if replication to some Region is in progress.
    pub fn is_replicating(&self) -> bool {
        self.replicas().iter().any(|replica| replica.status == ReplicaStatus::InProgress)
    }

    /// The versions loaded so far.
    pub fn version_list(&self) -> &VersionList {
        &self.versions
    }

    /// The loaded versions, in the order of the pane.
    pub fn versions(&self) -> &[Version] {
        self.versions.loaded()
    }

    /// A version as texts name it: its labels and its short ID.
    pub(super) fn version_in_words(&self, id: &VersionId) -> String {
        let listed = self.versions().iter().find(|version| version.id == *id).map(|version| &version.labels);
        let labels = listed.or_else(|| self.summary().versions.0.get(id));
        id.in_words(labels.unwrap_or(&LabelSet::new()))
    }

    /// The rotation that has AWSPENDING on another version than AWSCURRENT, if there is one.
    pub fn pending_rotation(&self, now: Timestamp) -> Option<PendingRotation> {
        let pending = self.summary().versions.pending()?;
        let version = self.versions().iter().find(|version| version.id == *pending);
        PendingRotation::of(self.summary(), version.and_then(|version| version.created), now)
    }

    /// The version with AWSPENDING if it was read and has no value.
    pub fn empty_pending(&self) -> Option<&VersionId> {
        self.summary().versions.pending().filter(|version| self.versions.is_empty(version))
    }

    /// Updates the entry of the list, which counts until the secret is described.
    pub(super) fn update_listed(&mut self, listed: Arc<Summary>) {
        self.listed = listed;
    }

    /// Describes the secret unless the description is up to date or loading.
    pub(super) fn load_detail(&mut self, cx: &mut UpdateContext) {
        if !self.detail.needs_fetch() {
            return;
        }
        let arn = self.arn().clone();
        let request = Request::DescribeSecret { secret: arn.to_string() };
        if let Some(ticket) = cx.call(Target::Facet(arn, Facet::Detail), request) {
            self.detail.start(ticket, cx.now());
        }
    }

    /// Describes the secret again.
    pub(super) fn refresh_detail(&mut self, cx: &mut UpdateContext) {
        self.detail.invalidate();
        self.load_detail(cx);
    }

    /// Handles the answer to `DescribeSecret`: `None` if it answers an older request, else the new summary or a failure.
    pub(super) fn detail_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<Detail, ServiceError>,
        now: Timestamp,
    ) -> Option<Result<Summary, ()>> {
        let described = result.as_ref().map(Detail::known_summary).map_err(|_| ());
        self.detail.finish(ticket, result, now).then_some(described)
    }

    /// Replaces the description by a newer one that another part has read. Returns the read in progress, to abort it.
    pub(super) fn update_detail(&mut self, detail: Detail, now: Timestamp) -> Option<Ticket> {
        let outdated = self.detail.expire();
        self.detail = Loadable::ready(detail, now);
        outdated
    }

    /// Loads the versions unless they are up to date or loading.
    pub(super) fn load_versions(&mut self, cx: &mut UpdateContext) {
        let arn = self.arn().clone();
        self.versions.load(&arn, cx);
    }

    pub(super) fn versions_mut(&mut self) -> &mut VersionList {
        &mut self.versions
    }

    /// The reads without an answer.
    pub(super) fn pending(&self) -> impl Iterator<Item = &Ticket> {
        self.detail.pending().into_iter().chain(self.versions.list().pending())
    }
}
