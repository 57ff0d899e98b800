//! `strongroom rotate`.

use crate::fault::{Endpoint, Fault};
use crate::run::Run;
use crate::service::{DEMO_REGION, Service};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};

/// A secret that rotates; its first rotation is over.
fn rotating(service: &Service, function: &Value) {
    service.boto().create(&json!([{ "name": "app/db", "text": "{\"password\":\"old\"}" }]));
    let rules = json!({ "AutomaticallyAfterDays": 30 });
    let rotation = json!({
        "SecretId": "app/db", "RotationLambdaARN": function, "RotationRules": rules, "RotateImmediately": false
    });
    service.boto().call("rotate_secret", &rotation);
}

#[test]
fn a_rotation_is_followed_to_its_end() {
    const SECRET: &str = "prod/payments/postgres";
    let service = Service::demo();
    let before = service.read(SECRET)["SecretString"].clone();
    let args = ["rotate", SECRET, "--wait", "--yes", "--region", DEMO_REGION];
    let ended = service.run(&args).end();
    assert_eq!(ended.status, Some(0), "{}", ended.errors);
    let current = service.read(SECRET);
    assert_eq!(String::from_utf8(ended.out).unwrap().trim_end(), current["VersionId"]);
    assert_ne!(current["SecretString"], before);
    let end = format!("Rotated {SECRET}: AWSCURRENT is on version ");
    assert!(ended.errors.contains(&end), "{}", ended.errors);
}

#[test]
fn a_rotation_of_moto_is_started() {
    let service = Service::moto();
    let function = service.boto().run("function", &json!("rotate"));
    rotating(&service, &function);
    let id = service.run(&["rotate", "app/db", "--yes"]).out();
    assert!(service.described("app/db")["VersionIdsToStages"].get(id.trim_end()).is_some(), "{id}");
}

#[test]
fn a_secret_that_can_not_rotate_is_refused() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": "x" }]));
    let told = service.run(&["rotate", "app/db", "--yes"]).fails(7);
    assert!(told.contains("app/db has no rotation function"), "{told}");
    service.run(&["rotate", "app/none", "--yes"]).fails(3);
}

/// A description of the secret in which AWSPENDING is on the version that a rotation makes, if there is one.
fn described(pending: Option<&str>) -> Fault {
    let mut versions = json!({ "11111111-1111-4111-8111-111111111111": ["AWSCURRENT"] });
    if let Some(pending) = pending {
        versions[pending] = json!(["AWSPENDING"]);
    }
    let arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/db-AbCdEf";
    let body = json!({
        "ARN": arn, "Name": "app/db", "RotationEnabled": true, "VersionIdsToStages": versions,
        "RotationLambdaARN": "arn:aws:lambda:us-east-1:123456789012:function:rotate"
    });
    Fault::Answer { status: 200, content_type: "application/x-amz-json-1.1", body: body.to_string() }
}

/// An endpoint at which a rotation was accepted; it is described as the `later` answers tell.
fn accepted(later: &[Fault]) -> Endpoint {
    let endpoint = Endpoint::only(Fault::Hold);
    let arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/db-AbCdEf";
    let body = json!({ "ARN": arn, "Name": "app/db", "VersionId": "22222222-2222-4222-8222-222222222222" });
    endpoint.fail(
        "RotateSecret",
        Fault::Answer { status: 200, content_type: "application/x-amz-json-1.1", body: body.to_string() },
    );
    let before = [described(None), described(None)];
    endpoint.fail_in_turn("DescribeSecret", &[&before, later].concat());
    endpoint
}

#[test]
fn a_rotation_that_ends_without_a_new_current_version_has_failed() {
    let pending = described(Some("22222222-2222-4222-8222-222222222222"));
    let endpoint = accepted(&[described(None), pending, described(None)]);
    let ended = Run::at(&endpoint.url(), &["rotate", "app/db", "--wait", "--yes"]).end();
    assert_eq!(ended.status, Some(7), "{}", ended.errors);
    assert!(ended.errors.contains("AWSPENDING is on the new version."), "{}", ended.errors);
    assert!(ended.errors.contains("ended without a new current version"), "{}", ended.errors);
}

#[test]
fn ctrl_c_ends_the_wait_and_says_that_the_rotation_goes_on() {
    let pending = described(Some("22222222-2222-4222-8222-222222222222"));
    let endpoint = accepted(&[pending]);
    let mut run = Run::at(&endpoint.url(), &["rotate", "app/db", "--wait", "--yes"]);
    let mut child = run.start();
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("AWSPENDING is on the new version") {
        line.clear();
        assert_ne!(errors.read_line(&mut line).unwrap(), 0, "it ended");
    }
    let pid = Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    let mut told = String::new();
    errors.read_to_string(&mut told).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{told}");
    assert!(told.contains("The rotation of app/db goes on"), "{told}");
}
