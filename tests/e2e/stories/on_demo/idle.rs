//! Doing nothing costs nothing.

use super::listed;

/// Frames that a second of drawing at full pace has: far more than a countdown needs in three.
const FRAMES_A_SECOND: usize = 60;

#[test]
fn a_countdown_draws_once_a_second_and_nothing_else_runs() {
    let mut terminal = listed();
    terminal.type_keys("Y");
    terminal.wait_for("clears in 45 s");
    let before = (terminal.raw().len(), terminal.context_switches());
    terminal.wait_for("clears in 42 s");
    let after = (terminal.raw().len(), terminal.context_switches());
    let (bytes, switches) = (after.0 - before.0, after.1 - before.1);
    assert!(bytes < 600, "{bytes} bytes were written for three digits");
    assert!(switches < FRAMES_A_SECOND, "it ran {switches} times in three seconds");
}
