//! `ListSecretVersionIds`, `UpdateSecretVersionStage`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::call::{Call, Identity, Perform};
use super::paging;
use super::time::EpochSeconds;
use super::value::too_many_labels;
use crate::embedded::error::ApiError;
use crate::embedded::store::{CURRENT, MAX_LABELS, Secret, Version};

/// `ListSecretVersionIds`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListSecretVersionIds {
    secret_id: String,
    max_results: Option<i64>,
    next_token: Option<String>,
    include_deprecated: Option<bool>,
}

/// A page of versions.
#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListSecretVersionIdsResponse {
    #[serde(flatten)]
    identity: Identity,
    versions: Vec<SecretVersionsListEntry>,
    next_token: Option<String>,
}

#[skip_serializing_none]
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct SecretVersionsListEntry {
    version_id: Arc<str>,
    version_stages: Option<Vec<Arc<str>>>,
    created_date: EpochSeconds,
    last_accessed_date: Option<EpochSeconds>,
    kms_key_ids: [Arc<str>; 1],
}

impl From<&Version> for SecretVersionsListEntry {
    fn from(version: &Version) -> Self {
        Self {
            version_id: Arc::clone(&version.id),
            version_stages: (!version.labels.is_empty()).then(|| version.labels.clone()),
            created_date: EpochSeconds(version.created),
            last_accessed_date: version.accessed.map(EpochSeconds),
            kms_key_ids: [version.kms_key_id.clone().unwrap_or_else(|| "DefaultEncryptionKey".into())],
        }
    }
}

impl Perform for ListSecretVersionIds {
    type Reply = ListSecretVersionIdsResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<ListSecretVersionIdsResponse, ApiError> {
        let (_, secret) = call.existing(&self.secret_id)?;
        let deprecated = self.include_deprecated.unwrap_or_default();
        let identity = call.identity(&secret);
        let query = ("ListSecretVersionIds", &identity.arn, deprecated);
        let after: Option<String> = paging::decode_token(&query, self.next_token.as_deref())?;

        // If the last version of the previous page is gone, the listing ends here instead of starting over.
        let mut found = secret
            .versions
            .iter()
            .skip_while(|version| after.as_deref().is_some_and(|after| *version.id != *after))
            .skip(usize::from(after.is_some()))
            .filter(|version| deprecated || !version.labels.is_empty());
        let page: Vec<&Version> =
            found.by_ref().take(paging::page_size(self.max_results, paging::DEFAULT_PAGE)).collect();
        let last = page.last().filter(|_| found.next().is_some());
        let next_token = last.and_then(|version| paging::encode_token(&query, &version.id));
        let versions = page.into_iter().map(SecretVersionsListEntry::from).collect();
        Ok(ListSecretVersionIdsResponse { identity, versions, next_token })
    }
}

/// `UpdateSecretVersionStage`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct UpdateSecretVersionStage {
    secret_id: String,
    version_stage: String,
    remove_from_version_id: Option<String>,
    move_to_version_id: Option<String>,
}

impl Perform for UpdateSecretVersionStage {
    type Reply = Identity;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Identity, ApiError> {
        let (key, secret) = call.writable(&self.secret_id)?;
        let now = call.now;
        let label = self.version_stage.as_str();
        if self.is_no_op(&secret)? {
            return Ok(call.identity(&secret));
        }
        call.edit(key, |secret| {
            match &self.move_to_version_id {
                Some(to) => secret.versions.attach(label, to),
                None => secret.versions.detach(label),
            }
            secret.changed = now;
        })?;
        Ok(call.identity(&secret))
    }
}

impl UpdateSecretVersionStage {
    /// Checks the request against the label's current version. Returns true if the version already has the label.
    fn is_no_op(&self, secret: &Secret) -> Result<bool, ApiError> {
        let label = &self.version_stage;
        let (from, to) = (self.remove_from_version_id.as_deref(), self.move_to_version_id.as_deref());
        let known = |id: Option<&str>| id.map(|id| version(secret, id)).transpose();
        known(from)?;
        let target = known(to)?;
        let holder = secret.versions.by_label(label);
        match (from, to) {
            (None, None) => Err(ApiError::invalid_parameter(
                "You must provide a value for at least one of RemoveFromVersionId and MoveToVersionId.",
            )),
            (Some(_), None) if label == CURRENT => Err(ApiError::invalid_parameter(
                "You can only move staging label AWSCURRENT to a different secret version. It can\u{2019}t be \
                 completely removed.",
            )),
            _ => {
                if let Some(holder) = holder
                    && Some(&*holder.id) != to
                    && Some(&*holder.id) != from
                {
                    return Err(attached_elsewhere(label, holder, from));
                }
                if let Some(from) = from
                    && holder.is_none()
                {
                    return Err(ApiError::invalid_parameter(format!(
                        "Staging label {label} is not attached to version {from}."
                    )));
                }
                if to.is_some() && secret.versions.count_labels_with(&[label]) > MAX_LABELS {
                    return Err(too_many_labels());
                }
                Ok(target.is_some_and(|target| target.has_label(label)))
            }
        }
    }
}

fn version<'a>(secret: &'a Secret, id: &str) -> Result<&'a Version, ApiError> {
    secret.versions.by_id(id).ok_or_else(|| {
        ApiError::not_found(format!(
            "Secrets Manager can't find the specified secret value for VersionId: {id}"
        ))
    })
}

fn attached_elsewhere(label: &str, holder: &Version, from: Option<&str>) -> ApiError {
    let wrong = if from.is_some() { "is not correct" } else { "can't be empty" };
    let id = &holder.id;
    ApiError::invalid_parameter(format!(
        "The parameter RemoveFromVersionId {wrong}. Staging label {label} is currently attached to version {id}, \
         so you must explicitly reference that version in RemoveFromVersionId."
    ))
}
