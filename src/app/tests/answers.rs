//! Secrets, and what the service says of them.

use crate::secrets::{
    AWSCURRENT, AWSPREVIOUS, Arn, Detail, LabelSet, SecretValue, StagingLabel, Summary, ValueBody, Version,
    VersionId,
};
use crate::service::api::{Activity, ErrorKind, LoginFix, Reply, ServiceError};
use jiff::Timestamp;

/// The account that STS names.
pub const ACCOUNT: &str = "111122223333";
/// The version that carries AWSCURRENT.
pub const CURRENT: &str = "c0c0c0c0-0000-4000-8000-000000000002";
/// The version that carries AWSPREVIOUS.
pub const PREVIOUS: &str = "b0b0b0b0-0000-4000-8000-000000000001";

pub fn arn(name: &str) -> Arn {
    Arn::new(format!("arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:{name}-AbCdEf"))
}

/// A secret with two versions and rotation turned on.
pub fn secret(name: &str) -> Summary {
    let mut secret = Summary::new(arn(name), name);
    secret.rotation_enabled = Some(true);
    secret.rotation_lambda_arn = Some("arn:aws:lambda:eu-west-1:111122223333:function:rotate".into());
    label(&mut secret, CURRENT, &[AWSCURRENT]);
    label(&mut secret, PREVIOUS, &[AWSPREVIOUS]);
    secret
}

pub fn secrets(names: &[&str]) -> Vec<Summary> {
    names.iter().map(|name| secret(name)).collect()
}

/// Puts exactly those labels on a version; none takes the version away.
pub fn label(secret: &mut Summary, version: &str, labels: &[&str]) {
    let version = VersionId(version.into());
    if labels.is_empty() {
        secret.versions.0.remove(&version);
    } else {
        secret.versions.0.insert(version, label_set(labels));
    }
}

pub fn label_set(labels: &[&str]) -> LabelSet {
    labels.iter().map(|label| StagingLabel((*label).into())).collect()
}

pub fn page(secrets: &[Summary], next_token: Option<&str>) -> Reply {
    Reply::ListSecrets { secrets: secrets.to_vec().into(), next_token: next_token.map(Into::into) }
}

pub fn described(summary: Summary) -> Reply {
    Reply::DescribeSecret(Box::new(detail(summary)))
}

pub fn detail(summary: Summary) -> Detail {
    Detail {
        summary,
        replicas: Vec::new(),
        external_rotation_role_arn: None,
        external_rotation_metadata: Vec::new(),
    }
}

pub fn value(text: &str) -> Reply {
    read(CURRENT, text)
}

/// A version that was read, the current one.
pub fn read(version: &str, text: &str) -> Reply {
    Reply::GetSecretValue(SecretValue {
        arn: None,
        name: None,
        version: VersionId(version.into()),
        labels: label_set(&[AWSCURRENT]),
        created: None,
        body: ValueBody::text(text.into()),
    })
}

pub fn version(id: &str, labels: &[&str], created: i64) -> Version {
    Version {
        id: VersionId(id.into()),
        labels: label_set(labels),
        created: Some(Timestamp::from_second(created).unwrap()),
        last_accessed: None,
        kms_key_ids: vec!["DefaultEncryptionKey".into()],
    }
}

/// The activity that errors show as `name`.
pub fn activity(name: &str) -> Activity {
    match name {
        "Connecting" => Activity::Connect,
        "GetCallerIdentity" => Activity::Identify,
        "Reading the AWS config files" => Activity::ReadConfigFiles,
        operation => Activity::Request(operation.parse().unwrap()),
    }
}

pub fn error(name: &str, kind: ErrorKind) -> ServiceError {
    ServiceError { activity: activity(name), kind, code: None, message: "as the test says".into() }
}

pub fn denied(operation: &str) -> ErrorKind {
    ErrorKind::AccessDenied { permission: format!("secretsmanager:{operation}") }
}

pub fn expired() -> ErrorKind {
    ErrorKind::ExpiredCredentials { fix: LoginFix::SsoLogin { profile: None } }
}
