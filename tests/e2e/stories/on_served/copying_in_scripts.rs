//! `strongroom copy` on a terminal alone.

use super::{REGION, SLACK, at, served, text};
use crate::detached::detached_of;
use crate::memory;
use rustix::process::Signal;

#[test]
fn the_terminal_is_asked_to_copy_and_to_clear_in_time() {
    let served = served();
    let token = text(served.boto(), SLACK).as_str().expect("it is text").to_owned();
    let terminal = at(&served, REGION, &["copy", SLACK, "--clear-after", "1s"]).start();
    terminal.wait_clipboard(&token);
    terminal.wait_for("terminal (OSC 52)");
    terminal.wait_for("whatever is on it by then");
    terminal.wait_clipboard("");
    assert!(terminal.expect_exit().success());
    assert_eq!(terminal.clipboard_writes(), [token.as_str(), ""]);
    let raw = terminal.raw();
    assert!(!raw.windows(token.len()).any(|window| window == token.as_bytes()), "the value was on screen");
    terminal.assert_restored();
}

#[test]
fn the_detached_process_does_not_keep_what_it_need_not_serve() {
    let served = served();
    let token = text(served.boto(), SLACK).as_str().expect("it is text").to_owned();
    let program = at(&served, REGION, &["copy", SLACK, "--clear-after", "1m"]);
    let home = program.home().to_owned();
    let terminal = program.start();
    terminal.wait_clipboard(&token);
    terminal.wait_for("whatever is on it by then");
    let Some(all) = detached_of(&home) else { return };
    let [detached] = all[..] else { panic!("one process clears it: {all:?}") };
    let found = memory::copies(detached, &token).expect("it runs");
    assert!(found.is_empty(), "{found:?}");
    rustix::process::kill_process(detached, Signal::TERM).expect("it is ours");
    terminal.wait_clipboard("");
}

#[test]
fn the_copy_is_cleared_even_if_the_shell_kills_its_jobs() {
    let served = served();
    let token = text(served.boto(), SLACK).as_str().expect("it is text").to_owned();
    let program = at(&served, REGION, &["copy", SLACK, "--clear-after", "2s"]);
    let terminal = program.start();
    terminal.wait_clipboard(&token);
    terminal.wait_for("terminal (OSC 52)");
    for signal in [Signal::INT, Signal::HUP] {
        // The group is gone with the command, unless the detached process is in it.
        let pid = rustix::process::Pid::from_raw(terminal.pid()).expect("it is one");
        let _ = rustix::process::kill_process_group(pid, signal);
    }
    terminal.wait_clipboard("");
}
