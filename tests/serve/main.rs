//! `strongroom serve`: the program as a server, driven by boto3, by the AWS CLI and by hand.
//!
//! Needs the Python environment that `tests/run` makes in `target/venv`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod served;

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use rustix::process::Signal;
use serde_json::json;
use served::{Served, strongroom};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.json");
/// With the demo's secrets, and with nothing to wait for.
const AT_ONCE: &[&str] = &["--seed", DEMO, "--rotation-step", "0s", "--replication-delay", "0s"];

/// Runs a Python script of this directory in the environment that the server's directions describe, and nothing else.
fn run_script(script: &str, arguments: &[&str], served: &Served) {
    let python = Path::new(ROOT).join("target/venv/bin/python");
    assert!(python.exists(), "there is no {}: tests/run makes it", python.display());
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(python)
        .arg(Path::new(ROOT).join("tests/serve").join(script))
        .args(arguments)
        .env_clear()
        .env("HOME", home.path())
        .env("LANG", "C.UTF-8")
        .envs(served.exports())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{script} failed:\n{}", String::from_utf8_lossy(&said));
}

/// The exit status of a command that ends by itself, and what it said on stderr. It must say nothing on stdout.
fn refusal(words: &[&str]) -> (Option<i32>, String) {
    let output = strongroom(words).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{words:?}");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn boto3_runs_every_operation() {
    let served = Served::start(AT_ONCE);
    run_script("with_boto3.py", &[served.url(), "eu-central-1"], &served);
}

#[test]
fn the_aws_cli_runs_every_operation_with_nothing_but_the_directions() {
    let served = Served::start(AT_ONCE);
    run_script("with_aws_cli.py", &[], &served);
}

#[test]
fn the_readme_shows_what_it_prints() {
    let served = Served::start(&[]);
    let shown = served.directions.replace(served.url(), "http://127.0.0.1:40113");
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    assert!(readme.contains(&format!("\n$ strongroom serve --listen 127.0.0.1:0\n{shown}```\n")), "{shown}");
}

#[test]
fn it_ends_in_order_when_it_is_told_to_also_with_a_connection_open() {
    for signal in [Signal::TERM, Signal::INT] {
        let served = Served::start(&[]);
        let mut connection = served.connect();
        assert_eq!(connection.call("ListSecrets", &json!({})).0, 200);
        assert_eq!(served.end(signal).code(), Some(0), "{signal:?}");
    }
}

#[test]
fn one_connection_carries_many_requests() {
    let served = Served::start(&["--region", "eu-central-1", "--secrets", "250"]);
    let mut connection = served.connect();
    let (mut names, mut parameters) =
        (Vec::new(), json!({ "MaxResults": 100, "IncludePlannedDeletion": true }));
    loop {
        let (status, page) = connection.call("ListSecrets", &parameters);
        assert_eq!(status, 200, "{page}");
        names.extend(page["SecretList"].as_array().unwrap().iter().map(|secret| secret["Name"].to_string()));
        match page.get("NextToken") {
            Some(token) => parameters["NextToken"] = token.clone(),
            None => break,
        }
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 250);
}

#[test]
fn it_begins_empty_and_makes_the_trouble_that_was_asked_for() {
    let served = Served::start(&["--deny", "GetSecretValue=prod/*", "--list-lag", "10m"]);
    let mut connection = served.connect();
    for name in ["prod/a", "dev/a"] {
        let parameters = json!({ "Name": name, "SecretString": "x", "ClientRequestToken": "t".repeat(32) });
        assert_eq!(connection.call("CreateSecret", &parameters).0, 200);
    }
    let (_, listed) = connection.call("ListSecrets", &json!({}));
    assert_eq!(listed["SecretList"], json!([]), "the listing lags");
    let (status, denied) = connection.call("GetSecretValue", &json!({ "SecretId": "prod/a" }));
    assert_eq!((status, &denied["__type"]), (400, &json!("AccessDeniedException")), "{denied}");
    assert_eq!(connection.call("GetSecretValue", &json!({ "SecretId": "dev/a" })).0, 200);

    let failing = Served::start(&["--fail", "100%"]);
    let (status, failed) = failing.connect().call("ListSecrets", &json!({}));
    assert_eq!((status, &failed["__type"]), (500, &json!("InternalServiceError")), "{failed}");
}

#[test]
fn the_same_random_seed_makes_the_same_service() {
    let password = |seed: &str| {
        let served = Served::start(&["--random-seed", seed]);
        served.connect().call("GetRandomPassword", &json!({})).1["RandomPassword"].clone()
    };
    assert_eq!(password("7"), password("7"));
    assert_ne!(password("7"), password("8"));
}

#[test]
fn it_listens_to_other_machines_only_if_told_so_in_words() {
    let (status, said) = refusal(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("other machines") && said.contains("--allow-remote"), "{said}");
}

#[test]
fn a_port_in_use_is_an_error_with_a_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (status, said) = refusal(&["serve", "--listen", &address]);
    assert_eq!(status, Some(1));
    assert!(said.contains(&address) && said.contains("--listen 127.0.0.1:0"), "{said}");
}

#[test]
fn a_seed_with_a_mistake_is_wrong_usage_that_names_the_place() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("seed.json");
    fs::write(&path, "{\n  \"regions\": {\n    \"eu-west-1\": [{\"name\": \"a\"}]\n  }\n}").unwrap();
    let (status, said) = refusal(&["serve", "--listen", "127.0.0.1:0", "--seed", path.to_str().unwrap()]);
    assert_eq!(status, Some(2));
    for part in [path.to_str().unwrap(), "created", "line 3"] {
        assert!(said.contains(part), "{part} is missing: {said}");
    }
    let (status, said) = refusal(&["demo", "--seed", "no-such-seed.json"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("no-such-seed.json"), "{said}");
}
