//! `--read-only`: nothing can be changed.

use super::{demo, described, escape};

#[test]
fn every_change_is_refused_and_none_is_sent() {
    let name = "prod/legacy/ftp-password";
    let mut terminal = demo(&["--read-only", name]).start();
    described(&terminal, name);
    terminal.wait_for("READ-ONLY");
    assert!(!terminal.screen().contains("R rotate"), "what is refused is not offered");
    for (key, operation) in [
        ("R", "RotateSecret"),
        ("C", "CancelRotateSecret"),
        ("U", "RestoreSecret"),
        ("B", "UpdateSecretVersionStage"),
    ] {
        terminal.type_keys(key);
        terminal.wait_for(&format!("{operation} refused: this session is read-only."));
        terminal.wait_for("Start without --read-only to make changes.");
    }
    escape(&mut terminal, "refused");
    terminal.type_keys("J");
    terminal.wait_for("Operation");
    terminal.wait_for("DescribeSecret");
    let screen = terminal.screen();
    for operation in ["RotateSecret", "RestoreSecret", "UpdateSecretVersionStage"] {
        assert!(!screen.contains(operation), "{screen}");
    }
}

#[test]
fn reading_and_copying_go_on() {
    let name = "ci/github/deploy-token";
    let mut terminal = demo(&["--read-only", name]).start();
    described(&terminal, name);
    terminal.type_keys("Y");
    terminal.wait_clipboard("ghp_demo_notarealtoken");
}
