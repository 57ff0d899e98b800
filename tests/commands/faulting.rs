//! Changes on a bad connection: lost answers are looked up, throttled ones are sent again, stale ones are not sent.

use crate::fault::{Endpoint, Fault};
use crate::run::Run;
use crate::service::{Service, on_both};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;

fn versions(service: &Service) -> usize {
    service.described("app/db")["VersionIdsToStages"].as_object().map_or(0, serde_json::Map::len)
}

fn tokens(endpoint: &Endpoint, operation: &str) -> BTreeSet<String> {
    let token = |call: Value| call["ClientRequestToken"].as_str().expect("it has a token").to_owned();
    endpoint.parameters(operation).into_iter().map(token).collect()
}

#[test]
fn an_answer_that_is_lost_is_looked_up() {
    on_both(&json!([{ "name": "app/db", "text": "one" }]), |service| {
        let endpoint = Endpoint::before(service.url());
        let run = |args: &[&str]| Run::at(&endpoint.url(), args);
        endpoint.fail("PutSecretValue", Fault::LoseAnswer);
        let ended = run(&["set", "app/db"]).input("two").end();
        assert_eq!(ended.status, Some(0), "{}", ended.errors);
        assert!(ended.errors.contains("the outcome is unknown"), "{}", ended.errors);
        let id = String::from_utf8(ended.out).unwrap();
        assert_eq!(service.read("app/db")["VersionId"], id.trim_end());
        assert_eq!((versions(service), tokens(&endpoint, "PutSecretValue").len()), (2, 1));

        endpoint.fail("DeleteSecret", Fault::LoseAnswer);
        let deleted = run(&["delete", "app/db", "--yes"]).end();
        assert_eq!(deleted.status, Some(0), "{}", deleted.errors);
        assert!(service.described("app/db")["DeletedDate"].is_string());
    });
}

#[test]
fn the_lost_answer_to_any_change_is_looked_up() {
    let secrets = json!([{ "name": "app/db", "text": "one", "versions": ["two"], "tags": { "old": "1" } }]);
    on_both(&secrets, |service| {
        let endpoint = Endpoint::before(service.url());
        let previous = service.described("app/db")["VersionIdsToStages"].as_object().unwrap().len();
        for (operation, args) in [
            ("CreateSecret", &["set", "app/new", "--create"][..]),
            ("TagResource", &["tag", "app/db", "a=b"]),
            ("UntagResource", &["untag", "app/db", "old"]),
            ("UpdateSecretVersionStage", &["label", "app/db", "AWSCURRENT", "--to", "AWSPREVIOUS", "--yes"]),
            ("DeleteSecret", &["delete", "app/db", "--yes"]),
            ("RestoreSecret", &["restore", "app/db"]),
            ("DeleteSecret", &["delete", "app/db", "--force", "app/db"]),
        ] {
            endpoint.fail_times(operation, 1, Fault::LoseAnswer);
            let ended = Run::at(&endpoint.url(), args).input("value").end();
            assert_eq!(ended.status, Some(0), "{args:?}: {}", ended.errors);
            endpoint.mend(operation);
            if operation == "UpdateSecretVersionStage" {
                // Without the label moto reads the version that was created last.
                let current = json!({ "SecretId": "app/db", "VersionStage": "AWSCURRENT" });
                assert_eq!(service.boto().call("get_secret_value", &current)["SecretString"], "one");
                assert_eq!(versions(service), previous);
            }
        }
        assert_eq!(service.read("app/new")["SecretString"], "value");
        let gone = service.boto().try_call("describe_secret", &json!({ "SecretId": "app/db" }));
        assert_eq!(gone.unwrap_err(), "ResourceNotFoundException");
    });
}

#[test]
fn a_request_that_never_arrives_is_sent_again_with_its_token_and_then_fails() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": "one" }]));
    let endpoint = Endpoint::before(service.url());
    endpoint.fail("PutSecretValue", Fault::Reset);
    let told = Run::at(&endpoint.url(), &["set", "app/db"]).input("two").fails(6);
    assert!(told.contains("no attempt took effect"), "{told}");
    assert_eq!(tokens(&endpoint, "PutSecretValue").len(), 1);
    assert_eq!(service.read("app/db")["SecretString"], "one");
}

#[test]
fn an_outcome_that_can_not_be_looked_up_has_a_status_of_its_own() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": "one", "versions": ["two"] }]));
    let endpoint = Endpoint::before(service.url());
    endpoint.fail("UpdateSecretVersionStage", Fault::LoseAnswer);
    // The first two read the secret for the command, and right before the request.
    endpoint.fail_after("DescribeSecret", 2, 1_000, Fault::denied("DescribeSecret"));
    let args = ["label", "app/db", "AWSCURRENT", "--to", "AWSPREVIOUS", "--yes"];
    let told = Run::at(&endpoint.url(), &args).fails(8);
    assert!(told.contains("It may have taken effect"), "{told}");
}

#[test]
fn a_throttled_change_waits_and_says_so() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": "one" }]));
    let endpoint = Endpoint::before(service.url());
    // The SDK makes three attempts by itself.
    endpoint.fail_times("TagResource", 3, Fault::error("ThrottlingException", "Rate exceeded"));
    let ended = Run::at(&endpoint.url(), &["tag", "app/db", "a=b"]).end();
    assert_eq!(ended.status, Some(0), "{}", ended.errors);
    assert!(ended.errors.contains("too many requests"), "{}", ended.errors);
    assert_eq!(service.described("app/db")["Tags"][0]["Key"], "a");
}

#[test]
fn a_version_that_moves_between_reading_and_sending_is_not_replaced() {
    on_both(&json!([{ "name": "app/db", "text": "{\"a\":1}" }]), |service| {
        for args in
            [&["set", "app/db", "--key", "a"][..], &["set", "app/db", "--key", "a", "--stage", "BLUE"]]
        {
            let endpoint = Endpoint::before(service.url());
            endpoint.fail_after("DescribeSecret", 1, 1, Fault::Hold);
            let mut run = Run::at(&endpoint.url(), args);
            let mut child = run.start();
            child.stdin.take().unwrap().write_all(b"2").unwrap();
            endpoint.wait_for_calls("DescribeSecret", 2);
            let theirs = format!("theirs of {}", args.len());
            service.boto().call("put_secret_value", &json!({ "SecretId": "app/db", "SecretString": theirs }));
            endpoint.mend("DescribeSecret");
            let output = child.wait_with_output().unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(7), "{told}");
            assert!(told.contains("since it was read"), "{told}");
            assert_eq!(endpoint.count("PutSecretValue"), 0);
            assert_eq!(service.read("app/db")["SecretString"], theirs);
            service
                .boto()
                .call("put_secret_value", &json!({ "SecretId": "app/db", "SecretString": "{\"a\":1}" }));
        }
    });
}

#[test]
fn one_who_may_only_write_writes() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": "one" }]));
    let endpoint = Endpoint::before(service.url());
    endpoint.fail("DescribeSecret", Fault::denied("DescribeSecret"));
    endpoint.fail("GetSecretValue", Fault::denied("GetSecretValue"));
    let run = |args: &[&str]| Run::at(&endpoint.url(), args).input("two");
    assert_eq!(run(&["set", "app/db"]).end().status, Some(0));
    assert_eq!(service.read("app/db")["SecretString"], "two");
    run(&["set", "app/db", "--key", "a"]).fails(4);
    run(&["set", "app/db", "--expect-version", "v"]).fails(4);
    run(&["label", "app/db", "BLUE", "--to", "v"]).fails(4);
    // The value tells the version where the labels may not be read.
    endpoint.mend("GetSecretValue");
    run(&["set", "app/db", "--expect-version", "v"]).fails(7);
    service.boto().call("put_secret_value", &json!({ "SecretId": "app/db", "SecretString": "{\"a\":1}" }));
    assert_eq!(run(&["set", "app/db", "--key", "a"]).end().status, Some(0));
    assert_eq!(service.read("app/db")["SecretString"], "{\"a\":\"two\"}");
    endpoint.fail("PutSecretValue", Fault::denied("PutSecretValue"));
    run(&["set", "app/db"]).fails(4);
}

#[test]
fn ctrl_c_while_a_change_is_out_says_that_it_may_have_taken_effect() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": "one" }]));
    let endpoint = Endpoint::before(service.url());
    for (held, is_sent) in [("DescribeSecret", false), ("TagResource", true)] {
        // The first read of the secret is the command's own, the second one the check before the request.
        endpoint.fail_after(held, usize::from(!is_sent), 1, Fault::Hold);
        let mut run = Run::at(&endpoint.url(), &["tag", "app/db", "a=b"]);
        let child = run.start();
        endpoint.wait_for_calls(held, if is_sent { 1 } else { 2 });
        kill_process(Pid::from_raw(child.id().try_into().unwrap()).unwrap(), Signal::INT).unwrap();
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(130), "{told}");
        assert_eq!(told.contains("may have taken effect"), is_sent, "{told}");
        assert_eq!(told.contains("Nothing was sent"), !is_sent, "{told}");
        endpoint.mend(held);
    }
}
