//! The operations and their AWS CLI equivalents, checked against the AWS CLI itself.

use crate::boto::from_venv;
use crate::requests::{SECRET, VALUE, all, variants};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::process::Command;
use strongroom::service::api::Request;

/// Operations that the AWS CLI has and the Rust SDK does not have yet.
const NOT_IN_THE_SDK: [&str; 3] =
    ["AssociateCrossAccountReplica", "DisassociateCrossAccountReplica", "ListResourcePolicies"];

/// The output of the script that gives these command lines to the AWS CLI.
fn check_with_cli(lines: &[String]) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/service/cli.py");
    let mut python = Command::new(from_venv("python"));
    let output = python.args([script, &json!(lines).to_string()]).output().expect("Python can be started");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "Python failed with {}:\n{errors}", output.status);
    serde_json::from_slice(&output.stdout).expect("the script prints JSON")
}

#[test]
fn every_operation_of_the_service_is_there_once() {
    let mut names: Vec<_> = all().iter().map(Request::operation).collect();
    names.sort_unstable();
    let mut variants = Request::OPERATIONS.to_vec();
    variants.sort_unstable();
    assert_eq!(names, variants, "one request a variant");
    let answer = check_with_cli(&[]);
    let model = answer["operations"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
    let expected: BTreeSet<_> = model.filter(|name| !NOT_IN_THE_SDK.contains(name)).collect();
    assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn operations_that_read_are_named_so_and_all_others_are_mutations() {
    let reading = ["Get", "BatchGet", "List", "Describe", "Validate"];
    for request in all() {
        let reads = reading.iter().any(|verb| request.operation().starts_with(verb));
        assert_eq!(request.is_mutation(), !reads, "{request}");
        assert_eq!(request.permission(), format!("secretsmanager:{}", request.operation()));
        let about_none = ["ListSecrets", "BatchGetSecretValue", "GetRandomPassword"];
        let expected = (!about_none.contains(&request.operation())).then_some(SECRET);
        assert_eq!(request.secret(), expected, "{request}");
    }
}

#[test]
fn no_request_shows_a_value() {
    for request in all() {
        let shown = format!("{request:?} {request} {}", request.cli_equivalent());
        assert!(!shown.contains(VALUE), "{shown}");
        let carries = ["CreateSecret", "PutSecretValue", "UpdateSecret"].contains(&request.operation());
        assert_eq!(request.value().is_some(), carries, "{request}");
    }
}

#[test]
fn each_equivalent_is_a_call_that_the_cli_takes() {
    let lines: Vec<_> = [all(), variants()].concat().iter().map(Request::cli_equivalent).collect();
    let complaints = check_with_cli(&lines)["complaints"].clone();
    assert_eq!(complaints, json!({}));
}

#[test]
fn a_call_that_the_cli_would_not_take_is_found() {
    let wrong = [
        "aws secretsmanager list-secret --next-token a",
        "aws secretsmanager describe-secret --secret a",
        "aws secretsmanager get-random-password --include-space true",
        "aws secretsmanager delete-secret --secret-id a --recovery-window-in-days",
        "aws secretsmanager get-random-password --exclude-characters -x",
        r#"aws secretsmanager rotate-secret --secret-id a --rotation-rules '{"Days":1}'"#,
        "aws secretsmanager get-random-password --password-length many",
        "aws secretsmanager create-secret --description d",
    ];
    let complaints = check_with_cli(&wrong.map(str::to_owned))["complaints"].clone();
    for line in wrong {
        assert!(complaints.get(line).is_some(), "{line}");
    }
}
