//! Versions and their staging labels.

use super::token;
use crate::perform::{fail, perform};
use crate::stand::Stand;
use serde_json::json;
use strongroom::secrets::{StagingLabel, ValueBody, VersionId};
use strongroom::service::api::{ErrorKind, Reply, Request};

fn put(value: ValueBody, labels: &[&str], number: u32) -> Request {
    let labels = labels.iter().map(|&label| StagingLabel(label.into())).collect();
    Request::PutSecretValue { secret: "db".into(), value, labels, token: token(number) }
}

fn text(text: &str) -> ValueBody {
    ValueBody::text(text.into())
}

fn version(number: u32) -> VersionId {
    VersionId(token(number).as_str().into())
}

pub async fn versions_are_put_and_labelled(stand: &Stand) {
    stand.boto().create(&json!([{ "name": "db", "text": "0" }]));
    put_under_each_way(stand).await;
    labels_move(stand).await;
}

async fn put_under_each_way(stand: &Stand) {
    let connection = stand.connection();
    let made = Reply::PutSecretValue { version: Some(version(1)) };
    assert_eq!(perform(connection, put(text("1"), &[], 1)).await, made);
    assert_eq!(stand.read("db")["SecretString"], "1");
    assert_eq!(perform(connection, put(text("1"), &[], 1)).await, made, "a retry makes no other version");
    assert_eq!(stand.described("db")["VersionIdsToStages"].as_object().unwrap().len(), 2);

    let error = fail(connection, put(text("hunter2"), &[], 1)).await;
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Refused, Some("ResourceExistsException")));

    perform(connection, put(ValueBody::binary(vec![2]), &["blue", "green"], 2)).await;
    assert_eq!(stand.read("db")["SecretString"], "1", "current stays where it is");
    let asked = json!({ "SecretId": "db", "VersionStage": "green" });
    let green = stand.boto().call("get_secret_value", &asked);
    assert_eq!((&green["SecretBinary"], &green["VersionId"]), (&json!("Ag=="), &json!(token(2).as_str())));
}

async fn labels_move(stand: &Stand) {
    let stage = |label: &str, move_to, remove_from| {
        let (secret, label) = ("db".to_owned(), StagingLabel(label.into()));
        Request::UpdateSecretVersionStage { secret, label, move_to, remove_from }
    };
    let connection = stand.connection();
    let stages = || stand.described("db")["VersionIdsToStages"].clone();
    perform(connection, stage("blue", Some(version(1)), Some(version(2)))).await;
    assert_eq!(stages()[token(2).as_str()], json!(["green"]));
    assert!(stages()[token(1).as_str()].as_array().unwrap().contains(&json!("blue")));

    perform(connection, stage("blue", None, Some(version(1)))).await;
    assert_eq!(stages()[token(1).as_str()], json!(["AWSCURRENT"]));

    let error = fail(connection, stage("AWSCURRENT", Some(version(2)), None)).await;
    assert_eq!(error.code.as_deref(), Some("InvalidParameterException"));
    assert!(error.message.contains(token(1).as_str()), "the version that has it: {}", error.message);
    perform(connection, stage("AWSCURRENT", Some(version(2)), Some(version(1)))).await;
    assert_eq!(stages()[token(1).as_str()], json!(["AWSPREVIOUS"]));
    // Without VersionStage moto does not go by the labels.
    let asked = json!({ "SecretId": "db", "VersionStage": "AWSCURRENT" });
    assert_eq!(stand.boto().call("get_secret_value", &asked)["SecretBinary"], "Ag==");
}
