//! `--dry-run` and `--read-only`: no change is sent.

use crate::fault::{Endpoint, Fault};
use crate::run::Run;
use crate::service::Service;
use serde_json::json;

/// A change, its input, and the beginning of its AWS CLI command.
const CHANGES: &[(&[&str], &str)] = &[
    (&["set", "app/db"], "put-secret-value --secret-id app/db --secret-string file://VALUE"),
    (&["set", "app/db", "--binary"], "put-secret-value --secret-id app/db --secret-binary fileb://VALUE"),
    (&["set", "app/db", "--key", "a"], "put-secret-value --secret-id app/db --secret-string file://VALUE"),
    (&["set", "app/db", "--create"], "create-secret --name app/db --secret-string file://VALUE"),
    (&["rotate", "app/db"], "rotate-secret --secret-id app/db"),
    (&["restore", "app/db"], "restore-secret --secret-id app/db"),
    (&["delete", "app/db"], "delete-secret --secret-id app/db --recovery-window-in-days 30"),
    (
        &["delete", "app/db", "--force", "app/db"],
        "delete-secret --secret-id app/db --force-delete-without-recovery",
    ),
    (&["tag", "app/db", "a=b c"], "tag-resource --secret-id app/db --tags"),
    (&["untag", "app/db", "a"], "untag-resource --secret-id app/db --tag-keys a"),
];

#[test]
fn a_dry_run_prints_the_command_and_sends_nothing() {
    let endpoint = Endpoint::only(Fault::garbage());
    let url = endpoint.url();
    for (args, expected) in CHANGES {
        let args = [*args, &["--dry-run"]].concat();
        let line = Run::at(&url, &args).input("marker").out();
        assert!(line.starts_with(&format!("aws secretsmanager {expected}")), "{line}");
        assert!(line.contains(&format!("--endpoint-url {url}")), "{line}");
        assert!(line.contains("--region us-east-1") && !line.contains("marker"), "{line}");
        assert_eq!(line.lines().count(), 1, "{line}");
    }
    assert!(endpoint.calls().is_empty(), "{:?}", endpoint.calls());
}

#[test]
fn a_dry_run_of_a_label_reads_where_the_label_is() {
    let service = Service::embedded();
    service.boto().create(&json!([{ "name": "app/db", "text": "one", "versions": ["two"] }]));
    let endpoint = Endpoint::before(service.url());
    let line =
        Run::at(&endpoint.url(), &["label", "app/db", "AWSCURRENT", "--to", "AWSPREVIOUS", "--dry-run"])
            .out();
    for part in ["update-secret-version-stage", "--move-to-version-id", "--remove-from-version-id"] {
        assert!(line.contains(part), "{line}");
    }
    assert_eq!(endpoint.calls(), ["DescribeSecret"]);
    assert_eq!(service.read("app/db")["SecretString"], "two");
}

#[test]
fn read_only_mode_refuses_each_change_before_anything_is_read() {
    let endpoint = Endpoint::only(Fault::garbage());
    let label: &[&str] = &["label", "app/db", "AWSCURRENT", "--to", "AWSPREVIOUS"];
    for args in CHANGES.iter().map(|(args, _)| *args).chain([label]) {
        let told = Run::at(&endpoint.url(), &[args, &["--read-only"]].concat()).input("x").fails(4);
        assert!(told.contains("read-only"), "{told}");
    }
    assert!(endpoint.calls().is_empty(), "{:?}", endpoint.calls());
}

#[test]
fn a_refusal_says_what_would_allow_changes() {
    let endpoint = Endpoint::only(Fault::garbage());
    let tag: &[&str] = &["tag", "app/db", "team=core"];
    let at = |args: &[&str]| Run::at(&endpoint.url(), &[tag, args].concat());
    let config = ".config/strongroom/config.toml";
    let section = "[profiles.\"def*\"]\nread_only = true\n";
    for (run, advice) in [
        (at(&["--read-only"]), "Start without --read-only to make changes."),
        (
            at(&[]).env([("STRONGROOM_READ_ONLY", "true")]),
            "Change read_only (STRONGROOM_READ_ONLY) and start again",
        ),
        (at(&[]).file(config, "read_only = true\n"), "Change read_only (config.toml:1) and start again"),
        (at(&[]).file(config, section), "The rule for \"def*\" in the config file says so."),
    ] {
        let told = run.fails(4);
        assert!(told.starts_with("strongroom: TagResource: refused in read-only mode\n"), "{told}");
        assert!(told.contains(advice), "{advice}: {told}");
    }
    assert!(endpoint.calls().is_empty(), "{:?}", endpoint.calls());
}
