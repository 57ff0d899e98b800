//! Several secrets at once.

use super::{confirm, listed, quit};
use crate::keys::Key;

#[test]
fn what_a_filter_finds_is_marked_tagged_and_tagged_back() {
    let mut terminal = listed();
    terminal.type_keys("/slack");
    terminal.press(Key::Enter);
    terminal.type_keys("*");
    terminal.wait_for(" marked ");
    terminal.type_keys("T");
    terminal.wait_for("of them would change:");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("audit");
    terminal.press(Key::Tab);
    terminal.type_keys("2026");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("+ audit = 2026");
    terminal.type_keys("y");
    terminal.wait_for("Tags changed: ");
    terminal.type_keys("u");
    confirm(&mut terminal, "Undo the changes to the tags of 2 secrets?");
    terminal.wait_gone("undoes it");
    terminal.wait_for("Tags changed: ");
    quit(terminal);
}
