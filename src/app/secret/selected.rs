//! The selected secret: its metadata, and each pane.

use super::{
    OverviewPane, Pane, PolicyPane, ReplicationPane, RotationPane, SecretPane, SecretRecord, TagsPane,
    ValuePane, VersionsPane,
};
use crate::app::UpdateContext;
use crate::secrets::{Arn, Detail, Replica, Summary, Version};
use crate::service::api::{ServiceError, Ticket};
use jiff::Timestamp;
use std::sync::Arc;

/// The selected secret.
#[derive(Debug)]
pub struct Selected {
    record: SecretRecord,
    overview: OverviewPane,
    value: ValuePane,
    versions: VersionsPane,
    tags: TagsPane,
    policy: PolicyPane,
    replication: ReplicationPane,
    rotation: RotationPane,
    /// The moment at which the pane in view is loaded, unless the cursor moves on before.
    due: Option<Timestamp>,
}

impl Selected {
    /// A secret of the list.
    pub fn listed(listed: Arc<Summary>) -> Self {
        Self::new(SecretRecord::listed(listed))
    }

    /// A secret that was described, whether or not the list has it.
    pub fn described(detail: Detail, now: Timestamp) -> Self {
        Self::new(SecretRecord::described(detail, now))
    }

    fn new(record: SecretRecord) -> Self {
        Self {
            record,
            overview: OverviewPane::default(),
            value: ValuePane::default(),
            versions: VersionsPane::default(),
            tags: TagsPane::default(),
            policy: PolicyPane::default(),
            replication: ReplicationPane::default(),
            rotation: RotationPane::default(),
            due: None,
        }
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
            Pane::Overview => &self.overview,
            Pane::Value => &self.value,
            Pane::Versions => &self.versions,
            Pane::Tags => &self.tags,
            Pane::Policy => &self.policy,
            Pane::Replication => &self.replication,
            Pane::Rotation => &self.rotation,
        }
    }

    /// A pane to be changed, and the metadata that it shares with the others.
    pub(super) fn pane_mut(&mut self, pane: Pane) -> (&mut dyn SecretPane, &mut SecretRecord) {
        let found: &mut dyn SecretPane = match pane {
            Pane::Overview => &mut self.overview,
            Pane::Value => &mut self.value,
            Pane::Versions => &mut self.versions,
            Pane::Tags => &mut self.tags,
            Pane::Policy => &mut self.policy,
            Pane::Replication => &mut self.replication,
            Pane::Rotation => &mut self.rotation,
        };
        (found, &mut self.record)
    }

    /// The pane Overview.
    pub fn overview(&self) -> &OverviewPane {
        &self.overview
    }

    /// The pane Value.
    pub fn value(&self) -> &ValuePane {
        &self.value
    }

    pub(super) fn value_mut(&mut self) -> &mut ValuePane {
        &mut self.value
    }

    pub(super) fn value_and_record(&mut self) -> (&mut ValuePane, &SecretRecord) {
        (&mut self.value, &self.record)
    }

    /// The pane Versions.
    pub fn versions(&self) -> &VersionsPane {
        &self.versions
    }

    /// The version under the cursor of the pane Versions.
    pub fn version_under_cursor(&self) -> Option<&Version> {
        self.versions.under_cursor(&self.record)
    }

    pub(super) fn toggle_version_mark(&mut self) {
        self.versions.toggle_mark(&self.record);
    }

    /// The pane Tags.
    pub fn tags(&self) -> &TagsPane {
        &self.tags
    }

    /// The pane Policy.
    pub fn policy(&self) -> &PolicyPane {
        &self.policy
    }

    pub(super) fn policy_mut(&mut self) -> &mut PolicyPane {
        &mut self.policy
    }

    /// The pane Replication.
    pub fn replication(&self) -> &ReplicationPane {
        &self.replication
    }

    /// The replica under the cursor of the pane Replication.
    pub fn replica_under_cursor(&self) -> Option<&Replica> {
        self.replication.under_cursor(&self.record)
    }

    /// The pane Rotation.
    pub fn rotation(&self) -> &RotationPane {
        &self.rotation
    }

    /// The moment at which the pane in view is loaded.
    pub(super) fn due(&self) -> Option<Timestamp> {
        self.due
    }

    pub(super) fn load_at(&mut self, at: Timestamp) {
        self.due = Some(at);
    }

    pub(super) fn not_due(&mut self) {
        self.due = None;
    }

    /// The reads that are out for the secret.
    pub fn pending(&self) -> Vec<Ticket> {
        let own = Pane::ALL.iter().filter_map(|pane| self.pane(*pane).pending());
        self.record.pending().chain(own).cloned().collect()
    }

    /// Takes in `DescribeSecret`, asked for by a pane; answers the summary if there is a new one.
    pub(super) fn detail_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<Detail, ServiceError>,
        cx: &UpdateContext,
    ) -> Option<Summary> {
        let described = self.record.detail_arrived(ticket, result, cx.now())?;
        self.tell_panes();
        described.ok()
    }

    /// Takes in `DescribeSecret`, asked for after a change, and takes for out of date what that makes so.
    pub(super) fn take_detail(&mut self, detail: Detail, cx: &mut UpdateContext) {
        let restored = self.summary().deleted != detail.summary.deleted;
        let moved = self.summary().versions != detail.summary.versions;
        let outdated = self.record.take_detail(detail, cx.now());
        cx.abandon_all(outdated);
        self.tell_panes();
        if moved || restored {
            self.record.versions_mut().outdate(cx);
        }
        if restored {
            self.policy.outdate(cx);
            self.value.outdate();
        }
    }

    /// Tells each pane that the secret was described anew.
    fn tell_panes(&mut self) {
        for pane in Pane::ALL {
            let (pane, record) = self.pane_mut(*pane);
            pane.described(record);
        }
    }

    /// Takes in a page of versions.
    pub(super) fn versions_arrived(
        &mut self,
        ticket: &Ticket,
        result: Result<(Vec<Version>, Option<String>), ServiceError>,
        cx: &mut UpdateContext,
    ) {
        self.versions.page_arrived(&mut self.record, ticket, result, cx);
    }
}
