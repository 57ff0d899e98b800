//! Making a secret and changing what it is: `CreateSecret`, `UpdateSecret`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::call::{Identity, check_name};
use super::describe::{ReplicaReport, TagEntry, replication_status};
use super::replication::{ReplicaRegion, add_replicas, check_regions};
use super::tags::merged;
use super::value::{NewValue, put, require_token, token_taken};
use super::{Call, Perform};
use crate::embedded::failure::{Code, Failure};
use crate::embedded::store::{CURRENT, Secret, Suffix, Tags, Value, Version, Versions};

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

/// A secret that was made.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Created {
    #[serde(flatten)]
    identity: Identity,
    version_id: Option<Arc<str>>,
    replication_status: Option<Vec<ReplicaReport>>,
}

impl Perform for CreateSecret {
    type Reply = Created;

    /// The name, so that a denied name is denied before there is such a secret.
    fn secret_id(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Created, Failure> {
        check_name(&self.name)?;
        let token = require_token(self.client_request_token.clone())?;
        let value = self.value.clone().get()?;
        if let Ok((_, held)) = call.existing(&self.name) {
            return repeated(call, &held, &token, value.as_ref());
        }
        let tags = merged(&Tags::default(), self.tags.as_deref().unwrap_or_default())?;
        let regions = self.add_replica_regions.clone().unwrap_or_default();
        check_regions(call, &regions)?;

        let overwrite = self.force_overwrite_replica_secret.unwrap_or_default();
        let version_id = value.as_ref().map(|_| token.as_str().into());
        let secret = self.build(call, &token, value, tags);
        let key = call.store.add(&call.place, secret);
        let secret = add_replicas(call, key, &regions, overwrite)?;
        Ok(Created {
            identity: call.identify(&secret),
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
            suffix: Suffix::random(&mut call.store.random),
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

/// The name is taken: by this very request sent before, or by another secret.
fn repeated(call: &Call<'_>, held: &Secret, token: &str, value: Option<&Value>) -> Result<Created, Failure> {
    if held.deletion.is_some() {
        return Err(Failure::request(
            "You can't create this secret because a secret with this name is already scheduled for deletion.",
        ));
    }
    match held.versions.by_id(token) {
        Some(version) if version.value.as_ref() == value => Ok(Created {
            identity: call.identify(held),
            version_id: Some(token.into()),
            replication_status: replication_status(held),
        }),
        Some(_) => Err(token_taken(token, &held.arn(&call.place))),
        None => {
            let message = format!("The operation failed because the secret {} already exists.", held.name);
            Err(Failure::new(Code::ResourceExists, message))
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

/// A secret, and the version that was made if a value came.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Updated {
    #[serde(flatten)]
    identity: Identity,
    version_id: Option<Arc<str>>,
}

impl Perform for UpdateSecret {
    type Reply = Updated;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Updated, Failure> {
        let token = require_token(self.client_request_token)?;
        let (key, secret) = call.unmanaged(&self.secret_id)?;
        let value = self.value.get()?;
        let version_id = value.as_ref().map(|_| token.as_str().into());
        if let Some(value) = value {
            put(call, key, &secret, &token, value, &[CURRENT.to_owned()])?;
        }
        let now = call.now;
        call.edit(key, |secret| {
            if let Some(description) = self.description {
                secret.description = Some(description).filter(|description| !description.is_empty());
            }
            if let Some(kms_key_id) = self.kms_key_id {
                encrypt_with(secret, Some(kms_key_id).filter(|key| !key.is_empty()));
            }
            if let Some(kind) = self.r#type {
                secret.kind = Some(kind).filter(|kind| !kind.is_empty());
            }
            secret.changed = now;
        })?;
        Ok(Updated { identity: call.identify(&secret), version_id })
    }
}

/// A new key also encrypts the versions that carry labels.
fn encrypt_with(secret: &mut Secret, kms_key_id: Option<Arc<str>>) {
    secret.versions.encrypt_labelled_with(kms_key_id.as_ref());
    secret.kms_key_id = kms_key_id;
}
