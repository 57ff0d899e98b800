//! The embedded service in process, with a clock that the test sets.

mod changes;

use crate::perform::{describe, fail, list, perform, value, versions};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use strongroom::embedded::{Clock, DEMO_REGIONS, Embedded, Options};
use strongroom::secrets::{
    AWSPENDING, Deletion, ReplicaRole, ReplicaStatus, RotationState, StagingLabel, ValueBody, VersionId,
};
use strongroom::service::{
    Connection, Connector,
    api::{
        ClientRequestToken, ConnectionTarget, Endpoint, ErrorKind, Reply, Request, ServiceError,
        VersionSelector,
    },
};

const SEED: &str = r#"{
  "functions": { "arn:aws:lambda:eu-central-1:123456789012:function:rotate": { "stepSeconds": 10 } },
  "denied": [{ "operation": "GetSecretValue", "secrets": "vault" }],
  "regions": { "eu-central-1": [
    { "name": "db", "created": "-9d", "description": "d", "tags": { "team": "x" },
      "versions": [
        { "labels": [], "created": "-9d", "json": { "username": "u", "password": "1" } },
        { "labels": ["AWSPREVIOUS"], "created": "-8d", "json": { "username": "u", "password": "2" } },
        { "labels": ["AWSCURRENT"], "created": "-7d", "json": { "username": "u", "password": "3" } }],
      "rotation": { "lambda": "arn:aws:lambda:eu-central-1:123456789012:function:rotate",
        "rules": { "AutomaticallyAfterDays": 30 }, "last": "-7d" },
      "replicas": [{ "region": "us-east-1" }],
      "policy": { "Version": "2012-10-17", "Statement": [] } },
    { "name": "gone", "created": "-9d", "deletion": "+5d", "changed": "-2d",
      "versions": [{ "labels": ["AWSCURRENT"], "created": "-9d", "text": "t" }] },
    { "name": "vault", "created": "-9d",
      "versions": [{ "labels": ["AWSCURRENT"], "created": "-9d", "text": "t" }] }
  ], "us-east-1": [] }
}"#;

/// A service with the secrets of [`SEED`], and its clock.
fn service() -> (Connector, Clock) {
    let clock = Clock::manual(Timestamp::from_second(1_800_000_000).expect("it is in range"));
    let options = Options { clock: clock.clone(), random_seed: Some(1), ..Options::default() };
    let embedded = Embedded::seeded(SEED, options).expect("the seed is well formed");
    (Connector::in_process(embedded.http_client(), &DEMO_REGIONS), clock)
}

async fn connect(connector: &Connector, region: Option<&str>) -> Connection {
    let target = ConnectionTarget { region: region.map(str::to_owned), ..ConnectionTarget::default() };
    connector.connect(&target).await.expect("the embedded service is always there")
}

#[tokio::test]
async fn the_demo_has_its_own_profile_regions_and_account() {
    let (connector, _) = service();
    let connection = connect(&connector, None).await;
    let destination = connection.destination();
    assert_eq!((destination.region.as_str(), &destination.endpoint), (DEMO_REGIONS[0], &Endpoint::Demo));
    assert_eq!(destination.profile.as_deref(), Some("demo"));
    assert_eq!(connector.regions(), DEMO_REGIONS);
    let profiles = connector.profiles().await.unwrap();
    assert_eq!(profiles.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["demo"]);
    let identity = connection.identify().await.unwrap();
    assert_eq!(identity.account, "123456789012");
    assert!(identity.arn.contains("123456789012"), "{}", identity.arn);
}

#[tokio::test]
async fn secrets_are_browsed_in_each_region() {
    let (connector, _) = service();
    let connection = connect(&connector, None).await;
    let secrets = list(&connection).await;
    assert_eq!(
        secrets.iter().map(|s| s.name.as_str()).collect::<BTreeSet<_>>(),
        ["db", "gone", "vault"].into()
    );
    let gone = secrets.iter().find(|s| s.name == "gone").unwrap();
    let asked = Timestamp::from_second(1_800_000_000 - 25 * 86_400).unwrap();
    assert_eq!(gone.deletion(), Some(Deletion { asked, ends: None }), "5 days before the end of 30");

    let db = describe(&connection, "db").await;
    assert_eq!(db.summary.replica_role(), ReplicaRole::Primary);
    assert_eq!(db.replicas[0].region, "us-east-1");
    assert_eq!(db.replicas[0].status, ReplicaStatus::InSync);
    assert_eq!(db.summary.rotation_rules.as_ref().unwrap().automatically_after_days, Some(30));
    assert_eq!(versions(&connection, "db", false).await.len(), 2);
    assert_eq!(versions(&connection, "db", true).await.len(), 3);

    let policy = perform(&connection, Request::GetResourcePolicy { secret: "db".into() }).await;
    assert!(
        matches!(&policy, Reply::GetResourcePolicy(Some(text)) if text.contains("2012-10-17")),
        "{policy:?}"
    );
    let policy = perform(&connection, Request::GetResourcePolicy { secret: "vault".into() }).await;
    assert_eq!(policy, Reply::GetResourcePolicy(None));

    let elsewhere = connect(&connector, Some("us-east-1")).await;
    let replica = describe(&elsewhere, "db").await;
    assert_eq!(replica.summary.replica_role(), ReplicaRole::Replica { primary: "eu-central-1" });
    let text = value(&elsewhere, "db", VersionSelector::Current).await.body;
    assert_eq!(text, value(&connection, "db", VersionSelector::Current).await.body);
}

#[tokio::test]
async fn a_rotation_is_followed_to_its_end() {
    let (connector, clock) = service();
    let connection = connect(&connector, None).await;
    let before = value(&connection, "db", VersionSelector::Current).await;
    let token = "11111111-2222-3333-4444-555555555555";
    let rotate =
        Request::RotateSecret { secret: "db".into(), settings: None, token: ClientRequestToken::new(token) };
    let reply = perform(&connection, rotate).await;
    assert!(matches!(&reply, Reply::RotateSecret { version: Some(id) } if id.as_str() == token), "{reply:?}");
    let rotating = describe(&connection, "db").await.summary;
    assert_eq!(rotating.versions.pending().map(VersionId::as_str), Some(token));
    assert_eq!(rotating.rotation(clock.now()).state(), RotationState::Pending);

    clock.advance(SignedDuration::from_mins(5));
    let rotated = describe(&connection, "db").await.summary;
    assert_eq!(rotated.versions.current().map(VersionId::as_str), Some(token));
    assert_eq!(rotated.versions.previous(), Some(&before.version));
    assert_eq!(rotated.rotation(clock.now()).state(), RotationState::On);
    let after = value(&connection, "db", VersionSelector::Current).await;
    assert!(after.body != before.body, "a rotation makes a new value");
}

#[tokio::test]
async fn a_rotation_is_cancelled_under_way() {
    let (connector, clock) = service();
    let connection = connect(&connector, None).await;
    let token = "11111111-2222-3333-4444-555555555555";
    let rotate =
        Request::RotateSecret { secret: "db".into(), settings: None, token: ClientRequestToken::new(token) };
    perform(&connection, rotate).await;
    clock.advance(SignedDuration::from_secs(11));
    let reply = perform(&connection, Request::CancelRotateSecret { secret: "db".into() }).await;
    assert!(
        matches!(&reply, Reply::CancelRotateSecret { version: Some(id) } if id.as_str() == token),
        "{reply:?}"
    );
    let cancelled = describe(&connection, "db").await.summary;
    assert_eq!(cancelled.rotation_enabled, Some(false));
    assert_eq!(cancelled.versions.holder(AWSPENDING).map(VersionId::as_str), Some(token));
}

#[tokio::test]
async fn labels_move_and_secrets_come_back() {
    let (connector, _) = service();
    let connection = connect(&connector, None).await;
    let labels = describe(&connection, "db").await.summary.versions;
    let roll_back = Request::UpdateSecretVersionStage {
        secret: "db".into(),
        label: StagingLabel::current(),
        move_to: labels.previous().cloned(),
        remove_from: labels.current().cloned(),
    };
    perform(&connection, roll_back).await;
    let moved = describe(&connection, "db").await.summary.versions;
    assert_eq!((moved.current(), moved.previous()), (labels.previous(), labels.current()));

    perform(&connection, Request::RestoreSecret { secret: "gone".into() }).await;
    assert_eq!(describe(&connection, "gone").await.summary.deleted, None);
    let restored = value(&connection, "gone", VersionSelector::Current).await;
    assert_eq!(restored.body, ValueBody::text("t".into()));
}

#[tokio::test]
async fn denied_deleted_and_missing_secrets_have_their_own_errors() {
    let (connector, _) = service();
    let connection = connect(&connector, None).await;
    let read = |secret: &str| Request::GetSecretValue {
        secret: secret.to_owned(),
        version: VersionSelector::Current,
    };
    let permission = "secretsmanager:GetSecretValue".to_owned();
    let denied = fail(&connection, read("vault")).await;
    assert_eq!(denied.kind, ErrorKind::AccessDenied { permission }, "{denied}");
    assert_eq!(fail(&connection, read("gone")).await.kind, ErrorKind::Refused);
    assert_eq!(fail(&connection, read("missing")).await.kind, ErrorKind::NotFound);
    assert_eq!(fail(&connection, read("not a name")).await.kind, ErrorKind::Refused);
}

/// True for errors that the demo shows on purpose.
fn is_intended(error: &ServiceError) -> bool {
    matches!(error.kind, ErrorKind::AccessDenied { .. } | ErrorKind::NotFound | ErrorKind::Refused)
}

#[tokio::test]
async fn every_secret_of_the_demo_can_be_looked_at() {
    let embedded = Embedded::demo().unwrap();
    let connector = Connector::in_process(embedded.http_client(), &DEMO_REGIONS);
    for region in DEMO_REGIONS {
        let connection = connect(&connector, Some(region)).await;
        let secrets = list(&connection).await;
        assert!(!secrets.is_empty(), "{region} has no secrets");
        for secret in secrets {
            let secret = secret.arn.to_string();
            let version = VersionSelector::Current;
            let reads = [
                Request::DescribeSecret { secret: secret.clone() },
                Request::GetSecretValue { secret: secret.clone(), version },
                Request::ListSecretVersionIds {
                    secret: secret.clone(),
                    include_deprecated: true,
                    next_token: None,
                },
                Request::GetResourcePolicy { secret },
            ];
            for request in reads {
                if let Err(error) = connection.perform(&request).await.result {
                    assert!(is_intended(&error), "{request}: {error}");
                }
            }
        }
    }
}
