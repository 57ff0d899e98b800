//! No value is in an argument, an environment, a log, a message, or what a change prints.

use crate::fault::{Endpoint, Fault};
use crate::run::Run;
use crate::service::Service;
use serde_json::json;
use std::fs;
use std::io::Write;

const MARKER: &str = "hunter2-marker-of-a-value";

/// What is shown on purpose, to see that it is found.
const SHOWN: &str = "a-marker-that-is-shown";

/// The processes whose arguments or environment have a marker.
fn showing(marker: &str) -> Vec<String> {
    let processes =
        fs::read_dir("/proc").expect("Linux has it").filter_map(Result::ok).map(|entry| entry.path());
    let files = processes.flat_map(|process| [process.join("cmdline"), process.join("environ")]);
    // A process may have ended meanwhile.
    let has_it = |bytes: Vec<u8>| bytes.windows(marker.len()).any(|part| part == marker.as_bytes());
    files.filter(|file| fs::read(file).is_ok_and(has_it)).map(|file| file.display().to_string()).collect()
}

#[test]
fn what_is_in_an_argument_is_seen() {
    let endpoint = Endpoint::only(Fault::Hold);
    let mut child = Run::at(&endpoint.url(), &["get", SHOWN]).start();
    endpoint.wait_for_calls("GetSecretValue", 1);
    let seen = showing(SHOWN);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(seen.contains(&format!("/proc/{}/cmdline", child.id())), "{seen:?}");
}

#[test]
fn no_value_is_where_others_can_see_it() {
    let service = Service::embedded();
    let old = format!("{{\"a\":\"{MARKER}\"}}");
    service.boto().create(&json!([{ "name": "app/db", "text": old, "versions": ["{\"a\":1}", old] }]));
    let input = format!("{MARKER}-new");
    let held: &[(&[&str], &str)] = &[
        (&["set", "app/db", "--key", "a"], "PutSecretValue"),
        (&["set", "app/db"], "PutSecretValue"),
        (&["set", "app/new", "--create"], "CreateSecret"),
        (&["diff", "app/db"], "GetSecretValue"),
        (&["tag", "app/db", "a=b"], "TagResource"),
        (&["label", "app/db", "AWSCURRENT", "--to", "AWSPREVIOUS", "--yes"], "UpdateSecretVersionStage"),
        (&["delete", "app/db", "--yes"], "DeleteSecret"),
        (&["restore", "app/db"], "RestoreSecret"),
    ];
    for (args, operation) in held {
        let endpoint = Endpoint::before(service.url());
        endpoint.fail(operation, Fault::Hold);
        let args = [*args, &["--log-file", "log"]].concat();
        let mut run = Run::at(&endpoint.url(), &args).env([("STRONGROOM_LOG", "trace")]);
        let mut child = run.start();
        // A command that reads no input closes it.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        endpoint.wait_for_calls(operation, 1);
        assert_eq!(showing(MARKER), [""; 0], "{args:?}");
        endpoint.mend(operation);
        let output = child.wait_with_output().unwrap();
        let log = fs::read_to_string(run.home().join("log")).unwrap();
        for text in
            [&log, &String::from_utf8(output.stdout).unwrap(), &String::from_utf8(output.stderr).unwrap()]
        {
            assert!(!text.contains(MARKER), "{args:?}: {text}");
        }
        assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}");
        assert!(!log.is_empty());
    }
}
