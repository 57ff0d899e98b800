//! The JSON format of a seed. All times are relative to now.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::embedded::rotation::{Rules, Step};

/// A seed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// Secrets by Region.
    pub regions: BTreeMap<String, Vec<SecretSeed>>,
    /// Rotation functions by ARN. Functions that are not listed can't be invoked.
    #[serde(default)]
    pub functions: BTreeMap<String, FunctionSeed>,
    /// Denied operations.
    #[serde(default)]
    pub denied: Vec<DenyRuleSeed>,
}

/// A rotation function.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FunctionSeed {
    /// The step at which every invocation fails.
    pub fails_at: Option<Step>,
    /// The duration of each step, in seconds.
    pub step_seconds: Option<u64>,
}

/// A denied operation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DenyRuleSeed {
    /// The API name of the operation.
    pub operation: String,
    /// A pattern of secret names.
    pub secrets: Arc<str>,
}

/// A secret.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SecretSeed {
    /// `Name`.
    pub name: Arc<str>,
    /// `Description`.
    pub description: Option<Arc<str>>,
    /// `KmsKeyId`.
    pub kms_key_id: Option<Arc<str>>,
    /// `OwningService`.
    pub owning_service: Option<Arc<str>>,
    /// `Type`.
    pub r#type: Option<Arc<str>>,
    /// `CreatedDate`.
    pub created: String,
    /// `LastChangedDate`; by default the date of the newest version.
    pub changed: Option<String>,
    /// `LastAccessedDate`.
    pub accessed: Option<String>,
    /// `DeletionDate`: the end of the recovery window of a secret scheduled for deletion.
    pub deletion: Option<String>,
    /// `RecoveryWindowInDays`, 7 to 30: deletion was asked for that many days before its end. 30 by default.
    pub recovery_window_in_days: Option<u8>,
    /// `Tags`. A value that is no string is taken as JSON text.
    #[serde(default)]
    pub tags: serde_json::Map<String, Json>,
    /// Versions, oldest first.
    #[serde(default)]
    pub versions: Vec<VersionSeed>,
    /// The resource policy.
    pub policy: Option<Json>,
    /// The rotation configuration.
    pub rotation: Option<RotationSeed>,
    /// Replicas.
    #[serde(default)]
    pub replicas: Vec<ReplicaSeed>,
}

/// A version. Its value is exactly one of `text`, `json`, `binary` and `empty`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VersionSeed {
    /// Staging labels.
    #[serde(default)]
    pub labels: Vec<String>,
    /// `CreatedDate`.
    pub created: String,
    /// `LastAccessedDate`.
    pub accessed: Option<String>,
    /// A `SecretString`.
    pub text: Option<Arc<str>>,
    /// A `SecretString` in the form of JSON.
    pub json: Option<Json>,
    /// A `SecretBinary` in base64.
    pub binary: Option<String>,
    /// No value: a rotation started this version and never filled it.
    #[serde(default)]
    pub empty: bool,
}

/// A rotation configuration.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RotationSeed {
    /// `RotationEnabled`; true by default.
    #[serde(default = "enabled_by_default")]
    pub enabled: bool,
    /// `RotationLambdaARN`.
    pub lambda: Option<Arc<str>>,
    /// `RotationRules`.
    #[serde(default)]
    pub rules: Rules,
    /// `LastRotatedDate`.
    pub last: Option<String>,
    /// `NextRotationDate`; by default as the rules say.
    pub next: Option<String>,
    /// The step in progress, for a rotation that is running.
    pub running: Option<Step>,
}

/// A replica.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReplicaSeed {
    /// The Region code.
    pub region: Arc<str>,
    /// `KmsKeyId` of the replica.
    pub kms_key_id: Option<Arc<str>>,
    /// `LastAccessedDate` of the replica.
    pub accessed: Option<String>,
    /// Replication stays in progress forever.
    #[serde(default)]
    pub stalled: bool,
}

fn enabled_by_default() -> bool {
    true
}
