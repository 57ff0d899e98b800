//! Bytes: an edit of one key changes its own bytes alone, what the editor left is what is saved.

use serde_json::json;

use super::{at, open};
use crate::boto::{Boto, connection};
use crate::editor;
use crate::keys::Key;
use crate::moto::Moto;
use crate::program::Program;
use crate::terminal::Terminal;

const SECRET: &str = "app/db";
const CRLF: &str =
    "{\r\n    \"u\": \"caf\\u00e9 \\u003c\\/\",\r\n    \"k\": \"v\",\r\n    \"n\": 1e2\r\n}\r\n";

fn holding(text: &str) -> (Moto, Boto) {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": SECRET, "text": text }]));
    (moto, boto)
}

fn stored(boto: &Boto) -> String {
    let value = boto.call("get_secret_value", &json!({ "SecretId": SECRET }));
    value["SecretString"].as_str().expect("it is text").to_owned()
}

/// Opens the form; the key of the first row is under the cursor.
fn edit(terminal: &mut Terminal) {
    terminal.type_keys("2e");
    terminal.wait_for("Edit the value of app/db");
    terminal.wait_for("Began from version");
}

fn save(terminal: &mut Terminal) {
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the value of app/db?");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/db.");
}

#[test]
fn an_edited_key_changes_its_own_bytes_alone() {
    let (moto, boto) = holding(CRLF);
    let mut terminal = open(moto.url(), SECRET);
    edit(&mut terminal);
    terminal.press(Key::Down);
    terminal.type_keys("2");
    save(&mut terminal);
    assert_eq!(stored(&boto), CRLF.replace("\"v\"", "\"v2\""));
}

#[test]
fn a_key_is_renamed_another_removed_and_one_added_in_the_style_of_the_text() {
    let (moto, boto) = holding(CRLF);
    let mut terminal = open(moto.url(), SECRET);
    edit(&mut terminal);
    terminal.press(Key::Ctrl('x'));
    // The keys of rows that were there are only visited backwards with shift-tab, or by F2.
    terminal.press(Key::Function(2));
    terminal.type_keys("ey");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("z");
    terminal.press(Key::Tab);
    terminal.type_keys("1");
    save(&mut terminal);
    assert_eq!(stored(&boto), "{\r\n    \"key\": \"v\",\r\n    \"n\": 1e2,\r\n    \"z\": \"1\"\r\n}\r\n");
}

#[test]
fn the_bytes_that_the_editor_left_are_saved_and_reviewed_though_no_key_differs() {
    let (moto, boto) = holding("{\"a\":\"\u{e9}\",\"n\":1e2}");
    let script = "printf '{\\r\\n\\t\"n\": 1e2,\\r\\n\\t\"a\": \"\\\\u00e9\"\\r\\n}\\r\\n' > \"$1\"";
    let program = Program::strongroom(&[SECRET]).size(160, 48).env(connection(moto.url()));
    let home = program.home().to_owned();
    let editor = editor::script(&home, script);
    let mut terminal = program.env([("VISUAL", &editor)]).start();
    terminal.wait_for("read just now");
    edit(&mut terminal);
    terminal.press(Key::Ctrl('o'));
    editor::let_go(&terminal, &home);
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("No key differs: only order, spaces or escapes do.");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/db.");
    assert_eq!(stored(&boto), "{\r\n\t\"n\": 1e2,\r\n\t\"a\": \"\\u00e9\"\r\n}\r\n");
}

#[test]
fn keys_that_are_there_twice_are_shown_and_edited_one_at_a_time() {
    let text = r#"{"user":"first","pass":"1","user":"second","":"x","n":1}"#;
    let (moto, boto) = holding(text);
    let mut terminal = open(moto.url(), SECRET);
    terminal.type_keys("v");
    terminal.wait_for("user (twice)");
    terminal.wait_for("(empty key)");
    terminal.wait_for("number");
    terminal.type_keys("V");
    terminal.wait_for("first");
    terminal.wait_for("second");
    edit(&mut terminal);
    terminal.wait_for("There twice: user.");
    terminal.press(Key::Down);
    terminal.press(Key::Down);
    terminal.type_keys("2");
    save(&mut terminal);
    assert_eq!(stored(&boto), text.replace("second", "second2"));
}

#[test]
fn text_in_binary_is_shown_and_edited_and_stays_binary() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": SECRET, "base64": "cGVtCg==" }]));
    let mut terminal = at(moto.url(), &[SECRET]).start();
    terminal.wait_for("read just now");
    terminal.type_keys("v");
    terminal.wait_for("binary that holds text");
    terminal.type_keys("V");
    terminal.wait_for("│ pem ");
    terminal.type_keys("b");
    terminal.wait_for("70 65 6d 0a");
    edit(&mut terminal);
    terminal.wait_for("The binary value holds text");
    terminal.press(Key::BackTab);
    terminal.press(Key::Left);
    terminal.wait_for("Store as");
    terminal.press(Key::Tab);
    terminal.type_keys("x");
    save(&mut terminal);
    let value = boto.call("get_secret_value", &json!({ "SecretId": SECRET }));
    assert_eq!(value["SecretBinary"], "eHBlbQo=");
}
