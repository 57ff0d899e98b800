//! Rotation: set up with its next windows in view, and freed where it is stuck.

use super::{confirm, open, quit};
use crate::keys::Key;

const FUNCTION: &str = "arn:aws:lambda:eu-central-1:123456789012:function:SecretsManager-rotate-postgres";

#[test]
fn a_rotation_is_set_up_with_a_schedule_that_is_explained_as_it_is_typed() {
    let mut terminal = open("shared/slack/bot-token");
    terminal.type_keys("7");
    terminal.wait_for("e sets it up");
    terminal.type_keys("e");
    terminal.wait_for("Rotation of shared/slack/bot-token");
    terminal.paste("arn:aws:lambda:eu-central-1:123456789012:function:nobodys");
    terminal.press(Key::Tab);
    terminal.press(Key::Right);
    terminal.press(Key::Right);
    terminal.press(Key::Tab);
    terminal.press(Key::Ctrl('u'));
    terminal.paste("30 4 ? * SUN *");
    terminal.wait_for("Minutes must be 0");
    terminal.press(Key::Ctrl('u'));
    terminal.paste("0 4 ? * SUN *");
    terminal.wait_for("04:00–23:59 UTC   local Sun");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("$ aws secretsmanager rotate-secret");
    terminal.type_keys("y");
    terminal.wait_for("Secrets Manager cannot invoke the specified Lambda function");
    // Nothing that was typed is lost, and the cursor is on the function.
    terminal.wait_for("0 4 ? * SUN *");
    terminal.press(Key::Ctrl('u'));
    terminal.paste(FUNCTION);
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("It rotates at once");
    terminal.type_keys("y");
    terminal.wait_for("Rotated shared/slack/bot-token: AWSCURRENT is on version ");
    terminal.wait_for("cron(0 4 ? * SUN *), UTC");
    terminal.type_keys("u");
    confirm(&mut terminal, "Turn rotation of shared/slack/bot-token off?");
    terminal.wait_for("Rotation is turned off; its function and rules are kept.");
    quit(terminal);
}

#[test]
fn a_stuck_rotation_is_looked_at_dropped_and_begun_again() {
    let mut terminal = open("prod/customers/tickets");
    terminal.type_keys("7");
    terminal.wait_for("F recovers it");
    terminal.type_keys("F");
    terminal.wait_for("Opens the Value pane with the pending version");
    terminal.press(Key::Enter);
    terminal.wait_gone("Recover the stuck rotation of");
    // The function failed before it made one: the version is empty.
    terminal.wait_for("Secrets Manager can't find the specified secret value for");
    terminal.wait_for("has AWSPENDING and is empty.");
    terminal.wait_for("F in Rotation (7) removes AWSPENDING");
    terminal.type_keys("3");
    terminal.wait_for("empty AWSPENDING");
    terminal.type_keys("7");
    terminal.wait_for("with AWSPENDING is empty");
    terminal.type_keys("F");
    terminal.wait_for("Recover the stuck rotation of prod/customers/tickets");
    terminal.wait_for("That version is empty");
    terminal.press(Key::Right);
    terminal.wait_for("Removes AWSPENDING from it");
    terminal.press(Key::Enter);
    confirm(&mut terminal, "Remove AWSPENDING from version ");
    terminal.wait_for("AWSPENDING removed: prod/customers/tickets.");
    terminal.wait_gone("A rotation did not finish");
    terminal.type_keys("F");
    terminal.wait_for("No rotation of prod/customers/tickets is stuck.");
}
