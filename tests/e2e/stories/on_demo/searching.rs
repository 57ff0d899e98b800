//! Finding one's way: the palette from everywhere, keys of a pane on a small terminal, and searches.

use super::{ALL_LISTED, demo, escape};
use crate::keys::Key;

#[test]
fn the_palette_leads_from_the_list_to_the_pane_and_its_form() {
    let mut terminal = demo(&[]).size(80, 24).start();
    terminal.wait_for(ALL_LISTED);
    terminal.type_keys(":");
    terminal.wait_for("Commands");
    terminal.type_keys("recover");
    terminal.wait_for("in Rotation · Recover a stuck rotation");
    terminal.press(Key::Enter);
    terminal.wait_for("No rotation of ci/docker/registry is stuck.");
    terminal.wait_for("e edit rotation");
}

#[test]
fn a_countdown_leaves_the_keys_of_the_pane_on_screen() {
    let mut terminal = demo(&[]).size(80, 24).start();
    terminal.wait_for(ALL_LISTED);
    terminal.type_keys("7Y");
    terminal.wait_for("clears in 4");
    terminal.wait_for("e edit rotation");
}

#[test]
fn the_help_is_searched_and_q_closes_it() {
    let mut terminal = demo(&[]).size(80, 24).start();
    terminal.wait_for(ALL_LISTED);
    terminal.type_keys("?/recover");
    terminal.wait_for("/ recover 1 of ");
    terminal.press(Key::Enter);
    terminal.type_keys("n");
    terminal.wait_for("/ recover 2 of ");
    escape(&mut terminal, "/ recover");
    terminal.type_keys("q");
    terminal.wait_gone("Keys in the list");
    terminal.wait_for("enter open");
}
