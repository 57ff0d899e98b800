//! Every operation over HTTP, on a service that is not ours, checked with boto3.

use crate::moto::Moto;
use crate::perform::{describe, fail, list, perform, value, versions};
use crate::profile::Profile;
use serde_json::json;
use strongroom::secrets::{Arn, RotationRules, StagingLabel, ValueBody};
use strongroom::service::api::{
    ClientRequestToken, Endpoint, ErrorKind, Operation, Reply, Request, RotationSettings, RotationStart,
    VersionSelector,
};

#[tokio::test]
async fn secrets_are_browsed() {
    let moto = Moto::start();
    let arns = moto.boto().create(&json!([
        { "name": "db", "json": { "user": "app" }, "description": "d", "tags": { "team": "x" }, "versions": ["2", "3"] },
        { "name": "raw", "base64": "AAEC" },
        { "name": "empty" },
        { "name": "gone", "text": "t", "deleted": 7 },
    ]));
    moto.boto().create_many("bulk/", 250);
    let profile = Profile::of(moto.env());
    let connection = profile.connect().await;
    assert_eq!(connection.destination().endpoint, Endpoint::Url(moto.url().to_owned()));
    assert_eq!(connection.destination().profile.as_deref(), Some("tests"));

    let secrets = list(&connection).await;
    assert_eq!(secrets.len(), 254);
    let named = |name: &str| secrets.iter().find(|secret| secret.name == name).unwrap();
    assert_eq!(named("db").arn.as_str(), arns["db"]);
    assert_eq!(named("db").description.as_deref(), Some("d"));
    assert_eq!(named("db").tags[0].key, "team");
    assert!(named("db").last_accessed.is_none() && named("db").created.is_some());
    assert!(named("gone").deleted.is_some());
    assert!(named("empty").versions.0.is_empty());

    let db = describe(&connection, "db").await;
    assert_eq!(db.summary.arn.as_str(), arns["db"]);
    assert_eq!(db.summary.versions.0.len(), 2, "the version without labels is not among the labelled");
    let previous = db.summary.versions.previous().unwrap().clone();
    let current = value(&connection, "db", VersionSelector::Current).await;
    assert_eq!(current.body, ValueBody::text("3".into()));
    assert_eq!(Some(&current.version), db.summary.versions.current());
    let before = value(&connection, "db", VersionSelector::Id(previous)).await;
    assert_eq!(before.body, ValueBody::text("2".into()));
    let raw = value(&connection, "raw", VersionSelector::Current).await;
    assert_eq!(raw.body, ValueBody::binary(vec![0, 1, 2]));
    assert_eq!(versions(&connection, "db", false).await.len(), 2);
    assert_eq!(versions(&connection, "db", true).await.len(), 3);
    assert!(versions(&connection, "empty", true).await.is_empty());

    let policy = json!({ "Version": "2012-10-17", "Statement": [] }).to_string();
    let request = || Request::GetResourcePolicy { secret: "db".into() };
    assert_eq!(perform(&connection, request()).await, Reply::GetResourcePolicy(None));
    moto.boto().call("put_resource_policy", &json!({ "SecretId": "db", "ResourcePolicy": policy }));
    assert_eq!(perform(&connection, request()).await, Reply::GetResourcePolicy(Some(policy)));
}

#[tokio::test]
async fn mutations_take_effect() {
    let moto = Moto::start();
    let boto = moto.boto();
    let arns = boto.create(&json!([
        { "name": "db", "text": "1", "versions": ["2"] },
        { "name": "gone", "text": "t", "deleted": 7 },
    ]));
    let profile = Profile::of(moto.env());
    let connection = profile.connect().await;

    let reply = perform(&connection, Request::RestoreSecret { secret: "gone".into() }).await;
    let arn = Arn::new(arns["gone"].as_str().unwrap());
    assert_eq!(reply, Reply::RestoreSecret { arn });
    assert!(boto.call("describe_secret", &json!({ "SecretId": "gone" }))["DeletedDate"].is_null());

    let labels = describe(&connection, "db").await.summary.versions;
    let (current, previous) = (labels.current().unwrap().clone(), labels.previous().unwrap().clone());
    let roll_back = Request::UpdateSecretVersionStage {
        secret: "db".into(),
        label: StagingLabel::current(),
        move_to: Some(previous.clone()),
        remove_from: Some(current.clone()),
    };
    perform(&connection, roll_back).await;
    let db = boto.call("describe_secret", &json!({ "SecretId": "db" }));
    assert_eq!(db["VersionIdsToStages"][previous.as_str()], json!(["AWSCURRENT"]));
    assert_eq!(db["VersionIdsToStages"][current.as_str()], json!(["AWSPREVIOUS"]));

    let token = "11111111-2222-3333-4444-555555555555";
    let rotate =
        Request::RotateSecret { secret: "db".into(), settings: None, token: ClientRequestToken::new(token) };
    let reply = perform(&connection, rotate).await;
    assert!(matches!(&reply, Reply::RotateSecret { version: Some(id) } if id.as_str() == token), "{reply:?}");
    let db = boto.call("describe_secret", &json!({ "SecretId": "db" }));
    assert!(db["VersionIdsToStages"].get(token).is_some(), "{db}");
}

#[tokio::test]
async fn rotation_is_set_and_cancelled() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "db", "text": "1" }]));
    let profile = Profile::of(moto.env());
    let connection = profile.connect().await;
    let described = || boto.call("describe_secret", &json!({ "SecretId": "db" }));
    let cancel = || Request::CancelRotateSecret { secret: "db".into() };
    let rotate = |lambda_arn: Option<&str>| Request::RotateSecret {
        secret: "db".into(),
        settings: Some(RotationSettings {
            lambda_arn: lambda_arn.map(str::to_owned),
            rules: RotationRules { automatically_after_days: Some(30), ..RotationRules::default() },
            start: RotationStart::NextWindow,
        }),
        token: ClientRequestToken::new("11111111-2222-3333-4444-555555555556"),
    };

    perform(&connection, rotate(None)).await;
    let db = described();
    assert_eq!(db["RotationEnabled"], true);
    assert_eq!(db["RotationRules"], json!({ "AutomaticallyAfterDays": 30 }));
    // moto refuses to cancel rotation where no function was ever set. Its message must come through.
    let error = fail(&connection, cancel()).await;
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Refused, Some("InvalidRequestException")));
    assert!(error.message.contains("Lambda"), "{}", error.message);

    // moto keeps a function that does not exist, and returns an error.
    let function = "arn:aws:lambda:us-east-1:123456789012:function:none";
    let error = fail(&connection, rotate(Some(function))).await;
    assert_eq!(error.kind, ErrorKind::NotFound);
    assert!(error.message.contains(function), "{}", error.message);
    assert_eq!(described()["RotationLambdaARN"], function);
    perform(&connection, cancel()).await;
    assert_eq!(described()["RotationEnabled"], false);
}

#[tokio::test]
async fn operations_that_moto_lacks_give_an_explained_error() {
    let moto = Moto::start();
    moto.boto().create(&json!([{ "name": "db", "text": "1" }]));
    let profile = Profile::of(moto.env());
    let connection = profile.connect().await;
    let lacking = [
        Request::ValidateResourcePolicy { secret: Some("db".into()), policy: "{}".into() },
        Request::StopReplicationToReplica { secret: "db".into() },
    ];
    for request in lacking {
        let error = fail(&connection, request.clone()).await;
        assert_eq!(error.activity, Operation::from(&request).into());
        // moto responds with a web page instead of an error code.
        assert_eq!(error.kind, ErrorKind::InvalidResponse, "{error}");
        assert!(error.message.contains("HTTP 500 with a web page"), "{error}");
    }
}

#[tokio::test]
async fn errors_say_why_and_sts_gives_the_identity() {
    let moto = Moto::start();
    moto.boto().create(&json!([{ "name": "gone", "text": "t", "deleted": 7 }, { "name": "empty" }]));
    let profile = Profile::of(moto.env());
    let connection = profile.connect().await;

    let identity = connection.identify().await.unwrap();
    assert_eq!(identity.account, "123456789012");
    assert!(identity.arn.contains(&identity.account), "{}", identity.arn);

    let read = |secret: &str| Request::GetSecretValue {
        secret: secret.to_owned(),
        version: VersionSelector::Current,
    };
    let missing = fail(&connection, read("missing")).await;
    assert_eq!(missing.kind, ErrorKind::NotFound);
    assert_eq!(
        missing.code.as_deref(),
        moto.boto().try_call("get_secret_value", &json!({ "SecretId": "missing" })).err().as_deref()
    );
    assert_eq!(fail(&connection, read("empty")).await.kind, ErrorKind::NotFound);
    let deleted = fail(&connection, read("gone")).await;
    assert_eq!(deleted.kind, ErrorKind::Refused);
    assert!(deleted.message.contains("deleted"), "{}", deleted.message);
}
