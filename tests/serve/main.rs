//! `strongroom serve`, called by boto3, by the AWS CLI and over plain HTTP.
//!
//! Needs the Python environment that `tests/run` creates in `target/venv`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod server;

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit};
use serde_json::json;
use server::{RunningServer, strongroom};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.json");
/// The secrets of the demo, without delays.
const NO_DELAYS: &[&str] = &["--seed", DEMO, "--rotation-step", "0s", "--replication-delay", "0s"];

/// More connections than the server keeps open.
const IDLE_CONNECTIONS: u64 = 1_100;

/// Runs a Python script of this directory with the environment variables of the server's directions only.
fn run_script(script: &str, arguments: &[&str], server: &RunningServer) {
    let python = Path::new(ROOT).join("target/venv/bin/python");
    assert!(python.exists(), "{} is missing: tests/run creates it", python.display());
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(python)
        .arg(Path::new(ROOT).join("tests/serve").join(script))
        .args(arguments)
        .env_clear()
        .env("HOME", home.path())
        .env("LANG", "C.UTF-8")
        .envs(server.exports())
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{script} failed:\n{}", String::from_utf8_lossy(&text));
}

/// Runs a command that must fail. Returns its exit status and its stderr; stdout must be empty.
fn failure(arguments: &[&str]) -> (Option<i32>, String) {
    let output = strongroom(arguments).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{arguments:?}");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn boto3_runs_every_operation() {
    let server = RunningServer::start(NO_DELAYS);
    run_script("with_boto3.py", &[server.url(), "eu-central-1"], &server);
}

#[test]
fn the_aws_cli_runs_every_operation_with_the_printed_settings() {
    let server = RunningServer::start(NO_DELAYS);
    run_script("with_aws_cli.py", &[], &server);
}

#[test]
fn the_page_shows_the_output() {
    let server = RunningServer::start(&[]);
    let shown = server.directions.replace(server.url(), "http://127.0.0.1:40113");
    let page = fs::read_to_string(Path::new(ROOT).join("docs/local-service.md")).unwrap();
    assert!(page.contains(&format!("\n$ strongroom serve --listen 127.0.0.1:0\n{shown}```\n")), "{shown}");
}

#[test]
fn signals_stop_the_server_even_with_an_open_connection() {
    for signal in [Signal::TERM, Signal::INT] {
        let server = RunningServer::start(&[]);
        let mut connection = server.connect();
        assert_eq!(connection.call("ListSecrets", &json!({})).0, 200);
        assert_eq!(server.stop(signal).code(), Some(0), "{signal:?}");
    }
}

#[test]
fn a_connection_carries_many_requests() {
    let server = RunningServer::start(&["--region", "eu-central-1", "--secrets", "250"]);
    let mut connection = server.connect();
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
fn the_server_starts_empty_and_injects_faults() {
    let server = RunningServer::start(&["--deny", "GetSecretValue=prod/*", "--list-lag", "10m"]);
    let mut connection = server.connect();
    for name in ["prod/a", "dev/a"] {
        let parameters = json!({ "Name": name, "SecretString": "x", "ClientRequestToken": "t".repeat(32) });
        assert_eq!(connection.call("CreateSecret", &parameters).0, 200);
    }
    let (_, listed) = connection.call("ListSecrets", &json!({}));
    assert_eq!(listed["SecretList"], json!([]), "the listing lags");
    let (status, denied) = connection.call("GetSecretValue", &json!({ "SecretId": "prod/a" }));
    assert_eq!((status, &denied["__type"]), (400, &json!("AccessDeniedException")), "{denied}");
    assert_eq!(connection.call("GetSecretValue", &json!({ "SecretId": "dev/a" })).0, 200);

    let failing = RunningServer::start(&["--fail", "100%"]);
    let (status, failed) = failing.connect().call("ListSecrets", &json!({}));
    assert_eq!((status, &failed["__type"]), (500, &json!("InternalServiceError")), "{failed}");
}

#[test]
fn a_web_page_that_rebinds_its_name_reads_nothing() {
    let server = RunningServer::start(&["--allow-host", "secrets.test"]);
    let port = server.url().rsplit(':').next().unwrap();
    for (headers, status) in [
        (format!("host: 127.0.0.1:{port}\r\n"), 200),
        (format!("host: [::1]:{port}\r\n"), 200),
        ("host: secretsmanager.eu-central-1.amazonaws.com\r\n".to_owned(), 200),
        ("host: Secrets.Test:80\r\n".to_owned(), 200),
        (format!("host: evil.example:{port}\r\n"), 403),
        ("host: secrets.test.evil.example\r\n".to_owned(), 403),
        ("host: localhost\r\nhost: evil.example\r\n".to_owned(), 403),
        ("host: localhost\r\norigin: http://evil.example\r\n".to_owned(), 403),
        (format!("host: localhost:{port}\r\norigin: http://localhost:{port}\r\n"), 403),
        (String::new(), 403),
    ] {
        let (found, body) = server.connect().call_with(&headers, "ListSecrets", &json!({}));
        assert_eq!(found, status, "{headers:?}: {body}");
        assert_eq!(body.get("SecretList").is_some(), status == 200, "{headers:?}: {body}");
    }
    let (_, refused) = server.connect().call_with("host: evil.example\r\n", "ListSecrets", &json!({}));
    assert!(refused["Message"].as_str().unwrap().contains("--allow-host evil.example"), "{refused}");
    let (status, stderr) = failure(&["serve", "--allow-host", "a b"]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("expected a host name"), "{stderr}");
}

#[test]
fn idle_connections_keep_no_client_waiting() {
    let limit = getrlimit(Resource::Nofile);
    let needed = limit.maximum.map_or(IDLE_CONNECTIONS + 200, |most| most.min(IDLE_CONNECTIONS + 200));
    setrlimit(Resource::Nofile, Rlimit { current: Some(needed), maximum: limit.maximum }).unwrap();
    let server = RunningServer::start(&[]);
    let mut used = server.connect();
    assert_eq!(used.call("ListSecrets", &json!({})).0, 200);
    let idle: Vec<_> = (0..IDLE_CONNECTIONS).map(|_| server.connect()).collect();
    let began = Instant::now();
    assert_eq!(server.connect().call("ListSecrets", &json!({})).0, 200);
    assert!(began.elapsed() < Duration::from_secs(5), "after {:?}", began.elapsed());
    drop(idle);
}

#[test]
fn the_same_random_seed_makes_the_same_service() {
    let password = |seed: &str| {
        let server = RunningServer::start(&["--random-seed", seed]);
        server.connect().call("GetRandomPassword", &json!({})).1["RandomPassword"].clone()
    };
    assert_eq!(password("7"), password("7"));
    assert_ne!(password("7"), password("8"));
}

#[test]
fn serving_other_machines_needs_allow_remote() {
    let (status, stderr) = failure(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("other machines") && stderr.contains("--allow-remote"), "{stderr}");
}

#[test]
fn the_error_for_a_port_in_use_suggests_a_free_one() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (status, stderr) = failure(&["serve", "--listen", &address]);
    assert_eq!(status, Some(1));
    assert!(stderr.contains(&address) && stderr.contains("--listen 127.0.0.1:0"), "{stderr}");
}

#[test]
fn a_mistake_in_a_seed_is_wrong_usage_and_names_its_position() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("seed.json");
    fs::write(&path, "{\n  \"regions\": {\n    \"eu-west-1\": [{\"name\": \"a\"}]\n  }\n}").unwrap();
    let (status, stderr) = failure(&["serve", "--listen", "127.0.0.1:0", "--seed", path.to_str().unwrap()]);
    assert_eq!(status, Some(2));
    for part in [path.to_str().unwrap(), "created", "line 3"] {
        assert!(stderr.contains(part), "{part} is missing: {stderr}");
    }
    let (status, stderr) = failure(&["demo", "--seed", "no-such-seed.json"]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("no-such-seed.json"), "{stderr}");
}
