//! Denied operations: each fails alone, and names the permission that is missing.

use super::{confirm, open};

const DESCRIBE: &str = "Ask for the permission secretsmanager:DescribeSecret";
const READ: &str = "Ask for the permission secretsmanager:GetSecretValue";
const VERSIONS: &str = "Ask for the permission secretsmanager:ListSecretVersionIds";
const POLICY: &str = "Ask for the permission secretsmanager:GetResourcePolicy";

#[test]
fn each_pane_of_a_secret_that_can_only_be_listed_says_what_is_missing() {
    let mut terminal = crate::stories::on_demo::demo(&["prod/vault/all-denied"]).start();
    terminal.wait_for(DESCRIBE);
    terminal.wait_for("From ListSecrets:");
    terminal.wait_for("Can be listed and nothing else");
    for (key, text) in [("v", READ), ("3", VERSIONS), ("5", POLICY), ("7", DESCRIBE)] {
        terminal.type_keys(key);
        terminal.wait_for(text);
    }
    terminal.type_keys("4");
    terminal.wait_for("security");
}

#[test]
fn a_value_that_is_denied_hides_nothing_else() {
    let mut terminal = open("prod/vault/root-token");
    terminal.type_keys("v");
    terminal.wait_for(READ);
    terminal.type_keys("1");
    terminal.wait_for("CreatedDate");
    terminal.type_keys("3");
    terminal.wait_for("AWSCURRENT");
    terminal.type_keys("5");
    terminal.wait_for("No resource policy");
}

#[test]
fn versions_that_are_denied_hide_nothing_else() {
    let mut terminal = open("prod/vault/audit-hmac");
    terminal.type_keys("3");
    terminal.wait_for(VERSIONS);
    terminal.type_keys("v");
    terminal.wait_for("text, under 64 bytes");
}

#[test]
fn a_change_that_is_denied_says_so_and_changes_nothing() {
    let mut terminal = open("prod/vault/transit-key");
    terminal.type_keys("5");
    terminal.wait_for(POLICY);
    terminal.type_keys("R");
    confirm(&mut terminal, "Rotate prod/vault/transit-key?");
    terminal.wait_for("Could not rotate prod/vault/transit-key");
    terminal.wait_for("Ask for the permission secretsmanager:RotateSecret");
    terminal.type_keys("3");
    terminal.wait_for("AWSCURRENT");
    assert!(!terminal.screen().contains("AWSPENDING"));
}
