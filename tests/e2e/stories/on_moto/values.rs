//! Values that are edited, labels that are moved, versions that are compared.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use super::{open, version};
use crate::boto::{Boto, connection};
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::moto::Moto;
use crate::program::Program;
use crate::terminal::Terminal;

const SECRET: &str = "app/db";
const VALUE: &str = r#"{"user":"app","port":5432.0,"password":"hunter2"}"#;

fn filled() -> (Moto, Boto) {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": SECRET, "text": VALUE }]));
    (moto, boto)
}

fn read(boto: &Boto, label: &str) -> Value {
    boto.call("get_secret_value", &json!({ "SecretId": SECRET, "VersionStage": label }))
}

fn text(boto: &Boto, label: &str) -> String {
    read(boto, label)["SecretString"].as_str().expect("it is text").to_owned()
}

/// The form is open and filled, the value of `user` under the cursor.
fn editing(url: &str) -> Terminal {
    let mut terminal = open(url, SECRET);
    terminal.type_keys("2e");
    terminal.wait_for("Edit the value of app/db");
    terminal.wait_for("Began from version");
    terminal
}

#[test]
fn pasted_lines_and_keys_of_readline_leave_the_bytes_that_are_meant() {
    let (moto, boto) = filled();
    let mut terminal = editing(moto.url());
    // In the masked value of `user`: what tmux sends for a line that was copied with its end.
    terminal.press(Key::Ctrl('u'));
    terminal.paste("hunter2\r");
    terminal.wait_for("The line break at the end of the pasted text was left out.");
    terminal.wait_for("7 bytes");
    // Chords that mean nothing, and those that do.
    for key in [Key::Alt('x'), Key::Alt('b'), Key::Alt('q'), Key::Alt('f'), Key::Ctrl('h'), Key::Ctrl('q')] {
        terminal.press(key);
    }
    terminal.wait_for("6 bytes");
    terminal.press(Key::Tab);
    terminal.press(Key::Tab);
    terminal.type_keys(" two");
    terminal.press(Key::AltBackspace);
    terminal.press(Key::Ctrl('u'));
    terminal.paste("-----BEGIN KEY-----\rabc\r-----END KEY-----\r");
    terminal.wait_for("3 lines, 41 bytes");
    terminal.press(Key::Function(2));
    terminal.type_keys("s");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the value of app/db?");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/db.");
    assert_eq!(
        text(&boto, "AWSCURRENT"),
        r#"{"user":"hunter","port":5432.0,"passwords":"-----BEGIN KEY-----\nabc\n-----END KEY-----"}"#
    );
}

#[test]
fn a_key_is_changed_one_added_and_the_save_taken_back() {
    let (moto, boto) = filled();
    let former = read(&boto, "AWSCURRENT")["VersionId"].clone();
    let mut terminal = editing(moto.url());
    assert!(!terminal.screen().contains("hunter2"), "masked");
    terminal.type_keys("2");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("tls");
    terminal.press(Key::Tab);
    terminal.type_keys("true");
    terminal.press(Key::Alt('j'));
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the value of app/db?");
    terminal.wait_for("Value: 1 added, 1 changed");
    terminal.wait_for("file://VALUE");
    assert!(!terminal.screen().contains("app2"), "masked");
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for("+ app2");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/db.");
    assert_eq!(text(&boto, "AWSCURRENT"), r#"{"user":"app2","port":5432.0,"password":"hunter2","tls":true}"#);
    assert_eq!(text(&boto, "AWSPREVIOUS"), VALUE);

    terminal.type_keys("u");
    terminal.wait_for("Move AWSCURRENT of app/db back to version");
    terminal.type_keys("y");
    let short = &former.as_str().expect("a version has an id")[..8];
    terminal.wait_for(&format!("AWSCURRENT moved to version {short}: app/db."));
    assert_eq!(read(&boto, "AWSCURRENT")["VersionId"], former);
}

#[test]
fn a_value_saved_under_a_label_leaves_current_where_it_is() {
    let (moto, boto) = filled();
    let mut terminal = editing(moto.url());
    terminal.type_keys("2");
    for _ in 0..3 {
        terminal.press(Key::Tab);
    }
    terminal.wait_for("Empty saves as AWSCURRENT.");
    terminal.type_keys("BLUE");
    terminal.wait_for("AWSCURRENT stays where it is.");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("--version-stages BLUE");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/db.");
    assert_eq!(text(&boto, "AWSCURRENT"), VALUE);
    assert!(text(&boto, "BLUE").contains("app2"));
}

#[test]
fn what_someone_else_saved_meanwhile_is_shown_and_kept_by_a_rebase() {
    let (moto, boto) = filled();
    let mut terminal = editing(moto.url());
    terminal.type_keys("2");
    let theirs = VALUE.replace("hunter2", "hunter3");
    boto.call("put_secret_value", &json!({ "SecretId": SECRET, "SecretString": theirs }));
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("AWSCURRENT has moved to version");
    terminal.wait_for("What you changed");
    assert!(!terminal.screen().contains("hunter3"), "masked");
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for("+ hunter3");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Value: 1 changed");
    assert!(!terminal.screen().contains("app2"), "masked again");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/db.");
    assert_eq!(text(&boto, "AWSCURRENT"), theirs.replace("\"app\"", "\"app2\""));
}

#[test]
fn a_denied_save_keeps_what_was_typed_and_is_sent_again() {
    let (moto, boto) = filled();
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail("PutSecretValue", Fault::denied("PutSecretValue"));
    let mut terminal = editing(&endpoint.url());
    terminal.type_keys("2");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the value of app/db?");
    terminal.type_keys("y");
    terminal.wait_for("Ask for the permission secretsmanager:PutSecretValue");
    assert_eq!(text(&boto, "AWSCURRENT"), VALUE);
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for("app2");

    endpoint.mend("PutSecretValue");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the value of app/db?");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/db.");
    assert!(text(&boto, "AWSCURRENT").contains("app2"));
}

#[test]
fn labels_are_added_moved_and_never_taken_from_current() {
    let (moto, boto) = filled();
    boto.call("put_secret_value", &json!({ "SecretId": SECRET, "SecretString": "new" }));
    let mut terminal = open(moto.url(), SECRET);
    terminal.type_keys("3");
    terminal.wait_for("VersionStages");
    terminal.wait_for("AWSPREVIOUS");
    terminal.type_keys("L");
    terminal.wait_for("Labels now");
    terminal.type_keys("BLUE");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Add BLUE to version");
    terminal.type_keys("y");
    terminal.wait_for("BLUE added to version ");
    assert!(
        boto.try_call("get_secret_value", &json!({ "SecretId": SECRET, "VersionStage": "BLUE" })).is_ok()
    );

    terminal.wait_for(" BLUE");
    terminal.type_keys("L");
    terminal.wait_for("Labels now");
    terminal.type_keys("AWSCURRENT");
    terminal.press(Key::Tab);
    terminal.press(Key::Left);
    terminal.wait_for("AWSCURRENT can be moved, never removed");
    terminal.press(Key::Left);
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Move AWSCURRENT to version");
    terminal.wait_for("Labels before and after");
    let former = version(&boto, SECRET, "AWSPREVIOUS").expect("there is one before");
    terminal.type_keys("y");
    terminal.wait_for(&format!("AWSCURRENT moved to version {}: app/db.", &former[..8]));
    assert_eq!(text(&boto, "AWSCURRENT"), VALUE);
}

#[test]
fn two_versions_are_compared_and_a_value_saved_to_a_file() {
    let (moto, boto) = filled();
    let theirs = VALUE.replace("hunter2", "hunter3");
    boto.call("put_secret_value", &json!({ "SecretId": SECRET, "SecretString": theirs }));
    let program = Program::strongroom(&["--read-only", SECRET]).env(connection(moto.url())).size(160, 48);
    let file = program.home().join("value.json");
    let mut terminal = program.start();
    terminal.wait_for("read just now");
    terminal.type_keys("3");
    terminal.wait_for("VersionStages");
    terminal.wait_for("AWSPREVIOUS");
    terminal.type_keys("=");
    terminal.wait_for("Compare two versions of app/db");
    terminal.wait_for("differs");
    assert!(!terminal.screen().contains("hunter"), "masked");
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for("hunter3");
    let screen = terminal.screen();
    let row = screen.lines().find(|line| line.contains("hunter3")).unwrap_or_default();
    let (before, after) = (row.find("hunter2"), row.find("hunter3"));
    assert!(before.is_some() && before < after, "each value stands under its own version: {screen}");
    terminal.press(Key::Esc);
    terminal.wait_gone("Compare two versions");

    terminal.type_keys(">");
    terminal.wait_for(" of app/db to a file");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("~/value.json");
    terminal.press(Key::Enter);
    terminal.wait_for("only you can read it");
    assert_eq!(fs::read_to_string(&file).expect("it was written"), theirs);
    let mode = fs::metadata(&file).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn in_versions_keys_copy_show_and_save_the_version_of_the_row() {
    let (moto, boto) = filled();
    boto.call("put_secret_value", &json!({ "SecretId": SECRET, "SecretString": "the newer one" }));
    let mut terminal = open(moto.url(), SECRET);
    terminal.type_keys("3");
    terminal.wait_for("VersionStages");
    terminal.wait_for(" AWSPREVIOUS  ");
    terminal.type_keys("jY");
    terminal.wait_clipboard(VALUE);
    terminal.wait_for("value of app/db (AWSPREVIOUS, ");
    terminal.type_keys("kY");
    terminal.wait_clipboard("the newer one");
    terminal.wait_for("value of app/db (AWSCURRENT, ");
    terminal.type_keys("jv");
    terminal.wait_for("password");
    terminal.type_keys("V");
    terminal.wait_for("hunter2");
}
