//! `strongroom pick`: the terminal is drawn on though the standard output is a pipe.

use super::{REGION, SLACK, served, text};
use crate::boto::connection;
use crate::keys::Key;
use crate::moto::Moto;
use crate::program::Program;
use crate::terminal::Terminal;
use rustix::process::Signal;
use serde_json::json;

/// A shell that runs this script, in which `$0` is the program.
fn shell(url: &str, script: &str) -> Terminal {
    let program = env!("CARGO_BIN_EXE_strongroom");
    let shell = Program::new("sh", &["-c", script, program]).size(120, 40);
    shell.env(connection(url)).env([("AWS_REGION", REGION)]).start()
}

/// What the script printed after the program had left the screen.
#[track_caller]
fn printed(terminal: &Terminal) -> String {
    terminal.expect_exit();
    terminal.assert_restored();
    terminal.screen().trim().to_owned()
}

#[test]
fn the_choice_is_the_argument_of_another_command() {
    let served = served();
    let token = text(served.boto(), SLACK).as_str().expect("it is text").to_owned();
    let mut terminal =
        shell(served.url(), "\"$0\" get \"$(\"$0\" pick)\" > got; echo \"status $?\"; cat got");
    terminal.wait_for("choose");
    terminal.type_keys("/slack/bot");
    terminal.wait_for(SLACK);
    terminal.wait_gone("prod/");
    terminal.press(Key::Enter);
    assert_eq!(printed(&terminal), format!("status 0\n{token}"));
}

#[test]
fn an_arn_is_printed_as_it_is_in_the_first_bytes_and_nothing_else() {
    let served = served();
    let mut terminal =
        shell(served.url(), "\"$0\" pick slack/bot --arn | od -c | head -1; \"$0\" pick slack/bot | wc -c");
    terminal.wait_for(SLACK);
    terminal.press(Key::Enter);
    terminal.wait_for("a   r   n   :   a   w   s");
    terminal.wait_for(SLACK);
    terminal.press(Key::Enter);
    assert!(printed(&terminal).ends_with(&format!("{}", SLACK.len() + 1)), "{}", terminal.screen());
}

#[test]
fn on_moto_a_secret_is_picked_too() {
    let moto = Moto::start();
    moto.boto().create(&json!([{ "name": "app/db", "text": "one" }, { "name": "app/web", "text": "two" }]));
    let program = env!("CARGO_BIN_EXE_strongroom");
    let script = "echo \"got: $(\"$0\" pick)\"";
    let shell = Program::new("sh", &["-c", script, program]).size(80, 24).env(connection(moto.boto().url()));
    let mut terminal = shell.start();
    terminal.wait_for("app/web");
    terminal.type_keys("j");
    terminal.press(Key::Enter);
    assert_eq!(printed(&terminal), "got: app/web");
}

#[test]
fn without_a_choice_nothing_is_printed_and_the_status_says_so() {
    let served = served();
    for key in [Key::Esc, Key::Ctrl('c')] {
        let mut terminal = shell(served.url(), "x=$(\"$0\" pick); echo \"status $? <$x>\"");
        terminal.wait_for("choose");
        terminal.press(key);
        assert_eq!(printed(&terminal), "status 1 <>");
    }
}

#[test]
fn a_signal_ends_it_with_its_status_and_the_terminal_restored() {
    let served = served();
    let script = "\"$0\" pick > picked & echo $! > pid; wait $!; echo \"status $? <$(cat picked)>\"";
    // The shell waits, and a signal reaches the program alone. Its standard input is `/dev/null`, as for all such jobs.
    let program = env!("CARGO_BIN_EXE_strongroom");
    let shell = Program::new("sh", &["-c", script, program]).size(120, 40);
    let home = shell.home().to_owned();
    let terminal = shell.env(connection(served.url())).env([("AWS_REGION", REGION)]).start();
    terminal.wait_for("choose");
    let pid = loop {
        let written = std::fs::read_to_string(home.join("pid")).unwrap_or_default();
        if let Ok(pid) = written.trim().parse() {
            break rustix::process::Pid::from_raw(pid).expect("it is one");
        }
    };
    rustix::process::kill_process(pid, Signal::TERM).expect("it is ours");
    assert_eq!(printed(&terminal), "status 143 <>");
}

#[test]
fn nothing_is_revealed_changed_or_copied_there() {
    let served = served();
    let token = text(served.boto(), SLACK).as_str().expect("it is text").to_owned();
    let mut terminal = shell(served.url(), "echo \"got: $(\"$0\" pick slack/bot)\"");
    terminal.wait_for(SLACK);
    for key in ["v", "Y", "y", "R", "D", "e"] {
        terminal.type_keys(key);
        terminal.wait_for("not while a secret is chosen");
        terminal.press(Key::Esc);
        terminal.wait_gone("not while a secret is chosen");
    }
    terminal.press(Key::Enter);
    assert_eq!(printed(&terminal), format!("got: {SLACK}"));
    assert_eq!(terminal.clipboard_writes(), [""; 0]);
    let raw = terminal.raw();
    assert!(!raw.windows(token.len()).any(|window| window == token.as_bytes()));
}

#[test]
fn keys_come_from_the_terminal_even_if_the_input_is_a_pipe() {
    let served = served();
    let mut terminal = shell(served.url(), "echo words | \"$0\" pick slack/bot 2> errors | cat");
    terminal.wait_for(SLACK);
    terminal.press(Key::Enter);
    assert_eq!(printed(&terminal), SLACK);
}

#[test]
fn without_any_terminal_it_is_wrong_usage() {
    let served = served();
    let program = env!("CARGO_BIN_EXE_strongroom");
    let mut command = std::process::Command::new("setsid");
    command.args(["--wait", program, "pick"]).stdin(std::process::Stdio::null());
    let output = command.envs(connection(served.url())).output().expect("it can be started");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).expect("it is text");
    assert!(told.contains("not a terminal") && output.stdout.is_empty(), "{told}");
}
