//! Every operation that changes something, with every fault that leaves its outcome open: it is told as done, and has reached
//! the service once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;

use serde_json::json;

use super::faults::{OK, raw};
use super::{POSTGRES, REGION, SLACK, at_url, confirm, describe, described, served};
use crate::boto::Boto;
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::served::Served;
use crate::terminal::Terminal;

/// A change: how it is prepared, made and told.
struct Change {
    operation: &'static str,
    secret: &'static str,
    region: &'static str,
    prepare: fn(&Served),
    make: fn(&mut Terminal),
    says: &'static str,
    /// True if it has taken effect.
    is_done: fn(&Served) -> bool,
}

const fn change(
    operation: &'static str,
    make: fn(&mut Terminal),
    says: &'static str,
    is_done: fn(&Served) -> bool,
) -> Change {
    Change { operation, secret: SLACK, region: REGION, prepare: |_| (), make, says, is_done }
}

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Mine","Effect":"Deny","Principal":"*","Action":"secretsmanager:DeleteSecret","Resource":"*"}]}"#;

/// Where replicas are.
const THERE: &str = "us-east-1";

fn replicate(served: &Served) {
    let replicas = json!({ "SecretId": SLACK, "AddReplicaRegions": [{ "Region": THERE }] });
    served.boto().call("replicate_secret_to_regions", &replicas);
}

fn tag(terminal: &mut Terminal) {
    terminal.type_keys("4T");
    terminal.wait_for("Tags of shared/slack/bot-token");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("audit");
    terminal.press(Key::Tab);
    terminal.type_keys("2026");
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, "+ audit = 2026");
}

fn is_tagged(served: &Served) -> bool {
    describe(served.boto(), SLACK)["Tags"].to_string().contains("audit")
}

fn is_deleted(served: &Served) -> bool {
    describe(served.boto(), SLACK).get("DeletedDate").is_some()
}

fn has_policy(served: &Served) -> bool {
    served.boto().call("get_resource_policy", &json!({ "SecretId": SLACK })).get("ResourcePolicy").is_some()
}

fn is_replicated(served: &Served) -> bool {
    describe(served.boto(), SLACK)["ReplicationStatus"].as_array().is_some_and(|all| !all.is_empty())
}

/// The number of versions of a secret.
fn versions(served: &Served, name: &str) -> usize {
    let all = json!({ "SecretId": name, "IncludeDeprecated": true });
    served.boto().call("list_secret_version_ids", &all)["Versions"].as_array().map_or(0, Vec::len)
}

/// The changes: each operation that is a mutation.
fn changes() -> Vec<Change> {
    vec![
        change(
            "PutSecretValue",
            |terminal| {
                terminal.type_keys("2e");
                terminal.wait_for("Began from version");
                terminal.press(Key::Ctrl('k'));
                terminal.type_keys("hunter3");
                terminal.press(Key::Ctrl('s'));
                confirm(terminal, "Save the value of ");
            },
            "Value saved: shared/slack/bot-token.",
            |served| versions(served, SLACK) == 3,
        ),
        change(
            "CreateSecret",
            |terminal| {
                terminal.type_keys("+app/token");
                terminal.press(Key::Tab);
                terminal.type_keys("For the app");
                terminal.press(Key::Tab);
                terminal.press(Key::Left);
                terminal.press(Key::Ctrl('s'));
                confirm(terminal, "Create app/token");
            },
            "Created: app/token.",
            |served| describe(served.boto(), "app/token")["Description"] == "For the app",
        ),
        change(
            "UpdateSecret",
            |terminal| {
                terminal.type_keys("D");
                terminal.wait_for("details of shared/slack/bot-token");
                terminal.press(Key::Ctrl('u'));
                terminal.type_keys("mine");
                terminal.press(Key::Ctrl('s'));
                confirm(terminal, "+ mine");
            },
            "Details changed: shared/slack/bot-token.",
            |served| describe(served.boto(), SLACK)["Description"] == "mine",
        ),
        change(
            "DeleteSecret",
            |terminal| {
                terminal.type_keys("X");
                terminal.wait_for("It can be restored until");
                terminal.press(Key::Ctrl('s'));
                confirm(terminal, "From now on it can't be read");
            },
            "Deletion scheduled: shared/slack/bot-token.",
            is_deleted,
        ),
        Change {
            prepare: |served| drop(served.boto().call("delete_secret", &json!({ "SecretId": SLACK }))),
            ..change(
                "RestoreSecret",
                |terminal| {
                    terminal.type_keys("U");
                    confirm(terminal, "Restore shared/slack/bot-token?");
                },
                "Restored: shared/slack/bot-token.",
                |served| !is_deleted(served),
            )
        },
        Change {
            secret: POSTGRES,
            ..change(
                "RotateSecret",
                |terminal| {
                    terminal.type_keys("R");
                    confirm(terminal, "Rotate prod/payments/postgres?");
                },
                "Rotated prod/payments/postgres: AWSCURRENT is on version ",
                |served| versions(served, POSTGRES) > 1,
            )
        },
        Change {
            secret: POSTGRES,
            ..change(
                "CancelRotateSecret",
                |terminal| {
                    terminal.type_keys("C");
                    confirm(terminal, "Cancel rotation of prod/payments/postgres?");
                },
                "Rotation cancelled: prod/payments/postgres.",
                |served| describe(served.boto(), POSTGRES)["RotationEnabled"] == false,
            )
        },
        change(
            "UpdateSecretVersionStage",
            |terminal| {
                terminal.type_keys("B");
                confirm(terminal, "Roll back shared/slack/bot-token?");
            },
            "AWSCURRENT moved to version ",
            |served| versions(served, SLACK) == 2,
        ),
        change("TagResource", tag, "Tags changed: shared/slack/bot-token.", is_tagged),
        change(
            "UntagResource",
            |terminal| {
                tag(terminal);
                terminal.wait_for("Tags changed: shared/slack/bot-token.");
                terminal.type_keys("u");
                confirm(terminal, "Undo the changes to the tags of shared/slack/bot-token?");
            },
            "Undone. Tags changed: shared/slack/bot-token.",
            |served| !is_tagged(served),
        ),
        change(
            "PutResourcePolicy",
            |terminal| {
                terminal.type_keys("5e");
                terminal.wait_for("Resource policy of shared/slack/bot-token");
                terminal.press(Key::Tab);
                terminal.press(Key::Left);
                terminal.wait_for("\"DenyDeletion\"");
                terminal.press(Key::Ctrl('s'));
                terminal.wait_for("found nothing wrong with it.");
                confirm(terminal, "[y] yes");
            },
            "Resource policy attached: shared/slack/bot-token.",
            has_policy,
        ),
        Change {
            prepare: |served| {
                let policy = json!({ "SecretId": SLACK, "ResourcePolicy": POLICY });
                served.boto().call("put_resource_policy", &policy);
            },
            ..change(
                "DeleteResourcePolicy",
                |terminal| {
                    terminal.type_keys("5");
                    terminal.wait_for("\"Mine\"");
                    terminal.type_keys("x");
                    confirm(terminal, "Delete the resource policy of shared/slack/bot-token?");
                },
                "Resource policy deleted: shared/slack/bot-token.",
                |served| !has_policy(served),
            )
        },
        change(
            "ReplicateSecretToRegions",
            |terminal| {
                terminal.type_keys("6+");
                terminal.wait_for("Replicate shared/slack/bot-token");
                terminal.type_keys(THERE);
                terminal.press(Key::Ctrl('s'));
                confirm(terminal, "$ aws secretsmanager replicate-secret-to-regions");
            },
            "shared/slack/bot-token is in sync in us-east-1.",
            is_replicated,
        ),
        Change {
            prepare: replicate,
            ..change(
                "RemoveRegionsFromReplication",
                |terminal| {
                    terminal.type_keys("6");
                    terminal.wait_for("InSync");
                    terminal.type_keys("x");
                    confirm(terminal, "Remove us-east-1 from the replication of");
                },
                "Not replicated to any other Region.",
                |served| !is_replicated(served),
            )
        },
        Change {
            region: THERE,
            prepare: replicate,
            ..change(
                "StopReplicationToReplica",
                |terminal| {
                    terminal.type_keys("6P");
                    terminal.wait_for("becomes a standalone secret for good");
                    terminal.type_keys(SLACK);
                    terminal.press(Key::Enter);
                },
                "Promoted to standalone: shared/slack/bot-token.",
                |served| {
                    let there = Boto::in_region(THERE, served.url());
                    describe(&there, SLACK)["PrimaryRegion"].is_null()
                },
            )
        },
    ]
}

/// Makes each change at an endpoint whose first answers are these faults.
fn each_change(faults: fn() -> Vec<Fault>) {
    let waiting = Mutex::new(changes().into_iter());
    let failed = Mutex::new(Vec::new());
    let next = || waiting.lock().expect("no thread panics with it").next();
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while let Some(change) = next() {
                    if catch_unwind(AssertUnwindSafe(|| make_once(&change, &faults()))).is_err() {
                        failed.lock().expect("no thread panics with it").push(change.operation);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().expect("no thread panics with it");
    assert!(failed.is_empty(), "failed: {failed:?}");
}

fn make_once(change: &Change, faults: &[Fault]) {
    let served = served();
    (change.prepare)(&served);
    let endpoint = Endpoint::before(served.url());
    let args = ["--no-cache", "--region", change.region, change.secret];
    let mut terminal = at_url(&endpoint.url(), &args).start();
    described(&terminal, change.secret);
    endpoint.fail_in_turn(change.operation, faults);
    (change.make)(&mut terminal);
    terminal.wait_for(change.says);
    assert!((change.is_done)(&served), "{} is told as done, and is not", change.operation);
    assert_eq!(endpoint.arrived(change.operation), 1, "{} has arrived once", change.operation);
    terminal.press(Key::Ctrl('c'));
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

fn failure() -> Fault {
    let body = json!({ "__type": "InternalServiceError", "Message": "An error occurred" }).to_string();
    Fault::Answer { status: 500, content_type: "application/x-amz-json-1.1", body }
}

fn throttled() -> Fault {
    Fault::error("ThrottlingException", "Rate exceeded")
}

/// The request arrives; the client meets the fault instead of the answer.
fn heard(fault: Fault) -> Fault {
    Fault::AfterArrival(Box::new(fault))
}

#[test]
fn every_change_is_among_them() {
    let mut operations: Vec<&str> = changes().iter().map(|change| change.operation).collect();
    operations.sort_unstable();
    operations.dedup();
    assert_eq!(operations.len(), 15, "{operations:?}");
}

#[test]
fn the_answer_is_lost() {
    each_change(|| vec![Fault::LoseAnswer, Fault::Reset, Fault::Reset]);
}

#[test]
fn the_answer_is_cut() {
    each_change(|| {
        let cut = raw(&format!("{OK}\r\nContent-Length: 500"), b"{\"ARN\":\"arn:aws");
        vec![heard(cut), Fault::Reset, Fault::Reset]
    });
}

#[test]
fn it_is_a_failure_of_the_service_after_the_effect() {
    each_change(|| vec![heard(failure()), failure(), failure()]);
}

#[test]
fn it_is_throttled_after_the_effect() {
    each_change(|| vec![Fault::LoseAnswer, throttled(), throttled()]);
}

#[test]
fn the_login_ends_after_the_effect() {
    each_change(|| {
        let message = "The security token included in the request is expired";
        vec![Fault::LoseAnswer, Fault::error("ExpiredTokenException", message)]
    });
}

#[test]
fn the_connection_is_reset_before_the_effect() {
    each_change(|| vec![Fault::Reset]);
}
