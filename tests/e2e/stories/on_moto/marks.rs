//! Several secrets at once.

use serde_json::{Value, json};

use super::at;
use crate::boto::Boto;
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::moto::Moto;
use crate::terminal::Terminal;

/// Attempts that the SDK makes at a call that is throttled.
const ATTEMPTS: usize = 3;

const NAMES: [&str; 4] = ["app/a", "app/b", "app/c", "app/d"];

fn described(boto: &Boto, name: &str) -> Value {
    boto.call("describe_secret", &json!({ "SecretId": name }))
}

/// Of each of the four, whether its deletion is scheduled.
fn scheduled(moto: &Moto) -> [bool; 4] {
    NAMES.map(|name| !described(&moto.boto(), name)["DeletedDate"].is_null())
}

/// The dashboard before four secrets, all marked.
fn marked(url: &str) -> Terminal {
    let mut terminal = at(url, &[]).start();
    terminal.wait_for("4 secrets");
    terminal.type_keys("*");
    terminal.wait_for("4 marked");
    terminal
}

fn four() -> Moto {
    let moto = Moto::start();
    let secret = |name: &str| json!({ "name": name, "text": "t" });
    moto.boto().create(&json!(NAMES.map(secret)));
    moto
}

#[test]
fn throttled_in_the_middle_the_rest_goes_on_by_itself_and_nothing_is_done_twice() {
    let moto = four();
    let endpoint = Endpoint::before(moto.url());
    let throttled = Fault::error("ThrottlingException", "Rate exceeded");
    endpoint.fail_after("TagResource", 1, ATTEMPTS, throttled);
    let mut terminal = marked(&endpoint.url());
    terminal.type_keys("T");
    terminal.wait_for("Tags of 4 secrets");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("team");
    terminal.press(Key::Tab);
    terminal.type_keys("web");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("+ team = web");
    terminal.type_keys("y");
    terminal.wait_for("throttled, again in");
    let tagged =
        |name: &str| described(&moto.boto(), name)["Tags"] == json!([{ "Key": "team", "Value": "web" }]);
    assert_eq!(NAMES.map(tagged), [true, false, false, false]);

    terminal.wait_for("Tags changed: 4 secrets.");
    assert_eq!(NAMES.map(tagged), [true; 4]);
    assert_eq!(endpoint.count("TagResource"), 1 + ATTEMPTS + 3, "the first secret was tagged once");

    // Done in two attempts, and undone in one.
    terminal.type_keys("u");
    terminal.wait_for("Undo the changes to the tags of 4 secrets?");
    terminal.type_keys("y");
    terminal.wait_gone("undoes it");
    terminal.wait_for("Tags changed: 4 secrets.");
    assert_eq!(NAMES.map(tagged), [false; 4]);
}

#[test]
fn one_that_is_denied_keeps_no_other_and_can_be_sent_again() {
    let moto = four();
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail_after("DeleteSecret", 1, 1, Fault::denied("DeleteSecret"));
    let mut terminal = marked(&endpoint.url());
    terminal.type_keys("X");
    terminal.wait_for("Delete 4 secrets");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("From now on none of them can be read");
    terminal.type_keys("4\r");
    terminal.wait_for("3 of 4 requests took effect.");
    terminal.wait_for("Ask for the permission secretsmanager:DeleteSecret");
    assert_eq!(scheduled(&moto), [true, false, true, true]);
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for("Deletion scheduled: 4 secrets.");
    assert_eq!(scheduled(&moto), [true; 4]);
    assert_eq!(endpoint.count("DeleteSecret"), 5);
}

#[test]
fn a_login_that_ends_in_the_middle_stops_the_rest_which_goes_out_once_it_is_renewed() {
    let moto = four();
    let endpoint = Endpoint::before(moto.url());
    let message = "The security token included in the request is expired";
    endpoint.fail_after("DeleteSecret", 2, usize::MAX, Fault::error("ExpiredTokenException", message));
    let mut terminal = marked(&endpoint.url());
    terminal.type_keys("X");
    terminal.wait_for("Delete 4 secrets");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("From now on none of them can be read");
    terminal.type_keys("4\r");
    terminal.wait_for("2 of 4 requests took effect.");
    assert_eq!(scheduled(&moto), [true, true, false, false]);
    endpoint.mend("DeleteSecret");
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for("Deletion scheduled: 4 secrets.");
    assert_eq!(scheduled(&moto), [true; 4]);
    assert_eq!(endpoint.arrived("DeleteSecret"), 4, "none was deleted twice");
}

#[test]
fn several_are_deleted_listed_one_by_one_and_restored() {
    let moto = four();
    let mut terminal = marked(moto.url());
    terminal.type_keys("X");
    terminal.wait_for("Delete 4 secrets");
    terminal.press(Key::Backspace);
    terminal.press(Key::Backspace);
    terminal.type_keys("3");
    terminal.wait_for("7 to 30");
    terminal.press(Key::Backspace);
    terminal.type_keys("8");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("From now on none of them can be read");
    for name in NAMES {
        terminal.wait_for(&format!("{name} · "));
    }
    terminal.wait_for("Type 4, the number of secrets");
    terminal.type_keys("4\r");
    terminal.wait_for("Deletion scheduled: 4 secrets.");
    terminal.wait_gone("4 marked");
    assert_eq!(scheduled(&moto), [true; 4]);

    terminal.wait_for("deleted in 7d");
    terminal.type_keys("*U");
    terminal.wait_for("Restore 4 secrets?");
    terminal.type_keys("y");
    terminal.wait_for("Restored: 4 secrets.");
    assert_eq!(scheduled(&moto), [false; 4]);
}

#[test]
fn marked_secrets_that_the_filter_hides_are_named_and_left_alone() {
    let moto = four();
    let mut terminal = at(moto.url(), &[]).start();
    terminal.wait_for("4 secrets");
    terminal.type_keys("  ");
    terminal.wait_for("2 marked");
    terminal.type_keys("/app/d\r");
    terminal.wait_for("this secret, not the 2 marked");
    terminal.press(Key::Esc);
    terminal.wait_gone("this secret, not the 2 marked");
    terminal.wait_for("2 marked, 2 hidden by the filter");
    terminal.type_keys(" X");
    terminal.wait_for("Delete 1 secret");
    terminal.wait_for("Hidden by the filter, and not included: 2");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("From now on none of them can be read");
    terminal.type_keys("y");
    terminal.wait_for("Deletion scheduled: ");
    assert_eq!(scheduled(&moto), [false, false, false, true]);
    terminal.wait_for("2 marked, 2 hidden by the filter");
}
