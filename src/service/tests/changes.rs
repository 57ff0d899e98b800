//! Mutations are sent with the right parameters, and their responses come back as data.

use super::canned::{Canned, Script};
use super::reads::{ARN, perform};
use crate::secrets::{Arn, ReplicaStatus, RotationRules, StagingLabel, Tag, ValueBody, VersionId};
use crate::service::api::{
    ClientRequestToken, ErrorKind, NewSecret, Overwrite, PublicPolicy, Recovery, ReplicaRegion, Reply,
    Request, RotationSettings, RotationStart,
};
use serde_json::{Value, json};

const TOKEN: &str = "11111111-2222-3333-4444-555555555555";

fn token() -> ClientRequestToken {
    ClientRequestToken::new(TOKEN)
}

fn made() -> VersionId {
    VersionId(TOKEN.into())
}

fn named() -> Value {
    json!({ "ARN": ARN, "Name": "a" })
}

#[tokio::test]
async fn a_secret_is_created_with_all_that_it_can_have() {
    let new = NewSecret {
        name: "a".into(),
        description: Some("d".into()),
        kms_key_id: Some("alias/k".into()),
        value: Some(ValueBody::text("hunter2".into())),
        tags: vec![Tag { key: "team".into(), value: String::new() }],
        replicas: vec![
            ReplicaRegion { region: "us-east-1".into(), kms_key_id: Some("alias/there".into()) },
            ReplicaRegion { region: "us-west-2".into(), kms_key_id: None },
        ],
        overwrite: Overwrite::Overwrite,
        token: token(),
    };
    let sent = json!({
        "Name": "a", "ClientRequestToken": TOKEN, "Description": "d", "KmsKeyId": "alias/k",
        "SecretString": "hunter2", "Tags": [{ "Key": "team", "Value": "" }],
        "AddReplicaRegions": [{ "Region": "us-east-1", "KmsKeyId": "alias/there" }, { "Region": "us-west-2" }],
        "ForceOverwriteReplicaSecret": true,
    });
    let answer = json!({ "ARN": ARN, "Name": "a", "VersionId": TOKEN, "ReplicationStatus": [] });
    let reply = perform(Request::CreateSecret(Box::new(new)), sent, answer).await;
    assert_eq!(reply, Reply::CreateSecret { arn: Arn::new(ARN), version: Some(made()) });
}

#[tokio::test]
async fn a_secret_is_created_with_a_name_alone() {
    let new = NewSecret {
        name: "a".into(),
        description: None,
        kms_key_id: None,
        value: None,
        tags: Vec::new(),
        replicas: Vec::new(),
        overwrite: Overwrite::Overwrite,
        token: token(),
    };
    let sent = json!({ "Name": "a", "ClientRequestToken": TOKEN });
    let reply = perform(Request::CreateSecret(Box::new(new)), sent, named()).await;
    assert_eq!(reply, Reply::CreateSecret { arn: Arn::new(ARN), version: None });
}

#[tokio::test]
async fn a_version_is_put_as_current_or_under_labels() {
    let put = |value, labels| Request::PutSecretValue { secret: "a".into(), value, labels, token: token() };
    let answer = || json!({ "ARN": ARN, "Name": "a", "VersionId": TOKEN, "VersionStages": ["AWSCURRENT"] });
    let sent = json!({ "SecretId": "a", "ClientRequestToken": TOKEN, "SecretString": "s" });
    let reply = perform(put(ValueBody::text("s".into()), Vec::new()), sent, answer()).await;
    assert_eq!(reply, Reply::PutSecretValue { version: Some(made()) });

    let sent = json!({ "SecretId": "a", "ClientRequestToken": TOKEN, "SecretBinary": "AAH/",
        "VersionStages": ["blue", "green"] });
    let labels = ["blue", "green"].map(|label| StagingLabel(label.into())).to_vec();
    let reply = perform(put(ValueBody::binary(vec![0, 1, 255]), labels), sent, answer()).await;
    assert_eq!(reply, Reply::PutSecretValue { version: Some(made()) });
}

#[tokio::test]
async fn an_update_sends_what_changes_and_nothing_else() {
    let update = |description: Option<&str>, kms_key_id: Option<&str>, value| Request::UpdateSecret {
        secret: "a".into(),
        description: description.map(str::to_owned),
        kms_key_id: kms_key_id.map(str::to_owned),
        value,
        token: token(),
    };
    let sent = json!({ "SecretId": "a", "ClientRequestToken": TOKEN, "Description": "" });
    let reply = perform(update(Some(""), None, None), sent, named()).await;
    assert_eq!(reply, Reply::UpdateSecret { version: None });

    let sent = json!({ "SecretId": "a", "ClientRequestToken": TOKEN, "KmsKeyId": "k", "SecretString": "s" });
    let answer = json!({ "ARN": ARN, "Name": "a", "VersionId": TOKEN });
    let reply = perform(update(None, Some("k"), Some(ValueBody::text("s".into()))), sent, answer).await;
    assert_eq!(reply, Reply::UpdateSecret { version: Some(made()) });
}

#[tokio::test]
async fn a_secret_is_deleted_after_a_window_or_at_once() {
    let ways = [
        (Recovery::Window { days: 7 }, json!({ "SecretId": "a", "RecoveryWindowInDays": 7 })),
        (Recovery::Force, json!({ "SecretId": "a", "ForceDeleteWithoutRecovery": true })),
    ];
    for (recovery, sent) in ways {
        let answer = json!({ "ARN": ARN, "Name": "a", "DeletionDate": 1_700_000_000.5 });
        let reply = perform(Request::DeleteSecret { secret: "a".into(), recovery }, sent, answer).await;
        let Reply::DeleteSecret { at: Some(at) } = reply else { panic!("{reply:?}") };
        assert_eq!(at.as_millisecond(), 1_700_000_000_500);
    }
}

#[tokio::test]
async fn tags_are_added_and_removed() {
    let tags = ["a", "b"].map(|key| Tag { key: key.into(), value: "v".into() }).to_vec();
    let sent =
        json!({ "SecretId": "a", "Tags": [{ "Key": "a", "Value": "v" }, { "Key": "b", "Value": "v" }] });
    let reply = perform(Request::TagResource { secret: "a".into(), tags }, sent, json!({})).await;
    assert_eq!(reply, Reply::TagResource);

    let keys = vec!["a".to_owned(), "b".to_owned()];
    let sent = json!({ "SecretId": "a", "TagKeys": ["a", "b"] });
    let reply = perform(Request::UntagResource { secret: "a".into(), keys }, sent, json!({})).await;
    assert_eq!(reply, Reply::UntagResource);
}

#[tokio::test]
async fn a_policy_is_put_with_or_without_public_access_and_taken_away() {
    for (public, blocked) in [(PublicPolicy::Block, true), (PublicPolicy::Allow, false)] {
        let request = Request::PutResourcePolicy { secret: "a".into(), policy: "{}".into(), public };
        let sent = json!({ "SecretId": "a", "ResourcePolicy": "{}", "BlockPublicPolicy": blocked });
        assert_eq!(perform(request, sent, named()).await, Reply::PutResourcePolicy);
    }
    let request = Request::DeleteResourcePolicy { secret: "a".into() };
    assert_eq!(perform(request, json!({ "SecretId": "a" }), named()).await, Reply::DeleteResourcePolicy);
}

#[tokio::test]
async fn replicas_are_added_removed_and_promoted() {
    let status = json!([{ "Region": "us-east-1", "Status": "InProgress" }]);
    let replicas = vec![ReplicaRegion { region: "us-east-1".into(), kms_key_id: None }];
    let request =
        Request::ReplicateSecretToRegions { secret: "a".into(), replicas, overwrite: Overwrite::Keep };
    let sent = json!({ "SecretId": "a", "AddReplicaRegions": [{ "Region": "us-east-1" }],
        "ForceOverwriteReplicaSecret": false });
    let reply = perform(request, sent, json!({ "ARN": ARN, "ReplicationStatus": status })).await;
    let Reply::ReplicateSecretToRegions { replicas } = reply else { panic!("{reply:?}") };
    assert_eq!(replicas.len(), 1);
    assert_eq!(replicas[0].status, ReplicaStatus::InProgress);

    let regions = vec!["us-east-1".to_owned()];
    let request = Request::RemoveRegionsFromReplication { secret: "a".into(), regions };
    let sent = json!({ "SecretId": "a", "RemoveReplicaRegions": ["us-east-1"] });
    let reply = perform(request, sent, json!({ "ARN": ARN })).await;
    assert_eq!(reply, Reply::RemoveRegionsFromReplication { replicas: Vec::new() });

    let request = Request::StopReplicationToReplica { secret: "a".into() };
    let reply = perform(request, json!({ "SecretId": "a" }), json!({ "ARN": ARN })).await;
    assert_eq!(reply, Reply::StopReplicationToReplica { arn: Arn::new(ARN) });
}

#[tokio::test]
async fn rotation_is_set_with_what_is_given() {
    let rotate = |lambda_arn: Option<&str>, rules, start| Request::RotateSecret {
        secret: "a".into(),
        settings: Some(RotationSettings { lambda_arn: lambda_arn.map(str::to_owned), rules, start }),
        token: token(),
    };
    let rules = RotationRules {
        automatically_after_days: None,
        schedule_expression: Some("rate(10 days)".into()),
        duration: Some("2h".into()),
    };
    let sent = json!({ "SecretId": "a", "ClientRequestToken": TOKEN, "RotationLambdaARN": "arn:l",
        "RotationRules": { "ScheduleExpression": "rate(10 days)", "Duration": "2h" }, "RotateImmediately": false });
    let reply = perform(rotate(Some("arn:l"), rules, RotationStart::NextWindow), sent, named()).await;
    assert_eq!(reply, Reply::RotateSecret { version: None });

    let sent = json!({ "SecretId": "a", "ClientRequestToken": TOKEN, "RotateImmediately": true });
    let unchanged = rotate(None, RotationRules::default(), RotationStart::Immediately);
    let reply = perform(unchanged, sent, json!({ "ARN": ARN, "Name": "a", "VersionId": TOKEN })).await;
    assert_eq!(reply, Reply::RotateSecret { version: Some(made()) });
}

/// Changes whose answer names the secret.
fn answered_with_an_arn() -> Vec<Request> {
    let secret = || "a".to_owned();
    let update = Request::UpdateSecret {
        secret: secret(),
        description: Some("d".into()),
        kms_key_id: None,
        value: None,
        token: token(),
    };
    vec![
        Request::PutSecretValue {
            secret: secret(),
            value: ValueBody::text("v".into()),
            labels: Vec::new(),
            token: token(),
        },
        update,
        Request::UpdateSecretVersionStage {
            secret: secret(),
            label: StagingLabel("l".into()),
            move_to: Some(made()),
            remove_from: None,
        },
        Request::DeleteSecret { secret: secret(), recovery: Recovery::Force },
        Request::RestoreSecret { secret: secret() },
        Request::PutResourcePolicy { secret: secret(), policy: "{}".into(), public: PublicPolicy::Block },
        Request::DeleteResourcePolicy { secret: secret() },
        Request::ReplicateSecretToRegions {
            secret: secret(),
            replicas: vec![ReplicaRegion { region: "us-east-1".into(), kms_key_id: None }],
            overwrite: Overwrite::Keep,
        },
        Request::RemoveRegionsFromReplication { secret: secret(), regions: vec!["us-east-1".into()] },
        Request::StopReplicationToReplica { secret: secret() },
        Request::RotateSecret { secret: secret(), settings: None, token: token() },
        Request::CancelRotateSecret { secret: secret() },
    ]
}

#[tokio::test]
async fn an_answer_that_does_not_name_the_secret_is_no_success_and_leaves_the_outcome_open() {
    for request in answered_with_an_arn() {
        let script = Script::new([Canned::ok(&json!({}))]);
        let completed = script.connect().perform(&request).await;
        let error = completed.result.expect_err(request.operation());
        assert_eq!(error.kind, ErrorKind::InvalidResponse, "{request}");
        assert_eq!(completed.open_attempts, 1, "{request}: it may have taken effect");
    }
}
