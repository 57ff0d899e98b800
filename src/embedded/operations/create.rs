//! `CreateSecret`, `UpdateSecret`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::call::{Call, Identity, Perform, check_name};
use super::describe::{ReplicationStatusEntry, TagEntry, replication_status};
use super::replication::{ReplicaRegion, add_replicas, check_regions};
use super::tags::merge_tags;
use super::value::{NewValue, put_value, require_token, token_in_use};
use crate::embedded::error::{ApiError, ErrorCode};
use crate::embedded::store::{ArnSuffix, CURRENT, Secret, SecretKey, Tags, Value, Version, Versions};

/// `CreateSecret`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct CreateSecret {
    name: Arc<str>,
    client_request_token: Option<String>,
    description: Option<Arc<str>>,
    kms_key_id: Option<Arc<str>>,
    #[serde(flatten)]
    value: NewValue,
    tags: Option<Vec<TagEntry>>,
    add_replica_regions: Option<Vec<ReplicaRegion>>,
    force_overwrite_replica_secret: Option<bool>,
    r#type: Option<Arc<str>>,
}

/// The secret that was created.
#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateSecretResponse {
    #[serde(flatten)]
    identity: Identity,
    version_id: Option<Arc<str>>,
    replication_status: Option<Vec<ReplicationStatusEntry>>,
}

impl Perform for CreateSecret {
    type Reply = CreateSecretResponse;

    /// The name, so that a denied name is denied although no such secret exists yet.
    fn secret_id(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<CreateSecretResponse, ApiError> {
        check_name(&self.name)?;
        let token = require_token(self.client_request_token.clone())?;
        let value = self.value.clone().into_value()?;
        if let Ok((_, held)) = call.existing(&self.name) {
            return name_in_use(call, &held, &token, value.as_ref());
        }
        let tags = merge_tags(&Tags::default(), self.tags.as_deref().unwrap_or_default())?;
        let regions = self.add_replica_regions.clone().unwrap_or_default();
        check_regions(call, &regions)?;

        let overwrite = self.force_overwrite_replica_secret.unwrap_or_default();
        let version_id = value.as_ref().map(|_| token.as_str().into());
        let secret = self.build(call, &token, value, tags);
        let key = call.store.add(&call.location, secret);
        let secret = add_replicas(call, key, &regions, overwrite)?;
        Ok(CreateSecretResponse {
            identity: call.identity(&secret),
            version_id,
            replication_status: replication_status(&secret),
        })
    }
}

impl CreateSecret {
    fn build(self, call: &mut Call<'_>, token: &str, value: Option<Value>, tags: Tags) -> Secret {
        let now = call.now;
        let kms_key_id = self.kms_key_id.filter(|key| !key.is_empty());
        let mut versions = Versions::default();
        if value.is_some() {
            versions.add(Version::new(token, value, now, kms_key_id.clone()), &[CURRENT], now);
        }
        Secret {
            suffix: ArnSuffix::random(&mut call.store.random),
            name: self.name,
            description: self.description.filter(|description| !description.is_empty()),
            kms_key_id,
            kind: self.r#type.filter(|kind| !kind.is_empty()),
            owning_service: None,
            created: now,
            changed: now,
            accessed: None,
            deletion: None,
            tags,
            versions,
            policy: None,
            rotation: None,
            primary: None,
            replicas: Vec::new(),
        }
    }
}

/// Responds to a name that is in use: with success if the same request created the secret before, else with an error.
fn name_in_use(
    call: &Call<'_>,
    held: &Secret,
    token: &str,
    value: Option<&Value>,
) -> Result<CreateSecretResponse, ApiError> {
    if held.deletion.is_some() {
        return Err(ApiError::invalid_request(
            "You can't create this secret because a secret with this name is already scheduled for deletion.",
        ));
    }
    match held.versions.by_id(token) {
        Some(version) if version.value.as_ref() == value => Ok(CreateSecretResponse {
            identity: call.identity(held),
            version_id: Some(token.into()),
            replication_status: replication_status(held),
        }),
        Some(_) => Err(token_in_use(token, &held.arn(&call.location))),
        None => {
            let message = format!("The operation failed because the secret {} already exists.", held.name);
            Err(ApiError::new(ErrorCode::ResourceExists, message))
        }
    }
}

/// `UpdateSecret`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct UpdateSecret {
    secret_id: String,
    client_request_token: Option<String>,
    description: Option<Arc<str>>,
    kms_key_id: Option<Arc<str>>,
    #[serde(flatten)]
    value: NewValue,
    r#type: Option<Arc<str>>,
}

/// The secret, and its new version if the request had a value.
#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateSecretResponse {
    #[serde(flatten)]
    identity: Identity,
    version_id: Option<Arc<str>>,
}

impl Perform for UpdateSecret {
    type Reply = UpdateSecretResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<UpdateSecretResponse, ApiError> {
        let token = require_token(self.client_request_token.clone())?;
        let (key, secret) = call.active(&self.secret_id)?;
        if secret.is_replica(&call.location) {
            return self.change_replica(call, key, &secret);
        }
        let (key, secret) = call.unmanaged(&self.secret_id)?;
        let value = self.value.into_value()?;
        let version_id = value.as_ref().map(|_| token.as_str().into());
        if let Some(value) = value {
            put_value(call, key, &secret, &token, value, &[CURRENT.to_owned()])?;
        }
        let now = call.now;
        call.edit(key, |secret| {
            if let Some(description) = self.description {
                secret.description = Some(description).filter(|description| !description.is_empty());
            }
            if let Some(kms_key_id) = self.kms_key_id {
                set_kms_key(secret, Some(kms_key_id).filter(|key| !key.is_empty()));
            }
            if let Some(kind) = self.r#type {
                secret.kind = Some(kind).filter(|kind| !kind.is_empty());
            }
            secret.changed = now;
        })?;
        Ok(UpdateSecretResponse { identity: call.identity(&secret), version_id })
    }
}

impl UpdateSecret {
    /// Changes the KMS key of a replica, which is all that it has of its own. Any other change is refused.
    fn change_replica(
        self,
        call: &mut Call<'_>,
        key: SecretKey,
        replica: &Secret,
    ) -> Result<UpdateSecretResponse, ApiError> {
        let has_value = self.value.into_value()?.is_some();
        let (Some(kms_key_id), None, None, false) =
            (self.kms_key_id, self.description, self.r#type, has_value)
        else {
            return Err(ApiError::replica_is_read_only());
        };
        let (now, kms_key_id) = (call.now, Some(kms_key_id).filter(|key| !key.is_empty()));
        call.edit_local(key, |secret| {
            set_kms_key(secret, kms_key_id.clone());
            secret.changed = now;
        })?;
        call.store.record_replica_key(&call.location, replica, kms_key_id.as_ref());
        Ok(UpdateSecretResponse { identity: call.identity(replica), version_id: None })
    }
}

/// Sets the KMS key of a secret and of its versions with labels.
fn set_kms_key(secret: &mut Secret, kms_key_id: Option<Arc<str>>) {
    secret.versions.set_key_of_labelled(kms_key_id.as_ref());
    secret.kms_key_id = kms_key_id;
}
