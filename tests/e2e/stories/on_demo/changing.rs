//! Changes: asked about, confirmed, followed.

use super::{POSTGRES, confirm, escape, open};
use crate::keys::Key;

#[test]
fn a_rotation_is_followed_to_the_new_version() {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("7R");
    terminal.wait_for("Rotate prod/payments/postgres?");
    terminal.wait_for("Account 123456789012 · Region eu-central-1");
    terminal.wait_for("$ aws secretsmanager rotate-secret");
    confirm(&mut terminal, "y yes");
    terminal.wait_for("RotateSecret accepted");
    terminal.wait_for("▶ AWSPENDING on version ");
    terminal.wait_for("Rotated prod/payments/postgres: AWSCURRENT is on version ");
    let screen = terminal.screen();
    let (_, version) = screen.split_once("AWSCURRENT is on version ").expect("waited for");
    let version = &version[..8];

    terminal.type_keys("3");
    terminal.wait_until("the labels to have moved", |screen| {
        let rows: Vec<String> = screen.rows(0, screen.size().1.get()).collect();
        let row = |label| rows.iter().find(|row| row.contains(label));
        row("AWSCURRENT").is_some_and(|row| row.contains(version))
            && row("AWSPREVIOUS").is_some_and(|row| !row.contains(version))
    });
    terminal.type_keys("v");
    terminal.wait_for("••••••••");
    terminal.type_keys("V");
    terminal.wait_for("payments_app");
    assert!(!terminal.screen().contains("demo-dbvb3y4qfjxw3svlwgra"), "the password is a new one");
}

#[test]
fn the_focus_of_a_question_is_on_no() {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("R");
    terminal.wait_for("Rotate prod/payments/postgres?");
    terminal.press(Key::Enter);
    terminal.wait_gone("Rotate prod/payments/postgres?");
    terminal.type_keys("R");
    escape(&mut terminal, "Rotate prod/payments/postgres?");
    terminal.type_keys("R");
    terminal.wait_for("Rotate prod/payments/postgres?");
    terminal.type_keys("n");
    terminal.wait_gone("Rotate prod/payments/postgres?");
    terminal.type_keys("J");
    terminal.wait_for("DescribeSecret");
    assert!(!terminal.screen().contains("RotateSecret"));
}

#[test]
fn a_rotation_that_hangs_is_cancelled_and_says_what_is_left() {
    let mut terminal = open("prod/warehouse/redshift");
    terminal.type_keys("7");
    terminal.wait_for("pending");
    terminal.type_keys("C");
    terminal.wait_for("Rotation is turned off; its function and rules stay.");
    confirm(&mut terminal, "Cancel rotation of prod/warehouse/redshift?");
    terminal.wait_for("Rotation cancelled: prod/warehouse/redshift.");
    terminal.wait_for("A rotation did not finish: AWSPENDING is still on");
}

#[test]
fn a_rotation_whose_function_fails_is_seen_to_be_stuck() {
    let mut terminal = open("prod/customers/tickets");
    terminal.type_keys("7");
    terminal.wait_for("failed");
    terminal.wait_for("A rotation did not finish");
}

#[test]
fn a_secret_without_rotation_says_what_is_missing() {
    let mut terminal = open("shared/slack/bot-token");
    terminal.type_keys("R");
    terminal.wait_for("shared/slack/bot-token has no rotation function.");
    terminal.type_keys("C");
    terminal.wait_for("Rotation of shared/slack/bot-token is not turned on.");
    terminal.type_keys("U");
    terminal.wait_for("shared/slack/bot-token is not scheduled for deletion.");
    escape(&mut terminal, "is not scheduled for deletion.");
}

#[test]
fn a_managed_secret_rotates_without_a_function() {
    let mut terminal = open("rds!cluster-e8375d7c-4c1e-4f7a-9b1d-e8375d7cd983");
    terminal.type_keys("R");
    confirm(&mut terminal, "Rotate rds!cluster-e8375d7c");
    terminal.wait_for("Rotated rds!cluster-e8375d7c");
}

#[test]
fn a_secret_scheduled_for_deletion_is_restored_and_can_be_read() {
    let mut terminal = open("prod/legacy/ftp-password");
    terminal.wait_for("deletion requested 18 days ago · will be deleted by ");
    terminal.type_keys("R");
    terminal.wait_for("is scheduled for deletion: it can't be changed.");
    terminal.type_keys("v");
    terminal.wait_for("marked for deletion");
    terminal.type_keys("U");
    confirm(&mut terminal, "Restore prod/legacy/ftp-password?");
    terminal.wait_for("Restored: prod/legacy/ftp-password.");
    terminal.wait_gone("p-password goes ");
    terminal.type_keys("v");
    terminal.wait_for("text, under 64 bytes");
    terminal.type_keys("v");
    terminal.wait_for("demo-ftp-password");
}

#[test]
fn rolling_back_swaps_the_labels_and_the_value() {
    let mut terminal = open("shared/slack/bot-token");
    terminal.type_keys("B");
    terminal.wait_for("AWSCURRENT moves from version ");
    terminal.wait_for("--move-to-version-id");
    confirm(&mut terminal, "Roll back shared/slack/bot-token?");
    terminal.wait_for("AWSCURRENT moved to version ");
    terminal.type_keys("v");
    terminal.wait_for("text, under 64 bytes");
    terminal.type_keys("v");
    terminal.wait_for("xoxb-demo-000000000000-old");
}

#[test]
fn a_replica_is_changed_at_its_primary() {
    let mut terminal = open("prod/us/payments/postgres");
    terminal.type_keys("6");
    terminal.wait_for("us-east-1");
    terminal.type_keys("R");
    terminal.wait_for("is a replica of the secret in us-east-1");
    terminal.wait_for("Switch to the Region us-east-1 (w).");
}
