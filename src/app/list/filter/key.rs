//! The keys of the filter language: one table for the parser, its errors and the help page.

use std::fmt;

/// What a `key:value` term asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterKey {
    /// A tag, by key or by key and value.
    Tag,
    /// The description.
    Desc,
    /// The state of rotation.
    Rotation,
    /// `LastChangedDate`.
    Changed,
    /// `LastAccessedDate`.
    Accessed,
    /// Whether the secret is scheduled for deletion.
    Deleted,
    /// The service that manages the secret.
    Owner,
    /// The KMS key.
    Kms,
    /// The part that the secret plays in replication.
    Replica,
}

impl FilterKey {
    /// Every key, in the order of the help page.
    pub const ALL: [Self; 9] = [
        Self::Tag,
        Self::Desc,
        Self::Rotation,
        Self::Changed,
        Self::Accessed,
        Self::Deleted,
        Self::Owner,
        Self::Kms,
        Self::Replica,
    ];

    /// The key as it is typed, without its colon.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Desc => "desc",
            Self::Rotation => "rotation",
            Self::Changed => "changed",
            Self::Accessed => "accessed",
            Self::Deleted => "deleted",
            Self::Owner => "owner",
            Self::Kms => "kms",
            Self::Replica => "replica",
        }
    }

    /// The values that it takes, in words: what follows "needs".
    pub fn needs(self) -> &'static str {
        match self {
            Self::Tag => "KEY or KEY=VALUE",
            Self::Desc => "a part of the description",
            Self::Rotation => "on, off, none, pending, overdue or failed",
            Self::Changed | Self::Accessed => "< or > and an age such as 7d (m, h, d, w or y), or never",
            Self::Deleted => "yes or no",
            Self::Owner => "the beginning of a service's name, or none",
            Self::Kms => "a part of the key's id, ARN or alias, or default",
            Self::Replica => "yes, no or primary",
        }
    }

    /// A term that shows how the key is used.
    pub fn example(self) -> &'static str {
        match self {
            Self::Tag => "tag:team=payments",
            Self::Desc => "desc:\"read replica\"",
            Self::Rotation => "rotation:overdue|failed",
            Self::Changed => "changed:<7d",
            Self::Accessed => "accessed:>90d|never",
            Self::Deleted => "deleted:yes",
            Self::Owner => "owner:rds",
            Self::Kms => "kms:alias/payments",
            Self::Replica => "replica:primary",
        }
    }

    /// What the term lets through, in a line.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Tag => "Secrets with that tag; capitals count if you type any",
            Self::Desc => "Secrets whose description contains the text",
            Self::Rotation => "Rotation turned on, turned off or never set up; under way, late, or not ended",
            Self::Changed => "Changed less (<) or more (>) than that long ago, or never",
            Self::Accessed => "Last read less (<) or more (>) than that long ago, to the day, or never",
            Self::Deleted => "Secrets scheduled for deletion, or those that are not",
            Self::Owner => "Secrets that a service manages, or that none does",
            Self::Kms => "Secrets encrypted with that KMS key, or with the AWS managed key",
            Self::Replica => "Replicas, secrets that are none, or primaries with replicas",
        }
    }

    /// The key that `text` names, in whatever case.
    pub(super) fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for FilterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.as_str())
    }
}
