//! Changes that moto lacks: checking policies, rotating, and promoting replicas.

use super::{connect, service};
use crate::perform::{describe, fail, perform, value};
use jiff::SignedDuration;
use serde_json::{Value, json};
use strongroom::secrets::{ReplicaRole, RotationRules, ValueBody, VersionId};
use strongroom::service::api::{
    ClientRequestToken, ErrorKind, PolicyFinding, PublicPolicy, Reply, Request, RotationSettings,
    RotationStart, VersionSelector,
};

const TOKEN: &str = "11111111-2222-3333-4444-555555555555";

/// A policy that allows `principal` to read the value.
fn policy(principal: &Value) -> String {
    let statement = json!({ "Effect": "Allow", "Principal": principal,
        "Action": "secretsmanager:GetSecretValue", "Resource": "*" });
    json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
}

#[tokio::test]
async fn a_policy_is_checked_before_it_is_put() {
    let (connector, _) = service();
    let connection = connect(&connector, None).await;
    let check = async |policy: &str| -> Vec<PolicyFinding> {
        let request = Request::ValidateResourcePolicy { secret: Some("db".into()), policy: policy.into() };
        match perform(&connection, request).await {
            Reply::ValidateResourcePolicy(findings) => findings,
            reply => panic!("{reply:?}"),
        }
    };
    let narrow = policy(&json!({ "AWS": "arn:aws:iam::210987654321:root" }));
    assert_eq!(check(&narrow).await, []);
    let open = policy(&json!("*"));
    let findings = check(&open).await;
    assert!(
        !findings.is_empty() && findings.iter().all(|finding| !finding.message.is_empty()),
        "{findings:?}"
    );

    let put = |policy: &str, public| Request::PutResourcePolicy {
        secret: "vault".into(),
        policy: policy.into(),
        public,
    };
    let error = fail(&connection, put(&open, PublicPolicy::Block)).await;
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Refused, Some("PublicPolicyException")));
    let error = fail(&connection, put("{", PublicPolicy::Allow)).await;
    assert_eq!(error.code.as_deref(), Some("MalformedPolicyDocumentException"));
    perform(&connection, put(&open, PublicPolicy::Allow)).await;
    let attached = perform(&connection, Request::GetResourcePolicy { secret: "vault".into() }).await;
    assert_eq!(attached, Reply::GetResourcePolicy(Some(open)));
}

#[tokio::test]
async fn a_replica_is_promoted_in_its_own_region() {
    let (connector, clock) = service();
    let home = connect(&connector, None).await;
    let there = connect(&connector, Some("us-east-1")).await;
    let stop = || Request::StopReplicationToReplica { secret: "db".into() };
    assert_eq!(fail(&home, stop()).await.kind, ErrorKind::Refused, "a primary is no replica");

    let reply = perform(&there, stop()).await;
    let Reply::StopReplicationToReplica { arn } = reply else { panic!("{reply:?}") };
    assert_eq!(arn.region(), Some("us-east-1"));
    clock.advance(SignedDuration::from_mins(1));
    assert_eq!(describe(&there, "db").await.summary.replica_role(), ReplicaRole::Single);
    assert!(describe(&home, "db").await.replicas.is_empty());

    let put = Request::PutSecretValue {
        secret: "db".into(),
        value: ValueBody::text("free".into()),
        labels: Vec::new(),
        token: ClientRequestToken::new(TOKEN),
    };
    perform(&there, put).await;
    assert_ne!(value(&home, "db", VersionSelector::Current).await.body, ValueBody::text("free".into()));
}

#[tokio::test]
async fn rotation_is_set_without_rotating_at_once() {
    let (connector, _) = service();
    let connection = connect(&connector, None).await;
    let before = describe(&connection, "gone").await.summary;
    assert_eq!(before.rotation_enabled, None);
    perform(&connection, Request::RestoreSecret { secret: "gone".into() }).await;
    let rotate = |lambda_arn: Option<&str>| Request::RotateSecret {
        secret: "gone".into(),
        settings: Some(RotationSettings {
            lambda_arn: lambda_arn.map(str::to_owned),
            rules: RotationRules {
                schedule_expression: Some("rate(10 days)".into()),
                duration: Some("3h".into()),
                ..RotationRules::default()
            },
            start: RotationStart::NextWindow,
        }),
        token: ClientRequestToken::new(TOKEN),
    };
    let error = fail(&connection, rotate(None)).await;
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Refused, Some("InvalidRequestException")));

    let function = "arn:aws:lambda:eu-central-1:123456789012:function:rotate";
    perform(&connection, rotate(Some(function))).await;
    let set = describe(&connection, "gone").await.summary;
    assert_eq!(set.rotation_enabled, Some(true));
    assert_eq!(set.rotation_lambda_arn.as_deref(), Some(function));
    let rules = set.rotation_rules.unwrap();
    assert_eq!(rules.schedule_expression.as_deref(), Some("rate(10 days)"));
    assert_eq!(rules.duration.as_deref(), Some("3h"));
    assert!(set.next_rotation.is_some());
    assert_eq!(set.versions.current(), before.versions.current(), "nothing rotated yet");

    let reply = perform(&connection, Request::CancelRotateSecret { secret: "gone".into() }).await;
    assert!(matches!(reply, Reply::CancelRotateSecret { .. }));
    assert_eq!(describe(&connection, "gone").await.summary.rotation_enabled, Some(false));
}

#[tokio::test]
async fn a_value_that_is_refused_is_not_quoted() {
    let (connector, _) = service();
    let connection = connect(&connector, None).await;
    let long = format!("hunter2{}", "x".repeat(65_536));
    for value in [ValueBody::text(long.clone()), ValueBody::binary(long.into())] {
        let request = Request::UpdateSecret {
            secret: "db".into(),
            description: None,
            kms_key_id: None,
            value: Some(value),
            token: ClientRequestToken::new(TOKEN),
        };
        let error = fail(&connection, request).await;
        assert_eq!(
            (error.kind.clone(), error.code.as_deref()),
            (ErrorKind::Refused, Some("ValidationException"))
        );
        assert!(error.message.contains("65536"), "the reason is kept: {error}");
        assert!(error.message.len() < 500 && !format!("{error:?}").contains("hunter2"), "{error}");
    }
    let current = value(&connection, "db", VersionSelector::Current).await;
    assert_ne!(current.version, VersionId(TOKEN.into()));
}
