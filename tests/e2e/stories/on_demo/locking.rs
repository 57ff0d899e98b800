//! The lock of an unattended terminal.

use super::{POSTGRES, demo, described, quit};
use crate::keys::Key;

const PASSWORD: &str = "demo-dbvb3y4qfjxw3svlwgra";
const LOCKED: &str = "Any key goes on.";

#[test]
fn an_unattended_terminal_masks_and_drops_what_was_read_until_a_key_goes_on() {
    let mut terminal = demo(&["--lock-after", "2s", POSTGRES]).start();
    described(&terminal, POSTGRES);
    terminal.type_keys("vV");
    terminal.wait_for(PASSWORD);
    terminal.wait_for(LOCKED);
    terminal.wait_gone(PASSWORD);
    // The key opens the lock and does nothing else: q would quit.
    terminal.type_keys("q");
    terminal.wait_gone(LOCKED);
    terminal.wait_for("Press enter to read the value.");
    assert!(!terminal.screen().contains(PASSWORD));
    terminal.type_keys("vV");
    terminal.wait_for(PASSWORD);
    quit(terminal);
}

#[test]
fn what_was_typed_into_a_form_is_kept_masked_while_the_terminal_is_locked() {
    let mut terminal = demo(&["--lock-after", "2s", POSTGRES]).start();
    described(&terminal, POSTGRES);
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('r'));
    terminal.press(Key::End);
    terminal.type_keys("-typed");
    terminal.wait_for("-typed");
    terminal.wait_for(LOCKED);
    terminal.wait_gone("-typed");
    terminal.paste("nothing of this is typed");
    terminal.wait_gone(LOCKED);
    assert!(!terminal.screen().contains("-typed"));
    terminal.press(Key::Ctrl('r'));
    terminal.wait_for("-typed");
    assert!(!terminal.screen().contains("nothing of this"));
}

#[test]
fn a_signal_ends_a_locked_program() {
    let terminal = demo(&["--lock-after", "1s"]).start();
    terminal.wait_for(LOCKED);
    terminal.signal(rustix::process::Signal::TERM);
    assert_eq!(terminal.expect_exit().exit_code(), 143);
    terminal.assert_restored();
}
