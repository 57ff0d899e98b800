//! Replication: to a Region and back, and the replica set free.

use super::{confirm, open, quit};
use crate::keys::Key;

#[test]
fn a_secret_is_replicated_gone_to_and_set_free_there() {
    let mut terminal = open("shared/slack/bot-token");
    terminal.type_keys("6");
    terminal.wait_for("Not replicated to any other Region.");
    terminal.type_keys("+");
    terminal.wait_for("Replicate shared/slack/bot-token");
    terminal.type_keys("eu-central-1");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("eu-central-1 is the secret's own Region");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("us-e");
    terminal.wait_for("Regions: us-east-1  us-east-2");
    terminal.press(Key::CtrlSpace);
    terminal.type_keys("1");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("$ aws secretsmanager replicate-secret-to-regions");
    terminal.type_keys("y");
    terminal.wait_for("shared/slack/bot-token is in sync in us-east-1.");
    terminal.wait_for("InSync");

    terminal.type_keys("O");
    terminal.wait_for("A replica of the secret in eu-central-1");
    terminal.type_keys("P");
    terminal.wait_for("becomes a standalone secret for good");
    terminal.type_keys("shared/slack");
    terminal.press(Key::Enter);
    terminal.wait_for("The name does not match");
    terminal.type_keys("/bot-token");
    terminal.press(Key::Enter);
    terminal.wait_for("Promoted to standalone: shared/slack/bot-token.");
    terminal.wait_for("Not replicated to any other Region.");
    quit(terminal);
}

#[test]
fn a_replica_that_failed_is_tried_again_and_then_removed() {
    let mut terminal = open("shared/oauth/google-workspace");
    terminal.type_keys("6");
    terminal.wait_for("Failed");
    terminal.type_keys("A");
    terminal.wait_for("Replicate shared/oauth/google-workspace to us-east-1 again");
    terminal.wait_for("[x] yes");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("is overwritten: what it holds is lost");
    terminal.type_keys("y");
    terminal.wait_for("shared/oauth/google-workspace is in sync in us-east-1.");
    terminal.type_keys("x");
    terminal.wait_for("The replica in us-east-1 is deleted, at once and without recovery.");
    confirm(&mut terminal, "Remove us-east-1 from the replication of");
    terminal.wait_for("Not replicated to any other Region.");
}
