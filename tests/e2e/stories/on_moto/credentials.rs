//! Credential processes as they misbehave, and logins that are renewed while something is typed.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::unanswered::reviewed_in;
use super::{behind_faults, one_secret};
use crate::boto::{Boto, connection};
use crate::fault::Fault;
use crate::keys::Key;
use crate::program::Program;
use rustix::process::Signal;

/// Prints keys with the number of the run in them.
const KEYS: &str = r#"echo "{\"Version\":1,\"AccessKeyId\":\"AKID$(wc -l < runs | tr -d ' ')\",\"SecretAccessKey\":\"testing\"}""#;

/// The program with a profile whose credential process is this script; each run of it adds a line to the file `runs`.
fn with_process(script: &str, url: &str) -> (Program, PathBuf) {
    let program = Program::strongroom(&["--profile", "tool"]).size(120, 40);
    let home = program.home().to_owned();
    let config = format!(
        "[profile tool]\nregion = us-east-1\nendpoint_url = {url}\ncredential_process = sh {}\n",
        home.join("process").display()
    );
    let program = program.file(".aws/config", &config).file("process", &process(script));
    (program, home)
}

fn process(script: &str) -> String {
    format!("echo $$ >> runs\n{script}\n")
}

/// The processes that were run.
fn runs(home: &Path) -> Vec<i32> {
    let text = fs::read_to_string(home.join("runs")).unwrap_or_default();
    text.lines().map(|line| line.parse().expect("a line is a process")).collect()
}

fn wait_until_gone(process: i32) {
    let is_zombie =
        |stat: &str| stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z'));
    let stat = format!("/proc/{process}/stat");
    while fs::read_to_string(&stat).is_ok_and(|stat| !is_zombie(&stat)) {
        std::thread::yield_now();
    }
}

fn text(boto: &Boto) -> Value {
    boto.call("get_secret_value", &json!({ "SecretId": "app/token" }))["SecretString"].clone()
}

#[test]
fn a_process_that_asks_gets_no_keys_writes_nothing_on_screen_and_can_be_stopped() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let asks = "echo 'Enter MFA code:' >&2\n(echo 'over the screen' > /dev/tty) 2>/dev/null\n\
                (read code < /dev/tty) 2>/dev/null\n(read code && echo \"$code\" > typed) 2>/dev/null\nsleep 600 & echo $! >> children; wait";
    let (program, home) = with_process(asks, &endpoint.url());
    let mut terminal = program.start();
    terminal.wait_for("Waiting for credentials: `sh ");
    terminal.wait_for("esc stops it");
    terminal.type_keys("?");
    terminal.wait_for("Keys in the list");
    terminal.type_keys("q");
    terminal.wait_gone("Keys in the list");
    terminal.wait_for("It says: Enter MFA code:");
    assert!(!String::from_utf8_lossy(&terminal.raw()).contains("over the screen"), "{}", terminal.screen());
    assert_eq!(runs(&home).len(), 1, "once for all who wait");

    terminal.press(Key::Esc);
    terminal.wait_for("refresh to run it again");
    terminal.wait_for("it said: Enter");
    wait_until_gone(runs(&home)[0]);
    assert!(!home.join("typed").exists(), "no key reaches it by its standard input");
    let child = fs::read_to_string(home.join("children")).expect("it has a child");
    wait_until_gone(child.trim().parse().expect("a process"));

    fs::write(home.join("process"), process(KEYS)).expect("the script can be written");
    terminal.type_keys("r");
    terminal.wait_for("app/token");
    assert_eq!(runs(&home).len(), 2, "list, account and panes share a run");
}

#[test]
fn the_end_of_the_program_is_the_end_of_its_process() {
    let (program, home) = with_process("exec sleep 600", "http://127.0.0.1:9");
    let mut terminal = program.start();
    terminal.wait_for("Waiting for credentials");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
    wait_until_gone(runs(&home)[0]);
}

#[test]
fn what_was_typed_goes_out_with_a_login_that_was_renewed_meanwhile() {
    let (moto, endpoint) = behind_faults(&one_secret());
    let (program, home) = with_process(KEYS, &endpoint.url());
    let terminal = program.start();
    terminal.wait_for("read just now");
    let mut terminal = reviewed_in(terminal);
    endpoint.fail_times("PutSecretValue", 1, Fault::error("ExpiredTokenException", "The token is expired"));
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/token.");
    assert_eq!(text(&moto.boto()), "hunter3");
    assert_eq!((endpoint.count("PutSecretValue"), runs(&home).len()), (2, 2));
}

#[test]
fn a_form_whose_login_has_expired_keeps_its_text_until_new_keys_are_there() {
    let (moto, endpoint) = behind_faults(&one_secret());
    let keys = |id: &str| format!("[default]\naws_access_key_id = {id}\naws_secret_access_key = testing\n");
    let variables = connection(&endpoint.url()).map(|(name, value)| (name, value.to_owned()));
    let variables = variables.into_iter().filter(|(name, _)| !name.contains("_KEY"));
    let program =
        Program::strongroom(&[]).size(120, 40).env(variables).file(".aws/credentials", &keys("AKIDOLD"));
    let file = program.home().join(".aws/credentials");
    let terminal = program.start();
    terminal.wait_for("read just now");
    let mut terminal = reviewed_in(terminal);
    let expired = || Fault::error("ExpiredTokenException", "The token is expired");
    endpoint.fail("PutSecretValue", expired());
    terminal.type_keys("y");
    terminal.wait_for("The AWS login has expired");
    assert_eq!(endpoint.count("PutSecretValue"), 1, "the keys are the same");
    endpoint.mend("PutSecretValue");
    endpoint.fail_times("PutSecretValue", 1, expired());
    fs::write(file, keys("AKIDNEW")).expect("the file can be written");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("n or enter back to the form");
    terminal.type_keys("y");
    terminal.wait_for("Value saved: app/token.");
    assert_eq!(text(&moto.boto()), "hunter3");
    assert_eq!(endpoint.count("PutSecretValue"), 3);
}

#[test]
fn a_password_in_the_url_of_the_endpoint_is_nowhere_to_be_seen() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let url = endpoint.url().replace("http://", "http://user:hunter2@");
    let program = Program::strongroom(&["--endpoint-url", &url, "--log-file", "log", "app/token"]);
    let log = program.home().join("log");
    endpoint.fail("ListSecrets", Fault::Reset);
    let mut terminal = program.size(120, 40).env(connection("http://user:hunter2@127.0.0.1:9")).start();
    terminal.wait_for("connection was lost");
    endpoint.mend("ListSecrets");
    terminal.type_keys("hr");
    terminal.wait_for("1 secret ");
    terminal.wait_for("read just now");
    let terminal = reviewed_in(terminal);
    terminal.wait_for("--endpoint-url http://127.0.0.1:");
    terminal.signal(Signal::TERM);
    terminal.expect_exit();
    let log = fs::read_to_string(log).expect("there is a log");
    assert!(log.contains("connected") && !log.contains("hunter2"), "{log}");
    assert!(!String::from_utf8_lossy(&terminal.raw()).contains("hunter2"));
}
