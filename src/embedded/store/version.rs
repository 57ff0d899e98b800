//! The versions of a secret and the staging labels on them.
//!
//! Invariants: a label is attached to at most one version. Once a version has AWSCURRENT, exactly one
//! version has it at any time. When AWSCURRENT moves, AWSPREVIOUS moves to the version that had it.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use jiff::{SignedDuration, Timestamp};

use super::value::Value;

/// The staging label of the version that is read by default.
pub const CURRENT: &str = "AWSCURRENT";
/// The staging label of the version that was current before.
pub const PREVIOUS: &str = "AWSPREVIOUS";
/// The staging label of the version that a rotation creates.
pub const PENDING: &str = "AWSPENDING";

/// The quota of staging labels on all versions of a secret together.
pub const MAX_LABELS: usize = 20;
/// The number of versions above which deprecated versions are removed.
const MAX_VERSIONS: usize = 100;
/// The age before which no version is removed.
const MIN_AGE: SignedDuration = SignedDuration::from_hours(24);

/// A label as shared text. All versions share one copy of each AWS label.
fn interned(label: &str) -> Arc<str> {
    static STANDARD: LazyLock<[Arc<str>; 3]> = LazyLock::new(|| [CURRENT, PREVIOUS, PENDING].map(Into::into));
    let standard = STANDARD.iter().find(|standard| ***standard == *label);
    standard.cloned().unwrap_or_else(|| label.into())
}

/// One version of a secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// `VersionId`: the client request token that created the version.
    pub id: Arc<str>,
    /// Staging labels, in alphabetical order.
    pub labels: Vec<Arc<str>>,
    /// The value. None between the start of a rotation and the end of its first step.
    pub value: Option<Value>,
    /// `CreatedDate`.
    pub created: Timestamp,
    /// `LastAccessedDate`: the day of the last read, at midnight UTC.
    pub accessed: Option<Timestamp>,
    /// The KMS key that encrypts the value; None for the AWS managed key.
    pub kms_key_id: Option<Arc<str>>,
}

impl Version {
    /// Creates a version without labels.
    pub fn new(id: &str, value: Option<Value>, created: Timestamp, kms_key_id: Option<Arc<str>>) -> Self {
        Self { id: id.into(), labels: Vec::new(), value, created, accessed: None, kms_key_id }
    }

    /// Returns true if the label is attached to this version.
    pub fn has_label(&self, label: &str) -> bool {
        self.labels.iter().any(|held| **held == *label)
    }
}

/// All versions of one secret, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Versions(Vec<Version>);

impl Versions {
    /// Every version, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Version> {
        self.0.iter()
    }

    /// The version with this id.
    pub fn by_id(&self, id: &str) -> Option<&Version> {
        self.0.iter().find(|version| *version.id == *id)
    }

    /// The version with this id, mutable.
    pub fn by_id_mut(&mut self, id: &str) -> Option<&mut Version> {
        self.0.iter_mut().find(|version| *version.id == *id)
    }

    /// The version that the label is attached to.
    pub fn by_label(&self, label: &str) -> Option<&Version> {
        self.0.iter().find(|version| version.has_label(label))
    }

    /// The version that the label is attached to, mutable.
    pub fn by_label_mut(&mut self, label: &str) -> Option<&mut Version> {
        self.0.iter_mut().find(|version| version.has_label(label))
    }

    /// The number of labels on all versions after attaching `labels`.
    pub fn count_labels_with(&self, labels: &[&str]) -> usize {
        let held: usize = self.0.iter().map(|version| version.labels.len()).sum();
        let new: HashSet<&str> =
            labels.iter().copied().filter(|label| self.by_label(label).is_none()).collect();
        held + new.len()
    }

    /// The version of a rotation that is running or stuck: it has AWSPENDING but not AWSCURRENT.
    pub fn pending(&self) -> Option<&Version> {
        self.by_label(PENDING).filter(|version| !version.has_label(CURRENT))
    }

    /// Adds a version and moves these labels to it, then removes old deprecated versions.
    pub fn add(&mut self, version: Version, labels: &[&str], now: Timestamp) {
        let id = Arc::clone(&version.id);
        // Most secrets have one or two versions, so spare capacity would be wasted memory.
        self.0.reserve_exact(1);
        self.0.push(version);
        for label in labels {
            self.attach(label, &id);
        }
        self.prune(now);
    }

    /// Moves a label to a version. When AWSCURRENT moves, the version that it leaves gets AWSPREVIOUS
    /// and loses AWSPENDING. Does nothing if the version doesn't exist or has the label already.
    pub fn attach(&mut self, label: &str, id: &str) {
        if self.by_id(id).is_none_or(|version| version.has_label(label)) {
            return;
        }
        let left = self.by_label(label).map(|version| Arc::clone(&version.id));
        self.detach(label);
        if let Some(version) = self.by_id_mut(id) {
            version.labels.reserve_exact(1);
            let at = version.labels.partition_point(|held| **held < *label);
            version.labels.insert(at, interned(label));
        }
        if label == CURRENT {
            self.detach_from(PREVIOUS, id);
            if let Some(left) = left {
                self.detach_from(PENDING, &left);
                self.attach(PREVIOUS, &left);
            }
        }
    }

    /// Removes a label from the version that has it.
    pub fn detach(&mut self, label: &str) {
        for version in &mut self.0 {
            version.labels.retain(|held| **held != *label);
        }
    }

    /// Sets the KMS key of all versions with labels. Changing the key of a secret re-encrypts these
    /// versions only.
    pub fn set_key_of_labelled(&mut self, kms_key_id: Option<&Arc<str>>) {
        for version in self.0.iter_mut().filter(|version| !version.labels.is_empty()) {
            version.kms_key_id = kms_key_id.cloned();
        }
    }

    /// Replaces the access dates with those of the same version ids in `source`.
    pub fn copy_access_dates(&mut self, source: Option<&Self>) {
        for version in &mut self.0 {
            let known = source.and_then(|versions| versions.by_id(&version.id));
            version.accessed = known.and_then(|known| known.accessed);
        }
    }

    fn detach_from(&mut self, label: &str, id: &str) {
        if let Some(version) = self.by_id_mut(id) {
            version.labels.retain(|held| **held != *label);
        }
    }

    /// Removes the oldest deprecated versions above 100 versions, but none younger than 24 hours.
    fn prune(&mut self, now: Timestamp) {
        let mut surplus = self.0.len().saturating_sub(MAX_VERSIONS);
        self.0.retain(|version| {
            let remove =
                surplus > 0 && version.labels.is_empty() && now.duration_since(version.created) >= MIN_AGE;
            surplus -= usize::from(remove);
            !remove
        });
    }
}
