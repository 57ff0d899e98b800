//! `strongroom run`.

use crate::processes::{holders, is_there};
use crate::run::Run;
use crate::service::{Service, on_both};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;

const DB: &str = r#"{"DB_USER": "ada", "DB_PASSWORD": "it's $HOME \"q\"\n\\", "DB_PORT": 5432.0}"#;

/// What the command prints of its environment.
const SHOW: &str = r#"printf '%s|%s|%s' "$DB_USER" "$DB_PASSWORD" "$DB_PORT""#;

#[test]
fn members_are_variables_of_the_command_alone() {
    on_both(
        &json!([{ "name": "app/db", "text": DB }, { "name": "app/token", "text": "t o k" }]),
        |service| {
            let printed = service.run(&["run", "app/db", "--", "sh", "-c", SHOW]).out();
            assert_eq!(printed, "ada|it's $HOME \"q\"\n\\|5432.0");
            let script = r#"printf '%s|%s|%s' "$APP_DB_USER" "${DB_PASSWORD-none}" "$TOKEN""#;
            let line =
                ["run", "app/db", "app/token", "--prefix", "APP_", "--only", "DB_USER", "--as", "TOKEN"];
            let line = [&line[..], &["--", "sh", "-c", script]].concat();
            assert_eq!(service.run(&line).out(), "ada|none|t o k");
            // The rest of the environment is there, the variables of AWS too.
            let kept =
                service.run(&["run", "app/db", "--", "sh", "-c", "echo $AWS_ACCESS_KEY_ID $LANG"]).out();
            assert_eq!(kept, "testing C.UTF-8\n");
        },
    );
}

#[test]
fn what_fails_runs_nothing_and_says_what_why_and_what_next() {
    let secrets = json!([
        { "name": "app/db", "text": DB },
        { "name": "app/same", "text": r#"{"DB_USER": "marker-value"}"# },
        { "name": "app/text", "text": "marker-value" },
        { "name": "app/odd", "text": r#"{"a-b": "marker-value"}"# },
        { "name": "app/load", "text": r#"{"LD_PRELOAD": "marker-value"}"# },
        { "name": "app/home", "text": r#"{"HOME": "marker-value"}"# },
        { "name": "app/bytes", "base64": "AAE=" },
    ]);
    on_both(&secrets, |service| {
        for (secrets, status, part) in [
            (&["app/db", "app/none"][..], 3, "not found"),
            (&["app/db", "app/same"], 7, "`DB_USER`"),
            (&["app/text"], 2, "--as"),
            (&["app/db", "--as", "X"], 2, "`X`"),
            (&["app/db", "--only", "NOPE"], 3, "`NOPE`"),
            (&["app/odd"], 7, "`a-b`"),
            (&["app/load"], 7, "LD_PRELOAD"),
            (&["app/home"], 7, "--replace"),
            (&["app/bytes", "--as", "X"], 7, "binary"),
        ] {
            let line = [&["run"], secrets, &["--", "echo", "ran"]].concat();
            let told = service.run(&line).fails(status);
            assert!(told.contains(part) && !told.contains("marker-value"), "{secrets:?}: {told}");
        }
        let replaced = ["run", "app/home", "--replace", "--", "sh", "-c", "echo $HOME"];
        assert_eq!(service.run(&replaced).out(), "marker-value\n");
        let no_command = service.run(&["run", "app/db"]).fails(2);
        assert!(no_command.contains("COMMAND"), "{no_command}");
        let unknown = service.run(&["run", "app/db", "--", "no-such-command"]).fails(127);
        assert!(unknown.contains("no-such-command"), "{unknown}");
        let folder = service.run(&["run", "app/db", "--", "/"]).fails(126);
        assert!(folder.contains("Permission denied"), "{folder}");
    });
}

#[test]
fn status_and_signals_are_those_of_the_command() {
    on_both(&json!([{ "name": "app/db", "text": DB }]), |service| {
        assert_eq!(service.run(&["run", "app/db", "--", "sh", "-c", "exit 7"]).end().status, Some(7));
        let mut run = service.run(&["run", "app/db", "--", "sh", "-c", "echo $$; exec sleep 1000"]);
        let mut child = run.start();
        let mut pid = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut pid).unwrap();
        assert_eq!(pid.trim(), child.id().to_string(), "the command is the same process");
        kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(15));
        let status = "trap 'exit 3' TERM; kill -TERM $$; exit 4";
        assert_eq!(service.run(&["run", "app/db", "--", "sh", "-c", status]).end().status, Some(3));
    });
}

#[test]
fn the_command_starts_like_one_of_the_shell() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": DB }]));
    let show = "ls /proc/self/fd | wc -l; grep -E '^Sig(Blk|Ign)' /proc/self/status; ulimit -c; ulimit -Hc";
    // The same shell, once under `run` and once alone, under a limit that `run` must not lower.
    let program = env!("CARGO_BIN_EXE_strongroom");
    let script = format!(
        "ulimit -Sc 1000; sh -c \"$0\" > alone; '{program}' run app/db -- sh -c \"$0\" > under; cat under"
    );
    let run = service.run(&[]).instead_of_strongroom("sh", &["-c", &script, show]);
    run.end_in(|ended, home| {
        let alone = std::fs::read_to_string(home.join("alone")).unwrap();
        assert_eq!(alone, str::from_utf8(&ended.out).unwrap());
        assert!(alone.contains("\n1000\n"), "{alone}");
    });
}

#[test]
fn the_value_is_in_the_environment_of_the_command_alone_and_in_no_arguments() {
    let service = Service::embedded();
    let marker = format!("marker-{}", std::process::id());
    service
        .boto()
        .create(&json!([{ "name": "app/db", "text": json!({ "DB_PASSWORD": marker }).to_string() }]));
    let mut run = service.run(&["run", "app/db", "--", "sh", "-c", "echo started; exec sleep 1000"]);
    let mut child = run.start();
    let mut started = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut started).unwrap();
    assert_eq!(holders(&marker), [child.id()]);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!is_there(child.id()));
    let mut refused = Run::at(service.url(), &["run", "app/db", "--only", "NOPE", "--", "true"]);
    let mut child = refused.start();
    while child.try_wait().unwrap().is_none() {
        assert_eq!(holders(&marker), [0; 0]);
    }
}
