//! `strongroom set`: bytes in, bytes checked by boto3.

use crate::run::Ended;
use crate::service::{Service, on_both};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// The version that a command says has the value.
#[track_caller]
fn version(ended: &Ended) -> String {
    assert_eq!(ended.status, Some(0), "{}", ended.errors);
    let out = String::from_utf8(ended.out.clone()).expect("the output is text");
    let id = out.strip_suffix('\n').expect("it is a line");
    assert!(id.len() >= 32 && !id.contains('\n'), "{out:?}");
    id.to_owned()
}

/// The bytes of AWSCURRENT, and true if they are stored as text.
fn stored(service: &Service, name: &str) -> (Vec<u8>, bool) {
    let value = service.read(name);
    match value["SecretString"].as_str() {
        Some(text) => (text.as_bytes().to_vec(), true),
        None => (
            STANDARD
                .decode(value["SecretBinary"].as_str().expect("it has a value"))
                .expect("bytes come as base64"),
            false,
        ),
    }
}

#[test]
fn a_value_is_stored_byte_by_byte() {
    on_both(&json!([{ "name": "app/token", "text": "old" }]), |service| {
        let large = "é".repeat(32_768);
        for (input, is_text) in [
            (&b"one\n"[..], true),
            (b" \tno line end", true),
            (b"two\r\n\r\n", true),
            ("grüße 漢字 \u{1b}[31m".as_bytes(), true),
            (b"\xff\xfe\n", false),
            (large.as_bytes(), true),
        ] {
            let id = version(&service.run(&["set", "app/token"]).input(input).end());
            assert_eq!(stored(service, "app/token"), (input.to_vec(), is_text));
            assert_eq!(service.read("app/token")["VersionId"], id);
        }
        version(&service.run(&["set", "app/token", "--binary"]).input("text").end());
        assert_eq!(stored(service, "app/token"), (b"text".to_vec(), false));
        let told = service.run(&["set", "app/token", "--file", "value"]).file("value", "text").end();
        version(&told);
        assert!(told.errors.contains("is then stored as text"), "{}", told.errors);
        assert_eq!(stored(service, "app/token"), (b"text".to_vec(), true));
    });
}

#[test]
fn what_is_no_value_is_refused_before_anything_is_sent() {
    let nowhere = |args: &[&str]| crate::run::Run::at("http://127.0.0.1:1", args);
    assert!(nowhere(&["set", "a"]).fails(2).contains("empty"));
    assert!(nowhere(&["set", "a"]).input("x".repeat(65_537)).fails(2).contains("65536"));
    assert!(nowhere(&["set", "a", "--file", "none"]).fails(2).contains("Can't read none"));
    assert!(nowhere(&["set", "a", "--key", "k"]).input("\n").fails(2).contains("empty"));
    assert!(nowhere(&["set", "a", "--key", "k"]).input(*b"\xff").fails(2).contains("UTF-8"));
    let told = nowhere(&["set", "a", "--key", "k", "--json"]).input("{marker}").fails(2);
    assert!(told.contains("not valid JSON") && !told.contains("marker"), "{told}");
    assert!(nowhere(&["set", "a b", "--create"]).input("x").fails(2).contains("no name"));
    for args in [
        &["set", "a", "marker"][..],
        &["set", "a", "--key", "k", "marker", "two"],
        &["set", "a", "--", "-marker"],
        &["set", "a", "--json=marker"],
    ] {
        let told = nowhere(args).input("x").fails(2);
        assert!(told.contains("never taken from the command line") && !told.contains("marker"), "{told}");
    }
    let told = nowhere(&["set", "a", "--ky", "k"]).fails(2);
    assert!(told.contains("'--ky'"), "a mistyped option is not taken for a value: {told}");
    nowhere(&["set", "a", "--json"]).fails(2);
}

const JSON: &str = "{\n  \"user\" : \"ada\",\n\t\"port\": 5432.0, \"a.b\": 1,\n  \"a\": {\"b\": 2, \"c\": [ 1,2 ]},\n  \
                    \"\": \"\\u00e9\", \"q\\\"\": null, \"\\u006eame\": 1e2, \"dup\": 1, \"dup\": 2\n}\n";

#[test]
fn a_member_is_spliced_and_all_other_bytes_stay() {
    on_both(&json!([{ "name": "app/db", "text": JSON }]), |service| {
        let mut expected = JSON.to_owned();
        for (key, input, old, new) in [
            ("user", "gräfin \"ada\"\n", "\"ada\"", "\"gräfin \\\"ada\\\"\""),
            ("port", "5433\n", "5432.0", "\"5433\""),
            ("a.b", "x", "\"a.b\": 1", "\"a.b\": \"x\""),
            ("a.c[1]", "y", ",2 ]", ",\"y\" ]"),
            ("", "z\r\n", "\"\\u00e9\"", "\"z\""),
            ("q\"", "two\nlines", "null", "\"two\\nlines\""),
            ("name", "n", "1e2", "\"n\""),
            ("a.new", "in a", " ]}", " ], \"new\": \"in a\"}"),
        ] {
            assert!(expected.contains(old), "{old}");
            expected = expected.replacen(old, new, 1);
            version(&service.run(&["set", "app/db", "--key", key]).input(input).end());
            assert_eq!(service.read("app/db")["SecretString"], expected, "{key}");
        }
        for (input, new) in [(" [1, 2.0]\n", "[1, 2.0]"), ("\"s\\u00e9\"", "\"s\\u00e9\""), ("\"\"", "\"\"")]
        {
            version(&service.run(&["set", "app/db", "--key", "user", "--json"]).input(input).end());
            let text = service.read("app/db")["SecretString"].as_str().unwrap().to_owned();
            assert!(text.starts_with(&format!("{{\n  \"user\" : {new},\n")), "{text}");
        }
        let before = service.read("app/db");
        assert!(
            service.run(&["set", "app/db", "--key", "dup"]).input("x").fails(7).contains("more than once")
        );
        service.run(&["set", "app/db", "--key", "a.c[9]"]).input("x").end();
        assert_eq!(service.read("app/db")["VersionStages"], before["VersionStages"]);
    });
}

#[test]
fn a_member_of_binary_json_stays_binary_and_other_values_have_none() {
    let secrets = json!([
        { "name": "app/bytes", "base64": STANDARD.encode("{\"a\":1}\n") },
        { "name": "app/text", "text": "plain" },
        { "name": "app/full", "text": format!("{{\"a\":\"{}\"}}", "x".repeat(65_000)) },
    ]);
    on_both(&secrets, |service| {
        version(&service.run(&["set", "app/bytes", "--key", "b"]).input("2").end());
        assert_eq!(stored(service, "app/bytes"), (b"{\"a\":1,\"b\":\"2\"}\n".to_vec(), false));
        assert!(
            service.run(&["set", "app/text", "--key", "b"]).input("2").fails(3).contains("not a JSON object")
        );
        let full = service.run(&["set", "app/full", "--key", "b"]).input("y".repeat(600)).fails(7);
        assert!(full.contains("too large"), "{full}");
        service.boto().call("create_secret", &json!({ "Name": "app/empty" }));
        assert!(
            service.run(&["set", "app/empty", "--key", "b"]).input("2").fails(3).contains("no value yet")
        );
        version(&service.run(&["set", "app/empty"]).input("first").end());
        assert_eq!(stored(service, "app/empty"), (b"first".to_vec(), true));
    });
}

#[test]
fn a_secret_is_created_once() {
    on_both(&json!([{ "name": "app/there", "text": "old" }]), |service| {
        let args = ["set", "app/new", "--create", "--description", "A new one"];
        let id = version(&service.run(&args).input("value\n").end());
        assert_eq!(stored(service, "app/new"), (b"value\n".to_vec(), true));
        let described = service.described("app/new");
        assert_eq!(described["Description"], "A new one");
        assert_eq!(described["VersionIdsToStages"], json!({ id: ["AWSCURRENT"] }));
        let refused = service.run(&["set", "app/there", "--create"]).input("x").fails(7);
        assert!(refused.contains("exists"), "{refused}");
        assert_eq!(stored(service, "app/there"), (b"old".to_vec(), true));
        service.run(&["set", "app/none"]).input("x").fails(3);
    });
}

#[test]
fn a_label_takes_the_new_version_in_place_of_awscurrent() {
    on_both(&json!([{ "name": "app/db", "text": "{\"a\":1}" }]), |service| {
        let current = service.read("app/db")["VersionId"].clone();
        let id = version(&service.run(&["set", "app/db", "--key", "a", "--stage", "BLUE"]).input("2").end());
        assert_eq!(service.read("app/db")["VersionId"], current);
        let blue = json!({ "SecretId": "app/db", "VersionStage": "BLUE" });
        let blue = service.boto().call("get_secret_value", &blue);
        assert_eq!((&blue["SecretString"], &blue["VersionId"]), (&json!("{\"a\":\"2\"}"), &json!(id)));
        version(&service.run(&["set", "app/db", "--stage", "AWSCURRENT"]).input("x").end());
        assert_eq!(service.read("app/db")["SecretString"], "x");
    });
}

#[test]
fn another_version_than_expected_is_not_replaced() {
    on_both(&json!([{ "name": "app/db", "text": "one" }]), |service| {
        let first = service.read("app/db")["VersionId"].as_str().unwrap().to_owned();
        let second = version(&service.run(&["set", "app/db", "--expect-version", &first]).input("two").end());
        let told = service.run(&["set", "app/db", "--expect-version", &first]).input("three").fails(7);
        assert!(told.contains(&second) && told.contains("Nothing was sent"), "{told}");
        assert_eq!(stored(service, "app/db"), (b"two".to_vec(), true));
    });
}

#[test]
fn the_same_value_makes_no_version() {
    on_both(&json!([{ "name": "app/db", "text": "{\"a\": \"1\"}" }]), |service| {
        let current = service.read("app/db")["VersionId"].clone();
        for (args, input) in
            [(&["set", "app/db"][..], "{\"a\": \"1\"}"), (&["set", "app/db", "--key", "a"], "1\n")]
        {
            let ended = service.run(args).input(input).end();
            assert_eq!(json!(version(&ended)), current);
            assert!(ended.errors.contains("nothing to save"), "{}", ended.errors);
        }
        let versions: Value = service.described("app/db")["VersionIdsToStages"].clone();
        assert_eq!(versions.as_object().unwrap().len(), 1);
    });
}

#[test]
fn states_that_take_no_value_are_refused_in_the_dashboards_words() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/old", "text": "x", "deleted": 7 }]));
    let told = service.run(&["set", "app/old"]).input("x").fails(7);
    assert!(told.contains("app/old is scheduled for deletion: it can't be changed"), "{told}");
    assert!(told.contains("strongroom restore app/old"), "{told}");
}
