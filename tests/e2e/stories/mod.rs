//! Stories: what a user does, and what comes of it.
//!
//! [`on_demo`] is told on the embedded Secrets Manager with its made-up company, [`on_served`] on the same one over HTTP,
//! and [`on_moto`] on one that nobody here wrote; on those two boto3 checks every effect. [`endurance`] tries what must
//! hold at any moment.

mod endurance;
mod on_demo;
mod on_moto;
mod on_served;

use crate::keys::Key;
use crate::terminal::Terminal;

/// Copies in the format that is found by what is typed, and checks the clipboard.
#[track_caller]
fn copy_as(terminal: &mut Terminal, typed: &str, expected: &str) {
    terminal.type_keys("cc");
    terminal.wait_for("Copy as");
    terminal.type_keys(typed);
    terminal.wait_for(&format!("› {typed}"));
    terminal.press(Key::Enter);
    terminal.wait_clipboard(expected);
}
