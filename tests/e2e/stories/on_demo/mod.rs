//! Stories on the demo, by what the user is at.

mod arriving;
mod changing;
mod completing;
mod config;
mod copying;
mod creating;
mod deleting;
mod denied;
mod editing;
mod editor;
mod finding;
mod idle;
mod leaving;
mod locking;
mod looking_around;
mod marks;
mod mouse;
mod overview;
mod plain;
mod policy;
mod protected;
mod read_only;
mod reading;
mod replication;
mod resizing;
mod rotation;
mod searching;
mod starting;
mod tasks;
mod untrusted;

use crate::keys::Key;
use crate::program::Program;
use crate::terminal::Terminal;

/// Wide enough for list and panes side by side, and for the whole footer.
const WIDE: (u16, u16) = (160, 48);
/// How many secrets the header counts.
const ALL_LISTED: &str = "73 secrets";
/// The secret of most stories, and what finds it.
const POSTGRES: &str = "prod/payments/postgres";

/// `strongroom demo` with more arguments, not started yet.
fn demo(args: &[&str]) -> Program {
    Program::strongroom(&[&["demo"], args].concat()).size(WIDE.0, WIDE.1)
}

/// The demo, all secrets listed.
fn listed() -> Terminal {
    let terminal = demo(&[]).start();
    terminal.wait_for(ALL_LISTED);
    // Rows are arranged beside the loop, and come after the count.
    terminal.wait_for("▌ci/docker/registry");
    terminal
}

/// The demo with this secret open, its pane Overview in view and described.
fn open(name: &str) -> Terminal {
    let terminal = demo(&[name]).start();
    described(&terminal, name);
    terminal
}

/// Waits until the list is there and the open secret is described.
#[track_caller]
fn described(terminal: &Terminal, name: &str) {
    terminal.wait_for(ALL_LISTED);
    terminal.wait_for(&format!("╭─ {name} ─"));
    terminal.wait_for("read just now");
}

/// Leaves as most users do, and checks that nothing is left behind.
#[track_caller]
fn quit(mut terminal: Terminal) {
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

/// Answers a question that must stand on screen.
#[track_caller]
fn confirm(terminal: &mut Terminal, question: &str) {
    terminal.wait_for(question);
    terminal.type_keys("y");
}

/// Esc, and waiting until what it closes is gone: a terminal can't tell esc and a key from alt with that key.
#[track_caller]
fn escape(terminal: &mut Terminal, from: &str) {
    terminal.press(Key::Esc);
    terminal.wait_gone(from);
}
