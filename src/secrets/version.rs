//! Versions of a secret and their staging labels.

use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The staging label of the version that clients read by default.
pub const AWSCURRENT: &str = "AWSCURRENT";
/// The staging label of the version that had AWSCURRENT before.
pub const AWSPREVIOUS: &str = "AWSPREVIOUS";
/// The staging label of the version that a rotation creates.
pub const AWSPENDING: &str = "AWSPENDING";

/// The ID of a version (API: `VersionId`): 32–64 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionId(pub String);

impl VersionId {
    /// The whole ID.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first eight bytes, or the whole ID if they end within a character: enough to tell the versions of a secret
    /// apart on screen.
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }

    /// The version as texts name it: its labels, if it has any, and its short ID.
    pub fn in_words(&self, labels: &LabelSet) -> String {
        let labels = labels.iter().map(StagingLabel::as_str);
        labels.chain([self.short()]).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A staging label (API: an entry of `VersionStages`): 1–256 characters. It is on one version at a time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StagingLabel(pub String);

impl StagingLabel {
    /// `AWSCURRENT`.
    pub fn current() -> Self {
        Self(AWSCURRENT.into())
    }

    /// The label as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StagingLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The staging labels of a version, sorted.
pub type LabelSet = BTreeSet<StagingLabel>;

/// The staging labels of all versions of a secret (API: `VersionIdsToStages`). Leaves out versions without labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionLabels(pub BTreeMap<VersionId, LabelSet>);

impl VersionLabels {
    /// The version that has `label`.
    pub fn holder(&self, label: &str) -> Option<&VersionId> {
        self.0.iter().find(|(_, labels)| labels.iter().any(|l| l.as_str() == label)).map(|(id, _)| id)
    }

    /// The version with AWSCURRENT.
    pub fn current(&self) -> Option<&VersionId> {
        self.holder(AWSCURRENT)
    }

    /// The version with AWSPREVIOUS.
    pub fn previous(&self) -> Option<&VersionId> {
        self.holder(AWSPREVIOUS)
    }

    /// The version with AWSPENDING, unless it has AWSCURRENT too. A rotation is in progress or stuck if there is one.
    pub fn pending(&self) -> Option<&VersionId> {
        self.holder(AWSPENDING).filter(|id| Some(*id) != self.current())
    }

    /// The labels after one label was moved, or removed if there is no target. Moving AWSCURRENT leaves AWSPREVIOUS
    /// behind.
    #[must_use]
    pub fn moved(&self, label: &StagingLabel, target: Option<&VersionId>) -> Self {
        let mut after = self.clone();
        after.put(label, target);
        let left = self.holder(label.as_str()).filter(|left| Some(*left) != target);
        if label.as_str() == AWSCURRENT && left.is_some() {
            after.put(&StagingLabel(AWSPREVIOUS.into()), left);
        }
        after
    }

    fn put(&mut self, label: &StagingLabel, target: Option<&VersionId>) {
        for set in self.0.values_mut() {
            set.remove(label);
        }
        if let Some(target) = target {
            self.0.entry(target.clone()).or_default().insert(label.clone());
        }
    }
}

/// A version as `ListSecretVersionIds` gives it (API: `SecretVersionsListEntry`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// API: `VersionId`.
    pub id: VersionId,
    /// API: `VersionStages`; empty for a deprecated version.
    pub labels: LabelSet,
    /// API: `CreatedDate`.
    pub created: Option<Timestamp>,
    /// API: `LastAccessedDate`: the day of the last read, as midnight UTC.
    pub last_accessed: Option<Timestamp>,
    /// API: `KmsKeyIds`; `DefaultEncryptionKey` means the AWS managed key.
    pub kms_key_ids: Vec<String>,
}

impl Version {
    /// True if the version has AWSCURRENT.
    pub fn is_current(&self) -> bool {
        self.labels.iter().any(|label| label.as_str() == AWSCURRENT)
    }

    /// True if the version has no staging labels. The service may remove it at any time.
    pub fn is_deprecated(&self) -> bool {
        self.labels.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(pairs: &[(&str, &[&str])]) -> VersionLabels {
        VersionLabels(
            pairs
                .iter()
                .map(|(id, labels)| {
                    let set = labels.iter().map(|l| StagingLabel((*l).into())).collect();
                    (VersionId((*id).into()), set)
                })
                .collect(),
        )
    }

    #[test]
    fn a_pending_label_beside_current_is_no_pending_rotation() {
        assert_eq!(labels(&[("a", &[AWSCURRENT, AWSPENDING])]).pending(), None);
        let stuck = labels(&[("a", &[AWSCURRENT]), ("b", &[AWSPENDING])]);
        assert_eq!(stuck.pending().map(VersionId::as_str), Some("b"));
    }

    #[test]
    fn short_ids_never_split_a_character() {
        assert_eq!(VersionId("äöüäöüäöü".into()).short(), "äöüä");
        assert_eq!(VersionId("abc".into()).short(), "abc");
    }
}
