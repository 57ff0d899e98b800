//! What is left of a value in the memory of the program after it was read, typed, copied, compared or saved, and left.
//!
//! Only root may look into the memory of the program, see `protected`. Others skip these stories.

use std::path::PathBuf;

use serde_json::json;

use super::{REGION, SLACK, at, confirm, described, served};
use crate::editor;
use crate::keys::Key;
use crate::memory::may_look;
use crate::program::Program;
use crate::served::Served;
use crate::terminal::Terminal;

/// The value that is looked for, and a second one. Built at run time and like nothing else.
fn marker() -> String {
    ["Qz7", "kWx3", "Jv9", "Pm5", "Rt2", "Yb8", "Ld4", "Hn6"].concat()
}

fn other_marker() -> String {
    ["Uc6", "gSf2", "Ox8", "Ea4", "Kj7", "Vw3", "Tq9", "Mi5"].concat()
}

/// The program with a secret open, at a server where that secret has this value; `None` if no one may look.
struct Stand {
    _served: Served,
    terminal: Terminal,
}

fn stand(value: &str) -> Option<Stand> {
    stand_with(&[(SLACK, value)], |program, _| program)
}

/// The program where these secrets have these values, the last one last.
fn stand_with(values: &[(&str, &str)], prepare: impl FnOnce(Program, &Served) -> Program) -> Option<Stand> {
    if !may_look() {
        return None;
    }
    let served = served();
    for (name, value) in values {
        served.boto().call("put_secret_value", &json!({ "SecretId": name, "SecretString": value }));
    }
    let program = at(&served, REGION, &[SLACK]);
    let terminal = prepare(program, &served).start();
    described(&terminal, SLACK);
    Some(Stand { _served: served, terminal })
}

impl Stand {
    /// Reads the value and reveals it.
    #[track_caller]
    fn reveal(&mut self, shown: &str) {
        self.terminal.type_keys("v");
        self.terminal.wait_for("••••••••");
        self.terminal.type_keys("V");
        self.terminal.wait_for(shown);
    }

    /// Leaves the pane of the value.
    #[track_caller]
    fn leave(&mut self) {
        self.terminal.type_keys("1");
        self.terminal.wait_for("KMS key");
    }

    /// Opens the form of the value, and clears its field.
    #[track_caller]
    fn edit(&mut self) {
        self.terminal.type_keys("2e");
        self.terminal.wait_for("Began from version");
        self.terminal.press(Key::Ctrl('r'));
        self.terminal.press(Key::Ctrl('k'));
    }

    /// Saves the value of the form.
    #[track_caller]
    fn save(&mut self) {
        self.terminal.press(Key::Ctrl('s'));
        confirm(&mut self.terminal, "Save the value of shared/slack/bot-token?");
        self.terminal.wait_for("Value saved: shared/slack/bot-token.");
    }
}

#[test]
fn a_value_that_was_read_and_left() {
    let Some(mut it) = stand(&marker()) else { return };
    it.reveal(&marker());
    assert!(!it.terminal.copies_in_memory(&marker()).is_empty(), "it is there while it is shown");
    it.leave();
    it.terminal.wait_forgotten(&marker());
}

#[test]
fn a_value_of_60_kilobytes() {
    let value = format!("{}{}{}", marker(), "padding ".repeat(7_500), marker());
    let Some(mut it) = stand(&value) else { return };
    it.reveal(&marker());
    it.leave();
    it.terminal.wait_forgotten(&marker());
}

#[test]
fn json_and_one_key_of_it() {
    let value = json!({ "user": "app", "password": marker(), "nested": { "quoted": format!("\"{}\"", other_marker()) } });
    let Some(mut it) = stand(&value.to_string()) else { return };
    it.reveal(&marker());
    it.leave();
    it.terminal.wait_forgotten(&marker());
    it.terminal.wait_forgotten(&other_marker());
}

#[test]
fn a_binary_value() {
    if !may_look() {
        return;
    }
    let served = served();
    served.boto().call("put_secret_value", &json!({ "SecretId": SLACK, "SecretBinary": marker() }));
    let mut terminal = at(&served, REGION, &[SLACK]).start();
    described(&terminal, SLACK);
    terminal.type_keys("v");
    terminal.wait_for("bytes");
    terminal.type_keys("V");
    terminal.wait_for(&marker());
    terminal.type_keys("1");
    terminal.wait_for("KMS key");
    terminal.wait_forgotten(&marker());
}

/// Enters a value that has the marker into the form, saves it, and waits until it is forgotten.
#[track_caller]
fn is_forgotten_when_saved(enter: impl FnOnce(&mut Terminal)) {
    let Some(mut it) = stand("old") else { return };
    it.edit();
    enter(&mut it.terminal);
    it.terminal.wait_for(&marker());
    it.save();
    it.terminal.wait_forgotten(&marker());
}

#[test]
fn a_value_that_is_typed_and_saved() {
    is_forgotten_when_saved(|terminal| terminal.type_keys(&marker()));
}

#[test]
fn a_value_that_is_pasted_and_saved() {
    is_forgotten_when_saved(|terminal| terminal.paste(&marker()));
}

#[test]
fn a_long_value_that_is_pasted_and_saved() {
    let long = format!("{}\n{}\n{}", marker(), "padding ".repeat(5_000), marker());
    is_forgotten_when_saved(|terminal| terminal.paste(&long));
}

#[test]
fn what_is_typed_into_a_form_that_is_left_without_saving() {
    let Some(mut it) = stand("old") else { return };
    it.edit();
    it.terminal.type_keys(&marker());
    it.terminal.wait_for(&marker());
    it.terminal.paste(&other_marker());
    it.terminal.wait_for(&other_marker());
    it.terminal.press(Key::Esc);
    confirm(&mut it.terminal, "What you typed is lost");
    it.terminal.wait_gone("Edit the value of");
    it.terminal.wait_forgotten(&marker());
    it.terminal.wait_forgotten(&other_marker());
}

#[test]
fn a_value_that_is_copied_and_cleared() {
    if !may_look() {
        return;
    }
    let served = served();
    served.boto().call("put_secret_value", &json!({ "SecretId": SLACK, "SecretString": marker() }));
    let mut terminal = at(&served, REGION, &[SLACK, "--clear-after", "2s"]).start();
    described(&terminal, SLACK);
    terminal.type_keys("Y");
    terminal.wait_clipboard(&marker());
    terminal.wait_for("asked the terminal to clear");
    terminal.wait_forgotten(&marker());
}

#[test]
fn versions_that_are_compared() {
    let password = |marker: String| json!({ "password": marker }).to_string();
    let (former, current) = (password(other_marker()), password(marker()));
    let Some(mut it) = stand_with(&[(SLACK, &former), (SLACK, &current)], |program, _| program) else {
        return;
    };
    it.terminal.type_keys("3");
    it.terminal.wait_for("VersionStages  ");
    it.terminal.wait_for("AWSPREVIOUS");
    it.terminal.press(Key::Down);
    it.terminal.type_keys("=");
    it.terminal.wait_for("1 changed");
    it.terminal.wait_for("differs");
    it.terminal.press(Key::Ctrl('r'));
    it.terminal.wait_for(&marker());
    it.terminal.press(Key::Esc);
    it.terminal.wait_gone(&marker());
    it.terminal.wait_forgotten(&marker());
    it.terminal.wait_forgotten(&other_marker());
}

#[test]
fn values_of_several_secrets_that_are_compared() {
    let password = |marker: String| json!({ "password": marker }).to_string();
    let value = password(marker());
    let args = ["--filter", "bot-token"];
    let Some(mut it) = stand_with(&[(SLACK, &value)], |program, served| {
        let new = json!({ "Name": "shared/bot-token-2", "SecretString": password(other_marker()) });
        served.boto().call("create_secret", &new);
        program.args(&args)
    }) else {
        return;
    };
    it.terminal.wait_for("2 of 74");
    it.terminal.wait_for("shared/bot-token-2");
    it.terminal.press(Key::Left);
    it.terminal.type_keys("*=");
    it.terminal.wait_for("Values of 2 secrets");
    it.terminal.wait_for("differs");
    it.terminal.press(Key::Ctrl('r'));
    it.terminal.wait_for(&marker());
    it.terminal.press(Key::Esc);
    it.terminal.wait_gone(&marker());
    it.terminal.wait_forgotten(&marker());
    it.terminal.wait_forgotten(&other_marker());
}

#[test]
fn a_value_that_is_saved_to_a_file() {
    let Some(mut it) = stand(&marker()) else { return };
    it.terminal.type_keys(">");
    it.terminal.wait_for("to a file");
    it.terminal.press(Key::Ctrl('u'));
    it.terminal.type_keys("~/value.txt");
    it.terminal.press(Key::Enter);
    it.terminal.wait_for("only you can read it");
    it.terminal.wait_forgotten(&marker());
}

#[test]
fn a_value_that_was_in_the_editor() {
    let script = format!("printf '%s' {} > \"$1\"", other_marker());
    let mut home = PathBuf::new();
    let stand = stand_with(&[(SLACK, &marker())], |program, _| {
        home.push(program.home());
        program.env([("VISUAL", editor::script(&home, &script))])
    });
    let Some(mut it) = stand else { return };
    it.terminal.type_keys("2e");
    it.terminal.wait_for("Began from version");
    it.terminal.press(Key::Ctrl('o'));
    editor::let_go(&it.terminal, &home);
    it.terminal.wait_for("Began from version");
    it.terminal.press(Key::Ctrl('r'));
    it.terminal.wait_for(&other_marker());
    it.save();
    it.terminal.wait_forgotten(&marker());
    it.terminal.wait_forgotten(&other_marker());
}

#[test]
fn a_value_of_a_new_secret() {
    let Some(mut it) = stand("old") else { return };
    it.terminal.type_keys("+");
    it.terminal.wait_for("New secret");
    it.terminal.type_keys("new/secret");
    (0..3).for_each(|_| it.terminal.press(Key::Tab));
    it.terminal.type_keys("password");
    it.terminal.press(Key::Tab);
    it.terminal.paste(&marker());
    it.terminal.press(Key::Ctrl('s'));
    confirm(&mut it.terminal, "Create new/secret?");
    it.terminal.wait_for("Created: new/secret.");
    it.terminal.wait_forgotten(&marker());
}

#[test]
fn what_is_left_alone_until_the_terminal_is_locked() {
    let Some(mut it) = stand_with(&[(SLACK, &marker())], |program, _| program.args(&["--lock-after", "6s"]))
    else {
        return;
    };
    it.reveal(&marker());
    it.terminal.wait_for("Any key goes on.");
    it.terminal.wait_gone(&marker());
    it.terminal.wait_forgotten(&marker());
    it.terminal.press(Key::Enter);
    it.terminal.wait_gone("Any key goes on.");
    assert!(it.terminal.copies_in_memory(&marker()).is_empty(), "the key reads nothing");
}

#[test]
fn versions_that_are_compared_until_the_terminal_is_locked() {
    let (former, current) = (other_marker(), marker());
    let values = [(SLACK, &*former), (SLACK, &*current)];
    let Some(mut it) = stand_with(&values, |program, _| program.args(&["--lock-after", "6s"])) else {
        return;
    };
    it.terminal.type_keys("3");
    it.terminal.wait_gone("VersionIdsToStages");
    it.terminal.wait_for("VersionStages  ");
    it.terminal.wait_for("AWSPREVIOUS");
    it.terminal.press(Key::Down);
    it.terminal.type_keys("=");
    it.terminal.wait_for("Compare two versions");
    it.terminal.wait_gone("not read yet");
    it.terminal.wait_for("reveals the values");
    it.terminal.press(Key::Ctrl('r'));
    it.terminal.wait_for(&marker());
    it.terminal.wait_for("Closed: Compare two versions");
    it.terminal.wait_forgotten(&marker());
    it.terminal.wait_forgotten(&other_marker());
}
