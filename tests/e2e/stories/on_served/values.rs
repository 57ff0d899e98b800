//! Values, labels and details.

use serde_json::{Value, json};

use super::{SLACK, confirm, describe, open, served, text};
use crate::boto::Boto;
use crate::keys::Key;

/// The id of the version that has this label.
fn version(boto: &Boto, label: &str) -> Value {
    let answer = boto.call("get_secret_value", &json!({ "SecretId": SLACK, "VersionStage": label }));
    answer["VersionId"].clone()
}

#[test]
fn a_value_is_saved_and_rolled_back() {
    let served = served();
    let boto = served.boto();
    let (former, value) = (version(boto, "AWSCURRENT"), text(boto, SLACK));
    let mut terminal = open(&served, SLACK);
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('k'));
    terminal.paste("xoxb-of-today");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "Save the value of shared/slack/bot-token?");
    terminal.wait_for("Value saved: shared/slack/bot-token.");
    assert_eq!(text(boto, SLACK), "xoxb-of-today");
    assert_eq!(version(boto, "AWSPREVIOUS"), former);

    terminal.type_keys("B");
    confirm(&mut terminal, "Roll back shared/slack/bot-token?");
    terminal.wait_for("AWSCURRENT moved to version ");
    assert_eq!((version(boto, "AWSCURRENT"), text(boto, SLACK)), (former, value));
}

#[test]
fn a_description_is_changed_and_changed_back() {
    let served = served();
    let description = || describe(served.boto(), SLACK)["Description"].clone();
    let before = description();
    let mut terminal = open(&served, SLACK);
    terminal.type_keys("D");
    terminal.wait_for("Change the details of shared/slack/bot-token");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("Posts what happens");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("$ aws secretsmanager update-secret");
    terminal.type_keys("y");
    terminal.wait_for("Details changed: shared/slack/bot-token.");
    assert_eq!(description(), "Posts what happens");
    terminal.type_keys("u");
    confirm(&mut terminal, "Undo the changes to the details of shared/slack/bot-token?");
    terminal.wait_gone("undoes it");
    terminal.wait_for("Details changed: shared/slack/bot-token.");
    assert_eq!(description(), before);
}
