//! The harness itself, tried on a shell.

use super::*;

fn shell(script: &str) -> Program {
    Program::new("/bin/sh", &["-c", script])
}

#[test]
fn a_program_gets_a_clean_environment_and_a_home() {
    let program = shell("env; cat note/one; exit 3").file("note/one", "it is here").env([("GIVEN", "yes")]);
    let home = program.home().display().to_string();
    let terminal = program.size(200, 40).start();
    assert_eq!(terminal.expect_exit().exit_code(), 3);
    let screen = terminal.screen();
    assert!(screen.contains(&format!("HOME={home}")), "{screen}");
    assert!(screen.contains("GIVEN=yes") && screen.contains("it is here"), "{screen}");
    assert!(screen.contains("AWS_EC2_METADATA_DISABLED=true"), "{screen}");
    assert!(!screen.contains("CARGO"), "{screen}");
    terminal.assert_restored();
}

#[test]
fn typed_text_arrives_and_what_goes_is_seen_to_go() {
    let script = "echo asking; read line; printf '\\033[H\\033[2J'; echo got $line; read end";
    let mut terminal = shell(script).start();
    terminal.wait_for("asking");
    terminal.type_keys("ä word");
    terminal.wait_for("\nä word");
    terminal.press(Key::Enter);
    terminal.wait_for("got ä word");
    terminal.wait_gone("asking");
    terminal.press(Key::Enter);
    assert!(terminal.expect_exit().success());
}

#[test]
fn every_key_and_mouse_event_has_its_bytes() {
    let mut terminal = shell("stty raw -echo; echo ready; exec cat -v").start();
    terminal.wait_for("ready");
    let keys = [
        (Key::Enter, "^M"),
        (Key::Esc, "^["),
        (Key::Tab, "\t"),
        (Key::BackTab, "^[[Z"),
        (Key::Backspace, "^?"),
        (Key::Delete, "^[[3~"),
        (Key::Up, "^[[A"),
        (Key::Down, "^[[B"),
        (Key::Left, "^[[D"),
        (Key::Right, "^[[C"),
        (Key::Home, "^[[H"),
        (Key::End, "^[[F"),
        (Key::PageUp, "^[[5~"),
        (Key::PageDown, "^[[6~"),
        (Key::Ctrl('a'), "^A"),
        (Key::Ctrl('z'), "^Z"),
    ];
    for (key, seen) in keys {
        let before = terminal.raw().len();
        terminal.press(key);
        terminal.wait(seen, |state| state.raw[before..] == *seen.as_bytes());
    }
    terminal.type_keys("<here>");
    for (mouse, seen) in [(Mouse::Click, "[<0;"), (Mouse::WheelUp, "[<64;"), (Mouse::WheelDown, "[<65;")] {
        terminal.point_at("<here>", mouse);
        terminal.wait_for(seen);
    }
    terminal.paste("text");
    terminal.wait_for("^[[200~text^[[201~");
}

#[test]
fn the_mouse_points_at_what_is_there() {
    let mut terminal = shell("stty raw -echo; printf '\\033[H\\033[3;5Hrow'; exec cat -v").start();
    terminal.point_at("row", Mouse::Click);
    terminal.wait_for("^[[<0;5;3M^[[<0;5;3m");
}

#[test]
fn the_program_under_test_starts() {
    assert!(Program::strongroom(&["--version"]).start().expect_exit().success());
}

/// Lets a shell wait in a way that a trap can interrupt.
const STAY: &str = "tail -f /dev/null & echo ready; while :; do wait; done";

#[test]
fn a_resize_reaches_program_and_screen() {
    let mut terminal = shell(&format!("trap 'stty size' WINCH; {STAY}")).size(70, 20).start();
    terminal.wait_for("ready");
    terminal.resize(100, 30);
    terminal.wait_for("30 100");
    terminal.wait_until("a larger screen", |screen| screen.size() == (cells(30), cells(100)));
}

#[test]
fn a_signal_reaches_the_program() {
    let terminal = shell(&format!("trap 'kill $!; echo caught; exit 7' TERM; {STAY}")).start();
    terminal.wait_for("ready");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.expect_exit().exit_code(), 7);
    terminal.wait_for("caught");
}

#[test]
fn death_by_a_signal_is_told_from_an_exit() {
    let terminal = shell("echo ready; read line").start();
    terminal.wait_for("ready");
    terminal.signal(Signal::KILL);
    assert_eq!(terminal.expect_exit().signal(), Some("Killed"));
}

#[test]
fn what_a_program_leaves_in_the_terminal_is_found() {
    let terminal = shell("stty -echo; printf '\\033[?1049h\\033[?25l'").start();
    terminal.expect_exit();
    let left = terminal.unrestored();
    assert_eq!(left[..2], ["?1049h", "?25l"]);
    assert!(left[2].starts_with("line settings"), "{left:?}");
    assert_eq!(left.len(), 3);
}

#[test]
fn clipboard_writes_are_waited_for() {
    let terminal = shell("printf '\\033]52;c;b25l\\007\\033]52;c;dHdv\\007'").start();
    terminal.wait_clipboard("two");
    assert_eq!(terminal.clipboard_writes(), ["one", "two"]);
}

#[test]
#[should_panic(expected = "the program ended, waiting for \"never\" to appear")]
fn waiting_fails_at_once_when_the_program_has_ended() {
    shell("true").start().wait_for("never");
}

#[test]
#[should_panic(expected = "time ran out, waiting for \"never\" to appear")]
fn waiting_fails_when_time_runs_out() {
    shell("read line").patience(Duration::ZERO).start().wait_for("never");
}

#[test]
fn a_failure_draws_the_screen() {
    let terminal = shell("echo one; echo two").size(20, 3).start();
    terminal.expect_exit();
    let edge = "─".repeat(20);
    let drawn = picture(&terminal.shared.lock());
    assert_eq!(drawn, format!("┌{edge}\n│one\n│two\n│\n└{edge} Success"));
}
