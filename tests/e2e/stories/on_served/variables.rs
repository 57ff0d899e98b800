//! `strongroom env` and `strongroom run` on a terminal.

use super::{REGION, SLACK, at, served, text};
use crate::boto::connection;
use crate::keys::Key;
use crate::program::Program;

#[test]
fn a_terminal_gets_no_values_unless_it_is_asked_for() {
    let served = served();
    let token = text(served.boto(), SLACK).as_str().expect("it is text").to_owned();
    let refused = at(&served, REGION, &["env", SLACK, "--as", "TOKEN"]).start();
    assert_eq!(refused.expect_exit().exit_code(), 2);
    assert!(refused.screen().contains("Add --reveal to see it"), "{}", refused.screen());
    assert!(!refused.screen().contains(&token));
    let shown = at(&served, REGION, &["env", SLACK, "--as", "TOKEN", "--reveal"]).start();
    assert!(shown.expect_exit().success());
    assert!(shown.screen().contains(&format!("TOKEN={token}")), "{}", shown.screen());
}

#[test]
fn the_command_has_the_terminal_and_its_keys() {
    let served = served();
    let script = "trap 'echo caught; exit 5' INT; test -t 0 && test -n \"$TOKEN\" && echo ready; while :; do sleep 0.05; done";
    let line = ["run", SLACK, "--as", "TOKEN", "--", "sh", "-c", script];
    let mut terminal = at(&served, REGION, &line).start();
    terminal.wait_for("ready");
    terminal.press(Key::Ctrl('c'));
    terminal.wait_for("caught");
    assert_eq!(terminal.expect_exit().exit_code(), 5);
}

#[test]
fn a_shell_sees_the_signal_that_ended_the_command() {
    let served = served();
    let program = env!("CARGO_BIN_EXE_strongroom");
    let script = "\"$0\" run shared/slack/bot-token --as TOKEN -- sh -c 'kill -TERM $$'; echo \"status $?\"; \
                  \"$0\" run shared/slack/bot-token --as TOKEN -- sh -c 'exit 7'; echo \"status $?\"";
    let shell = Program::new("sh", &["-c", script, program]).env(connection(served.url()));
    let terminal = shell.env([("AWS_REGION", REGION)]).start();
    assert!(terminal.expect_exit().success());
    let screen = terminal.screen();
    assert!(screen.contains("status 143") && screen.contains("status 7"), "{screen}");
}
