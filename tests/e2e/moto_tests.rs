//! The moto server itself. Apart from [`crate::moto`], which other tests share.

use serde_json::json;

use crate::moto::Moto;
use crate::program::Program;

#[test]
fn secrets_of_every_kind_are_made_and_read_back() {
    let moto = Moto::start();
    let boto = moto.boto();
    let arns = boto.create(&json!([
        { "name": "db", "json": { "user": "app" }, "description": "d", "tags": { "team": "x" }, "versions": ["2", "3"] },
        { "name": "raw", "base64": "AAEC" },
        { "name": "empty" },
        { "name": "gone", "text": "t", "deleted": 7 },
    ]));
    let db = boto.call("describe_secret", &json!({ "SecretId": arns["db"] }));
    assert_eq!(db["Tags"], json!([{ "Key": "team", "Value": "x" }]));
    assert_eq!(db["VersionIdsToStages"].as_object().map(serde_json::Map::len), Some(3));
    let read = |name: &str| boto.try_call("get_secret_value", &json!({ "SecretId": name }));
    assert_eq!(read("db").unwrap()["SecretString"], "3");
    assert_eq!(read("raw").unwrap()["SecretBinary"], "AAEC");
    assert_eq!(read("empty").unwrap_err(), "ResourceNotFoundException");
    assert_eq!(read("gone").unwrap_err(), "InvalidRequestException");
}

#[test]
fn many_secrets_are_made_at_once() {
    let moto = Moto::start();
    moto.boto().create_many("bulk/", 120);
    let names = json!({ "Filters": [{ "Key": "name", "Values": ["bulk/011"] }] });
    let page = moto.boto().call("list_secrets", &names);
    assert_eq!(page["SecretList"].as_array().map(Vec::len), Some(10));
}

#[test]
fn the_environment_of_a_program_leads_to_the_server() {
    let moto = Moto::start();
    let shown = Program::new("/bin/sh", &["-c", "echo $AWS_ENDPOINT_URL"]).env(moto.env()).start();
    shown.wait_for(moto.url());
}
