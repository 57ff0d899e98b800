//! Rotation: `RotateSecret`, `CancelRotateSecret`, schedules and functions that fail.

use serde_json::{Value, json};

use super::{ONE, Service, TWO};
use crate::embedded::rotation::{Function, Step};

const LAMBDA: &str = "arn:aws:lambda:eu-central-1:123456789012:function:rotate";
const BROKEN: &str = "arn:aws:lambda:eu-central-1:123456789012:function:broken";

fn service(fails_at: Step) -> Service {
    let service = Service::new();
    service.embedded.with_store(|store| {
        store.add_function(LAMBDA, Function::default());
        store.add_function(BROKEN, Function { fails_at: Some(fails_at), step: None });
    });
    let credentials = json!({"username": "app", "password": "old", "port": 5432}).to_string();
    service.ok("CreateSecret", json!({"Name": "s", "ClientRequestToken": ONE, "SecretString": credentials}));
    service
}

fn rotate(lambda: &str) -> Value {
    json!({"SecretId": "s", "ClientRequestToken": TWO, "RotationLambdaARN": lambda,
           "RotationRules": {"AutomaticallyAfterDays": 10}})
}

fn stages(service: &Service) -> Value {
    service.ok("DescribeSecret", json!({"SecretId": "s"}))["VersionIdsToStages"].clone()
}

#[test]
fn a_rotation_changes_only_the_password() {
    let service = service(Step::Create);
    assert_eq!(service.ok("RotateSecret", rotate(LAMBDA))["VersionId"], TWO);
    assert_eq!(stages(&service), json!({ONE: ["AWSCURRENT"], TWO: ["AWSPENDING"]}));
    service.advance(4);
    assert_eq!(stages(&service), json!({ONE: ["AWSPREVIOUS"], TWO: ["AWSCURRENT"]}));
    assert!(service.ok("DescribeSecret", json!({"SecretId": "s"}))["LastAccessedDate"].is_number());
    let versions = service.ok("ListSecretVersionIds", json!({"SecretId": "s"}))["Versions"].clone();
    let read = |index: usize| versions[index].get("LastAccessedDate").is_some();
    assert_eq!((read(0), read(1)), (true, false), "the function reads what was current: {versions}");
    let value = service.ok("GetSecretValue", json!({"SecretId": "s"}));
    let value: Value = serde_json::from_str(value["SecretString"].as_str().unwrap()).unwrap();
    assert_eq!((&value["username"], &value["port"]), (&json!("app"), &json!(5432)));
    assert_ne!(value["password"], "old");
    let secret = service.ok("DescribeSecret", json!({"SecretId": "s"}));
    assert_eq!(secret["LastRotatedDate"], 1_790_000_004.0);
    assert_eq!(secret["RotationRules"], json!({"AutomaticallyAfterDays": 10}));
    let due = secret["NextRotationDate"].as_f64().unwrap();
    assert!((due + 1.0) % 86_400.0 == 0.0 && due > 1_790_000_000.0 + 9.0 * 86_400.0, "{due}");
}

#[test]
fn a_failed_rotation_leaves_awspending_until_it_is_removed() {
    let service = service(Step::Set);
    service.ok("RotateSecret", rotate(BROKEN));
    service.advance(60);
    assert_eq!(stages(&service), json!({ONE: ["AWSCURRENT"], TWO: ["AWSPENDING"]}));
    let again = json!({"SecretId": "s", "ClientRequestToken": "3".repeat(32)});
    service.refuses(
        "RotateSecret",
        again.clone(),
        "InvalidRequestException",
        "A previous rotation isn't complete",
    );
    let cancelled = service.ok("CancelRotateSecret", json!({"SecretId": "s"}));
    assert_eq!(cancelled["VersionId"], TWO);
    let secret = service.ok("DescribeSecret", json!({"SecretId": "s"}));
    assert_eq!((&secret["RotationEnabled"], &secret["RotationLambdaARN"]), (&json!(false), &json!(BROKEN)));
    assert!(secret.get("NextRotationDate").is_none());
    let remove = json!({"SecretId": "s", "VersionStage": "AWSPENDING", "RemoveFromVersionId": TWO});
    service.ok("UpdateSecretVersionStage", remove);
    service.ok("RotateSecret", again);
}

#[test]
fn a_function_that_fails_at_its_first_step_leaves_an_empty_version() {
    let service = service(Step::Create);
    service.ok("RotateSecret", rotate(BROKEN));
    service.advance(60);
    let pending = json!({"SecretId": "s", "VersionStage": "AWSPENDING"});
    service.refuses("GetSecretValue", pending, "ResourceNotFoundException", "staging label: AWSPENDING");
    assert_eq!(stages(&service)[TWO], json!(["AWSPENDING"]));
}

#[test]
fn a_rotation_that_cannot_start_says_why() {
    let service = service(Step::Create);
    let bare = json!({"SecretId": "s", "ClientRequestToken": TWO});
    service.refuses("RotateSecret", bare, "InvalidRequestException", "No Lambda rotation function ARN");
    service.refuses(
        "RotateSecret",
        rotate("arn:x"),
        "AccessDeniedException",
        "cannot invoke the specified Lambda",
    );
    let tokenless = json!({"SecretId": "s", "RotationLambdaARN": LAMBDA});
    service.refuses("RotateSecret", tokenless, "InvalidParameterException", "ClientRequestToken");
    service.refuses(
        "CancelRotateSecret",
        json!({"SecretId": "s"}),
        "InvalidRequestException",
        "can't cancel",
    );
    for rules in [
        json!({"AutomaticallyAfterDays": 1, "ScheduleExpression": "rate(1 day)"}),
        json!({"ScheduleExpression": "rate(3 hours)"}),
        json!({"ScheduleExpression": "rate(1000 days)"}),
        json!({"ScheduleExpression": "cron(5 4 * * ? *)"}),
        json!({"ScheduleExpression": "cron(0 4 1 * 1 *)"}),
        json!({"ScheduleExpression": "cron(0 */2 * * ? *)"}),
        json!({"ScheduleExpression": "every day"}),
        json!({"ScheduleExpression": "rate(4 hours)", "Duration": "5h"}),
        json!({"ScheduleExpression": "cron(0 22 * * ? *)", "Duration": "3h"}),
    ] {
        let mut members = rotate(LAMBDA);
        members["RotationRules"] = rules;
        service.refuses("RotateSecret", members, "InvalidParameterException", "");
    }
}

#[test]
fn a_schedule_rotates_without_further_requests() {
    let service = service(Step::Create);
    let mut members = rotate(LAMBDA);
    members["RotateImmediately"] = json!(false);
    members["RotationRules"] = json!({"ScheduleExpression": "rate(12 hours)"});
    assert!(service.ok("RotateSecret", members).get("VersionId").is_none());
    assert_eq!(stages(&service), json!({ONE: ["AWSCURRENT"]}));
    service.advance(12 * 3600 - 1);
    assert_eq!(stages(&service), json!({ONE: ["AWSCURRENT"]}));
    service.advance(5);
    assert_eq!(stages(&service)[ONE], json!(["AWSPREVIOUS"]));
    let before = service.ok("GetSecretValue", json!({"SecretId": "s"}))["VersionId"].clone();
    service.advance(12 * 3600 + 4);
    assert_ne!(service.ok("GetSecretValue", json!({"SecretId": "s"}))["VersionId"], before);
}

#[test]
fn the_same_rotation_request_sent_twice_rotates_once() {
    let service = service(Step::Create);
    service.ok("RotateSecret", rotate(LAMBDA));
    assert_eq!(service.ok("RotateSecret", rotate(LAMBDA))["VersionId"], TWO);
    service.advance(4);
    assert_eq!(service.ok("RotateSecret", rotate(LAMBDA))["VersionId"], TWO);
    assert_eq!(stages(&service).as_object().unwrap().len(), 2);
}

#[test]
fn a_rotation_stops_when_awspending_is_removed_or_the_secret_deleted() {
    let service = service(Step::Create);
    service.ok("RotateSecret", rotate(LAMBDA));
    service.advance(2);
    let remove = json!({"SecretId": "s", "VersionStage": "AWSPENDING", "RemoveFromVersionId": TWO});
    service.ok("UpdateSecretVersionStage", remove);
    service.advance(60);
    assert_eq!(stages(&service), json!({ONE: ["AWSCURRENT"]}));

    service.ok("RotateSecret", json!({"SecretId": "s", "ClientRequestToken": "3".repeat(32)}));
    service.ok("DeleteSecret", json!({"SecretId": "s"}));
    service.advance(60);
    service.ok("RestoreSecret", json!({"SecretId": "s"}));
    assert_eq!(stages(&service), json!({ONE: ["AWSCURRENT"], "3".repeat(32): ["AWSPENDING"]}));
}

#[test]
fn rotation_is_off_while_deletion_is_scheduled_and_goes_on_after_a_restore() {
    let service = service(Step::Create);
    service.ok("RotateSecret", rotate(LAMBDA));
    service.advance(4);
    let described = || service.ok("DescribeSecret", json!({"SecretId": "s"}));
    let next = described()["NextRotationDate"].as_f64().unwrap();
    service.ok("DeleteSecret", json!({"SecretId": "s"}));
    let secret = described();
    assert_eq!(secret["RotationEnabled"], false);
    assert!(secret.get("NextRotationDate").is_none(), "{secret}");
    assert_eq!(
        (&secret["RotationLambdaARN"], &secret["LastChangedDate"]),
        (&json!(LAMBDA), &secret["DeletedDate"])
    );
    let listed = service.ok("ListSecrets", json!({"IncludePlannedDeletion": true}))["SecretList"][0].clone();
    assert_eq!(listed["RotationEnabled"], false);
    assert!(listed.get("NextRotationDate").is_none(), "{listed}");
    service.ok("RestoreSecret", json!({"SecretId": "s"}));
    assert_eq!(
        (described()["RotationEnabled"].clone(), described()["NextRotationDate"].as_f64()),
        (true.into(), Some(next))
    );

    service.ok("DeleteSecret", json!({"SecretId": "s"}));
    service.advance(20 * 86_400);
    assert_eq!(stages(&service).as_object().unwrap().len(), 2, "nothing was rotated");
    service.ok("RestoreSecret", json!({"SecretId": "s"}));
    assert!(described()["NextRotationDate"].as_f64().unwrap() > 1_790_000_000.0 + 20.0 * 86_400.0);
}

#[test]
fn a_partners_secret_rotates_by_a_new_schedule_without_a_function() {
    let service = Service::new();
    service.ok(
        "CreateSecret",
        json!({"Name": "s", "ClientRequestToken": ONE, "SecretString": "one", "Type": "MyPartner"}),
    );
    let rules = |days: u8, token: &str| {
        json!({"SecretId": "s", "ClientRequestToken": token, "RotateImmediately": false,
               "RotationRules": {"AutomaticallyAfterDays": days}})
    };
    let described = || service.ok("DescribeSecret", json!({"SecretId": "s"}));
    service.ok("RotateSecret", rules(30, TWO));
    service.ok("RotateSecret", rules(10, &"3".repeat(32)));
    assert_eq!(described()["RotationRules"]["AutomaticallyAfterDays"], 10);
    assert!(described().get("RotationLambdaARN").is_none());
    service.create("plain");
    service.refuses(
        "RotateSecret",
        json!({"SecretId": "plain", "ClientRequestToken": TWO}),
        "InvalidRequestException",
        "No Lambda rotation function ARN",
    );
}

#[test]
fn external_rotation_metadata_is_returned_as_given() {
    let service = Service::new();
    service.create("s");
    let metadata = json!([{"Key": "k", "Value": "v"}, {"Key": "alone"}, {"Value": "alone"}]);
    service.ok(
        "RotateSecret",
        json!({"SecretId": "s", "ClientRequestToken": TWO, "RotateImmediately": false,
               "ExternalSecretRotationRoleArn": "arn:aws:iam::123456789012:role/rotator",
               "ExternalSecretRotationMetadata": metadata}),
    );
    let described = service.ok("DescribeSecret", json!({"SecretId": "s"}));
    assert_eq!(described["ExternalSecretRotationMetadata"], metadata);
}
