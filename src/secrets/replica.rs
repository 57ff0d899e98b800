//! Replicas: the copies of a secret in other Regions.

use jiff::Timestamp;

/// The state of one replica (API: `ReplicationStatusType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replica {
    /// API: `Region`.
    pub region: String,
    /// API: `KmsKeyId`.
    pub kms_key_id: Option<String>,
    /// API: `Status`.
    pub status: ReplicaStatus,
    /// API: `StatusMessage`: why replication failed.
    pub message: Option<String>,
    /// API: `LastAccessedDate`, a day.
    pub last_accessed: Option<Timestamp>,
}

/// API: `StatusType`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplicaStatus {
    /// The replica equals its primary.
    InSync,
    /// Replication is under way.
    InProgress,
    /// Replication failed; the message says why.
    Failed,
    /// A status that this program does not know yet.
    Other(String),
}

impl ReplicaStatus {
    /// The API's name for the status.
    pub fn as_str(&self) -> &str {
        match self {
            Self::InSync => "InSync",
            Self::InProgress => "InProgress",
            Self::Failed => "Failed",
            Self::Other(name) => name,
        }
    }
}

/// The part that a secret plays in replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplicaRole<'a> {
    /// Not replicated.
    Single,
    /// The secret that its replicas follow.
    Primary,
    /// A copy; it is changed and rotated in `primary` only.
    Replica {
        /// The Region of the primary.
        primary: &'a str,
    },
}
