//! Forms in a terminal of 80×24.

use serde_json::json;

use super::{REGION, SLACK, describe, described, served, text};
use crate::boto::connection;
use crate::keys::Key;
use crate::program::Program;

#[test]
fn a_secret_is_made_and_its_value_edited_in_eighty_by_twenty_four() {
    let served = served();
    let mut terminal =
        Program::strongroom(&["--region", REGION, SLACK]).env(connection(served.url())).size(80, 24).start();
    described(&terminal, SLACK);
    terminal.type_keys("+app/narrow");
    for _ in 0..3 {
        terminal.press(Key::Tab);
    }
    terminal.type_keys("user");
    terminal.press(Key::Tab);
    terminal.type_keys("app");
    // Past the end of the screen, and back: what is typed into is always in view.
    for _ in 0..2 {
        terminal.press(Key::Tab);
    }
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("team");
    terminal.press(Key::Tab);
    terminal.type_keys("payments");
    terminal.wait_for("payments");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Create app/narrow?");
    terminal.type_keys("y");
    terminal.wait_for("Created: app/narrow.");
    assert_eq!(text(served.boto(), "app/narrow"), json!({ "user": "app" }).to_string());
    assert_eq!(
        describe(served.boto(), "app/narrow")["Tags"],
        json!([{ "Key": "team", "Value": "payments" }])
    );

    described(&terminal, "app/narrow");
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.type_keys("2");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the value of app/narrow?");
    terminal.press(Key::PageDown);
    terminal.wait_for("file://VALUE");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/narrow.");
    assert_eq!(text(served.boto(), "app/narrow"), json!({ "user": "app2" }).to_string());
}
