//! The tasks of every day, with the keys that each may take, counted from a fresh start.

use super::{ALL_LISTED, POSTGRES, demo};
use crate::keys::Key;
use crate::terminal::Terminal;

const PASSWORD: &str = "demo-dbvb3y4qfjxw3svlwgra";

const URL: &str = "postgresql://payments_app:demo-dbvb3y4qfjxw3svlwgra@payments.cluster-c1demo.eu-central-1.rds.example:5432/payments";

/// A program whose keys are counted.
struct Counted {
    terminal: Terminal,
    keys: usize,
}

impl Counted {
    fn start() -> Counted {
        let terminal = demo(&[]).size(160, 48).start();
        terminal.wait_for(ALL_LISTED);
        Counted { terminal, keys: 0 }
    }

    fn type_keys(&mut self, text: &str) -> &mut Counted {
        self.keys += text.chars().count();
        self.terminal.type_keys(text);
        self
    }

    fn press(&mut self, key: Key) -> &mut Counted {
        self.keys += 1;
        self.terminal.press(key);
        self
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) -> &mut Counted {
        self.terminal.wait_for(text);
        self
    }

    /// Filters the list by what finds the database of payments in production first.
    #[track_caller]
    fn find_postgres(&mut self) -> &mut Counted {
        self.type_keys("/paypo").wait_for("3 of 73").press(Key::Enter).wait_for(&format!("╭─ {POSTGRES} ─"))
    }

    #[track_caller]
    fn took_at_most(&self, keys: usize) {
        assert!(self.keys <= keys, "{} keys, not {keys}", self.keys);
    }
}

#[test]
fn a_password_is_copied_unseen() {
    let mut task = Counted::start();
    task.find_postgres().type_keys("v").wait_for("••••••••").type_keys("y");
    task.terminal.wait_clipboard(PASSWORD);
    task.took_at_most(10);
    assert!(!String::from_utf8_lossy(&task.terminal.raw()).contains(PASSWORD), "never shown");
}

#[test]
fn a_connection_url_is_copied_unseen() {
    let mut task = Counted::start();
    task.find_postgres().type_keys("cc").wait_for("Copy as").press(Key::Enter);
    task.terminal.wait_clipboard(URL);
    task.wait_for("Connection URL of prod/payments/postgres copied").took_at_most(11);
    let raw = String::from_utf8_lossy(&task.terminal.raw()).into_owned();
    assert!(!raw.contains(PASSWORD) && !raw.contains(URL), "never shown");
}

#[test]
fn key_34_of_40_is_changed() {
    let mut task = Counted::start();
    task.type_keys("/nv").wait_for("2 of 73").press(Key::Enter).wait_for("╭─ prod/web/storefront/env ─");
    task.type_keys("e").wait_for("1 of 40").press(Key::Alt('/')).type_keys("eg").wait_for("1 key with it");
    task.press(Key::Enter).wait_for("34 of 40").press(Key::Ctrl('u'));
    let text = "new-segment-key";
    task.type_keys(text).press(Key::Ctrl('s')).wait_for("SEGMENT_KEY").wait_for("y yes").type_keys("y");
    task.wait_for("Value saved: prod/web/storefront/env.").took_at_most(12 + text.len());
}

#[test]
fn a_version_is_compared_with_the_one_before() {
    let mut task = Counted::start();
    task.find_postgres().type_keys("=").wait_for("Compare two versions of prod/payments/postgres");
    task.wait_for("password").took_at_most(9);
}

#[test]
fn a_secret_is_rolled_back() {
    let mut task = Counted::start();
    task.find_postgres().type_keys("B").wait_for("Roll back prod/payments/postgres?").type_keys("y");
    task.wait_for("AWSCURRENT moved to version").took_at_most(9);
}

#[test]
fn a_secret_is_rotated_and_followed() {
    let mut task = Counted::start();
    task.find_postgres().type_keys("R").wait_for("Rotate prod/payments/postgres?").type_keys("y");
    task.wait_for("Rotated prod/payments/postgres: AWSCURRENT is on version").took_at_most(9);
}

#[test]
fn a_stuck_rotation_is_freed() {
    let mut task = Counted::start();
    task.type_keys("/ro").press(Key::Tab).wait_for("rotation:").type_keys("f").press(Key::Tab);
    task.wait_for("rotation:failed").press(Key::Enter).wait_for("╭─ prod/customers/crm/oracle ─");
    task.type_keys("7").wait_for("Stuck?").type_keys("F").wait_for("Recover the stuck rotation");
    task.press(Key::Right).wait_for("drop").press(Key::Ctrl('s'));
    task.wait_for("y yes").type_keys("y");
    task.terminal.wait_gone("Recover the stuck rotation");
    task.took_at_most(12);
}

#[test]
fn a_deletion_is_scheduled_and_taken_back() {
    let mut task = Counted::start();
    task.type_keys("/fax").wait_for("1 of 73").press(Key::Enter).wait_for("╭─ prod/legacy/fax-gateway ─");
    task.type_keys("X").wait_for("Recovery window").press(Key::Ctrl('s')).wait_for("y yes").type_keys("y");
    task.wait_for("deleted in 29d").took_at_most(8);
    let before = task.keys;
    task.type_keys("U").wait_for("Restore prod/legacy/fax-gateway?").type_keys("y");
    task.wait_for("Restored: prod/legacy/fax-gateway.");
    assert!(task.keys - before <= 2);
}

#[test]
fn staging_is_compared_with_production() {
    let mut task = Counted::start();
    task.find_postgres().type_keys("*").wait_for("3 marked").type_keys("=");
    task.wait_for("staging/payments/postgres").took_at_most(10);
}
