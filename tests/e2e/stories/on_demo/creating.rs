//! Making secrets and passwords.

use super::{confirm, demo, listed, open, quit};
use crate::keys::Key;
use crate::terminal::Terminal;

fn press(terminal: &mut Terminal, key: Key, times: usize) {
    (0..times).for_each(|_| terminal.press(key));
}

#[test]
fn credentials_of_a_database_are_made_with_a_generated_password() {
    let mut terminal = listed();
    terminal.type_keys("+");
    terminal.wait_for("Folders: ci/  prod/  shared/  staging/");
    terminal.type_keys("prod/pay");
    terminal.press(Key::CtrlSpace);
    terminal.wait_for("prod/payments/");
    terminal.type_keys("invoices");
    press(&mut terminal, Key::Tab, 2);
    press(&mut terminal, Key::Right, 4);
    terminal.wait_for("Engine");
    terminal.press(Key::Tab);
    press(&mut terminal, Key::Right, 2);
    terminal.wait_for("5432");
    terminal.press(Key::Tab);
    terminal.type_keys("db.internal");
    terminal.press(Key::Tab);
    terminal.type_keys("invoices_app");
    terminal.press(Key::Tab);
    terminal.press(Key::Ctrl('g'));
    terminal.wait_for("••••••••");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Keys: engine, host, username, password, port");
    terminal.wait_for("--secret-string file://VALUE");
    confirm(&mut terminal, "Create prod/payments/invoices?");
    terminal.wait_for("Created: prod/payments/invoices.");
    terminal.wait_for("╭─ prod/payments/invoices ─");
    terminal.wait_for("74 secrets");
    terminal.type_keys("v");
    terminal.wait_for("password  ••••••••");
    terminal.type_keys("V");
    terminal.wait_for("invoices_app");
    quit(terminal);
}

#[test]
fn a_name_that_is_held_offers_the_secret_that_holds_it() {
    let mut terminal = open("prod/legacy/ftp-password");
    terminal.type_keys("+");
    terminal.type_keys("prod/legacy/ftp-password");
    terminal.wait_for("is scheduled for deletion and holds its name until");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "Restore prod/legacy/ftp-password?");
    terminal.wait_for("Restored: prod/legacy/ftp-password.");
}

#[test]
fn a_password_is_made_and_copied_even_read_only() {
    let mut terminal = demo(&["--read-only"]).start();
    terminal.wait_for("73 secrets");
    terminal.type_keys("+");
    terminal.wait_for("CreateSecret refused: this session is read-only.");
    terminal.type_keys("W");
    terminal.wait_for("94 characters to choose from: about 210 bits");
    press(&mut terminal, Key::Backspace, 2);
    terminal.type_keys("12");
    press(&mut terminal, Key::Tab, 2);
    terminal.type_keys(" ");
    terminal.press(Key::Tab);
    terminal.type_keys(" ");
    terminal.press(Key::Tab);
    terminal.wait_for("42 characters");
    press(&mut terminal, Key::Tab, 1);
    terminal.type_keys(" ");
    terminal.wait_for("10 characters to choose from");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("••••••••");
    terminal.press(Key::Alt('y'));
    terminal.wait_for("copied");
    let copied = terminal.clipboard_writes().pop().expect("it was copied");
    assert!(copied.len() == 12 && copied.chars().all(|c| c.is_ascii_digit()), "{copied}");
    assert!(!terminal.screen().contains(&copied));
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for(&copied);
}
