//! Copied commands, run by a shell in the environment that the program was started in.

use std::process::Command;

use serde_json::{Value, json};

use super::{describe, described, served};
use crate::boto::{Boto, from_venv};
use crate::keys::Key;
use crate::program::Program;

const NAME: &str = "app/commands";
const THERE: &str = "us-east-1";

/// Names no endpoint, and another Region than the program's.
const ENVIRONMENT: [(&str, &str); 3] =
    [("AWS_REGION", "eu-central-1"), ("AWS_ACCESS_KEY_ID", "testing"), ("AWS_SECRET_ACCESS_KEY", "testing")];

/// Runs a line by this shell.
#[track_caller]
fn run(shell: &str, line: &str) {
    let python = from_venv("python");
    let folder = python.parent().expect("it is in a folder").display().to_string();
    let mut command = Command::new(shell);
    command
        .args(["-c", line])
        .env_clear()
        .env("PATH", format!("{folder}:/usr/bin:/bin"))
        .env("HOME", "/nowhere");
    let output = command.envs(ENVIRONMENT).output().expect("the shell can be started");
    assert!(output.status.success(), "{}\n{line}", String::from_utf8_lossy(&output.stderr));
}

fn tags(boto: &Boto) -> Value {
    let tags = describe(boto, NAME)["Tags"].clone();
    if tags.is_null() { json!([]) } else { tags }
}

#[test]
fn the_commands_of_a_change_act_where_the_program_would() {
    let served = served();
    let (here, there) = (served.boto(), Boto::in_region(THERE, served.url()));
    let secret = json!({ "Name": NAME, "SecretString": "x", "Tags": [{ "Key": "old", "Value": "1" }] });
    for boto in [here, &there] {
        boto.call("create_secret", &secret);
    }
    let args = ["--endpoint-url", served.url(), "--region", THERE, NAME];
    let mut terminal = Program::strongroom(&args).size(160, 48).env(ENVIRONMENT).start();
    described(&terminal, NAME);
    terminal.type_keys("4T");
    terminal.wait_for("Tags of app/commands");
    terminal.press(Key::Ctrl('x'));
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("file://etc");
    terminal.press(Key::Tab);
    terminal.type_keys("it's $(id)");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("$ aws secretsmanager untag-resource");
    terminal.type_keys("c");
    terminal.wait_for("AWS CLI command copied");
    let line = terminal.clipboard_writes().pop().expect("it was copied");
    assert!(!line.contains('\n'), "it waits for enter: {line}");
    run("sh", &line);
    assert_eq!(tags(&there), json!([{ "Key": "file://etc", "Value": "it's $(id)" }]));
    assert_eq!(tags(here), json!([{ "Key": "old", "Value": "1" }]), "not in the Region of the environment");
}

#[test]
fn the_demo_copies_no_command_that_would_reach_a_real_account() {
    let mut terminal = Program::strongroom(&["demo", super::SLACK]).size(160, 48).start();
    described(&terminal, super::SLACK);
    terminal.type_keys("B");
    terminal.wait_for("$ aws secretsmanager update-secret-version-stage");
    terminal.type_keys("c");
    terminal.wait_for("no command reaches the secrets of the demo");
    assert!(terminal.clipboard_writes().is_empty());
}
