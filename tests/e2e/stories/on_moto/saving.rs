//! Saving values: what the service would refuse is not sent, someone else's save is seen, bytes go to and from files.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use super::{behind_faults, one_secret, open};
use crate::boto::{Boto, connection};
use crate::fault::Endpoint;
use crate::keys::Key;
use crate::moto::Moto;
use crate::program::Program;
use crate::terminal::Terminal;

const SECRET: &str = "app/token";

fn text(boto: &Boto) -> Value {
    let current = json!({ "SecretId": SECRET, "VersionStage": "AWSCURRENT" });
    boto.call("get_secret_value", &current)["SecretString"].clone()
}

/// The form is open and empty.
fn emptied(endpoint: &Endpoint) -> Terminal {
    let mut terminal = open(&endpoint.url(), SECRET);
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('k'));
    terminal
}

/// Someone else saved while `mine` was typed; the form shows both, and waits for a choice.
fn in_conflict() -> (Moto, Terminal) {
    let moto = Moto::start();
    moto.boto().create(&one_secret());
    let mut terminal = open(moto.url(), SECRET);
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('k'));
    terminal.type_keys("mine");
    moto.boto().call("put_secret_value", &json!({ "SecretId": SECRET, "SecretString": "theirs" }));
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("AWSCURRENT has moved to version");
    (moto, terminal)
}

#[test]
fn what_someone_else_saved_is_overwritten_if_the_user_says_so() {
    let (moto, mut terminal) = in_conflict();
    assert_eq!(text(&moto.boto()), "theirs");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the value of app/token?");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/token.");
    assert_eq!(text(&moto.boto()), "mine");
    let before = json!({ "SecretId": SECRET, "VersionStage": "AWSPREVIOUS" });
    assert_eq!(moto.boto().call("get_secret_value", &before)["SecretString"], "theirs");
}

#[test]
fn an_edit_that_someone_else_overtook_is_dropped_if_the_user_says_so() {
    let (moto, mut terminal) = in_conflict();
    terminal.press(Key::Right);
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("The edit of app/token was dropped: AWSCURRENT stays on version");
    terminal.wait_gone("Edit the value of app/token");
    assert_eq!(text(&moto.boto()), "theirs");
}

#[test]
fn a_value_that_the_service_would_refuse_is_not_sent_and_not_lost() {
    let (moto, endpoint) = behind_faults(&one_secret());
    let mut terminal = emptied(&endpoint);
    // Letters are text here, so that is not what the footer offers.
    terminal.wait_for("ctrl-c quit  F1 help");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("The value is empty; it has at least one byte.");
    terminal.paste(&"x".repeat(65_537));
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("65537 bytes; a value has 65536 at most.");
    terminal.press(Key::Backspace);
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("under 64 bytes of text → 65,536 bytes of text");
    assert_eq!(endpoint.count("PutSecretValue"), 0);
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/token.");
    assert_eq!(text(&moto.boto()), "x".repeat(65_536));
}

#[test]
fn lines_that_are_pasted_are_taken_back_at_once_and_saved_as_they_are() {
    let (moto, endpoint) = behind_faults(&one_secret());
    let mut terminal = emptied(&endpoint);
    let lines = "-----BEGIN KEY-----\n\tq y é \"'\n-----END KEY-----\n";
    terminal.paste(lines);
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for("-----END KEY-----");
    terminal.press(Key::Ctrl('z'));
    terminal.wait_gone("-----END KEY-----");
    assert!(!terminal.screen().contains("-----BEGIN KEY-----"), "one paste is one step");
    terminal.press(Key::Alt('z'));
    terminal.wait_for("-----END KEY-----");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the value of app/token?");
    assert_eq!(
        endpoint.count("PutSecretValue"),
        0,
        "no key that was pasted was taken for one that was pressed"
    );
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/token.");
    assert_eq!(text(&moto.boto()), lines);
}

#[test]
fn bytes_are_replaced_from_a_file_and_saved_to_a_file_of_ones_own() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": SECRET, "base64": "AAEC" }]));
    let program = Program::strongroom(&[SECRET])
        .env(connection(moto.url()))
        .size(160, 48)
        .file("new.bin", "\0\u{1}\u{7f}new");
    let (new, saved) = (program.home().join("new.bin"), program.home().join("saved.bin"));
    let mut terminal = program.start();
    terminal.wait_for("read just now");
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.type_keys("~/missing.bin");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("There is no file ~/missing.bin.");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("~/new.bin");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the value of app/token?");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/token.");
    let read = boto.call("get_secret_value", &json!({ "SecretId": SECRET, "VersionStage": "AWSCURRENT" }));
    assert_eq!(read["SecretBinary"], "AAF/bmV3");
    assert_eq!(read.get("SecretString"), None);

    terminal.type_keys(">");
    terminal.wait_for("Save the value of app/token to a file");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("~/saved.bin");
    terminal.press(Key::Enter);
    terminal.wait_for("only you can read it");
    assert_eq!(fs::read(&saved).expect("it was written"), fs::read(new).expect("it is there"));
    assert_eq!(fs::metadata(&saved).expect("it is there").permissions().mode() & 0o777, 0o600);
    // A file that is there is not overwritten.
    terminal.type_keys(">");
    terminal.wait_for("Save the value of app/token to a file");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("~/new.bin");
    terminal.press(Key::Enter);
    terminal.wait_for("exists");
}
