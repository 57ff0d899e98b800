//! The value of a secret: `GetSecretValue`, `PutSecretValue`.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize};

use super::call::Identity;
use super::time::Time;
use super::{Call, Perform};
use crate::embedded::failure::{Code, Failure};
use crate::embedded::store::{CURRENT, MAX_LABELS, Secret, SecretKey, Value, Version};

/// The most bytes of a value.
const MAX_VALUE: usize = 65_536;

/// `GetSecretValue`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GetSecretValue {
    secret_id: String,
    version_id: Option<String>,
    version_stage: Option<String>,
}

/// A version and its value.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ValueEntry {
    #[serde(flatten)]
    identity: Identity,
    version_id: Arc<str>,
    secret_string: Option<Arc<str>>,
    secret_binary: Option<String>,
    version_stages: Option<Vec<Arc<str>>>,
    created_date: Time,
}

impl std::fmt::Debug for ValueEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ValueEntry").field("version_id", &self.version_id).finish_non_exhaustive()
    }
}

impl Perform for GetSecretValue {
    type Reply = ValueEntry;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<ValueEntry, Failure> {
        let (key, secret) = call.active(&self.secret_id)?;
        let version = choose(&secret, self.version_id.as_deref(), self.version_stage.as_deref())?;
        read(call, key, &secret, version)
    }
}

/// Reads the current value of a secret.
pub fn read_current(call: &mut Call<'_>, id: &str) -> Result<ValueEntry, Failure> {
    GetSecretValue { secret_id: id.to_owned(), ..GetSecretValue::default() }.perform(call)
}

/// The version that is meant by an id, a label, both, or neither.
fn choose<'a>(secret: &'a Secret, id: Option<&str>, label: Option<&str>) -> Result<&'a Version, Failure> {
    let Some(id) = id else {
        let label = label.unwrap_or(CURRENT);
        let version = secret.versions.by_label(label).filter(|version| version.value.is_some());
        return version.ok_or_else(|| no_value(&format!("staging label: {label}")));
    };
    let version = secret.versions.by_id(id).filter(|version| version.value.is_some());
    let version = version.ok_or_else(|| no_value(&format!("VersionId: {id}")))?;
    if label.is_some_and(|label| !version.has(label)) {
        return Err(Failure::request(
            "You provided a VersionStage that is not associated to the provided VersionId.",
        ));
    }
    Ok(version)
}

/// Reads a version, and notes the day.
fn read(
    call: &mut Call<'_>,
    key: SecretKey,
    secret: &Secret,
    version: &Version,
) -> Result<ValueEntry, Failure> {
    let today = call.today();
    if secret.accessed != Some(today) || version.accessed != Some(today) {
        call.note(key, |secret| {
            secret.accessed = Some(today);
            if let Some(version) = secret.versions.by_id_mut(&version.id) {
                version.accessed = Some(today);
            }
        })?;
        call.note_on_primary(secret, today);
    }
    let (secret_string, secret_binary) = match &version.value {
        Some(Value::Text(text)) => (Some(Arc::clone(text)), None),
        Some(Value::Binary(bytes)) => (None, Some(STANDARD.encode(bytes))),
        None => (None, None),
    };
    Ok(ValueEntry {
        identity: call.identify(secret),
        version_id: Arc::clone(&version.id),
        secret_string,
        secret_binary,
        version_stages: (!version.labels.is_empty()).then(|| version.labels.clone()),
        created_date: Time(version.created),
    })
}

fn no_value(which: &str) -> Failure {
    Failure::not_found(format!("Secrets Manager can't find the specified secret value for {which}"))
}

/// The value that a request brings: `SecretString` or `SecretBinary`.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct NewValue {
    secret_string: Option<Arc<str>>,
    #[serde(deserialize_with = "bytes")]
    secret_binary: Option<Arc<[u8]>>,
}

impl std::fmt::Debug for NewValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewValue").finish_non_exhaustive()
    }
}

impl NewValue {
    /// The one that is there; both at once are refused.
    pub fn get(self) -> Result<Option<Value>, Failure> {
        match (self.secret_string, self.secret_binary) {
            (Some(_), Some(_)) => Err(Failure::parameter(
                "You can't specify both a binary secret value and a string secret value in the same secret.",
            )),
            // The model counts characters, the service bytes.
            (Some(text), None) if text.len() > MAX_VALUE => Err(Failure::validation(format!(
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

/// A secret, and the version that was put.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutVersion {
    #[serde(flatten)]
    identity: Identity,
    version_id: Arc<str>,
    version_stages: Vec<Arc<str>>,
}

impl Perform for PutSecretValue {
    type Reply = PutVersion;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<PutVersion, Failure> {
        let token = require_token(self.client_request_token)?;
        let (key, secret) = call.unmanaged(&self.secret_id)?;
        let value = self.value.get()?;
        let value =
            value.ok_or_else(|| Failure::request("You must provide either SecretString or SecretBinary."))?;
        let labels = self.version_stages.unwrap_or_else(|| vec![CURRENT.to_owned()]);
        put(call, key, &secret, &token, value, &labels)?;
        let (_, secret) = call.existing(&self.secret_id)?;
        let version_stages = secret.versions.by_id(&token).map(|version| version.labels.clone());
        Ok(PutVersion {
            identity: call.identify(&secret),
            version_id: token.into(),
            version_stages: version_stages.unwrap_or_default(),
        })
    }
}

/// The token that a write needs, which becomes the id of the version it makes.
pub fn require_token(token: Option<String>) -> Result<String, Failure> {
    token.ok_or_else(|| {
        Failure::request("You must provide a ClientRequestToken value. We recommend a UUID-type value.")
    })
}

/// The token is the id of a version with another value.
pub fn token_taken(token: &str, arn: &str) -> Failure {
    Failure::new(
        Code::ResourceExists,
        format!(
            "You can't use ClientRequestToken {token} because that value is already in use for a version of secret \
             {arn}."
        ),
    )
}

/// More staging labels than a secret carries.
pub fn too_many_labels() -> Failure {
    let message = format!("A secret can't have more than {MAX_LABELS} staging labels.");
    Failure::new(Code::LimitExceeded, message)
}

/// Stores a value as a version under these labels. The same token and value again change nothing;
/// a version that a rotation began is filled.
pub fn put(
    call: &mut Call<'_>,
    key: SecretKey,
    secret: &Secret,
    token: &str,
    value: Value,
    labels: &[String],
) -> Result<(), Failure> {
    let now = call.now;
    let mut labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    if secret.versions.by_label(CURRENT).is_none() && !labels.contains(&CURRENT) {
        labels.push(CURRENT);
    }
    match secret.versions.by_id(token) {
        Some(held) if held.value.as_ref() == Some(&value) => return Ok(()),
        Some(held) if held.value.is_some() => return Err(token_taken(token, &secret.arn(&call.place))),
        _ if secret.versions.count_labels_with(&labels) > MAX_LABELS => return Err(too_many_labels()),
        _ => {}
    }
    call.edit(key, |secret| {
        if let Some(begun) = secret.versions.by_id_mut(token) {
            begun.value = Some(value);
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
