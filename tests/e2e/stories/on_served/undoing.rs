//! Changes that are undone, and done again.

use serde_json::{Value, json};

use super::{SLACK, confirm, describe, described, open, served};
use crate::boto::Boto;
use crate::keys::Key;

const THERE: &str = "us-east-1";

fn replicas(boto: &Boto) -> Vec<String> {
    let replicas = describe(boto, SLACK)["ReplicationStatus"].clone();
    let region = |replica: &Value| replica["Region"].as_str().expect("each has a Region").to_owned();
    replicas.as_array().into_iter().flatten().map(region).collect()
}

#[test]
fn a_replica_is_removed_added_again_and_removed_again() {
    let served = served();
    let boto = served.boto();
    let mut terminal = open(&served, SLACK);
    terminal.type_keys("6+");
    terminal.wait_for("Replicate shared/slack/bot-token");
    terminal.type_keys(THERE);
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "$ aws secretsmanager replicate-secret-to-regions");
    terminal.wait_for("shared/slack/bot-token is in sync in us-east-1.");
    terminal.type_keys("u");
    confirm(&mut terminal, "Delete the replicas of shared/slack/bot-token in us-east-1?");
    terminal.wait_for("Undone. Replica deleted: shared/slack/bot-token.");
    assert!(replicas(boto).is_empty());
    terminal.type_keys("u");
    terminal.wait_for("This makes a new replica");
    confirm(&mut terminal, "Replicate shared/slack/bot-token to us-east-1 again?");
    terminal.wait_for("is in sync in us-east-1.");
    assert_eq!(replicas(boto), [THERE]);
}

#[test]
fn a_deletion_is_undone_and_redone_with_its_window() {
    let served = served();
    let is_scheduled = || describe(served.boto(), SLACK).get("DeletedDate").is_some();
    let mut terminal = open(&served, SLACK);
    terminal.type_keys("X");
    terminal.wait_for("Recovery window");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("9");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "Delete shared/slack/bot-token?");
    terminal.wait_for("Deletion scheduled: shared/slack/bot-token. u undoes it.");
    assert!(is_scheduled());
    terminal.type_keys("u");
    confirm(&mut terminal, "Restore shared/slack/bot-token?");
    terminal.wait_for("Undone. Restored: shared/slack/bot-token. u redoes it.");
    assert!(!is_scheduled());
    terminal.type_keys("u");
    confirm(&mut terminal, "--recovery-window-in-days 9");
    terminal.wait_for("Redone. Deletion scheduled: shared/slack/bot-token.");
    assert!(is_scheduled());
}

#[test]
fn a_copy_in_another_region_is_deleted_from_there_and_from_here() {
    for goes_there in [true, false] {
        let served = served();
        let there = Boto::in_region(THERE, served.url());
        let mut terminal = open(&served, SLACK);
        terminal.type_keys("M");
        terminal.wait_for("New name");
        terminal.press(Key::Tab);
        terminal.press(Key::Ctrl('u'));
        terminal.type_keys(THERE);
        terminal.press(Key::Ctrl('s'));
        confirm(&mut terminal, &format!("Copy {SLACK} to {SLACK} in us-east-1?"));
        terminal.wait_for("Go to the new secret in us-east-1?");
        if goes_there {
            terminal.type_keys("y");
            described(&terminal, SLACK);
            terminal.wait_for("arn:aws:secretsmanager:us-east-1");
        } else {
            terminal.type_keys("n");
            terminal.wait_gone("Go to the new secret in us-east-1?");
        }
        terminal.type_keys("u");
        terminal.wait_for("Region us-east-1");
        terminal.wait_for("can be restored for 30 days");
        confirm(&mut terminal, &format!("Delete {SLACK}"));
        terminal.wait_for("Undone. Deletion scheduled");
        assert!(describe(&there, SLACK).get("DeletedDate").is_some());
        assert!(describe(served.boto(), SLACK).get("DeletedDate").is_none(), "not the one that was copied");
    }
}

#[test]
fn a_new_secret_is_undone_unless_someone_else_uses_it_by_now() {
    let served = served();
    let mut terminal = open(&served, SLACK);
    terminal.type_keys("+");
    terminal.wait_for("New secret");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("app/new");
    terminal.press(Key::Tab);
    terminal.press(Key::Tab);
    terminal.press(Key::Right);
    terminal.press(Key::Tab);
    terminal.type_keys("first");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "Create app/new?");
    terminal.wait_for("Created: app/new. u undoes it.");
    served.boto().call("put_secret_value", &json!({ "SecretId": "app/new", "SecretString": "in use" }));
    terminal.type_keys("u");
    confirm(&mut terminal, "Delete app/new?");
    terminal.wait_for("app/new has changed since the review, and nothing was sent.");
    assert!(describe(served.boto(), "app/new").get("DeletedDate").is_none());
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "What has changed meanwhile is overwritten.");
    terminal.wait_for("Undone. Deletion scheduled: app/new.");
    assert!(describe(served.boto(), "app/new").get("DeletedDate").is_some());
}
