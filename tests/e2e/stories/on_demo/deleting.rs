//! Deleting: with a way back, and without one.

use super::{POSTGRES, confirm, escape, open, quit};
use crate::keys::Key;
use crate::terminal::Terminal;

const WIFI: &str = "shared/wifi/office-berlin";

fn force_delete(terminal: &mut Terminal) {
    terminal.type_keys(":force-delete");
    terminal.wait_for("Delete immediately and for good");
    terminal.press(Key::Enter);
}

#[test]
fn a_secret_is_deleted_after_a_window_and_taken_back() {
    let mut terminal = open(WIFI);
    terminal.type_keys("X");
    terminal.wait_for("It can be restored until");
    terminal.press(Key::Backspace);
    terminal.press(Key::Backspace);
    terminal.type_keys("5");
    terminal.wait_for("A whole number of days, 7 to 30.");
    terminal.press(Key::Backspace);
    terminal.type_keys("7");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("--recovery-window-in-days 7");
    confirm(&mut terminal, "whatever still uses it fails");
    terminal.wait_for("Deletion scheduled: shared/wifi/office-berlin. u undoes it.");
    terminal.wait_for("Deletion            deletion requested");
    terminal.type_keys("X");
    terminal.wait_for("is scheduled for deletion: it can't be changed.");
    terminal.press(Key::Esc);
    terminal.wait_gone("it can't be changed");
    terminal.type_keys("u");
    confirm(&mut terminal, "Restore shared/wifi/office-berlin?");
    terminal.wait_for("Restored: shared/wifi/office-berlin.");
    quit(terminal);
}

#[test]
fn what_holds_a_secret_is_said_with_the_way_out() {
    let mut terminal = open(POSTGRES);
    terminal.type_keys("X");
    terminal.wait_for("It has replicas in us-east-1");
    terminal.wait_for("the Replication pane (6) first.");
    escape(&mut terminal, "Recovery window");
    force_delete(&mut terminal);
    terminal.wait_for("It has replicas in us-east-1");

    let mut terminal = open("redshift!warehouse-awsuser");
    terminal.type_keys("X");
    terminal.wait_for("only redshift can delete it.");
}

#[test]
fn without_recovery_only_the_whole_name_deletes() {
    let mut terminal = open(WIFI);
    force_delete(&mut terminal);
    terminal.wait_for("Nothing can be recovered");
    terminal.wait_for("--force-delete-without-recovery");
    terminal.type_keys("y");
    terminal.press(Key::Enter);
    terminal.wait_for("The name does not match");
    terminal.press(Key::Backspace);
    terminal.type_keys(WIFI);
    terminal.press(Key::Enter);
    terminal.wait_for("Deleted without recovery: ");
    terminal.wait_for("72 secrets");
    quit(terminal);
}
