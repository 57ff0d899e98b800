//! Text that would command the terminal: it is shown as what it is.

use super::open;
use crate::keys::Key;

const NAME: &str = "shared/imported/untrusted-text";

#[test]
fn control_and_direction_characters_are_shown_never_sent() {
    let mut terminal = open(NAME);
    terminal.wait_for("\\u{1b}[31mred");
    terminal.wait_for("\\u{202e}gnp.exe");
    terminal.type_keys("4");
    terminal.wait_for("\\u{1b}[2Jcleared");
    terminal.type_keys("v");
    terminal.wait_for("right-to-left");
    terminal.type_keys("V");
    terminal.wait_for("\\u{1b}]52;c;");
    terminal.wait_for("visible\\rHIDDEN");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());

    let raw = terminal.raw();
    let sent = |bytes: &[u8]| raw.windows(bytes.len()).any(|window| window == bytes);
    for forbidden in
        ["\x1b]0;", "\x1b[31mred", "\x1b[2Jcleared", "\x07", "\u{202e}", "\u{200b}", "\rHIDDEN", "\0"]
    {
        assert!(!sent(forbidden.as_bytes()), "{forbidden:?} was sent to the terminal");
    }
    assert_eq!(terminal.clipboard_writes(), [""; 0]);
}

#[test]
fn what_is_copied_is_the_text_itself() {
    let mut terminal = open(NAME);
    terminal.type_keys("v");
    terminal.wait_for("••••••••");
    terminal.press(Key::End);
    terminal.type_keys("y");
    terminal.wait_clipboard("visible\rHIDDEN");
}
