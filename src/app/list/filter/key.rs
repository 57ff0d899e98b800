//! The keys of the filter language, for the parser, its errors and the help page.

use std::fmt;

/// The key of a `key:value` term.
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
    /// Scheduled for deletion or not, or the age of the request (`DeletedDate`).
    Deleted,
    /// The service that manages the secret.
    Owner,
    /// The KMS key.
    Kms,
    /// The role in replication.
    Replica,
    /// The bookmark.
    Is,
}

impl FilterKey {
    /// Every key, in the order of the help page.
    pub const ALL: [Self; 10] = [
        Self::Tag,
        Self::Desc,
        Self::Rotation,
        Self::Changed,
        Self::Accessed,
        Self::Deleted,
        Self::Owner,
        Self::Kms,
        Self::Replica,
        Self::Is,
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
            Self::Is => "is",
        }
    }

    /// The values that the key takes, as they follow "needs" in a sentence.
    pub fn needs(self) -> &'static str {
        match self {
            Self::Tag => "KEY or KEY=VALUE",
            Self::Desc => "a part of the description",
            Self::Rotation => "on, off, none, pending, overdue or failed",
            Self::Changed | Self::Accessed => "< or > and an age such as 7d (m, h, d, w or y), or never",
            Self::Deleted => "yes, no, or an age such as <7d or >20d",
            Self::Owner => "the beginning of the name of an AWS service, or none",
            Self::Kms => "a part of the ID, ARN or alias of a KMS key, or default",
            Self::Is => "bookmarked",
            Self::Replica => "yes, no, primary, none, in-sync, in-progress, failed or a Region",
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
            Self::Deleted => "deleted:>20d",
            Self::Owner => "owner:rds",
            Self::Kms => "kms:alias/payments",
            Self::Replica => "replica:failed",
            Self::Is => "is:bookmarked",
        }
    }

    /// The secrets that match such a term, in one line.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Tag => "Secrets with that tag; case matters if you type a capital letter",
            Self::Desc => "Secrets whose description contains the text",
            Self::Rotation => {
                "Rotation turned on, turned off or never set up; in progress, overdue or failed"
            }
            Self::Changed => "Changed less (<) or more (>) than that long ago, or never",
            Self::Accessed => "Last read less (<) or more (>) than that long ago, by the day, or never",
            Self::Deleted => {
                "Scheduled for deletion or not; deletion requested less (<) or more (>) than that long ago"
            }
            Self::Owner => "Secrets that an AWS service manages, or that no service manages",
            Self::Kms => "Secrets encrypted with that KMS key, or with the AWS managed key",
            Self::Is => "Secrets with a bookmark, in the dashboard alone",
            Self::Replica => {
                "Replicas, all other secrets, primaries, or secrets without replicas; primaries by the state or the \
                 Region of a replica, as far as they were opened: the list does not tell"
            }
        }
    }

    /// The key with that name, in upper or lower case.
    pub(super) fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for FilterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.as_str())
    }
}
