//! Logging in from the dashboard: a program gets the terminal, asks there, and what waited for the login goes on.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::unanswered::reviewed_in;
use super::{behind_faults, one_secret};
use crate::boto::Boto;
use crate::keys::Key;
use crate::program::Program;
use crate::terminal::Terminal;

/// Prints keys with the code that was typed in the terminal; fails without a terminal.
const ASKS: &str = r#"(printf 'Enter MFA code: ' > /dev/tty && read -r code < /dev/tty) 2> /dev/null || {
  echo 'cannot ask for the code' >&2; exit 3; }
printf 'Enter MFA code: ' > /dev/tty
read -r code < /dev/tty
echo "code $code" >> log
echo "{\"Version\":1,\"AccessKeyId\":\"AKID$code\",\"SecretAccessKey\":\"testing\"}""#;

const KEYS: &str = "aws_access_key_id = AKIDNEW\naws_secret_access_key = testing\n";

/// The key that logs in.
const LOG_IN: Key = Key::Alt('l');

/// The program with a profile of these settings, and this script as `aws` on its PATH, if there is one.
fn with_profile(settings: &str, url: &str, aws: Option<&str>) -> (Program, PathBuf) {
    let program = Program::strongroom(&["--profile", "dev"]).size(120, 40);
    let home = program.home().to_owned();
    let bin = home.join("bin");
    fs::create_dir(&bin).expect("the home can be written");
    if let Some(script) = aws {
        write_script(&bin.join("aws"), &format!("echo \"$@\" >> log\n{script}"));
    }
    let path = format!("{}:/usr/bin:/bin", bin.display());
    let settings = settings.replace("HOME", &home.display().to_string());
    let config = format!("[profile dev]\nregion = us-east-1\nendpoint_url = {url}\n{settings}");
    (program.file(".aws/config", &config).env([("PATH", path)]), home)
}

fn write_script(path: &Path, script: &str) {
    fs::write(path, format!("#!/bin/sh\n{script}\n")).expect("the script can be written");
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).expect("it can be made to run");
}

fn with_process(script: &str, url: &str) -> (Program, PathBuf) {
    let (program, home) = with_profile("credential_process = HOME/process\n", url, None);
    write_script(&home.join("process"), script);
    (program, home)
}

fn log(home: &Path) -> String {
    fs::read_to_string(home.join("log")).unwrap_or_default()
}

fn value(boto: &Boto) -> String {
    let answer = boto.call("get_secret_value", &json!({ "SecretId": "app/token" }));
    answer["SecretString"].as_str().expect("it is a text").to_owned()
}

/// Answers the question of the program that has the terminal.
fn answer(terminal: &mut Terminal, code: &str) {
    terminal.wait_for("Enter MFA code: ");
    terminal.type_keys(&format!("{code}\r"));
}

/// The settings of a profile that `aws login` logs in.
const LOGIN: &str = "login_session = arn:aws:sts::123456789012:assumed-role/x/y\n";

/// The login of that profile, as `aws login` writes it.
const TOKEN: &str = r#"{"accessToken":{"accessKeyId":"AKIDNEW","secretAccessKey":"testing","sessionToken":"x",
"accountId":"123456789012","expiresAt":"2126-01-01T00:00:00Z"},"tokenType":"urn:aws:params:oauth:token-type:access_token_sigv4",
"refreshToken":"x","clientId":"x","dpopKey":"x"}"#;

fn token_file(home: &Path) -> PathBuf {
    let name = "a6bac32d6200aae7ee52fb9729e533e096cad7e5464063f9da24c71b57695ed9.json";
    home.join(".aws/login/cache").join(name)
}

/// A stand-in for `aws login`.
fn logs_in(home: &Path) -> String {
    let file = token_file(home);
    let folder = file.parent().expect("it is in a folder").display();
    format!("mkdir -p '{folder}'; cat > '{}' <<'END'\n{TOKEN}\nEND", file.display())
}

#[test]
fn a_process_that_wants_the_terminal_gets_it_and_its_credentials_are_taken() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let asks = "echo 'cannot ask for the code' >&2\n[ -t 0 ] || exit 3\n\
                printf 'Enter MFA code: ' >&2; read -r code; echo \"code $code\" >> log\n\
                echo \"{\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"AKID$code\\\",\\\"SecretAccessKey\\\":\\\"testing\\\"}\"";
    let (program, home) = with_process(asks, &endpoint.url());
    let mut terminal = program.start();
    terminal.wait_for("cannot ask for the code");
    terminal.wait_for("Log in here, or ");
    terminal.wait_for("alt-l log in");
    terminal.press(LOG_IN);
    terminal.wait_for("running the credential process of profile dev");
    answer(&mut terminal, "123456");
    terminal.wait_for("app/token");
    terminal.wait_for("read just now");
    assert_eq!(log(&home), "code 123456\n");
    assert!(!String::from_utf8_lossy(&terminal.raw()).contains("SecretAccessKey"), "the output is not shown");

    // Another Region needs no second code.
    terminal.type_keys("w");
    terminal.wait_for("us-west-2");
    terminal.type_keys("us-west-2\r");
    terminal.wait_for("us-west-2 ");
    terminal.wait_for("0 secrets");
    assert_eq!(log(&home), "code 123456\n");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

#[test]
fn a_process_that_waits_is_told_with_what_it_asks_and_those_who_wait_go_on_after_it() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let asks = "printf 'Enter MFA code: ' >&2\n[ -t 0 ] || exec sleep 600\nread -r code\n\
                echo \"{\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"AKID$code\\\",\\\"SecretAccessKey\\\":\\\"testing\\\"}\"";
    let (program, _home) = with_process(asks, &endpoint.url());
    let mut terminal = program.start();
    terminal.wait_for("It says: Enter MFA code:");
    terminal.wait_for("alt-l lets it ask here");
    terminal.press(LOG_IN);
    terminal.wait_for("running the credential process of profile dev");
    answer(&mut terminal, "123456");
    terminal.wait_for("app/token");
    terminal.wait_for("read just now");
    assert!(!terminal.screen().contains("was stopped"), "{}", terminal.screen());
}

#[test]
fn ctrl_c_ends_the_process_alone() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let (program, _home) = with_process(ASKS, &endpoint.url());
    let mut terminal = program.start();
    terminal.wait_for("Log in here, or ");
    terminal.press(LOG_IN);
    terminal.wait_for("Enter MFA code: ");
    terminal.press(Key::Ctrl('c'));
    terminal.wait_for("The credential process of profile dev was interrupted.");
    terminal.press(Key::Esc);
    terminal.wait_gone("was interrupted");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}

#[test]
fn a_form_keeps_its_text_and_goes_out_after_the_login() {
    let (moto, endpoint) = behind_faults(&one_secret());
    let (program, home) = with_profile(LOGIN, &endpoint.url(), None);
    write_script(&home.join("bin/aws"), &format!("echo \"$@\" >> log\n{}", logs_in(&home)));
    let program = program.file(".aws/login/cache/old", "");
    fs::write(token_file(&home), TOKEN).expect("the file can be written");
    let terminal = program.start();
    terminal.wait_for("read just now");
    let mut terminal = reviewed_in(terminal);
    // The login ends: its file is gone, and the service refuses the old keys.
    fs::remove_file(token_file(&home)).expect("the file was there");
    endpoint.fail_times(
        "PutSecretValue",
        1,
        crate::fault::Fault::error("ExpiredTokenException", "The token is expired"),
    );
    terminal.type_keys("y");
    terminal.wait_for("Log in here, or run `aws login --profile dev`");
    terminal.wait_for("alt-l log in");
    terminal.press(LOG_IN);
    terminal.wait_for("Value saved: app/token.");
    assert_eq!(value(&moto.boto()), "hunter3");
    assert_eq!(log(&home), "login --profile dev\n");
}

#[test]
fn a_copy_that_failed_is_made_after_the_login() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let (program, home) = with_profile(LOGIN, &endpoint.url(), None);
    write_script(&home.join("bin/aws"), &logs_in(&home));
    let program = program.file(".aws/login/cache/old", "");
    fs::write(token_file(&home), TOKEN).expect("the file can be written");
    let mut terminal = program.start();
    terminal.wait_for("read just now");
    fs::remove_file(token_file(&home)).expect("the file was there");
    let expired = crate::fault::Fault::error("ExpiredTokenException", "The token is expired");
    endpoint.fail_times("GetSecretValue", 1, expired);
    terminal.type_keys("Y");
    terminal.wait_for("alt-l logs in");
    terminal.press(LOG_IN);
    terminal.wait_clipboard("hunter2");
}

#[test]
fn a_process_that_prints_too_much_in_the_terminal_is_told_as_that() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let floods = "echo 'log in first' >&2\n[ -t 0 ] || exit 3\nhead -c 100000 /dev/zero | tr '\\0' x";
    for end in ["", "\nexit 1"] {
        let (program, _home) = with_process(&format!("{floods}{end}"), &endpoint.url());
        let mut terminal = program.start();
        terminal.wait_for("Log in here, or ");
        terminal.press(LOG_IN);
        terminal.wait_for("printed no valid credentials: it printed more than 64 KB.");
    }
}

#[test]
fn a_login_that_is_missing_at_the_start_is_made_from_inside() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let settings = "sso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\n\
                    sso_account_id = 123456789012\nsso_role_name = Dev\n";
    let keys = format!(
        "printf '[profile dev]\\nregion = us-east-1\\nendpoint_url = {}\\n{}' > \"$HOME/.aws/config\"",
        endpoint.url(),
        KEYS.replace('\n', "\\n")
    );
    let (program, home) = with_profile(settings, &endpoint.url(), Some(&keys));
    let mut terminal = program.start();
    terminal.wait_for("Log in here, or run `aws sso login");
    terminal.wait_for("alt-l log in");
    terminal.press(LOG_IN);
    terminal.wait_for("app/token");
    terminal.wait_for("read just now");
    assert_eq!(log(&home), "sso login --profile dev\n");
}

#[test]
fn a_login_that_fails_or_is_interrupted_or_missing_is_told() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    let (program, home) = with_profile(LOGIN, &endpoint.url(), None);
    let mut terminal = program.start();
    terminal.wait_for("Log in here, or run");
    terminal.press(LOG_IN);
    terminal.wait_for("The program aws was not found: the AWS CLI is not installed, or not on PATH.");
    terminal.press(Key::Esc);
    terminal.wait_gone("was not found");

    let aws = home.join("bin/aws");
    write_script(&aws, "echo 'no browser here' >&2; exit 255");
    terminal.press(LOG_IN);
    terminal.wait_for("`aws login --profile dev` ended with status 255.");
    terminal.wait_for("Its own messages are on the terminal");
    assert!(String::from_utf8_lossy(&terminal.raw()).contains("no browser here"));

    write_script(&aws, "echo waiting for the browser; exec sleep 600");
    terminal.press(LOG_IN);
    terminal.wait_for("waiting for the browser");
    terminal.press(Key::Ctrl('c'));
    terminal.wait_for("`aws login --profile dev` was interrupted.");

    write_script(&aws, &logs_in(&home));
    terminal.press(LOG_IN);
    terminal.wait_for("app/token");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
}
