//! The selected secret: its metadata, and its panes.

use super::{
    OverviewPane, Pane, PolicyPane, ReplicationPane, RotationPane, SecretPane, SecretRecord, TagsPane,
    ValuePane, VersionsPane,
};
use crate::app::UpdateContext;
use crate::secrets::{Arn, Detail, Replica, SecretValue, Summary, Version};
use crate::service::api::{ServiceError, Ticket};
use jiff::Timestamp;
use std::sync::Arc;

/// The selected secret.
#[derive(Debug)]
pub struct Selected {
    record: SecretRecord,
    panes: Panes,
    /// The time at which the pane in view is loaded, unless the cursor moves on before.
    load_due: Option<Timestamp>,
}

#[derive(Debug, Default)]
struct Panes {
    overview: OverviewPane,
    value: ValuePane,
    versions: VersionsPane,
    tags: TagsPane,
    policy: PolicyPane,
    replication: ReplicationPane,
    rotation: RotationPane,
}

impl Selected {
    /// A listed secret, of which nothing was fetched yet.
    pub fn listed(listed: Arc<Summary>) -> Self {
        Self::new(SecretRecord::listed(listed))
    }

    /// A described secret, which the list need not have.
    pub fn described(detail: Detail, now: Timestamp) -> Self {
        Self::new(SecretRecord::described(detail, now))
    }

    fn new(record: SecretRecord) -> Self {
        Self { record, panes: Panes::default(), load_due: None }
    }

    /// The metadata.
    pub fn record(&self) -> &SecretRecord {
        &self.record
    }

    pub(super) fn record_mut(&mut self) -> &mut SecretRecord {
        &mut self.record
    }

    /// The secret's ARN.
    pub fn arn(&self) -> &Arn {
        self.record.arn()
    }

    /// The secret's name.
    pub fn name(&self) -> &str {
        self.record.name()
    }

    /// The newest summary.
    pub fn summary(&self) -> &Summary {
        self.record.summary()
    }

    /// A pane.
    pub fn pane(&self, pane: Pane) -> &dyn SecretPane {
        match pane {
            Pane::Overview => &self.panes.overview,
            Pane::Value => &self.panes.value,
            Pane::Versions => &self.panes.versions,
            Pane::Tags => &self.panes.tags,
            Pane::Policy => &self.panes.policy,
            Pane::Replication => &self.panes.replication,
            Pane::Rotation => &self.panes.rotation,
        }
    }

    /// A pane, to change it, and the metadata that panes share.
    pub(super) fn pane_mut(&mut self, pane: Pane) -> (&mut dyn SecretPane, &mut SecretRecord) {
        let found: &mut dyn SecretPane = match pane {
            Pane::Overview => &mut self.panes.overview,
            Pane::Value => &mut self.panes.value,
            Pane::Versions => &mut self.panes.versions,
            Pane::Tags => &mut self.panes.tags,
            Pane::Policy => &mut self.panes.policy,
            Pane::Replication => &mut self.panes.replication,
            Pane::Rotation => &mut self.panes.rotation,
        };
        (found, &mut self.record)
    }

    /// The pane Overview.
    pub fn overview(&self) -> &OverviewPane {
        &self.panes.overview
    }

    pub(super) fn overview_mut(&mut self) -> &mut OverviewPane {
        &mut self.panes.overview
    }

    /// The pane Value.
    pub fn value(&self) -> &ValuePane {
        &self.panes.value
    }

    pub(super) fn value_mut(&mut self) -> &mut ValuePane {
        &mut self.panes.value
    }

    pub(super) fn value_and_record(&mut self) -> (&mut ValuePane, &SecretRecord) {
        (&mut self.panes.value, &self.record)
    }

    /// The pane Versions.
    pub fn versions(&self) -> &VersionsPane {
        &self.panes.versions
    }

    /// The version under the cursor of the pane Versions.
    pub fn version_under_cursor(&self) -> Option<&Version> {
        self.panes.versions.under_cursor(&self.record)
    }

    pub(super) fn toggle_version_mark(&mut self) {
        self.panes.versions.toggle_mark(&self.record);
    }

    /// The pane Tags.
    pub fn tags(&self) -> &TagsPane {
        &self.panes.tags
    }

    /// The pane Policy.
    pub fn policy(&self) -> &PolicyPane {
        &self.panes.policy
    }

    pub(super) fn policy_mut(&mut self) -> &mut PolicyPane {
        &mut self.panes.policy
    }

    /// The pane Replication.
    pub fn replication(&self) -> &ReplicationPane {
        &self.panes.replication
    }

    /// The replica under the cursor of the pane Replication.
    pub fn replica_under_cursor(&self) -> Option<&Replica> {
        self.panes.replication.under_cursor(&self.record)
    }

    /// The pane Rotation.
    pub fn rotation(&self) -> &RotationPane {
        &self.panes.rotation
    }

    /// The time at which the pane in view is loaded.
    pub(super) fn load_due(&self) -> Option<Timestamp> {
        self.load_due
    }

    pub(super) fn schedule_load(&mut self, at: Timestamp) {
        self.load_due = Some(at);
    }

    pub(super) fn cancel_load(&mut self) {
        self.load_due = None;
    }

    /// The secret's reads without an answer.
    pub fn pending(&self) -> Vec<Ticket> {
        let own = Pane::ALL.iter().filter_map(|pane| self.pane(*pane).pending());
        self.record.pending().chain(own).cloned().collect()
    }

    /// Handles the answer to `DescribeSecret` that a pane asked for. Returns the summary if it is new.
    pub(super) fn detail_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<Detail, ServiceError>,
        cx: &UpdateContext,
    ) -> Option<Summary> {
        let described = self.record.detail_arrived(ticket, result, cx.now())?;
        self.notify_panes();
        described.ok()
    }

    /// Updates the metadata after a change, and marks the data that the change touches as out of date.
    pub(super) fn update_detail(&mut self, detail: Detail, cx: &mut UpdateContext) {
        let scheduled_or_restored = self.summary().deleted != detail.summary.deleted;
        let labels_moved = self.summary().versions != detail.summary.versions;
        let outdated = self.record.update_detail(detail, cx.now());
        cx.abandon_all(outdated);
        self.notify_panes();
        if labels_moved || scheduled_or_restored {
            self.record.versions_mut().expire(cx);
        }
        if scheduled_or_restored {
            self.panes.policy.expire(cx);
            self.panes.value.forget_failure();
        }
    }

    /// Tells each pane that the secret was described again.
    fn notify_panes(&mut self) {
        for pane in Pane::ALL {
            let (pane, record) = self.pane_mut(*pane);
            pane.described(record);
        }
    }

    /// Handles a value that the pane Value asked for, or the news that the version has none.
    pub(super) fn value_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<SecretValue, ServiceError>,
        cx: &mut UpdateContext,
    ) {
        let versions = self.record.versions_mut();
        match (&result, self.panes.value.chosen()) {
            (Ok(value), _) => versions.was_read(value.version.clone(), false),
            (Err(error), Some(version)) if error.says_no_value() => versions.was_read(version.clone(), true),
            (Err(_), _) => {}
        }
        self.panes.value.arrived(ticket, result, cx);
    }

    /// Handles a page of versions.
    pub(super) fn versions_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<(Vec<Version>, Option<String>), ServiceError>,
        cx: &mut UpdateContext,
    ) {
        self.panes.versions.page_arrived(&mut self.record, ticket, result, cx);
    }
}
