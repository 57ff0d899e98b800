//! JSON for scripts: the names of the API, dates as RFC 3339 in UTC. `docs/commands.md` documents the shapes.

use crate::secrets::{
    Arn, Detail, LabelSet, Replica, RotationRules, SecretValue, StagingLabel, Summary, Tag, ValueBody,
    Version,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

/// An object in the order in which it is built, without what is not known.
#[derive(Default)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    /// Adds a member, if there is a value for it.
    pub(super) fn with(mut self, name: &str, value: Option<impl Into<Value>>) -> Self {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.into());
        }
        self
    }

    /// Adds a date, if there is one.
    pub(super) fn date(self, name: &str, at: Option<Timestamp>) -> Self {
        self.with(name, at.map(|at| at.to_string()))
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

/// JSON text with a line for each member, as `aws --output json` has it.
pub(super) fn pretty(value: &Value) -> String {
    let mut text = Vec::new();
    let indented = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    let written = value.serialize(&mut serde_json::Serializer::with_formatter(&mut text, indented));
    written.expect("JSON is written to memory");
    String::from_utf8(text).expect("JSON is UTF-8")
}

/// A value with its version, as `GetSecretValue` answers.
pub(super) fn value(value: &SecretValue) -> String {
    pretty(&version_of_value(value, true).into())
}

/// A version as `GetSecretValue` answers; with its value only if it is revealed.
pub(super) fn version_of_value(value: &SecretValue, reveal: bool) -> Object {
    let (text, bytes) = match &value.body {
        _ if !reveal => (None, None),
        ValueBody::Text(text) => (Some(text.as_str()), None),
        ValueBody::Binary(bytes) => (None, Some(STANDARD.encode(bytes.as_slice()))),
    };
    Object::default()
        .with("ARN", value.arn.as_ref().map(Arn::as_str))
        .with("Name", value.name.as_deref())
        .with("VersionId", Some(value.version.as_str()))
        .with("SecretString", text)
        .with("SecretBinary", bytes)
        .with("VersionStages", Some(labels(&value.labels)))
        .date("CreatedDate", value.created)
}

/// A secret of the list, as `ListSecrets` gives it.
pub(super) fn summary(secret: &Summary) -> Object {
    let stages: Map<_, _> = secret.versions.0.iter().map(|(id, set)| (id.0.clone(), labels(set))).collect();
    Object::default()
        .with("ARN", Some(secret.arn.as_str()))
        .with("Name", Some(secret.name.as_str()))
        .with("Type", secret.kind.as_deref())
        .with("Description", secret.description.as_deref())
        .with("KmsKeyId", secret.kms_key_id.as_deref())
        .with("RotationEnabled", secret.rotation_enabled)
        .with("RotationLambdaARN", secret.rotation_lambda_arn.as_deref())
        .with("RotationRules", secret.rotation_rules.as_ref().map(rules))
        .date("LastRotatedDate", secret.last_rotated)
        .date("NextRotationDate", secret.next_rotation)
        .date("LastChangedDate", secret.last_changed)
        .date("LastAccessedDate", secret.last_accessed)
        .date("DeletedDate", secret.deleted)
        .date("CreatedDate", secret.created)
        .with("Tags", Some(tags(&secret.tags)))
        .with("SecretVersionsToStages", (!stages.is_empty()).then_some(stages))
        .with("OwningService", secret.owning_service.as_deref())
        .with("PrimaryRegion", secret.primary_region.as_deref())
}

/// A secret with all that the panes of the dashboard show; what could not be read is left out.
pub(super) fn detail(detail: &Detail, versions: Option<&[Version]>, policy: Option<&str>) -> Object {
    let replicas: Vec<Value> = detail.replicas.iter().map(replica).collect();
    let versions = versions.map(|all| all.iter().map(version).collect::<Vec<Value>>());
    summary(&detail.summary)
        .with("ReplicationStatus", (!replicas.is_empty()).then_some(replicas))
        .with("Versions", versions)
        .with("ResourcePolicy", policy)
}

fn version(version: &Version) -> Value {
    let keys = (!version.kms_key_ids.is_empty()).then(|| version.kms_key_ids.clone());
    Object::default()
        .with("VersionId", Some(version.id.as_str()))
        .with("VersionStages", Some(labels(&version.labels)))
        .date("CreatedDate", version.created)
        .date("LastAccessedDate", version.last_accessed)
        .with("KmsKeyIds", keys)
        .into()
}

fn replica(replica: &Replica) -> Value {
    Object::default()
        .with("Region", Some(replica.region.as_str()))
        .with("KmsKeyId", replica.kms_key_id.as_deref())
        .with("Status", Some(replica.status.as_str()))
        .with("StatusMessage", replica.message.as_deref())
        .date("LastAccessedDate", replica.last_accessed)
        .into()
}

fn rules(rules: &RotationRules) -> Value {
    Object::default()
        .with("AutomaticallyAfterDays", rules.automatically_after_days)
        .with("Duration", rules.duration.as_deref())
        .with("ScheduleExpression", rules.schedule_expression.as_deref())
        .into()
}

fn tags(tags: &[Tag]) -> Vec<Value> {
    let tag = |tag: &Tag| {
        Object::default().with("Key", Some(tag.key.as_str())).with("Value", Some(tag.value.as_str())).into()
    };
    tags.iter().map(tag).collect()
}

fn labels(labels: &LabelSet) -> Value {
    labels.iter().map(StagingLabel::as_str).collect()
}
