//! The operations and their AWS CLI equivalents, checked against the AWS CLI itself.

use crate::boto::{Boto, connection, from_venv};
use crate::moto::Moto;
use crate::requests::{SECRET, VALUE, all, variants};
use crate::stand::Stand;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::process::Command;
use strongroom::embedded::Options;
use strongroom::secrets::{StagingLabel, ValueBody};
use strongroom::service::api::{CliDestination, ClientRequestToken, Request};

/// Operations that the AWS CLI has and the Rust SDK does not have yet.
const NOT_IN_THE_SDK: [&str; 3] =
    ["AssociateCrossAccountReplica", "DisassociateCrossAccountReplica", "ListResourcePolicies"];

/// The output of the script that gives these command lines to the AWS CLI.
fn check_with_cli(lines: &[String]) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/service/cli.py");
    let mut python = Command::new(from_venv("python"));
    let output = python.args([script, &json!(lines).to_string()]).output().expect("Python can be started");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "Python failed with {}:\n{errors}", output.status);
    serde_json::from_slice(&output.stdout).expect("the script prints JSON")
}

#[test]
fn every_operation_of_the_service_is_there_once() {
    let mut names: Vec<_> = all().iter().map(Request::operation).collect();
    names.sort_unstable();
    let mut variants = Request::OPERATIONS.to_vec();
    variants.sort_unstable();
    assert_eq!(names, variants, "one request a variant");
    let answer = check_with_cli(&[]);
    let model = answer["operations"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
    let expected: BTreeSet<_> = model.filter(|name| !NOT_IN_THE_SDK.contains(name)).collect();
    assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn operations_that_read_are_named_so_and_all_others_are_mutations() {
    let reading = ["Get", "BatchGet", "List", "Describe", "Validate"];
    for request in all() {
        let reads = reading.iter().any(|verb| request.operation().starts_with(verb));
        assert_eq!(request.is_mutation(), !reads, "{request}");
        assert_eq!(request.permission(), format!("secretsmanager:{}", request.operation()));
        let about_none = ["ListSecrets", "BatchGetSecretValue", "GetRandomPassword"];
        let expected = (!about_none.contains(&request.operation())).then_some(SECRET);
        assert_eq!(request.secret(), expected, "{request}");
    }
}

#[test]
fn no_request_shows_a_value() {
    for request in all() {
        let shown = format!("{request:?} {request} {}", request.cli_equivalent());
        assert!(!shown.contains(VALUE), "{shown}");
        let carries = ["CreateSecret", "PutSecretValue", "UpdateSecret"].contains(&request.operation());
        assert_eq!(request.value().is_some(), carries, "{request}");
    }
}

#[test]
fn each_equivalent_is_a_call_that_the_cli_takes() {
    let lines: Vec<_> = [all(), variants()].concat().iter().map(Request::cli_equivalent).collect();
    let complaints = check_with_cli(&lines)["complaints"].clone();
    assert_eq!(complaints, json!({}));
}

#[test]
fn a_call_that_the_cli_would_not_take_is_found() {
    let wrong = [
        "aws secretsmanager list-secret --next-token a",
        "aws secretsmanager describe-secret --secret a",
        "aws secretsmanager get-random-password --include-space true",
        "aws secretsmanager delete-secret --secret-id a --recovery-window-in-days",
        "aws secretsmanager get-random-password --exclude-characters -x",
        r#"aws secretsmanager rotate-secret --secret-id a --rotation-rules '{"Days":1}'"#,
        "aws secretsmanager get-random-password --password-length many",
        "aws secretsmanager create-secret --description d",
    ];
    let complaints = check_with_cli(&wrong.map(str::to_owned))["complaints"].clone();
    for line in wrong {
        assert!(complaints.get(line).is_some(), "{line}");
    }
}

/// A shell that runs the AWS CLI of the Python environment, without a configuration of its own.
fn shell(name: &str, line: &str, url: &str) -> std::process::Output {
    let folder = tempfile::tempdir().expect("a folder can be made");
    std::fs::write(folder.path().join("VALUE"), VALUE).expect("a file can be written");
    // A word that an expansion or a read of a file would bring in.
    std::fs::write(folder.path().join("pointed-to"), "read from a file").expect("a file can be written");
    let python = from_venv("python");
    let path = python.parent().expect("it is in a folder").to_string_lossy().into_owned();
    let mut shell = Command::new(name);
    shell.args(["-c", line]).current_dir(folder.path()).env_clear();
    shell.env("PATH", format!("{path}:/usr/bin:/bin")).env("HOME", folder.path());
    shell.envs(connection(url)).env("AWS_PAGER", "touch paged; cat");
    let output = shell.output().expect("the shell can be started");
    assert!(!folder.path().join("paged").exists(), "no pager runs: {line}");
    output
}

/// The shells that are installed, of those that read POSIX lines.
fn shells() -> Vec<&'static str> {
    let is_there = |name: &&str| Command::new(name).args(["-c", ":"]).status().is_ok();
    ["sh", "dash", "bash"].into_iter().filter(is_there).collect()
}

/// Texts that a shell, the CLI or a terminal would rather act on than pass on.
const NASTY: [&str; 9] = [
    "file://pointed-to",
    "http://127.0.0.1:9/x",
    "--region",
    "@pointed-to",
    "it's $(touch ran) `touch ran` \"q\" \\n !! ~",
    "a=b,c=d",
    "[1,2",
    "two\nlines\r\n \tand \u{1b}]52;c;bm8=\u{7} \u{7f} \u{9b}31m \u{202e}txt.\u{2028}",
    " ",
];

/// Has each text set as a description and as a staging label by commands that a shell runs.
fn run_commands(url: &str, texts: &[&str]) {
    let shells = shells();
    assert!(shells.contains(&"sh"));
    let region = Some("us-west-2".to_owned());
    let at = CliDestination { region, endpoint_url: Some(url.to_owned()), profile: None };
    let (here, there) = (Boto::at(url), Boto::in_region("us-west-2", url));
    there.call("create_secret", &json!({ "Name": "a", "SecretString": "first" }));
    for (nth, text) in texts.iter().enumerate() {
        let name = shells[nth % shells.len()];
        let run = |request: &Request| {
            let line = format!("AWS_PAGER= {}", request.cli_equivalent_at(&at));
            assert!(!line.chars().any(char::is_control), "{line:?}");
            let output = shell(name, &line, url);
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{text:?} in {name}: {errors}\n{line}");
        };
        run(&Request::UpdateSecret {
            secret: "a".into(),
            description: Some((*text).into()),
            kms_key_id: None,
            value: None,
            token: ClientRequestToken::new("unused"),
        });
        let described = there.call("describe_secret", &json!({ "SecretId": "a" }));
        assert_eq!(described["Description"], *text, "{name}");
        run(&Request::PutSecretValue {
            secret: "a".into(),
            value: ValueBody::text("not in the line".into()),
            labels: vec![StagingLabel((*text).into())],
            token: ClientRequestToken::new(format!("{nth:032}")),
        });
        let by_label = json!({ "SecretId": "a", "VersionStage": text });
        assert_eq!(there.call("get_secret_value", &by_label)["SecretString"], VALUE, "{text:?}");
    }
    let elsewhere = here.try_call("describe_secret", &json!({ "SecretId": "a" }));
    assert!(elsewhere.is_err(), "nothing happened in the Region of the environment");
}

#[tokio::test(flavor = "multi_thread")]
async fn copied_commands_do_in_a_shell_what_the_program_does() {
    let stand = Stand::embedded(Options::default()).await;
    let url = stand.boto().url().to_owned();
    tokio::task::spawn_blocking(move || run_commands(&url, &NASTY)).await.expect("no thread panics");
}

#[test]
fn copied_commands_do_the_same_at_moto() {
    let moto = Moto::start();
    run_commands(moto.url(), &["file://pointed-to", "two\nlines \u{1b}[m"]);
}

#[test]
fn options_of_the_cli_itself_pass_a_shell_unchanged() {
    let text = "Team 'Prod' \\x \u{1b}[31m\u{7f}\u{9b} é";
    let line = Request::RestoreSecret { secret: "a".into() }
        .cli_equivalent_at(&CliDestination { profile: Some(text.into()), ..CliDestination::default() });
    let shown = line.replace("aws secretsmanager", "printf '%s|'");
    for name in shells() {
        let output = Command::new(name).args(["-c", &shown]).output().expect("the shell can be started");
        let words = String::from_utf8(output.stdout).expect("it is text");
        assert!(words.ends_with(&format!("--profile|{text}|")), "{name}: {words:?}");
    }
}
