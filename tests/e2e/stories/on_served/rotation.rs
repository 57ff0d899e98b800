//! Rotation: set up, run, turned off.

use serde_json::json;

use super::{POSTGRES, SLACK, confirm, describe, open, served, text};
use crate::keys::Key;

const FUNCTION: &str = "arn:aws:lambda:eu-central-1:123456789012:function:SecretsManager-rotate-postgres";

#[test]
fn a_rotation_is_set_up_and_turned_off() {
    let served = served();
    let before = text(served.boto(), SLACK);
    let mut terminal = open(&served, SLACK);
    terminal.type_keys("7S");
    terminal.wait_for("Rotation of shared/slack/bot-token");
    terminal.paste(FUNCTION);
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "It rotates at once");
    terminal.wait_for("Rotated shared/slack/bot-token: AWSCURRENT is on version ");
    let set = describe(served.boto(), SLACK);
    assert_eq!(set["RotationEnabled"], true);
    assert_eq!(set["RotationLambdaARN"], FUNCTION);
    assert_eq!(set["RotationRules"], json!({ "AutomaticallyAfterDays": 30 }));
    assert_ne!(text(served.boto(), SLACK), before);

    terminal.type_keys("C");
    confirm(&mut terminal, "Cancel rotation of shared/slack/bot-token?");
    terminal.wait_for("Rotation cancelled: shared/slack/bot-token.");
    assert_eq!(describe(served.boto(), SLACK)["RotationEnabled"], false);
}

#[test]
fn a_secret_is_rotated_now() {
    let served = served();
    let before = text(served.boto(), POSTGRES);
    let mut terminal = open(&served, POSTGRES);
    terminal.type_keys("R");
    confirm(&mut terminal, "Rotate prod/payments/postgres?");
    terminal.wait_for("Rotated prod/payments/postgres: AWSCURRENT is on version ");
    assert_ne!(text(served.boto(), POSTGRES), before);
}
