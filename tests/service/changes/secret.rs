//! Creating, updating, deleting and restoring a secret.

use super::token;
use crate::perform::{fail, perform};
use crate::stand::Stand;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use strongroom::secrets::{Tag, ValueBody, VersionId};
use strongroom::service::api::{ErrorKind, NewSecret, Overwrite, Recovery, Reply, Request};

fn new(name: &str, value: Option<ValueBody>) -> NewSecret {
    NewSecret {
        name: name.into(),
        description: None,
        kms_key_id: None,
        value,
        tags: Vec::new(),
        replicas: Vec::new(),
        overwrite: Overwrite::Keep,
        token: token(1),
    }
}

fn create(new: NewSecret) -> Request {
    Request::CreateSecret(Box::new(new))
}

pub async fn a_secret_is_created_updated_deleted_and_restored(stand: &Stand) {
    created(stand).await;
    updated(stand).await;
    deleted(stand).await;
}

async fn created(stand: &Stand) {
    let connection = stand.connection();
    let full = || NewSecret {
        description: Some("d".into()),
        tags: vec![Tag { key: "team".into(), value: "x".into() }],
        ..new("db", Some(ValueBody::text("hunter2".into())))
    };
    let reply = perform(connection, create(full())).await;
    let Reply::CreateSecret { arn, version } = reply.clone() else { panic!("{reply:?}") };
    let db = stand.described("db");
    assert_eq!(db["ARN"], arn.as_str());
    assert_eq!(db["Description"], "d");
    assert_eq!(db["Tags"], json!([{ "Key": "team", "Value": "x" }]));
    let value = stand.read("db");
    assert_eq!(value["SecretString"], "hunter2");
    assert_eq!(value["VersionId"], token(1).as_str());
    assert_eq!(version, Some(VersionId(token(1).as_str().into())));

    assert_eq!(perform(connection, create(full())).await, reply, "the same request again is the same secret");
    let other = NewSecret { token: token(2), ..full() };
    let error = fail(connection, create(other)).await;
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Refused, Some("ResourceExistsException")));
    assert!(error.message.contains("already exists"), "{}", error.message);

    let reply = perform(connection, create(new("empty", None))).await;
    assert!(matches!(reply, Reply::CreateSecret { version: None, .. }), "{reply:?}");
    assert!(stand.described("empty").get("VersionIdsToStages").is_none());

    perform(connection, create(new("raw", Some(ValueBody::binary(vec![0, 1, 255]))))).await;
    assert_eq!(stand.read("raw")["SecretBinary"], "AAH/");
}

async fn updated(stand: &Stand) {
    let update = |description: Option<&str>, kms_key_id: Option<&str>, value: Option<&str>| {
        let request = Request::UpdateSecret {
            secret: "db".into(),
            description: description.map(str::to_owned),
            kms_key_id: kms_key_id.map(str::to_owned),
            value: value.map(|text| ValueBody::text(text.into())),
            token: token(3),
        };
        perform(stand.connection(), request)
    };
    assert_eq!(update(Some("new"), Some("alias/k"), None).await, Reply::UpdateSecret { version: None });
    let db = stand.described("db");
    assert_eq!((&db["Description"], &db["KmsKeyId"]), (&json!("new"), &json!("alias/k")));
    assert_eq!(stand.read("db")["VersionId"], token(1).as_str(), "no version was made");

    let version = Some(VersionId(token(3).as_str().into()));
    assert_eq!(update(None, None, Some("hunter3")).await, Reply::UpdateSecret { version });
    assert_eq!(stand.read("db")["SecretString"], "hunter3");
    assert_eq!(stand.described("db")["Description"], "new", "what is not given stays");
}

async fn deleted(stand: &Stand) {
    let connection = stand.connection();
    let delete = |recovery| Request::DeleteSecret { secret: "db".into(), recovery };
    let error = fail(connection, delete(Recovery::Window { days: 6 })).await;
    assert_eq!(error.code.as_deref(), Some("InvalidParameterException"));
    assert!(error.message.contains("between 7 and 30 days"), "{}", error.message);

    let reply = perform(connection, delete(Recovery::Window { days: 7 })).await;
    let Reply::DeleteSecret { at: Some(at) } = reply else { panic!("{reply:?}") };
    let described = stand.described("db")["DeletedDate"].as_str().unwrap().parse::<Timestamp>().unwrap();
    // AWS and the embedded service date the request; moto gives the end of the window.
    let window = (at.duration_since(described) + SignedDuration::from_mins(1)).as_hours();
    assert!([0, 7 * 24].contains(&window), "{at} and {described}");
    let days = at.duration_since(Timestamp::now()).as_hours();
    assert!((6 * 24..=7 * 24).contains(&days), "{at}");

    perform(connection, Request::RestoreSecret { secret: "db".into() }).await;
    assert!(stand.described("db")["DeletedDate"].is_null());

    perform(connection, delete(Recovery::Force)).await;
    let gone = stand.boto().try_call("describe_secret", &json!({ "SecretId": "db" }));
    assert_eq!(gone, Err("ResourceNotFoundException".into()));
    perform(connection, create(new("db", None))).await;
}
