//! `DescribeSecret`, and the metadata that it shares with the entries of `ListSecrets`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::call::{Call, Perform};
use super::time::EpochSeconds;
use crate::embedded::error::ApiError;
use crate::embedded::rotation::Rules;
use crate::embedded::store::{Location, Replica, ReplicaStatus, RotationMetadata, Secret, Tag};

/// `DescribeSecret`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribeSecret {
    secret_id: String,
}

/// All metadata of a secret.
#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DescribeSecretResponse {
    #[serde(flatten)]
    metadata: SecretMetadata,
    version_ids_to_stages: Option<Stages>,
    replication_status: Option<Vec<ReplicationStatusEntry>>,
}

/// Staging labels by version id. Versions without labels are left out.
pub type Stages = BTreeMap<Arc<str>, Vec<Arc<str>>>;

/// The metadata of a secret that `ListSecrets` shows too.
#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SecretMetadata {
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
    external_secret_rotation_metadata: Option<Vec<RotationMetadataItem>>,
    external_secret_rotation_role_arn: Option<Arc<str>>,
    last_rotated_date: Option<EpochSeconds>,
    last_changed_date: Option<EpochSeconds>,
    last_accessed_date: Option<EpochSeconds>,
    deleted_date: Option<EpochSeconds>,
    next_rotation_date: Option<EpochSeconds>,
    tags: Option<Vec<TagEntry>>,
    owning_service: Option<Arc<str>>,
    created_date: Option<EpochSeconds>,
    primary_region: Option<Arc<str>>,
}

/// `Tag`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct TagEntry {
    /// `Key`.
    pub key: Arc<str>,
    /// `Value`.
    pub value: Arc<str>,
}

/// `ExternalSecretRotationMetadataItem`.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct RotationMetadataItem {
    key: Option<Arc<str>>,
    value: Option<Arc<str>>,
}

/// `ReplicationStatusType`.
#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReplicationStatusEntry {
    region: Arc<str>,
    kms_key_id: Arc<str>,
    status: &'static str,
    status_message: Option<Arc<str>>,
    last_accessed_date: Option<EpochSeconds>,
}

impl Perform for DescribeSecret {
    type Reply = Box<DescribeSecretResponse>;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Box<DescribeSecretResponse>, ApiError> {
        let (_, secret) = call.existing(&self.secret_id)?;
        Ok(Box::new(DescribeSecretResponse {
            metadata: SecretMetadata::of(&secret, &call.location),
            version_ids_to_stages: stages(&secret),
            replication_status: replication_status(&secret),
        }))
    }
}

impl SecretMetadata {
    /// The metadata of a secret that is stored in `location`.
    pub fn of(secret: &Secret, location: &Location) -> Self {
        let rotation = secret.rotation.as_deref();
        let metadata = rotation.map(|rotation| rotation.metadata.as_slice()).unwrap_or_default();
        Self {
            arn: secret.arn(location),
            name: Arc::clone(&secret.name),
            r#type: secret.kind.clone(),
            description: secret.description.clone(),
            kms_key_id: secret.kms_key_id.clone(),
            rotation_enabled: rotation.map(|rotation| rotation.enabled && secret.deletion.is_none()),
            rotation_lambda_arn: rotation.and_then(|rotation| rotation.lambda.clone()),
            rotation_rules: rotation
                .map(|rotation| rotation.rules.reported())
                .filter(|rules| !rules.is_empty()),
            external_secret_rotation_metadata: non_empty(metadata.iter().map(RotationMetadataItem::from)),
            external_secret_rotation_role_arn: rotation.and_then(|rotation| rotation.role.clone()),
            last_rotated_date: rotation.and_then(|rotation| rotation.last).map(EpochSeconds),
            last_changed_date: Some(EpochSeconds(secret.changed)),
            last_accessed_date: secret.accessed.map(EpochSeconds),
            deleted_date: secret.deletion.map(|deletion| EpochSeconds(deletion.asked)),
            next_rotation_date: rotation
                .filter(|rotation| rotation.enabled && secret.deletion.is_none())
                .and_then(|rotation| rotation.next)
                .map(|window| EpochSeconds(window.end)),
            tags: secret.tags.list().map(|tags| tags.iter().map(TagEntry::from).collect()),
            owning_service: secret.owning_service.clone(),
            created_date: Some(EpochSeconds(secret.created)),
            primary_region: secret.primary.clone(),
        }
    }
}

impl From<&Tag> for TagEntry {
    fn from(tag: &Tag) -> Self {
        Self { key: Arc::clone(&tag.key), value: Arc::clone(&tag.value) }
    }
}

impl From<&RotationMetadata> for RotationMetadataItem {
    fn from(RotationMetadata { key, value }: &RotationMetadata) -> Self {
        Self { key: key.clone(), value: value.clone() }
    }
}

impl From<RotationMetadataItem> for RotationMetadata {
    fn from(RotationMetadataItem { key, value }: RotationMetadataItem) -> Self {
        Self { key, value }
    }
}

impl From<&Replica> for ReplicationStatusEntry {
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
            last_accessed_date: replica.accessed.map(EpochSeconds),
        }
    }
}

/// The labels of each version that has any. None for a secret without labels.
pub fn stages(secret: &Secret) -> Option<Stages> {
    let labelled = secret.versions.iter().filter(|version| !version.labels.is_empty());
    let stages: Stages = labelled.map(|version| (Arc::clone(&version.id), version.labels.clone())).collect();
    (!stages.is_empty()).then_some(stages)
}

/// The replication status of each replica; None for a secret without replicas.
pub fn replication_status(secret: &Secret) -> Option<Vec<ReplicationStatusEntry>> {
    non_empty(secret.replicas.iter().map(ReplicationStatusEntry::from))
}

/// Collects a list; None if it is empty.
fn non_empty<T>(items: impl Iterator<Item = T>) -> Option<Vec<T>> {
    let items: Vec<T> = items.collect();
    (!items.is_empty()).then_some(items)
}
