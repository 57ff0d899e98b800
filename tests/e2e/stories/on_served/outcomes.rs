//! Changes that took effect unheard: the first attempt's answer is lost, and whatever the next attempts are answered, the
//! secret is looked at before anything is said. Each change reaches the service once.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{POSTGRES, SLACK, add_audit_tag, at_url, confirm, describe, described, served, text};
use crate::boto::Boto;
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::served::Served;
use crate::terminal::Terminal;

fn throttled() -> Fault {
    Fault::error("ThrottlingException", "Rate exceeded")
}

fn expired() -> Fault {
    Fault::error("ExpiredTokenException", "The security token included in the request is expired")
}

fn refused() -> Fault {
    Fault::error("InvalidRequestException", "not like this")
}

fn failure() -> Fault {
    let body = json!({ "__type": "InternalServiceError", "Message": "An error occurred" }).to_string();
    Fault::Answer { status: 500, content_type: "application/x-amz-json-1.1", body }
}

/// The program with a secret open, at an endpoint before a server of its own.
fn opened(name: &str) -> (Served, Endpoint, Terminal) {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let terminal = at_url(&endpoint.url(), &[name]).start();
    described(&terminal, name);
    (served, endpoint, terminal)
}

/// The version with a label.
fn holder(boto: &Boto, name: &str, label: &str) -> Option<String> {
    let versions = describe(boto, name)["VersionIdsToStages"].as_object()?.clone();
    versions
        .into_iter()
        .find(|(_, labels)| labels.as_array().is_some_and(|labels| labels.contains(&json!(label))))
        .map(|(id, _)| id)
}

fn versions(boto: &Boto, name: &str) -> usize {
    let all = json!({ "SecretId": name, "IncludeDeprecated": true });
    boto.call("list_secret_version_ids", &all)["Versions"].as_array().map_or(0, Vec::len)
}

fn tokens(endpoint: &Endpoint, operation: &str) -> HashSet<String> {
    let token = |call: &Value| call["ClientRequestToken"].as_str().expect("each has a token").to_owned();
    endpoint.parameters(operation).iter().map(token).collect()
}

/// A value is typed for the secret that is open, and yes is said.
fn save(terminal: &mut Terminal, value: &str) {
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('k'));
    terminal.type_keys(value);
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, "Save the value of ");
}

/// A secret is made from a form that was filled up to its value.
fn create(terminal: &mut Terminal) {
    terminal.type_keys("+app/token");
    terminal.press(Key::Tab);
    terminal.type_keys("For the app");
    terminal.press(Key::Tab);
}

#[test]
fn a_save_that_took_effect_is_told_as_done_whatever_the_last_attempt_is_answered() {
    for last in [throttled(), expired(), refused(), failure()] {
        let (served, endpoint, mut terminal) = opened(SLACK);
        let before = versions(served.boto(), SLACK);
        endpoint.fail_in_turn("PutSecretValue", &[Fault::LoseAnswer, last.clone(), last.clone()]);
        save(&mut terminal, "hunter3");
        terminal.wait_for("Value saved: shared/slack/bot-token.");
        assert_eq!(text(served.boto(), SLACK), "hunter3", "{last:?}");
        assert_eq!(versions(served.boto(), SLACK), before + 1, "{last:?}");
        assert_eq!(endpoint.arrived("PutSecretValue"), 1, "{last:?}");
    }
}

#[test]
fn a_secret_that_was_made_is_told_as_made_with_a_value_and_without_one() {
    for last in [throttled(), expired(), refused()] {
        let (served, endpoint, mut terminal) = opened(SLACK);
        endpoint.fail_in_turn("CreateSecret", &[Fault::LoseAnswer, last.clone(), last.clone()]);
        create(&mut terminal);
        terminal.press(Key::Tab);
        terminal.type_keys("user");
        terminal.press(Key::Tab);
        terminal.type_keys("app");
        terminal.press(Key::Ctrl('s'));
        confirm(&mut terminal, "Keys: user");
        terminal.wait_for("Created: app/token.");
        assert_eq!(text(served.boto(), "app/token"), json!({ "user": "app" }).to_string());
        assert_eq!(endpoint.arrived("CreateSecret"), 1, "{last:?}");
    }
    // Without a value, the service refuses the second attempt: the secret is there already.
    let (served, endpoint, mut terminal) = opened(SLACK);
    endpoint.fail_in_turn("CreateSecret", &[Fault::LoseAnswer]);
    create(&mut terminal);
    terminal.press(Key::Left);
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "Create app/token");
    terminal.wait_for("Created: app/token.");
    assert_eq!(describe(served.boto(), "app/token")["Description"], "For the app");
    assert_eq!(endpoint.count("CreateSecret"), 2);
}

#[test]
fn a_rotation_that_began_is_followed_and_not_begun_twice() {
    for last in [throttled(), expired(), failure()] {
        let (served, endpoint, mut terminal) = opened(POSTGRES);
        let (before, value) = (versions(served.boto(), POSTGRES), text(served.boto(), POSTGRES));
        endpoint.fail_in_turn("RotateSecret", &[Fault::LoseAnswer, last.clone(), last.clone()]);
        terminal.type_keys("R");
        confirm(&mut terminal, "Rotate prod/payments/postgres?");
        terminal.wait_for("Rotated prod/payments/postgres: AWSCURRENT is on version ");
        assert_ne!(text(served.boto(), POSTGRES), value);
        assert_eq!(versions(served.boto(), POSTGRES), before + 1, "{last:?}");
        assert_eq!(endpoint.arrived("RotateSecret"), 1, "{last:?}");
    }
}

#[test]
fn a_deletion_a_restoration_and_a_forced_deletion_are_looked_for() {
    let (served, endpoint, mut terminal) = opened(SLACK);
    let deleted = || describe(served.boto(), SLACK).get("DeletedDate").cloned();
    endpoint.fail_in_turn("DeleteSecret", &[Fault::LoseAnswer, throttled(), throttled()]);
    terminal.type_keys("X");
    terminal.wait_for("It can be restored until");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "From now on it can't be read");
    terminal.wait_for("Deletion scheduled: shared/slack/bot-token.");
    assert!(deleted().is_some());
    assert_eq!(endpoint.arrived("DeleteSecret"), 1);
    endpoint.fail_in_turn("RestoreSecret", &[Fault::LoseAnswer, refused()]);
    terminal.wait_for("deletion requested");
    terminal.type_keys("U");
    confirm(&mut terminal, "Restore shared/slack/bot-token?");
    terminal.wait_for("Restored: shared/slack/bot-token.");
    assert_eq!((deleted(), endpoint.arrived("RestoreSecret")), (None, 1));
    endpoint.fail_times("DeleteSecret", 3, Fault::LoseAnswer);
    terminal.type_keys(":force-delete");
    terminal.press(Key::Enter);
    terminal.wait_for("Nothing can be recovered");
    terminal.type_keys(SLACK);
    terminal.press(Key::Enter);
    terminal.wait_for("Deleted without recovery: shared/slack/bot-token.");
    let gone = served.boto().try_call("describe_secret", &json!({ "SecretId": SLACK }));
    assert_eq!(gone, Err("ResourceNotFoundException".to_owned()));
}

#[test]
fn tags_a_description_a_policy_and_a_replica_are_looked_for() {
    let (served, endpoint, mut terminal) = opened(SLACK);
    let boto = served.boto();
    endpoint.fail_in_turn("TagResource", &[Fault::LoseAnswer, expired()]);
    add_audit_tag(&mut terminal);
    terminal.wait_for("Tags changed: shared/slack/bot-token.");
    assert!(describe(boto, SLACK)["Tags"].to_string().contains("audit"));
    endpoint.fail_in_turn("UntagResource", &[Fault::LoseAnswer, throttled(), throttled()]);
    terminal.type_keys("u");
    confirm(&mut terminal, "Undo the changes to the tags of shared/slack/bot-token?");
    terminal.wait_for("Undone. Tags changed: shared/slack/bot-token.");
    assert!(!describe(boto, SLACK)["Tags"].to_string().contains("audit"));
    assert_eq!((endpoint.arrived("TagResource"), endpoint.arrived("UntagResource")), (1, 1));

    endpoint.fail_times("UpdateSecret", 3, Fault::LoseAnswer);
    terminal.type_keys("D");
    terminal.wait_for("details of shared/slack/bot-token");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("mine");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "+ mine");
    terminal.wait_for("Details changed: shared/slack/bot-token.");
    assert_eq!(describe(boto, SLACK)["Description"], "mine");

    endpoint.fail_times("PutResourcePolicy", 3, Fault::LoseAnswer);
    terminal.type_keys("5e");
    terminal.wait_for("Resource policy of shared/slack/bot-token");
    terminal.press(Key::Tab);
    terminal.press(Key::Left);
    terminal.wait_for("\"DenyDeletion\"");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("found nothing wrong with it.");
    terminal.type_keys("y");
    terminal.wait_for("Resource policy attached: shared/slack/bot-token.");
    endpoint.fail_in_turn("DeleteResourcePolicy", &[Fault::LoseAnswer, throttled(), failure()]);
    terminal.wait_for("\"DenyDeletion\"");
    terminal.type_keys("x");
    confirm(&mut terminal, "Delete the resource policy of shared/slack/bot-token?");
    terminal.wait_for("Resource policy deleted: shared/slack/bot-token.");

    endpoint.fail_times("ReplicateSecretToRegions", 3, Fault::LoseAnswer);
    terminal.type_keys("6+");
    terminal.wait_for("Replicate shared/slack/bot-token");
    terminal.type_keys("us-east-1");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "$ aws secretsmanager replicate-secret-to-regions");
    terminal.wait_for("shared/slack/bot-token is in sync in us-east-1.");
    assert_eq!(describe(boto, SLACK)["ReplicationStatus"][0]["Region"], "us-east-1");
    endpoint.fail_in_turn("RemoveRegionsFromReplication", &[Fault::LoseAnswer, refused()]);
    terminal.type_keys("x");
    confirm(&mut terminal, "Remove us-east-1 from the replication of");
    terminal.wait_for("Not replicated to any other Region.");
    assert_eq!(endpoint.arrived("RemoveRegionsFromReplication"), 1);
}

#[test]
fn a_rotation_that_was_cancelled_and_a_replica_that_was_promoted_are_looked_for() {
    let (served, endpoint, mut terminal) = opened(POSTGRES);
    endpoint.fail_in_turn("CancelRotateSecret", &[Fault::LoseAnswer, expired()]);
    terminal.type_keys("C");
    confirm(&mut terminal, "Cancel rotation of prod/payments/postgres?");
    terminal.wait_for("Rotation cancelled: prod/payments/postgres.");
    assert_eq!(describe(served.boto(), POSTGRES)["RotationEnabled"], false);
    assert_eq!(endpoint.arrived("CancelRotateSecret"), 1);

    let there = Boto::in_region("us-east-1", served.url());
    let replicas = json!({ "SecretId": SLACK, "AddReplicaRegions": [{ "Region": "us-east-1" }] });
    served.boto().call("replicate_secret_to_regions", &replicas);
    let endpoint = Endpoint::before(served.url());
    let mut terminal = at_url(&endpoint.url(), &["--region", "us-east-1", SLACK]).start();
    described(&terminal, SLACK);
    endpoint.fail_in_turn("StopReplicationToReplica", &[Fault::LoseAnswer, refused()]);
    terminal.type_keys("6P");
    terminal.wait_for("becomes a standalone secret for good");
    terminal.type_keys(SLACK);
    terminal.press(Key::Enter);
    terminal.wait_for("Promoted to standalone: shared/slack/bot-token.");
    assert!(describe(&there, SLACK)["PrimaryRegion"].is_null());
    assert_eq!(endpoint.arrived("StopReplicationToReplica"), 1);
}

#[test]
fn a_roll_back_is_looked_for_until_it_can_be_read_and_can_be_left() {
    let (served, endpoint, mut terminal) = opened(SLACK);
    let (current, previous) =
        (holder(served.boto(), SLACK, "AWSCURRENT"), holder(served.boto(), SLACK, "AWSPREVIOUS"));
    endpoint.fail_in_turn(
        "UpdateSecretVersionStage",
        &[Fault::LoseAnswer, Fault::denied("UpdateSecretVersionStage")],
    );
    // The read right before the change is answered, those after it are not.
    endpoint.fail_after("DescribeSecret", 1, usize::MAX, failure());
    terminal.type_keys("B");
    confirm(&mut terminal, "Roll back shared/slack/bot-token?");
    terminal.wait_for("The outcome is not known yet: looking again in ");
    terminal.wait_for("esc stops waiting.");
    endpoint.mend("DescribeSecret");
    terminal.wait_for("AWSCURRENT moved to version ");
    assert_eq!(holder(served.boto(), SLACK, "AWSCURRENT"), previous);
    assert_eq!(endpoint.count("UpdateSecretVersionStage"), 2);

    endpoint.fail_in_turn("UpdateSecretVersionStage", &[Fault::LoseAnswer, throttled(), throttled()]);
    terminal.wait_gone("AWSCURRENT moved to version ");
    endpoint.fail_after("DescribeSecret", 1, usize::MAX, failure());
    terminal.type_keys("B");
    confirm(&mut terminal, "Roll back shared/slack/bot-token?");
    terminal.wait_for("The outcome is not known yet: looking again in ");
    terminal.press(Key::Esc);
    terminal.wait_for("UpdateSecretVersionStage: the outcome is not known");
    endpoint.mend("DescribeSecret");
    assert_eq!(holder(served.boto(), SLACK, "AWSCURRENT"), current);
}

#[test]
fn a_throttled_rotation_goes_on_by_itself_with_its_token() {
    let (served, endpoint, mut terminal) = opened(POSTGRES);
    let value = text(served.boto(), POSTGRES);
    endpoint.fail_times("RotateSecret", 4, throttled());
    terminal.type_keys("R");
    confirm(&mut terminal, "Rotate prod/payments/postgres?");
    terminal.wait_for("throttled, again in ");
    terminal.wait_for("Rotated prod/payments/postgres: AWSCURRENT is on version ");
    assert_ne!(text(served.boto(), POSTGRES), value);
    assert_eq!(tokens(&endpoint, "RotateSecret").len(), 1);
}

#[test]
fn a_repeat_by_hand_keeps_the_token_of_a_rotation_that_may_have_begun() {
    let (served, endpoint, mut terminal) = opened(POSTGRES);
    let before = versions(served.boto(), POSTGRES);
    endpoint.fail_in_turn("RotateSecret", &[Fault::LoseAnswer, expired()]);
    endpoint.fail_after("DescribeSecret", 1, usize::MAX, failure());
    terminal.type_keys("R");
    confirm(&mut terminal, "Rotate prod/payments/postgres?");
    terminal.wait_for("looking again in ");
    terminal.press(Key::Esc);
    terminal.wait_for("RotateSecret: the outcome is not known");
    endpoint.mend("DescribeSecret");
    terminal.press(Key::Esc);
    terminal.wait_gone("the outcome is not known");
    terminal.type_keys("R");
    confirm(&mut terminal, "Rotate prod/payments/postgres?");
    terminal.wait_for("Rotated prod/payments/postgres: AWSCURRENT is on version ");
    assert_eq!(versions(served.boto(), POSTGRES), before + 1, "rotated once");
    assert_eq!(tokens(&endpoint, "RotateSecret").len(), 1);
}
