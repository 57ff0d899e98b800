//! Tab in forms completes what the list knows; page keys page through their tables.

use super::open;
use crate::keys::Key;

#[test]
fn tab_completes_a_tag_of_others_and_then_goes_on() {
    let mut terminal = open("infra-terraform-state-key");
    terminal.type_keys("4+");
    terminal.wait_for("Tags of infra-terraform-state-key");
    terminal.type_keys("cost-c");
    terminal.press(Key::Tab);
    terminal.wait_for("cost-center");
    terminal.press(Key::Tab);
    terminal.type_keys("42");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("+ cost-center = 42");
}

#[test]
fn page_keys_page_through_the_table_of_a_form() {
    let mut terminal = open("prod/payments/postgres");
    terminal.type_keys("2e");
    terminal.wait_for(" 1 of ");
    terminal.press(Key::PageDown);
    terminal.wait_gone(" 1 of ");
    terminal.press(Key::PageUp);
    terminal.wait_for(" 1 of ");
}

#[test]
fn x_removes_the_tag_under_the_cursor() {
    let mut terminal = open("ci/docker/registry");
    terminal.type_keys("4");
    terminal.wait_for("platform");
    terminal.type_keys("x");
    terminal.wait_for("Remove the tag env of ci/docker/registry?");
    terminal.type_keys("y");
    terminal.wait_for("u undoes it.");
}
