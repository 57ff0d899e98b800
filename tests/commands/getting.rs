//! `strongroom get`.

use crate::service::{Service, on_both};
use serde_json::{Value, json};

const JSON: &str = "{\n  \"user\": \"ada\", \"password\": \"h\\u00fcnter2\\n\", \"port\": 5432.0,\n  \"db\": {\"hosts\": [\"a\", \"b\"], \"a.b\": null}, \"\": \"empty\", \"x y\": \"\\\"q\\\"\"}\n";

#[test]
fn a_value_is_printed_byte_by_byte_and_a_member_as_it_is_stored() {
    on_both(&json!([{ "name": "app/db", "text": JSON }]), |service| {
        assert_eq!(service.run(&["get", "app/db"]).out(), JSON);
        for (key, member) in [
            ("user", "ada"),
            ("password", "hünter2\n"),
            ("port", "5432.0"),
            ("db.hosts[1]", "b"),
            ("db.hosts", r#"["a", "b"]"#),
            ("db.a.b", "null"),
            ("", "empty"),
            ("x y", "\"q\""),
        ] {
            assert_eq!(service.run(&["get", "app/db", "--key", key]).out(), member, "{key}");
        }
        assert_eq!(service.run(&["get", "app/db", "--key", "user", "--json"]).out(), "\"ada\"");
    });
}

#[test]
fn bytes_are_base64_or_as_they_are() {
    let bytes = [0_u8, 159, 146, 150, 10, 13, 255];
    on_both(&json!([{ "name": "app/key", "base64": "AJ+SlgoN/w==" }]), |service| {
        assert_eq!(service.run(&["get", "app/key"]).out(), "AJ+SlgoN/w==");
        assert_eq!(service.run(&["get", "app/key", "--raw"]).end().out, bytes);
        assert!(service.run(&["get", "app/key", "--key", "a"]).fails(3).contains("not a JSON object"));
    });
}

#[test]
fn a_value_of_the_greatest_size_comes_whole() {
    let text = "é".repeat(32_768);
    on_both(&json!([{ "name": "app/large", "text": text }]), |service| {
        assert_eq!(service.run(&["get", "app/large"]).out(), text);
    });
}

#[test]
fn another_version_is_chosen_by_its_label_or_id() {
    on_both(&json!([{ "name": "app/token", "text": "one", "versions": ["two"] }]), |service| {
        assert_eq!(service.run(&["get", "app/token", "--stage", "AWSPREVIOUS"]).out(), "one");
        let value: Value = serde_json::from_str(&service.run(&["get", "app/token", "--json"]).out()).unwrap();
        assert_eq!(value["SecretString"], "two");
        assert_eq!(value["Name"], "app/token");
        assert_eq!(value["VersionStages"], json!(["AWSCURRENT"]));
        let id = value["VersionId"].as_str().unwrap();
        assert_eq!(service.run(&["get", value["ARN"].as_str().unwrap(), "--version-id", id]).out(), "two");
    });
}

#[test]
fn each_kind_of_failure_has_its_status_and_says_what_why_and_what_next() {
    on_both(&json!([{ "name": "app/dup", "text": r#"{"a":1,"a":2}"# }]), |service| {
        let missing = service.run(&["get", "app/none"]).fails(3);
        assert!(missing.contains("not found") && missing.contains("strongroom list"), "{missing}");
        assert!(service.run(&["get", "app/dup", "--key", "b"]).fails(3).contains("no member `b`"));
        assert!(service.run(&["get", "app/dup", "--key", "a"]).fails(7).contains("more than once"));
        service.run(&["get", "app/dup", "--stage", "NOSUCH"]).fails(3);
        service.run(&["get", "app/dup", "--raw", "--json"]).fails(2);
        service.run(&["get"]).fails(2);
    });
    let nowhere = crate::run::Run::at("http://127.0.0.1:1", &["get", "a", "--timeout", "1s"]).fails(6);
    assert!(nowhere.contains("http://127.0.0.1:1"), "{nowhere}");
    let no_login = crate::run::Run::offline(&[
        "get",
        "a",
        "--region",
        "eu-west-1",
        "--endpoint-url",
        "http://127.0.0.1:1",
    ]);
    assert!(no_login.fails(5).contains("credentials"));
    assert!(crate::run::Run::offline(&["get", "a"]).fails(2).contains("Region"));
}

#[test]
fn options_of_the_connection_stand_before_the_command_or_behind_it() {
    let service = Service::embedded();
    let url = service.url().to_owned();
    let keys = [("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")];
    service.boto().create(&json!([{ "name": "app/token", "text": "one" }]));
    for line in [
        ["--endpoint-url", &url, "--region", "us-east-1", "get", "app/token"],
        ["get", "app/token", "--endpoint-url", &url, "--region", "us-east-1"],
        ["--region", "us-east-1", "get", "--endpoint-url", &url, "app/token"],
    ] {
        assert_eq!(crate::run::Run::offline(&line).env(keys).out(), "one");
    }
    let refused = crate::run::Run::offline(&["--filter", "x", "get", "app/token"]).fails(2);
    assert!(refused.contains("--filter"), "{refused}");
}
