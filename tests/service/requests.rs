//! A request of each operation, with all parameters.

use strongroom::secrets::{RotationRules, StagingLabel, Tag, ValueBody, VersionId};
use strongroom::service::api::{
    ClientRequestToken, EachType, Inclusion, NewSecret, Overwrite, PasswordOptions, PublicPolicy, Recovery,
    ReplicaRegion, Request, RotationSettings, RotationStart, VersionSelector,
};

/// The secret value in the requests, which must not be shown.
pub const VALUE: &str = "hunter2";

/// The secret in the requests.
pub const SECRET: &str = "it's -a secret";

fn token() -> ClientRequestToken {
    ClientRequestToken::new("11111111-2222-3333-4444-555555555555")
}

fn version(last: char) -> VersionId {
    VersionId(format!("{}{last}", "0".repeat(31)))
}

fn secret() -> String {
    SECRET.to_owned()
}

fn value() -> ValueBody {
    ValueBody::text(VALUE.into())
}

fn tags() -> Vec<Tag> {
    vec![Tag { key: "team".into(), value: "a b".into() }]
}

fn replicas() -> Vec<ReplicaRegion> {
    let there = ReplicaRegion { region: "us-west-2".into(), kms_key_id: Some("alias/k".into()) };
    vec![ReplicaRegion { region: "us-east-1".into(), kms_key_id: None }, there]
}

/// A request of each operation.
pub fn all() -> Vec<Request> {
    [reads(), writes(), settings()].concat()
}

fn reads() -> Vec<Request> {
    let all_options = PasswordOptions {
        length: 12,
        exclude_characters: "-'\"".into(),
        numbers: Inclusion::Excluded,
        punctuation: Inclusion::Excluded,
        uppercase: Inclusion::Excluded,
        lowercase: Inclusion::Excluded,
        space: Inclusion::Included,
        each_type: EachType::Optional,
    };
    let next_token = Some("next==".to_owned());
    vec![
        Request::ListSecrets { part: None, next_token: next_token.clone() },
        Request::DescribeSecret { secret: secret() },
        Request::GetSecretValue { secret: secret(), version: VersionSelector::Id(version('c')) },
        Request::BatchGetSecretValue { secrets: vec![secret(), "b".into()] },
        Request::ListSecretVersionIds { secret: secret(), include_deprecated: true, next_token },
        Request::GetResourcePolicy { secret: secret() },
        Request::ValidateResourcePolicy { secret: Some(secret()), policy: r#"{"a":"--b"}"#.into() },
        Request::GetRandomPassword(all_options),
    ]
}

fn writes() -> Vec<Request> {
    let new = NewSecret {
        name: secret(),
        description: Some("-d".into()),
        kms_key_id: Some("alias/k".into()),
        value: Some(value()),
        tags: tags(),
        replicas: replicas(),
        overwrite: Overwrite::Overwrite,
        token: token(),
    };
    let labels = vec![StagingLabel("blue".into()), StagingLabel("-green".into())];
    vec![
        Request::CreateSecret(Box::new(new)),
        Request::PutSecretValue {
            secret: secret(),
            value: ValueBody::binary(VALUE.into()),
            labels,
            token: token(),
        },
        Request::UpdateSecret {
            secret: secret(),
            description: Some(String::new()),
            kms_key_id: Some("alias/k".into()),
            value: Some(value()),
            token: token(),
        },
        Request::UpdateSecretVersionStage {
            secret: secret(),
            label: StagingLabel::current(),
            move_to: Some(version('b')),
            remove_from: Some(version('a')),
        },
        Request::DeleteSecret { secret: secret(), recovery: Recovery::Window { days: 30 } },
        Request::RestoreSecret { secret: secret() },
    ]
}

fn settings() -> Vec<Request> {
    let rotation = RotationSettings {
        lambda_arn: Some("arn:aws:lambda:eu-west-1:123456789012:function:rotate".into()),
        rules: RotationRules {
            automatically_after_days: Some(30),
            schedule_expression: Some("cron(0 16 1,15 * ? *)".into()),
            duration: Some("2h".into()),
        },
        start: RotationStart::NextWindow,
    };
    vec![
        Request::TagResource { secret: secret(), tags: tags() },
        Request::UntagResource { secret: secret(), keys: vec!["team".into()] },
        Request::PutResourcePolicy { secret: secret(), policy: "{}".into(), public: PublicPolicy::Allow },
        Request::DeleteResourcePolicy { secret: secret() },
        Request::ReplicateSecretToRegions {
            secret: secret(),
            replicas: replicas(),
            overwrite: Overwrite::Overwrite,
        },
        Request::RemoveRegionsFromReplication { secret: secret(), regions: vec!["us-east-1".into()] },
        Request::StopReplicationToReplica { secret: secret() },
        Request::RotateSecret { secret: secret(), settings: Some(rotation), token: token() },
        Request::CancelRotateSecret { secret: secret() },
    ]
}

/// Requests that can also have fewer or other parameters than in [`all`].
pub fn variants() -> Vec<Request> {
    vec![
        Request::ListSecrets { part: None, next_token: None },
        Request::GetSecretValue { secret: secret(), version: VersionSelector::Current },
        Request::ListSecretVersionIds { secret: secret(), include_deprecated: false, next_token: None },
        Request::ValidateResourcePolicy { secret: None, policy: "{}".into() },
        Request::GetRandomPassword(PasswordOptions::default()),
        Request::DeleteSecret { secret: secret(), recovery: Recovery::Force },
        Request::PutResourcePolicy { secret: secret(), policy: "{}".into(), public: PublicPolicy::Block },
        Request::RotateSecret { secret: secret(), settings: None, token: token() },
    ]
}
