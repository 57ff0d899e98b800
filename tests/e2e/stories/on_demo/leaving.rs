//! Every way out, and out for a while.

use rustix::process::Signal;

use super::{ALL_LISTED, POSTGRES, WIDE, listed, open, quit};
use crate::keys::Key;
use crate::program::Program;
use crate::terminal::Terminal;

#[test]
fn q_leaves_with_status_0() {
    quit(listed());
}

#[test]
fn ctrl_c_leaves_too() {
    let mut terminal = listed();
    terminal.press(Key::Ctrl('c'));
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

#[test]
fn ctrl_c_leaves_from_the_filter_where_q_is_a_letter() {
    let mut terminal = listed();
    terminal.type_keys("/q");
    terminal.wait_for("/ q");
    terminal.wait_for("ctrl-c quit");
    assert!(!terminal.screen().contains(" q quit"));
    terminal.press(Key::Ctrl('c'));
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

#[test]
fn signals_end_it_with_their_status() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)]
    {
        let terminal = listed();
        terminal.signal(signal);
        assert_eq!(terminal.expect_exit().exit_code(), status, "{signal:?}");
        terminal.assert_restored();
    }
}

/// The demo as a job of a shell that says when it is stopped, and continues it on enter.
fn under_a_shell() -> Terminal {
    let script = format!(
        "set -m; {} demo; stty -a | grep -o '.icanon'; echo stopped; read line; fg; echo ended with $?",
        env!("CARGO_BIN_EXE_strongroom")
    );
    let terminal = Program::new("bash", &["-c", &script]).size(WIDE.0, WIDE.1).start();
    terminal.wait_for(ALL_LISTED);
    terminal
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back() {
    let mut terminal = under_a_shell();
    terminal.press(Key::Ctrl('z'));
    terminal.wait_for("stopped");
    assert!(!terminal.screen().contains(ALL_LISTED), "the shell's own screen is back");
    assert!(!terminal.screen().contains("-icanon"), "lines are edited by the terminal again");
    terminal.press(Key::Enter);
    terminal.wait_for(ALL_LISTED);
    terminal.type_keys("?");
    terminal.wait_for("Keys in the list");
    terminal.type_keys("q");
    terminal.wait_gone("Keys in the list");
    terminal.type_keys("q");
    terminal.wait_for("ended with 0");
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

#[test]
fn a_resize_while_stopped_is_seen_on_coming_back() {
    let mut terminal = under_a_shell();
    terminal.press(Key::Ctrl('z'));
    terminal.wait_for("stopped");
    terminal.resize(80, 24);
    terminal.press(Key::Enter);
    terminal.wait_for(ALL_LISTED);
    terminal.wait_until("the last row to be the footer", |screen| {
        screen.contents_between(23, 0, 23, 80).contains("? help")
    });
}

#[test]
fn without_a_terminal_it_says_so_and_ends() {
    let script = format!("{} demo </dev/null; echo ended with $?", env!("CARGO_BIN_EXE_strongroom"));
    let terminal = Program::new("sh", &["-c", &script]).start();
    terminal.wait_for("standard input is not a terminal");
    terminal.wait_for("ended with 2");
    terminal.assert_restored();
}

/// A value of the demo that is revealed, on a terminal without an alternate screen.
fn revealed() -> Terminal {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("v");
    terminal.wait_for("••••••••");
    terminal.type_keys("V");
    terminal.wait_for("demo-dbvb3y4qfjxw3svlwgra");
    assert!(terminal.screen_without_alternate().contains("demo-dbvb3y4qfjxw3svlwgra"));
    terminal
}

#[test]
fn no_value_stays_on_a_terminal_without_an_alternate_screen() {
    let mut terminal = revealed();
    terminal.type_keys("q");
    terminal.expect_exit();
    assert!(!terminal.screen_without_alternate().contains("demo-dbvb3y4qfjxw3svlwgra"));
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let terminal = revealed();
        terminal.signal(signal);
        terminal.expect_exit();
        let screen = terminal.screen_without_alternate();
        assert!(!screen.contains("demo-dbvb3y4qfjxw3svlwgra"), "{signal:?}: {screen}");
    }
}
