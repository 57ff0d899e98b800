//! Reading and copying what boto3 has put there.

use serde_json::json;

use super::open;
use crate::display::Display;
use crate::moto::Moto;

#[test]
fn a_key_is_revealed_and_copied() {
    let moto = Moto::start();
    moto.boto()
        .create(&json!([{ "name": "app/db", "json": { "user": "app", "password": "s3cret-of-boto" } }]));
    let mut terminal = open(moto.url(), "app/db");
    terminal.type_keys("v");
    terminal.wait_for("••••••••");
    terminal.type_keys("jy");
    terminal.wait_clipboard("s3cret-of-boto");
    assert!(!terminal.screen().contains("s3cret-of-boto"));
    terminal.type_keys("v");
    terminal.wait_for("s3cret-of-boto");
    assert_eq!(terminal.screen().matches("••••••••").count(), 1, "the user stays masked");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    assert_eq!(terminal.clipboard_writes(), ["s3cret-of-boto", ""]);
}

#[test]
fn a_value_goes_to_the_display_and_off_it_again() {
    let (moto, display) = (Moto::start(), Display::start());
    moto.boto().create(&json!([{ "name": "app/token", "text": "hunter2" }]));
    let env = [("DISPLAY", display.name())];
    let mut terminal = super::at(moto.url(), &["app/token"]).env(env).start();
    terminal.wait_for("read just now");
    terminal.type_keys("Y");
    terminal.wait_for("copied · system clipboard");
    assert_eq!(display.clipboard().as_deref(), Some("hunter2"));
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    assert_eq!(display.clipboard().unwrap_or_default(), "");
}

#[test]
fn versions_tags_and_policy_are_those_that_boto3_made() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{
        "name": "app/db", "text": "first", "versions": ["second", "third"], "description": "Orders",
        "tags": { "team": "web", "tier": "1" },
    }]));
    let statement =
        json!([{ "Sid": "ByBoto", "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*" }]);
    let policy = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
    boto.call("put_resource_policy", &json!({ "SecretId": "app/db", "ResourcePolicy": policy }));

    let mut terminal = open(moto.url(), "app/db");
    terminal.wait_for("Orders");
    terminal.type_keys("4");
    terminal.wait_for("tier");
    terminal.type_keys("5");
    terminal.wait_for("\"ByBoto\"");
    terminal.type_keys("y");
    terminal.wait_clipboard(&policy);

    terminal.type_keys("3");
    terminal.wait_for("VersionStages  ");
    terminal.wait_for("AWSPREVIOUS  ");
    assert!(!terminal.screen().contains("deprecated shown"));
    terminal.type_keys("d");
    terminal.wait_for("deprecated shown");
    let versions =
        boto.call("list_secret_version_ids", &json!({ "SecretId": "app/db", "IncludeDeprecated": true }));
    let versions = versions["Versions"].as_array().expect("there are versions").clone();
    let deprecated = versions.iter().find(|version| version["VersionStages"] == json!([]));
    let id =
        deprecated.expect("the first has no labels any longer")["VersionId"].as_str().expect("it has an id");
    terminal.wait_for(&id[..8]);
    terminal.type_keys("G\r");
    terminal.wait_for("text, under 64 bytes");
    terminal.type_keys("v");
    terminal.wait_for("first");
}

#[test]
fn bytes_are_shown_in_hex() {
    let moto = Moto::start();
    moto.boto().create(&json!([{ "name": "raw", "base64": "AAECA/8=" }]));
    let mut terminal = open(moto.url(), "raw");
    terminal.type_keys("v");
    terminal.wait_for("binary");
    terminal.type_keys("v");
    terminal.wait_for("00 01 02 03 ff");
}
