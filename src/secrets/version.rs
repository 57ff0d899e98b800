//! Versions of a secret and the staging labels that sit on them.

use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The label of the version that clients read by default.
pub const AWSCURRENT: &str = "AWSCURRENT";
/// The label of the version that AWSCURRENT left last.
pub const AWSPREVIOUS: &str = "AWSPREVIOUS";
/// The label of the version that a rotation is making.
pub const AWSPENDING: &str = "AWSPENDING";

/// Names a version (API: `VersionId`): 32–64 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionId(pub String);

impl VersionId {
    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first eight characters: enough to tell a secret's versions apart on screen.
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A staging label (API: an entry of `VersionStages`): 1–256 characters; it sits on one version at a time.
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

/// The labels of one version, in a steady order.
pub type LabelSet = BTreeSet<StagingLabel>;

/// Which labels sit on which versions of a secret (API: `VersionIdsToStages`). Versions without labels are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionLabels(pub BTreeMap<VersionId, LabelSet>);

impl VersionLabels {
    /// The version that `label` sits on.
    pub fn holder(&self, label: &str) -> Option<&VersionId> {
        self.0.iter().find(|(_, labels)| labels.iter().any(|l| l.as_str() == label)).map(|(id, _)| id)
    }

    /// The version of AWSCURRENT.
    pub fn current(&self) -> Option<&VersionId> {
        self.holder(AWSCURRENT)
    }

    /// The version of AWSPREVIOUS.
    pub fn previous(&self) -> Option<&VersionId> {
        self.holder(AWSPREVIOUS)
    }

    /// The version of AWSPENDING where that is not AWSCURRENT's: a rotation is under way or stuck.
    pub fn pending(&self) -> Option<&VersionId> {
        self.holder(AWSPENDING).filter(|id| Some(*id) != self.current())
    }
}

/// A version as `ListSecretVersionIds` shows it (API: `SecretVersionsListEntry`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// API: `VersionId`.
    pub id: VersionId,
    /// API: `VersionStages`; empty for a deprecated version.
    pub labels: LabelSet,
    /// API: `CreatedDate`.
    pub created: Option<Timestamp>,
    /// API: `LastAccessedDate`, a day.
    pub last_accessed: Option<Timestamp>,
    /// API: `KmsKeyIds`; `DefaultEncryptionKey` is the AWS managed key.
    pub kms_key_ids: Vec<String>,
}

impl Version {
    /// Whether AWSCURRENT sits on it.
    pub fn is_current(&self) -> bool {
        self.labels.iter().any(|label| label.as_str() == AWSCURRENT)
    }

    /// Whether no label sits on the version: it may be removed by the service at any time.
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
