//! A secret: its metadata, versions, rotation and replicas.

use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::location::{ArnSuffix, Location};
use super::version::{CURRENT, Versions};
use crate::embedded::rotation::{Rules, Step, Window, start_of_day};

/// The internal number of a secret: unique in the store, and higher for each new secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SecretKey(pub u64);

/// A secret, or a replica of a secret in another Region.
#[derive(Clone, Debug)]
pub struct Secret {
    /// `Name`, 1 to 512 characters.
    pub name: Arc<str>,
    /// The end of the ARN.
    pub suffix: ArnSuffix,
    /// `Description`; None if it is empty or was never given.
    pub description: Option<Arc<str>>,
    /// `KmsKeyId`; None for the AWS managed key.
    pub kms_key_id: Option<Arc<str>>,
    /// `Type`: the partner, for a managed external secret.
    pub kind: Option<Arc<str>>,
    /// `OwningService`: the AWS service that manages the secret.
    pub owning_service: Option<Arc<str>>,
    /// `CreatedDate`.
    pub created: Timestamp,
    /// `LastChangedDate`.
    pub changed: Timestamp,
    /// `LastAccessedDate`: the day of the last read, at midnight UTC.
    pub accessed: Option<Timestamp>,
    /// The scheduled deletion; None for a secret that stays.
    pub deletion: Option<ScheduledDeletion>,
    /// `Tags`, in the order in which they were added.
    pub tags: Tags,
    /// Versions and their staging labels.
    pub versions: Versions,
    /// The resource policy, as `PutResourcePolicy` sent it.
    pub policy: Option<Arc<str>>,
    /// The rotation configuration; None if rotation was never configured.
    pub rotation: Option<Box<Rotation>>,
    /// `PrimaryRegion`: set on replicas and on primaries that have replicas.
    pub primary: Option<Arc<str>>,
    /// The replicas of a primary; empty on a replica.
    pub replicas: Vec<Replica>,
}

/// A deletion at the end of a recovery window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScheduledDeletion {
    /// `DeletedDate`: the time of the call of `DeleteSecret`.
    pub asked: Timestamp,
    /// `DeletionDate`: the end of the recovery window. Only the response to `DeleteSecret` has it.
    pub ends: Timestamp,
}

/// A tag of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// `Key`, 1 to 128 characters.
    pub key: Arc<str>,
    /// `Value`, up to 256 characters.
    pub value: Arc<str>,
}

/// The tags of a secret. A secret that lost all its tags has an empty list; a secret that never had
/// tags has no list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(Option<Vec<Tag>>);

impl Tags {
    /// The list; None if the secret never had tags.
    pub fn list(&self) -> Option<&[Tag]> {
        self.0.as_deref()
    }

    /// Removes the tags with these keys.
    pub fn remove(&mut self, keys: &[Arc<str>]) {
        if let Some(tags) = &mut self.0 {
            tags.retain(|tag| !keys.contains(&tag.key));
        }
    }
}

impl From<Vec<Tag>> for Tags {
    fn from(tags: Vec<Tag>) -> Self {
        Self((!tags.is_empty()).then_some(tags))
    }
}

impl Deref for Tags {
    type Target = [Tag];

    fn deref(&self) -> &[Tag] {
        self.0.as_deref().unwrap_or_default()
    }
}

/// The rotation configuration of a secret, and the rotation in progress.
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
    /// `ExternalSecretRotationMetadata`.
    pub metadata: Vec<RotationMetadata>,
    /// `ExternalSecretRotationRoleArn`.
    pub role: Option<Arc<str>>,
    /// The rotation in progress.
    pub running: Option<RunningRotation>,
}

/// An item of `ExternalSecretRotationMetadata`: a parameter of a partner's rotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotationMetadata {
    /// `Key`, 1 to 256 characters.
    pub key: Option<Arc<str>>,
    /// `Value`, 1 to 2,048 characters.
    pub value: Option<Arc<str>>,
}

/// A rotation in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningRotation {
    /// The id of the version that the rotation creates.
    pub token: Arc<str>,
    /// The step in progress.
    pub step: Step,
    /// The time at which that step ends.
    pub due: Timestamp,
}

/// A Region that a primary is replicated to, as the primary knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Replica {
    /// The Region code.
    pub region: Arc<str>,
    /// The KMS key of the replica; None for the AWS managed key.
    pub kms_key_id: Option<Arc<str>>,
    /// `Status`, and `StatusMessage` of a failure.
    pub status: ReplicaStatus,
    /// Replaces a secret of the same name in that Region.
    pub overwrite: bool,
    /// The time at which replication in progress ends. None if it has ended, or never does.
    pub due: Option<Timestamp>,
    /// `LastAccessedDate`: the day of the last read of the replica, at midnight UTC.
    pub accessed: Option<Timestamp>,
}

/// The replication status of a replica.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplicaStatus {
    /// The replica equals the primary.
    InSync,
    /// A change of the primary has not reached the replica yet.
    InProgress,
    /// Replication failed; holds `StatusMessage`.
    Failed(Arc<str>),
}

impl Secret {
    /// Returns true if this is a replica; `location` is where this secret is stored.
    pub fn is_replica(&self, location: &Location) -> bool {
        self.primary.as_ref().is_some_and(|primary| *primary != location.region)
    }

    /// Records a read of the current value on the secret and on that version.
    pub fn record_read_of_current(&mut self, now: Timestamp) {
        let today = start_of_day(now);
        self.accessed = Some(today);
        if let Some(current) = self.versions.by_label_mut(CURRENT) {
            current.accessed = Some(today);
        }
    }

    /// The ARN of this secret, stored in `location`.
    pub fn arn(&self, location: &Location) -> String {
        location.arn(&self.name, self.suffix)
    }
}
