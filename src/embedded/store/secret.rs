//! A secret and all that belongs to it.

use std::sync::Arc;

use jiff::Timestamp;

use super::place::{Place, Suffix};
use super::version::Versions;
use crate::embedded::rotation::{Rules, Step, Window};

/// One secret, or one replica of it.
#[derive(Clone, Debug)]
pub struct Secret {
    /// `Name`, 1 to 512 characters.
    pub name: Arc<str>,
    /// How its ARN ends.
    pub suffix: Suffix,
    /// `Description`; None when never given.
    pub description: Option<Arc<str>>,
    /// `KmsKeyId`; None for the account's default key.
    pub kms_key_id: Option<Arc<str>>,
    /// `Type`, of secrets held for third parties.
    pub kind: Option<Arc<str>>,
    /// `OwningService`, of secrets that another service manages.
    pub owning_service: Option<Arc<str>>,
    /// `CreatedDate`.
    pub created: Timestamp,
    /// `LastChangedDate`.
    pub changed: Timestamp,
    /// `LastAccessedDate`, midnight UTC.
    pub accessed: Option<Timestamp>,
    /// `DeletedDate`: when a secret scheduled for deletion goes.
    pub deletion: Option<Timestamp>,
    /// In the order in which they were given.
    pub tags: Vec<Tag>,
    /// Its versions and their labels.
    pub versions: Versions,
    /// The resource policy as it was put.
    pub policy: Option<Arc<str>>,
    /// None while rotation was never configured.
    pub rotation: Option<Box<Rotation>>,
    /// `PrimaryRegion`: set on replicas and on primaries that have replicas.
    pub primary: Option<Arc<str>>,
    /// Where a primary is replicated to.
    pub replicas: Vec<Replica>,
}

/// A tag of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// 1 to 128 characters.
    pub key: Arc<str>,
    /// Up to 256 characters.
    pub value: Arc<str>,
}

/// How a secret rotates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rotation {
    /// `RotationEnabled`.
    pub enabled: bool,
    /// `RotationLambdaARN`; None for managed rotation.
    pub lambda: Option<Arc<str>>,
    /// `RotationRules`.
    pub rules: Rules,
    /// `LastRotatedDate`.
    pub last: Option<Timestamp>,
    /// The window of the next rotation; its end is `NextRotationDate`.
    pub next: Option<Window>,
    /// `ExternalSecretRotationMetadata`: key and value.
    pub metadata: Vec<(Arc<str>, Arc<str>)>,
    /// `ExternalSecretRotationRoleArn`.
    pub role: Option<Arc<str>>,
    /// The rotation that is running right now.
    pub running: Option<Running>,
}

/// A rotation between two of its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// The version that it makes.
    pub token: Arc<str>,
    /// The step that comes next.
    pub step: Step,
    /// When that step is done.
    pub due: Timestamp,
}

/// A Region that a secret is replicated to.
#[derive(Clone, Debug, PartialEq)]
pub struct Replica {
    /// The Region's code.
    pub region: Arc<str>,
    /// The key there; None for the default key.
    pub kms_key_id: Option<Arc<str>>,
    /// How far replication is.
    pub status: ReplicaStatus,
    /// Whether a secret of the same name there is replaced.
    pub overwrite: bool,
    /// When replication in progress settles; None for one that never does.
    pub due: Option<Timestamp>,
    /// The day on which the replica's value was last read.
    pub accessed: Option<Timestamp>,
}

/// `Status` and `StatusMessage` of a replica.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplicaStatus {
    /// The replica equals its primary.
    InSync,
    /// A change is on its way.
    InProgress,
    /// Replication stopped, for this reason.
    Failed(Arc<str>),
}

impl Secret {
    /// Whether this is a replica, seen from the Region in which it lies.
    pub fn is_replica(&self, place: &Place) -> bool {
        self.primary.as_ref().is_some_and(|primary| *primary != place.region)
    }

    /// The ARN in the given place.
    pub fn arn(&self, place: &Place) -> String {
        place.arn(&self.name, self.suffix)
    }
}
