//! Making a secret, and deleting it: with a way back, and without one.

use serde_json::json;

use super::{at, confirm, describe, described, open, served, text};
use crate::keys::Key;

const WIFI: &str = "shared/wifi/office-berlin";

#[test]
fn a_secret_is_made() {
    let served = served();
    let mut terminal = at(&served, super::REGION, &[super::SLACK]).start();
    described(&terminal, super::SLACK);
    terminal.type_keys("+app/token");
    terminal.press(Key::Tab);
    terminal.type_keys("For the app");
    terminal.press(Key::Tab);
    terminal.press(Key::Tab);
    terminal.type_keys("user");
    terminal.press(Key::Tab);
    terminal.type_keys("app");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "Keys: user");
    terminal.wait_for("Created: app/token.");
    assert_eq!(text(served.boto(), "app/token"), json!({ "user": "app" }).to_string());
    assert_eq!(describe(served.boto(), "app/token")["Description"], "For the app");
}

#[test]
fn a_deletion_is_scheduled_taken_back_and_then_forced() {
    let served = served();
    let deleted = || describe(served.boto(), WIFI).get("DeletedDate").cloned();
    let mut terminal = open(&served, WIFI);
    terminal.type_keys("X");
    terminal.wait_for("It can be restored until");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "From now on it can't be read");
    terminal.wait_for("Deletion scheduled: shared/wifi/office-berlin.");
    assert!(deleted().is_some());
    terminal.wait_for("deletion requested just now · will be deleted on ");
    terminal.wait_for("DeletionDate");

    // Another client starts the window anew: its end is no longer known.
    let id = json!({ "SecretId": WIFI });
    served.boto().call("restore_secret", &id);
    served.boto().call("delete_secret", &json!({ "SecretId": WIFI, "RecoveryWindowInDays": 7 }));
    terminal.type_keys("r");
    terminal.wait_for("deletion requested just now · will be deleted between ");
    terminal.wait_gone("DeletionDate");

    terminal.type_keys("U");
    confirm(&mut terminal, "Restore shared/wifi/office-berlin?");
    terminal.wait_for("Restored: shared/wifi/office-berlin.");
    assert_eq!(deleted(), None);

    terminal.type_keys(":force-delete");
    terminal.press(Key::Enter);
    terminal.wait_for("Nothing can be recovered");
    terminal.type_keys(WIFI);
    terminal.press(Key::Enter);
    terminal.wait_for("Deleted without recovery: ");
    let gone = served.boto().try_call("describe_secret", &json!({ "SecretId": WIFI }));
    assert_eq!(gone, Err("ResourceNotFoundException".to_owned()));
}
