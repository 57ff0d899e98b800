//! `DescribeSecret`, and what it shares with an entry of `ListSecrets`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::time::Time;
use super::{Call, Perform};
use crate::embedded::failure::Failure;
use crate::embedded::rotation::Rules;
use crate::embedded::store::{Metadata, Place, Replica, ReplicaStatus, Secret, Tag};

/// `DescribeSecret`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribeSecret {
    secret_id: String,
}

/// What `DescribeSecret` answers.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Description {
    #[serde(flatten)]
    overview: Overview,
    version_ids_to_stages: Option<Stages>,
    replication_status: Option<Vec<ReplicaReport>>,
}

/// Version ids and the labels on them; deprecated versions are left out.
pub type Stages = BTreeMap<Arc<str>, Vec<Arc<str>>>;

/// The metadata of a secret.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Overview {
    #[serde(rename = "ARN")]
    arn: String,
    name: Arc<str>,
    r#type: Option<Arc<str>>,
    description: Option<Arc<str>>,
    kms_key_id: Option<Arc<str>>,
    rotation_enabled: Option<bool>,
    #[serde(rename = "RotationLambdaARN")]
    rotation_lambda_arn: Option<Arc<str>>,
    rotation_rules: Option<Rules>,
    external_secret_rotation_metadata: Option<Vec<MetadataItem>>,
    external_secret_rotation_role_arn: Option<Arc<str>>,
    last_rotated_date: Option<Time>,
    last_changed_date: Option<Time>,
    last_accessed_date: Option<Time>,
    deleted_date: Option<Time>,
    next_rotation_date: Option<Time>,
    tags: Option<Vec<TagEntry>>,
    owning_service: Option<Arc<str>>,
    created_date: Option<Time>,
    primary_region: Option<Arc<str>>,
}

/// A tag on the wire.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct TagEntry {
    /// `Key`.
    pub key: Arc<str>,
    /// `Value`.
    pub value: Arc<str>,
}

/// A piece of what a third party's rotation needs to know.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct MetadataItem {
    key: Option<Arc<str>>,
    value: Option<Arc<str>>,
}

/// `ReplicationStatusType`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReplicaReport {
    region: Arc<str>,
    kms_key_id: Arc<str>,
    status: &'static str,
    status_message: Option<Arc<str>>,
    last_accessed_date: Option<Time>,
}

impl Perform for DescribeSecret {
    type Reply = Box<Description>;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Box<Description>, Failure> {
        let (_, secret) = call.existing(&self.secret_id)?;
        Ok(Box::new(Description {
            overview: Overview::of(&secret, &call.place),
            version_ids_to_stages: stages(&secret),
            replication_status: replication_status(&secret),
        }))
    }
}

impl Overview {
    /// The metadata of a secret as seen from a place.
    pub fn of(secret: &Secret, place: &Place) -> Self {
        let rotation = secret.rotation.as_deref();
        let metadata = rotation.map(|rotation| rotation.metadata.as_slice()).unwrap_or_default();
        Self {
            arn: secret.arn(place),
            name: Arc::clone(&secret.name),
            r#type: secret.kind.clone(),
            description: secret.description.clone(),
            kms_key_id: secret.kms_key_id.clone(),
            rotation_enabled: rotation.map(|rotation| rotation.enabled),
            rotation_lambda_arn: rotation.and_then(|rotation| rotation.lambda.clone()),
            rotation_rules: rotation
                .map(|rotation| rotation.rules.reported())
                .filter(|rules| !rules.is_empty()),
            external_secret_rotation_metadata: present(metadata.iter().map(MetadataItem::from)),
            external_secret_rotation_role_arn: rotation.and_then(|rotation| rotation.role.clone()),
            last_rotated_date: rotation.and_then(|rotation| rotation.last).map(Time),
            last_changed_date: Some(Time(secret.changed)),
            last_accessed_date: secret.accessed.map(Time),
            deleted_date: secret.deletion.map(Time),
            next_rotation_date: rotation
                .filter(|rotation| rotation.enabled)
                .and_then(|rotation| rotation.next)
                .map(|window| Time(window.end)),
            tags: secret.tags.list().map(|tags| tags.iter().map(TagEntry::from).collect()),
            owning_service: secret.owning_service.clone(),
            created_date: Some(Time(secret.created)),
            primary_region: secret.primary.clone(),
        }
    }
}

impl From<&Tag> for TagEntry {
    fn from(tag: &Tag) -> Self {
        Self { key: Arc::clone(&tag.key), value: Arc::clone(&tag.value) }
    }
}

impl From<&Metadata> for MetadataItem {
    fn from(Metadata { key, value }: &Metadata) -> Self {
        Self { key: key.clone(), value: value.clone() }
    }
}

impl From<MetadataItem> for Metadata {
    fn from(MetadataItem { key, value }: MetadataItem) -> Self {
        Self { key, value }
    }
}

impl From<&Replica> for ReplicaReport {
    fn from(replica: &Replica) -> Self {
        let (status, message) = match &replica.status {
            ReplicaStatus::InSync => ("InSync", Some("Replication succeeded".into())),
            ReplicaStatus::InProgress => ("InProgress", None),
            ReplicaStatus::Failed(reason) => ("Failed", Some(Arc::clone(reason))),
        };
        Self {
            region: Arc::clone(&replica.region),
            kms_key_id: replica.kms_key_id.clone().unwrap_or_else(|| "alias/aws/secretsmanager".into()),
            status,
            status_message: message,
            last_accessed_date: replica.accessed.map(Time),
        }
    }
}

/// The labels of each version that has any.
pub fn stages(secret: &Secret) -> Option<Stages> {
    let labelled = secret.versions.iter().filter(|version| !version.labels.is_empty());
    let stages: Stages = labelled.map(|version| (Arc::clone(&version.id), version.labels.clone())).collect();
    (!stages.is_empty()).then_some(stages)
}

/// How far replication is in each Region; None for a secret without replicas.
pub fn replication_status(secret: &Secret) -> Option<Vec<ReplicaReport>> {
    present(secret.replicas.iter().map(ReplicaReport::from))
}

/// A list that is left out when it is empty.
fn present<T>(items: impl Iterator<Item = T>) -> Option<Vec<T>> {
    let items: Vec<T> = items.collect();
    (!items.is_empty()).then_some(items)
}
