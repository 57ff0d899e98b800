//! `GetSecretValue`, `PutSecretValue`.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize};
use serde_with::skip_serializing_none;

use super::call::{Call, Identity, Perform};
use super::time::EpochSeconds;
use crate::embedded::error::{ApiError, ErrorCode};
use crate::embedded::store::{CURRENT, MAX_LABELS, Secret, SecretKey, Value, Version};

/// The limit of bytes in a value.
const MAX_VALUE: usize = 65_536;

/// `GetSecretValue`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GetSecretValue {
    secret_id: String,
    version_id: Option<String>,
    version_stage: Option<String>,
}

/// `SecretValueEntry`: a version and its value.
#[skip_serializing_none]
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SecretValueEntry {
    #[serde(flatten)]
    identity: Identity,
    version_id: Arc<str>,
    secret_string: Option<Arc<str>>,
    secret_binary: Option<String>,
    version_stages: Option<Vec<Arc<str>>>,
    created_date: EpochSeconds,
}

/// Leaves the value out, so that it never ends up in a log.
impl std::fmt::Debug for SecretValueEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecretValueEntry").field("version_id", &self.version_id).finish_non_exhaustive()
    }
}

impl Perform for GetSecretValue {
    type Reply = SecretValueEntry;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<SecretValueEntry, ApiError> {
        let (key, secret) = call.active(&self.secret_id)?;
        let version = select_version(&secret, self.version_id.as_deref(), self.version_stage.as_deref())?;
        read_version(call, key, &secret, version)
    }
}

/// Reads the current value of a secret.
pub fn read_current(call: &mut Call<'_>, id: &str) -> Result<SecretValueEntry, ApiError> {
    GetSecretValue { secret_id: id.to_owned(), ..GetSecretValue::default() }.perform(call)
}

/// The version that a request asks for: by id, by label, by both, or AWSCURRENT by default.
fn select_version<'a>(
    secret: &'a Secret,
    id: Option<&str>,
    label: Option<&str>,
) -> Result<&'a Version, ApiError> {
    let Some(id) = id else {
        let label = label.unwrap_or(CURRENT);
        let version = secret.versions.by_label(label).filter(|version| version.value.is_some());
        return version.ok_or_else(|| no_value(&format!("staging label: {label}")));
    };
    let version = secret.versions.by_id(id).filter(|version| version.value.is_some());
    let version = version.ok_or_else(|| no_value(&format!("VersionId: {id}")))?;
    if label.is_some_and(|label| !version.has_label(label)) {
        return Err(ApiError::invalid_request(
            "You provided a VersionStage that is not associated to the provided VersionId.",
        ));
    }
    Ok(version)
}

/// Reads a version, and records the day of the read.
fn read_version(
    call: &mut Call<'_>,
    key: SecretKey,
    secret: &Secret,
    version: &Version,
) -> Result<SecretValueEntry, ApiError> {
    let today = call.today();
    if secret.accessed != Some(today) || version.accessed != Some(today) {
        call.edit_local(key, |secret| {
            secret.accessed = Some(today);
            if let Some(version) = secret.versions.by_id_mut(&version.id) {
                version.accessed = Some(today);
            }
        })?;
        call.record_read_on_primary(secret, today);
    }
    let (secret_string, secret_binary) = match &version.value {
        Some(Value::Text(text)) => (Some(Arc::clone(text)), None),
        Some(Value::Binary(bytes)) => (None, Some(STANDARD.encode(bytes))),
        None => (None, None),
    };
    Ok(SecretValueEntry {
        identity: call.identity(secret),
        version_id: Arc::clone(&version.id),
        secret_string,
        secret_binary,
        version_stages: (!version.labels.is_empty()).then(|| version.labels.clone()),
        created_date: EpochSeconds(version.created),
    })
}

fn no_value(which: &str) -> ApiError {
    ApiError::not_found(format!("Secrets Manager can't find the specified secret value for {which}"))
}

/// The value in a request: `SecretString` or `SecretBinary`.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct NewValue {
    secret_string: Option<Arc<str>>,
    #[serde(deserialize_with = "bytes")]
    secret_binary: Option<Arc<[u8]>>,
}

/// Leaves the value out, so that it never ends up in a log.
impl std::fmt::Debug for NewValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewValue").finish_non_exhaustive()
    }
}

impl NewValue {
    /// The value, if there is one. An error if both kinds are given, or the text is too long.
    pub fn into_value(self) -> Result<Option<Value>, ApiError> {
        match (self.secret_string, self.secret_binary) {
            (Some(_), Some(_)) => Err(ApiError::invalid_parameter(
                "You can't specify both a binary secret value and a string secret value in the same secret.",
            )),
            // The service's model limits characters, but the service counts bytes.
            (Some(text), None) if text.len() > MAX_VALUE => Err(ApiError::validation(format!(
                "1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must \
                 have length less than or equal to {MAX_VALUE}"
            ))),
            (Some(text), None) => Ok(Some(Value::Text(text))),
            (None, Some(bytes)) => Ok(Some(Value::Binary(bytes))),
            (None, None) => Ok(None),
        }
    }
}

fn bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Arc<[u8]>>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    let bytes = text.map(|text| STANDARD.decode(text)).transpose().map_err(serde::de::Error::custom)?;
    Ok(bytes.map(Into::into))
}

/// `PutSecretValue`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PutSecretValue {
    secret_id: String,
    client_request_token: Option<String>,
    #[serde(flatten)]
    value: NewValue,
    version_stages: Option<Vec<String>>,
}

/// The secret, and the version that holds the value.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutSecretValueResponse {
    #[serde(flatten)]
    identity: Identity,
    version_id: Arc<str>,
    version_stages: Vec<Arc<str>>,
}

impl Perform for PutSecretValue {
    type Reply = PutSecretValueResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<PutSecretValueResponse, ApiError> {
        let token = require_token(self.client_request_token)?;
        let (key, secret) = call.unmanaged(&self.secret_id)?;
        let value = self.value.into_value()?;
        let value = value.ok_or_else(|| {
            ApiError::invalid_request("You must provide either SecretString or SecretBinary.")
        })?;
        let labels = self.version_stages.unwrap_or_else(|| vec![CURRENT.to_owned()]);
        put_value(call, key, &secret, &token, value, &labels)?;
        let (_, secret) = call.existing(&self.secret_id)?;
        let version_stages = secret.versions.by_id(&token).map(|version| version.labels.clone());
        Ok(PutSecretValueResponse {
            identity: call.identity(&secret),
            version_id: token.into(),
            version_stages: version_stages.unwrap_or_default(),
        })
    }
}

/// The client request token, which a write needs as the id of its new version.
pub fn require_token(token: Option<String>) -> Result<String, ApiError> {
    token.ok_or_else(|| {
        ApiError::invalid_request(
            "You must provide a ClientRequestToken value. We recommend a UUID-type value.",
        )
    })
}

/// The error for a token that is the id of a version with another value.
pub fn token_in_use(token: &str, arn: &str) -> ApiError {
    ApiError::new(
        ErrorCode::ResourceExists,
        format!(
            "You can't use ClientRequestToken {token} because that value is already in use for a version of secret \
             {arn}."
        ),
    )
}

/// The error for staging labels above the quota.
pub fn too_many_labels() -> ApiError {
    let message = format!("A secret can't have more than {MAX_LABELS} staging labels.");
    ApiError::new(ErrorCode::LimitExceeded, message)
}

/// Stores a value as a version with these labels. Repeating the same token and value changes nothing.
/// An empty version that a rotation started gets the value.
pub fn put_value(
    call: &mut Call<'_>,
    key: SecretKey,
    secret: &Secret,
    token: &str,
    value: Value,
    labels: &[String],
) -> Result<(), ApiError> {
    let now = call.now;
    let mut labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    if secret.versions.by_label(CURRENT).is_none() && !labels.contains(&CURRENT) {
        labels.push(CURRENT);
    }
    match secret.versions.by_id(token) {
        Some(held) if held.value.as_ref() == Some(&value) => return Ok(()),
        Some(held) if held.value.is_some() => return Err(token_in_use(token, &secret.arn(&call.location))),
        _ if secret.versions.count_labels_with(&labels) > MAX_LABELS => return Err(too_many_labels()),
        _ => {}
    }
    call.edit(key, |secret| {
        if let Some(empty) = secret.versions.by_id_mut(token) {
            empty.value = Some(value);
            for label in labels {
                secret.versions.attach(label, token);
            }
        } else {
            let version = Version::new(token, Some(value), now, secret.kms_key_id.clone());
            secret.versions.add(version, &labels, now);
        }
        secret.changed = now;
    })
}
