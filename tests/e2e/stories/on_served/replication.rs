//! Replication: to a Region, set free there; and back.

use serde_json::Value;

use super::{SLACK, at, confirm, describe, described, open, served};
use crate::boto::Boto;
use crate::keys::Key;
use crate::terminal::Terminal;

const THERE: &str = "us-east-1";

fn replicas(boto: &Boto) -> Vec<Value> {
    describe(boto, SLACK)["ReplicationStatus"].as_array().cloned().unwrap_or_default()
}

fn replicate(terminal: &mut Terminal) {
    terminal.type_keys("6+");
    terminal.wait_for("Replicate shared/slack/bot-token");
    terminal.type_keys(THERE);
    terminal.press(Key::Ctrl('s'));
    confirm(terminal, "$ aws secretsmanager replicate-secret-to-regions");
    terminal.wait_for("shared/slack/bot-token is in sync in us-east-1.");
}

#[test]
fn a_replica_is_made_and_removed() {
    let served = served();
    let there = Boto::in_region(THERE, served.url());
    let mut terminal = open(&served, SLACK);
    replicate(&mut terminal);
    assert_eq!(replicas(served.boto())[0]["Region"], THERE);
    assert_eq!(describe(&there, SLACK)["PrimaryRegion"], super::REGION);
    terminal.type_keys("x");
    confirm(&mut terminal, "Remove us-east-1 from the replication of");
    terminal.wait_for("Not replicated to any other Region.");
    assert_eq!(replicas(served.boto()), [Value::Null; 0]);
    let gone = there.try_call("describe_secret", &serde_json::json!({ "SecretId": SLACK }));
    assert_eq!(gone, Err("ResourceNotFoundException".to_owned()));
}

#[test]
fn the_key_of_a_replica_is_changed_from_its_primary_and_in_its_own_region() {
    let served = served();
    let there = Boto::in_region(THERE, served.url());
    let key_of_replica = || describe(&there, SLACK)["KmsKeyId"].clone();
    let mut terminal = at(&served, super::REGION, &[SLACK]).size(240, 48).start();
    described(&terminal, SLACK);
    replicate(&mut terminal);
    terminal.type_keys("e");
    terminal.wait_for("Change the KMS key of the replica of");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("alias/there");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "--region us-east-1");
    terminal.wait_for("Details changed: shared/slack/bot-token in us-east-1.");
    assert_eq!(key_of_replica(), "alias/there");
    assert_eq!(replicas(served.boto())[0]["KmsKeyId"], "alias/there");
    assert!(describe(served.boto(), SLACK)["KmsKeyId"].is_null());
    // The pane shows it without being asked.
    terminal.wait_for("alias/there");

    let mut terminal = at(&served, THERE, &[SLACK]).start();
    described(&terminal, SLACK);
    terminal.type_keys("D");
    terminal.wait_for("Everything else follows the primary in eu-central-1");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("alias/own");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "+ alias/own");
    terminal.wait_for("Details changed: shared/slack/bot-token.");
    assert_eq!(key_of_replica(), "alias/own");
    assert_eq!(replicas(served.boto())[0]["KmsKeyId"], "alias/own");
}

#[test]
fn a_replica_is_cut_off_from_its_primary_in_its_own_region() {
    let served = served();
    let there = Boto::in_region(THERE, served.url());
    replicate(&mut open(&served, SLACK));
    let mut terminal = at(&served, THERE, &[SLACK]).start();
    described(&terminal, SLACK);
    terminal.type_keys("6P");
    terminal.wait_for("becomes a standalone secret for good");
    terminal.type_keys(SLACK);
    terminal.press(Key::Enter);
    terminal.wait_for("Promoted to standalone: ");
    assert_eq!(describe(&there, SLACK).get("PrimaryRegion"), None);
    assert_eq!(replicas(served.boto()), [Value::Null; 0]);
}
