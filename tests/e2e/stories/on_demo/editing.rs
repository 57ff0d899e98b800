//! Editing a value, and what keeps one from it.

use super::{escape, open, quit};
use crate::keys::Key;

#[test]
fn a_secret_without_a_value_gets_its_first() {
    let name = "staging/web/not-filled-yet";
    let mut terminal = open(name);
    terminal.type_keys("2e");
    terminal.wait_for("This secret has no value yet.");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("token");
    terminal.press(Key::Tab);
    terminal.type_keys("first");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Save the value of staging/web/not-filled-yet?");
    terminal.wait_for("Value: 1 added");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: staging/web/not-filled-yet.");
    terminal.type_keys("vV");
    terminal.wait_for("first");
    quit(terminal);
}

#[test]
fn json_is_checked_as_it_is_typed() {
    let mut terminal = open("shared/slack/bot-token");
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('k'));
    terminal.paste("{\n  \"token\": ,\n}");
    terminal.wait_for("Not valid JSON yet. Line 2, column 12: expected value.");
    terminal.press(Key::Ctrl('z'));
    terminal.wait_gone("Not valid JSON yet.");
    terminal.press(Key::Esc);
    terminal.wait_for("Leave the form? What you typed is lost.");
    terminal.type_keys("n");
    terminal.wait_gone("Leave the form?");
    terminal.press(Key::Esc);
    terminal.wait_for("Leave the form?");
    terminal.type_keys("y");
    terminal.wait_gone("Edit the value of");
    quit(terminal);
}

#[test]
fn what_cannot_be_written_says_why_and_where_it_can() {
    let refusals = [
        ("rds!cluster-e8375d7c-4c1e-4f7a-9b1d-e8375d7cd983", "is managed by rds"),
        ("prod/legacy/ftp-password", "Restore it first (U)."),
        ("prod/us/payments/postgres", "Switch to the Region us-east-1 (w)."),
    ];
    for (name, why) in refusals {
        let mut terminal = open(name);
        terminal.type_keys("2e");
        terminal.wait_for(why);
        escape(&mut terminal, why);
        quit(terminal);
    }
}
