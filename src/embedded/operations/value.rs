//! Reading the value of a secret: `GetSecretValue`.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::call::Identity;
use super::time::Time;
use super::{Call, Perform};
use crate::embedded::failure::Failure;
use crate::embedded::store::{CURRENT, Secret, SecretKey, Value, Version};

/// `GetSecretValue`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GetSecretValue {
    secret_id: String,
    version_id: Option<String>,
    version_stage: Option<String>,
}

/// A version and its value.
#[derive(Debug, Serialize)]
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

/// The version that is meant by an id, a label, both, or neither.
fn choose<'a>(secret: &'a Secret, id: Option<&str>, label: Option<&str>) -> Result<&'a Version, Failure> {
    let version = match (id, label) {
        (Some(id), label) => {
            let version = secret.versions.by_id(id).filter(|version| version.value.is_some());
            let version = version.ok_or_else(|| no_value(&format!("VersionId: {id}")))?;
            if label.is_some_and(|label| !version.has(label)) {
                return Err(Failure::request(
                    "You provided a VersionStage that is not associated to the provided VersionId.",
                ));
            }
            version
        }
        (None, label) => {
            let label = label.unwrap_or(CURRENT);
            let version = secret.versions.by_label(label).filter(|version| version.value.is_some());
            version.ok_or_else(|| no_value(&format!("staging label: {label}")))?
        }
    };
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
