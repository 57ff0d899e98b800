//! Replicas: copies of a secret in other Regions.

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
    /// API: `LastAccessedDate`: the day of the last read, as midnight UTC.
    pub last_accessed: Option<Timestamp>,
}

/// The status of a replica (API: `StatusType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplicaStatus {
    /// The replica is equal to its primary.
    InSync,
    /// Replication is in progress.
    InProgress,
    /// Replication failed. [`Replica::message`] says why.
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

/// The role of a secret in replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplicaRole<'a> {
    /// The secret is not replicated.
    Single,
    /// The secret has replicas, which follow its changes.
    Primary,
    /// The secret is a replica. It is changed and rotated only through its primary.
    Replica {
        /// The Region of the primary.
        primary: &'a str,
    },
}

impl<'a> ReplicaRole<'a> {
    /// The role of a secret in `region`, given the Region of its primary.
    pub fn of(primary: Option<&'a str>, region: Option<&str>) -> Self {
        match (primary, region) {
            (None, _) => Self::Single,
            (Some(primary), Some(region)) if primary != region => Self::Replica { primary },
            (Some(_), _) => Self::Primary,
        }
    }
}
