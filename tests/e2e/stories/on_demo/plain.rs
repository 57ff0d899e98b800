//! Plain mode, for screen readers: text without signs, the cursor where the focus is, and the row under it in words.

use super::{POSTGRES, demo, escape};
use crate::keys::Key;
use crate::terminal::Terminal;

/// Waits until the terminal's cursor is shown, in a row with this text.
#[track_caller]
fn cursor_at(terminal: &Terminal, text: &str) {
    terminal.wait_until(&format!("the cursor on {text}"), |screen| {
        let (row, _) = screen.cursor_position();
        let (_, columns) = screen.size();
        let line = screen.rows(0, columns.into()).nth(usize::from(row)).unwrap_or_default();
        !screen.hide_cursor() && line.contains(text)
    });
}

/// No character of the screen only draws.
#[track_caller]
fn no_signs(terminal: &Terminal) {
    let screen = terminal.screen();
    let is_sign = |c: char| matches!(c, '\u{b7}' | '\u{2022}' | '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{27bf}' | '\u{2800}'..='\u{28ff}');
    assert!(!screen.contains(is_sign), "{screen}");
}

#[test]
fn a_screen_reader_follows_the_focus_through_list_panes_and_layers() {
    let mut terminal = demo(&["--plain"]).start();
    terminal.wait_for("1 of 73, ci/docker/registry");
    cursor_at(&terminal, "ci/docker/registry");
    no_signs(&terminal);
    terminal.press(Key::Down);
    terminal.wait_for("2 of 73, ");
    terminal.type_keys("/^prod/payments/postgres$");
    terminal.wait_for("Filter, 1 of 73 secrets match");
    cursor_at(&terminal, "Filter: ^prod/payments/postgres$");
    no_signs(&terminal);
    terminal.press(Key::Enter);
    terminal.wait_for(&format!("Overview of {POSTGRES}: "));
    terminal.wait_for("Pane 1 of 7, Overview");
    no_signs(&terminal);
    terminal.type_keys("v");
    terminal.wait_for(&format!("Value of {POSTGRES}, "));
    terminal.wait_for("hidden");
    cursor_at(&terminal, "password");
    no_signs(&terminal);
    terminal.type_keys("v");
    terminal.wait_for("hides at ");
    no_signs(&terminal);
    terminal.type_keys("?");
    terminal.wait_for("Keys in Value: ");
    cursor_at(&terminal, "Secret");
    no_signs(&terminal);
    escape(&mut terminal, "Keys in Value: ");
    terminal.type_keys("R");
    terminal.wait_for("Question: ");
    cursor_at(&terminal, "yes");
    no_signs(&terminal);
    terminal.type_keys("nT");
    terminal.wait_for("field 1 of ");
    no_signs(&terminal);
    escape(&mut terminal, "field 1 of ");
    terminal.type_keys(":");
    terminal.wait_for("Commands, 1 of ");
    cursor_at(&terminal, "Filter: ");
    no_signs(&terminal);
    escape(&mut terminal, "Commands, 1 of ");
    super::quit(terminal);
}

#[test]
fn a_variable_or_the_config_file_turn_it_on() {
    for program in [
        demo(&[]).env([("STRONGROOM_PLAIN", "true")]),
        demo(&[]).file(".config/strongroom/config.toml", "plain = true\n"),
    ] {
        let terminal = program.start();
        terminal.wait_for("1 of 73, ci/docker/registry");
        no_signs(&terminal);
        super::quit(terminal);
    }
}

#[test]
fn a_hidden_text_is_said_with_its_length_once_one_types_in_it_and_nothing_ticks() {
    let mut terminal = demo(&["--plain"]).start();
    terminal.wait_for("1 of 73, ");
    terminal.type_keys("W");
    terminal.wait_for("Random password, field 1 of ");
    cursor_at(&terminal, "Length");
    no_signs(&terminal);
    escape(&mut terminal, "Random password, field 1 of ");
    terminal.type_keys("/^prod/payments/postgres$");
    terminal.wait_for("Filter, 1 of 73 secrets match");
    terminal.press(Key::Enter);
    terminal.wait_for(&format!("Overview of {POSTGRES}: "));
    terminal.type_keys("2e");
    terminal.wait_for("Keys");
    terminal.wait_for("hidden ");
    assert!(!terminal.screen().contains("hidden, "), "{}", terminal.screen());
    terminal.type_keys("x");
    terminal.wait_for("hidden, ");
    no_signs(&terminal);
}
