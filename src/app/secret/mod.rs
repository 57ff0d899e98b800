//! The selected secret and its panes. Each facet loads when it is first looked at, and fails alone.

mod pane;
mod policy;
mod value;

pub use pane::Pane;
pub use policy::{Breadth, Policy, PolicyPane};
pub use value::{Brackets, Fold, RowKind, ShownValue, ValuePane, ValueRow};

use super::loadable::Loadable;
use super::scroll::{Cursor, Scroll};
use crate::secrets::{Arn, Detail, PendingRotation, Replica, Summary, Version, VersionId};
use crate::service::api::{Ticket, VersionSelector};
use jiff::Timestamp;
use std::sync::Arc;

/// The selected secret.
#[derive(Debug)]
pub struct Selected {
    /// What the list says of it.
    listed: Arc<Summary>,
    /// `DescribeSecret`.
    pub detail: Loadable<Detail>,
    /// The pane Value.
    pub value: ValuePane,
    /// The pane Versions.
    pub versions: VersionsPane,
    /// The pane Policy.
    pub policy: PolicyPane,
    /// Where the pane Overview is scrolled to.
    pub overview: Scroll,
    /// Where the pane Rotation is scrolled to.
    pub rotation: Scroll,
    /// The tag under the cursor.
    pub tags: Cursor,
    /// The replica under the cursor.
    pub replication: Cursor,
    /// When the facet in view is fetched, unless the cursor moves on before.
    pub due: Option<Timestamp>,
}

/// The pane Versions.
#[derive(Debug, Default)]
pub struct VersionsPane {
    /// `ListSecretVersionIds`, all pages.
    pub list: Loadable<Vec<Version>>,
    /// Pages that came while more are on their way.
    pub incoming: Vec<Version>,
    /// Whether versions without labels are asked for.
    pub deprecated: Deprecated,
    /// The version under the cursor.
    pub cursor: Cursor,
    /// The version that others are compared with.
    pub marked: Option<VersionId>,
}

/// Whether versions without staging labels are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deprecated {
    /// As the service does by default.
    #[default]
    Hidden,
    /// API: `IncludeDeprecated`.
    Shown,
}

impl Selected {
    /// Selects a secret of the list.
    pub fn listed(listed: Arc<Summary>) -> Self {
        Self {
            listed,
            detail: Loadable::Idle,
            value: ValuePane::default(),
            versions: VersionsPane::default(),
            policy: PolicyPane::default(),
            overview: Scroll::default(),
            rotation: Scroll::default(),
            tags: Cursor::default(),
            replication: Cursor::default(),
            due: None,
        }
    }

    /// Selects a secret that was described, whether or not the list has it.
    pub fn described(detail: Detail, now: Timestamp) -> Self {
        let mut selected = Self::listed(Arc::new(detail.summary.clone()));
        selected.detail = Loadable::ready(detail, now);
        selected
    }

    /// Its ARN.
    pub fn arn(&self) -> &Arn {
        &self.listed.arn
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.listed.name
    }

    /// The newest that is known of it: described if it was, else listed.
    pub fn summary(&self) -> &Summary {
        self.detail.value().map_or(&self.listed, |detail| &detail.summary)
    }

    /// Takes over what a newer list says, which counts until the secret is described.
    pub fn relist(&mut self, listed: Arc<Summary>) {
        self.listed = listed;
    }

    /// Its replicas, once it was described.
    pub fn replicas(&self) -> &[Replica] {
        self.detail.value().map_or(&[], |detail| &detail.replicas)
    }

    /// Takes in what `DescribeSecret` said just now.
    pub fn take_detail(&mut self, detail: Detail, now: Timestamp) {
        self.detail = Loadable::ready(detail, now);
        self.agree_with_detail();
    }

    /// After it was described anew: the cursors stay on rows that are there, and a value that is no longer the current one is
    /// out of date.
    pub fn agree_with_detail(&mut self) {
        self.clamp_cursors();
        let current = self.summary().versions.current();
        let shown = self.value.read.value().map(|shown| &shown.value().version);
        if self.value.selector == VersionSelector::Current
            && current.is_some()
            && shown.is_some_and(|_| shown != current)
        {
            self.value.read.invalidate();
        }
    }

    fn clamp_cursors(&mut self) {
        let (tags, replicas) = (self.summary().tags.len(), self.replicas().len());
        self.tags.clamp(tags);
        self.replication.clamp(replicas);
    }

    /// The versions that are there, in the order of the pane.
    pub fn versions(&self) -> &[Version] {
        self.versions.list.value().map_or(&[], Vec::as_slice)
    }

    /// What AWSPENDING apart from AWSCURRENT means, as far as is known; `None` where it is not apart.
    pub fn pending_rotation(&self, now: Timestamp) -> Option<PendingRotation> {
        let pending = self.summary().versions.pending()?;
        let version = self.versions().iter().find(|version| version.id == *pending);
        PendingRotation::of(self.summary(), version.and_then(|version| version.created), now)
    }

    /// The version under the cursor of the pane Versions.
    pub fn version_under_cursor(&self) -> Option<&Version> {
        self.versions().get(self.versions.cursor.at)
    }

    /// The version that the pane Value shows or would read; `None` for AWSCURRENT by label.
    pub fn chosen_version(&self) -> Option<&VersionId> {
        self.value.chosen()
    }

    /// The reads that are out for it.
    pub fn pending(&self) -> Vec<Ticket> {
        [
            self.detail.pending(),
            self.value.read.pending(),
            self.versions.list.pending(),
            self.policy.policy.pending(),
        ]
        .into_iter()
        .flatten()
        .cloned()
        .collect()
    }
}

/// Sorts versions as one reads them: labelled before deprecated, newest first; of those of one second, AWSCURRENT first.
pub fn sort_versions(versions: &mut [Version]) {
    let key = |version: &Version| {
        let others = !version.is_current();
        (version.is_deprecated(), std::cmp::Reverse(version.created), others, version.id.clone())
    };
    versions.sort_by_cached_key(key);
}
