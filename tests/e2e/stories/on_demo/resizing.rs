//! The same screen in terminals of all sizes.

use super::{ALL_LISTED, POSTGRES, demo, listed, open};
use crate::keys::Key;
use crate::terminal::Terminal;

/// Waits until the frame of the list reaches the row above the footer.
#[track_caller]
fn wait_drawn(terminal: &Terminal, columns: u16, rows: u16) {
    terminal.wait_until("the whole screen to be drawn", |screen| {
        let above_footer = screen.contents_between(rows - 2, 0, rows - 2, columns);
        above_footer.starts_with('╰') && above_footer.ends_with('╯')
    });
}

#[test]
fn it_draws_itself_anew_in_every_size() {
    let mut terminal = listed();
    for (columns, rows) in [(80, 24), (160, 48), (100, 30), (250, 70), (40, 10), (120, 36)] {
        terminal.resize(columns, rows);
        wait_drawn(&terminal, columns, rows);
        terminal.wait_for("Secrets");
    }
    terminal.wait_for(ALL_LISTED);
}

#[test]
fn too_small_a_terminal_says_what_it_needs_and_goes_on() {
    let mut terminal = listed();
    terminal.resize(39, 9);
    terminal.wait_for("needs 40×10");
    terminal.wait_for("has 39×9");
    terminal.type_keys("jj");
    terminal.resize(80, 24);
    wait_drawn(&terminal, 80, 24);
    terminal.wait_gone("needs 40×10");
    super::quit(terminal);
}

#[test]
fn eighty_by_twenty_four_shows_list_or_secret_and_all_panes() {
    let mut terminal = demo(&[]).size(80, 24).start();
    terminal.wait_for(ALL_LISTED);
    terminal.type_keys("/prpapo");
    terminal.wait_for("of 73");
    terminal.press(Key::Enter);
    terminal.press(Key::Enter);
    terminal.wait_for(&format!("╭─ {POSTGRES} ─"));
    for (key, text) in [
        ("1", "KMS key"),
        ("2", "Press enter to read the value"),
        ("3", "AWSPREVIOUS"),
        ("4", "cost-center"),
        ("5", "ReadFromCheckout"),
        ("6", "InSync"),
        ("7", "NextRotationDate"),
    ] {
        terminal.type_keys(key);
        terminal.wait_for(text);
    }
    terminal.press(Key::Left);
    terminal.wait_for("╭─ Secrets");
}

#[test]
fn a_revealed_value_does_not_outlive_a_narrow_list() {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("v");
    terminal.wait_for("••••");
    terminal.type_keys("V");
    terminal.wait_for("payments_app");
    terminal.resize(80, 24);
    terminal.wait_gone("╭─ Secrets");
    terminal.wait_for("payments_app");
    terminal.press(Key::Left);
    terminal.wait_for("╭─ Secrets");
    terminal.resize(160, 48);
    terminal.wait_for("not read");
    assert!(!terminal.screen().contains("payments_app"));
}
