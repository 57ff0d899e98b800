//! A secret and all that belongs to it.

use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;

use super::place::{Place, Suffix};
use super::version::{CURRENT, Versions};
use crate::embedded::rotation::{Rules, Step, Window, start_of_day};

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
    pub tags: Tags,
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

/// The tags of a secret. One that lost its tags again has a list of none; one that never had any
/// has no list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(Option<Vec<Tag>>);

impl Tags {
    /// The list, if there ever was one.
    pub fn list(&self) -> Option<&[Tag]> {
        self.0.as_deref()
    }

    /// Removes the tags of these keys.
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
    /// `ExternalSecretRotationMetadata`.
    pub metadata: Vec<Metadata>,
    /// `ExternalSecretRotationRoleArn`.
    pub role: Option<Arc<str>>,
    /// The rotation that is running right now.
    pub running: Option<Running>,
}

/// A piece of what a third party's rotation needs to know, as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// `Key`, 1 to 256 characters.
    pub key: Option<Arc<str>>,
    /// `Value`, 1 to 2,048 characters.
    pub value: Option<Arc<str>>,
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

    /// Notes the day on which a rotation function read the current value.
    pub fn note_read_of_current(&mut self, now: Timestamp) {
        let today = start_of_day(now);
        self.accessed = Some(today);
        if let Some(current) = self.versions.by_label_mut(CURRENT) {
            current.accessed = Some(today);
        }
    }

    /// The ARN in the given place.
    pub fn arn(&self, place: &Place) -> String {
        place.arn(&self.name, self.suffix)
    }
}
