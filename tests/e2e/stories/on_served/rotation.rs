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
    terminal.type_keys("7e");
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

#[test]
fn the_schedule_of_a_partners_secret_is_changed_without_a_function() {
    const PARTNERS: &str = "app/partner-key";
    let served = served();
    let boto = served.boto();
    let new = json!({ "Name": PARTNERS, "SecretString": "k", "Type": "MyPartner" });
    boto.call("create_secret", &new);
    let rules = json!({ "AutomaticallyAfterDays": 30 });
    boto.call(
        "rotate_secret",
        &json!({ "SecretId": PARTNERS, "RotationRules": rules, "RotateImmediately": false }),
    );
    let mut terminal = open(&served, PARTNERS);
    terminal.type_keys("7");
    terminal.wait_for("a partner's secret, which the service rotates");
    terminal.type_keys("e");
    terminal.wait_for("MyPartner is a partner's secret");
    terminal.press(Key::Tab);
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("10");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "Change the rotation of app/partner-key");
    terminal.wait_for("Rotation settings saved: app/partner-key.");
    let described = describe(boto, PARTNERS);
    assert_eq!(described["RotationRules"]["AutomaticallyAfterDays"], 10);
    assert_eq!(described.get("RotationLambdaARN"), None);
}
