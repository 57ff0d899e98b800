//! Requests that read are sent with the right parameters, and their responses come back as data.

use super::canned::{Canned, Script};
use crate::secrets::{Arn, StagingLabel, SummaryPage, ValueBody, Version, VersionId};
use crate::service::api::{ClientRequestToken, ErrorKind, PasswordOptions, Reply, Request, VersionSelector};
use proptest::prelude::*;
use serde_json::{Value, json};

pub(super) const ARN: &str = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf";

/// Performs `request` against a service that gives `answer`, and checks the parameters sent.
pub(super) async fn perform(request: Request, sent: Value, answer: Value) -> Reply {
    let script = Script::new([Canned::ok(&answer)]);
    let completed = script.connect().perform(&request).await;
    assert_eq!(script.received(), [(request.operation().to_owned(), sent)]);
    assert_eq!(completed.attempts, 1);
    assert_eq!(completed.request_id.as_deref(), Some("request-1"));
    completed.result.unwrap()
}

#[tokio::test]
async fn a_page_of_the_list_keeps_its_valid_entries() {
    let answer = json!({
        "SecretList": [
            { "ARN": ARN, "Name": "a", "CreatedDate": 1_700_000_000.25, "NewField": { "x": [1] } },
            { "Name": "no ARN" },
            { "ARN": "no name" },
        ],
        "NextToken": "next",
    });
    let sent = json!({ "IncludePlannedDeletion": true, "MaxResults": 100, "NextToken": "here" });
    let reply =
        perform(Request::ListSecrets { part: None, next_token: Some("here".into()) }, sent, answer).await;
    let Reply::ListSecrets { secrets, next_token } = reply else { panic!("{reply:?}") };
    assert_eq!(secrets.len(), 1);
    assert_eq!(secrets.get(0).facts().created.unwrap().as_millisecond(), 1_700_000_000_250);
    assert_eq!(next_token.as_deref(), Some("next"));
}

#[tokio::test]
async fn the_last_page_has_no_token() {
    for token in [json!(null), json!("")] {
        let sent = json!({ "IncludePlannedDeletion": true, "MaxResults": 100 });
        let answer = json!({ "SecretList": [], "NextToken": token });
        let reply = perform(Request::ListSecrets { part: None, next_token: None }, sent, answer).await;
        assert_eq!(reply, Reply::ListSecrets { secrets: SummaryPage::default(), next_token: None });
    }
}

#[tokio::test]
async fn a_description_with_unknown_values_is_still_a_description() {
    let answer = json!({
        "ARN": ARN, "Name": "a", "Description": null, "DeletedDate": null,
        "ReplicationStatus": [{ "Region": "us-east-1", "Status": "Hibernating" }],
        "VersionIdsToStages": { "v1": ["AWSCURRENT"] },
    });
    let sent = json!({ "SecretId": "a" });
    let reply = perform(Request::DescribeSecret { secret: "a".into() }, sent, answer).await;
    let Reply::DescribeSecret(detail) = reply else { panic!("{reply:?}") };
    assert_eq!(detail.replicas[0].status.as_str(), "Hibernating");
    assert_eq!(detail.summary.versions.current().unwrap().as_str(), "v1");
    assert_eq!(detail.summary.description, None);
}

#[tokio::test]
async fn a_value_is_read_by_current_or_by_version() {
    let answer = json!({ "ARN": ARN, "Name": "a", "VersionId": "v1", "SecretString": "hunter2",
        "VersionStages": ["AWSCURRENT"], "CreatedDate": 1.5 });
    let request = Request::GetSecretValue { secret: "a".into(), version: VersionSelector::Current };
    let reply = perform(request, json!({ "SecretId": "a" }), answer).await;
    let Reply::GetSecretValue(value) = reply else { panic!("{reply:?}") };
    assert_eq!(value.body, ValueBody::text("hunter2".into()));
    assert_eq!(value.created.unwrap().as_millisecond(), 1_500);

    let answer = json!({ "ARN": ARN, "Name": "a", "VersionId": "v0", "SecretBinary": "AAH/" });
    let version = VersionSelector::Id(VersionId("v0".into()));
    let request = Request::GetSecretValue { secret: "a".into(), version };
    let reply = perform(request, json!({ "SecretId": "a", "VersionId": "v0" }), answer).await;
    let Reply::GetSecretValue(value) = reply else { panic!("{reply:?}") };
    assert_eq!(value.body, ValueBody::binary(vec![0, 1, 255]));
}

#[tokio::test]
async fn versions_come_with_those_that_are_deprecated() {
    let answer = json!({ "ARN": ARN, "Name": "a", "NextToken": "n", "Versions": [
        { "VersionId": "v1", "VersionStages": ["AWSCURRENT"] }, { "VersionId": "v0" }, {} ] });
    let sent = json!({ "SecretId": "a", "IncludeDeprecated": true, "MaxResults": 100, "NextToken": "t" });
    let request = Request::ListSecretVersionIds {
        secret: "a".into(),
        include_deprecated: true,
        next_token: Some("t".into()),
    };
    let reply = perform(request, sent, answer).await;
    let Reply::ListSecretVersionIds { versions, next_token } = reply else { panic!("{reply:?}") };
    assert_eq!(versions.iter().map(Version::is_deprecated).collect::<Vec<_>>(), [false, true]);
    assert_eq!(next_token.as_deref(), Some("n"));
}

#[tokio::test]
async fn entries_that_nothing_identifies_are_counted() {
    let answer = json!({ "ARN": ARN, "Name": "a", "Versions": [{ "VersionId": "v1" }, {}, { "VersionId": "" }],
        "Tags": [{ "Key": "k", "Value": "v" }, { "Value": "v" }], "ReplicationStatus": [{ "Status": "InSync" }] });
    let versions =
        Request::ListSecretVersionIds { secret: "a".into(), include_deprecated: true, next_token: None };
    for (request, told) in [
        (versions, &["versions without an ID: 2"][..]),
        (
            Request::DescribeSecret { secret: "a".into() },
            &["tags without a key: 1", "replicas without a Region: 1"],
        ),
    ] {
        let completed = Script::new([Canned::ok(&answer)]).connect().perform(&request).await;
        assert!(completed.result.is_ok(), "{completed:?}");
        let left_out: Vec<_> = completed.left_out.iter().map(ToString::to_string).collect();
        assert_eq!(left_out, told);
    }
}

#[tokio::test]
async fn deprecated_versions_that_nobody_asked_for_are_left_out() {
    let answer = json!({ "ARN": ARN, "Name": "a", "Versions": [
        { "VersionId": "v1", "VersionStages": ["AWSCURRENT"] }, { "VersionId": "v0", "VersionStages": [] } ] });
    let sent = json!({ "SecretId": "a", "IncludeDeprecated": false, "MaxResults": 100 });
    let request =
        Request::ListSecretVersionIds { secret: "a".into(), include_deprecated: false, next_token: None };
    let reply = perform(request, sent, answer).await;
    let Reply::ListSecretVersionIds { versions, .. } = reply else { panic!("{reply:?}") };
    assert_eq!(versions.iter().map(|v| v.id.as_str()).collect::<Vec<_>>(), ["v1"]);
}

#[tokio::test]
async fn a_secret_may_have_no_policy() {
    for (policy, expected) in [(json!("{}"), Some("{}")), (json!(null), None), (json!(""), None)] {
        let answer = json!({ "ARN": ARN, "Name": "a", "ResourcePolicy": policy });
        let request = Request::GetResourcePolicy { secret: "a".into() };
        let reply = perform(request, json!({ "SecretId": "a" }), answer).await;
        assert_eq!(reply, Reply::GetResourcePolicy(expected.map(str::to_owned)));
    }
}

#[tokio::test]
async fn rotation_is_started_with_the_users_token_and_cancelled() {
    let token = "11111111-2222-3333-4444-555555555555";
    let request =
        Request::RotateSecret { secret: "a".into(), settings: None, token: ClientRequestToken::new(token) };
    let sent = json!({ "SecretId": "a", "ClientRequestToken": token });
    let reply = perform(request, sent, json!({ "ARN": ARN, "VersionId": token })).await;
    assert_eq!(reply, Reply::RotateSecret { version: Some(VersionId(token.into())) });

    let request = Request::CancelRotateSecret { secret: "a".into() };
    let reply = perform(request, json!({ "SecretId": "a" }), json!({ "ARN": ARN })).await;
    assert_eq!(reply, Reply::CancelRotateSecret { version: None });
}

#[tokio::test]
async fn a_secret_is_restored_and_a_label_moved() {
    let request = Request::RestoreSecret { secret: "a".into() };
    let reply = perform(request, json!({ "SecretId": "a" }), json!({ "ARN": ARN, "Name": "a" })).await;
    assert_eq!(reply, Reply::RestoreSecret { arn: Arn::new(ARN) });

    let request = Request::UpdateSecretVersionStage {
        secret: "a".into(),
        label: StagingLabel::current(),
        move_to: Some(VersionId("v0".into())),
        remove_from: Some(VersionId("v1".into())),
    };
    let sent = json!({ "SecretId": "a", "VersionStage": "AWSCURRENT", "MoveToVersionId": "v0",
        "RemoveFromVersionId": "v1" });
    let reply = perform(request, sent, json!({ "ARN": ARN, "Name": "a" })).await;
    assert_eq!(reply, Reply::UpdateSecretVersionStage { arn: Arn::new(ARN) });
}

#[tokio::test]
async fn a_response_without_required_fields_is_invalid() {
    let version = VersionSelector::Current;
    let requests = [
        Request::ListSecrets { part: None, next_token: None },
        Request::DescribeSecret { secret: "a".into() },
        Request::GetSecretValue { secret: "a".into(), version },
        Request::ListSecretVersionIds { secret: "a".into(), include_deprecated: false, next_token: None },
        Request::GetResourcePolicy { secret: "a".into() },
        Request::BatchGetSecretValue { secrets: vec!["a".into()] },
        Request::GetRandomPassword(PasswordOptions::default()),
        Request::RestoreSecret { secret: "a".into() },
        Request::StopReplicationToReplica { secret: "a".into() },
    ];
    for request in requests {
        let script = Script::new([Canned::Response(200, "application/json", "{}".into())]);
        let error = script.connect().perform(&request).await.result.unwrap_err();
        assert_eq!(error.kind, ErrorKind::InvalidResponse, "{error}");
        assert!(error.message.contains("lacks"), "{error}");
    }
}

/// The members that answers have, and others.
fn any_answer() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!(ARN)),
        Just(json!("AWSCURRENT")),
        Just(json!("aHVudGVyMg==")),
    ];
    let key = prop::sample::select(vec![
        "ARN",
        "Name",
        "SecretList",
        "NextToken",
        "VersionId",
        "VersionStages",
        "SecretString",
        "SecretBinary",
        "CreatedDate",
        "VersionIdsToStages",
        "Tags",
        "Key",
        "Value",
        "ReplicationStatus",
        "Region",
        "Status",
        "Versions",
        "ResourcePolicy",
        "SecretValues",
        "Errors",
        "SecretId",
        "RotationRules",
        "DeletedDate",
        "x",
    ]);
    leaf.prop_recursive(4, 40, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..8).prop_map(|members| members
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    /// What an endpoint answers is a reply, or an error that can be shown: it never ends the program.
    #[test]
    fn any_answer_is_a_reply_or_an_error(answer in any_answer()) {
        let secret = || "a".to_owned();
        let requests = [
            Request::ListSecrets { part: None, next_token: None },
            Request::DescribeSecret { secret: secret() },
            Request::GetSecretValue { secret: secret(), version: VersionSelector::Current },
            Request::ListSecretVersionIds { secret: secret(), include_deprecated: true, next_token: None },
            Request::GetResourcePolicy { secret: secret() },
            Request::BatchGetSecretValue { secrets: vec![secret()] },
        ];
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        for request in requests {
            let script = Script::new([Canned::ok(&answer)]);
            let completed = runtime.block_on(script.connect().perform(&request));
            if let Err(error) = completed.result {
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}

#[tokio::test]
async fn an_answer_about_another_secret_or_version_is_no_answer() {
    let other = ARN.replace(":secret:a-", ":secret:b-");
    let secret = || ARN.to_owned();
    let requests = [
        Request::DescribeSecret { secret: secret() },
        Request::GetSecretValue { secret: secret(), version: VersionSelector::Current },
        Request::GetResourcePolicy { secret: secret() },
        Request::ListSecretVersionIds { secret: secret(), include_deprecated: true, next_token: None },
        Request::RestoreSecret { secret: secret() },
        Request::DeleteResourcePolicy { secret: secret() },
        Request::CancelRotateSecret { secret: secret() },
    ];
    let about =
        |arn: &str| json!({ "ARN": arn, "Name": "x", "VersionId": "v", "SecretString": "s", "Versions": [] });
    for request in requests {
        let perform =
            async |arn| Script::new([Canned::ok(&about(arn))]).connect().perform(&request).await.result;
        let error = perform(&other).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::InvalidResponse, "{request}: {error}");
        assert!(
            error.message.contains("about another secret, arn:") && error.message.contains(":b-"),
            "{error}"
        );
        assert!(perform(ARN).await.is_ok(), "{request}");
    }
    let version = VersionSelector::Id(VersionId("w".into()));
    let request = Request::GetSecretValue { secret: secret(), version };
    let error = Script::new([Canned::ok(&about(ARN))]).connect().perform(&request).await.result.unwrap_err();
    assert!(error.message.contains("about another version, v."), "{error}");
}
