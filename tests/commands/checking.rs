//! `strongroom doctor`, `completions`, `man`, and words that are near a command.

use crate::run::Run;
use crate::service::on_both;
use serde_json::{Value, json};

fn verdict(checks: &Value, name: &str) -> String {
    let all = checks["Checks"].as_array().expect("the checks are a list");
    let check = all.iter().find(|check| check["Name"] == name);
    check.unwrap_or_else(|| panic!("{name} in {checks}"))["Verdict"]
        .as_str()
        .expect("a verdict is a word")
        .to_owned()
}

#[test]
fn the_doctor_finds_all_well_where_it_is() {
    on_both(&json!([]), |service| {
        let ended = service.run(&["doctor", "--json"]).env([("EDITOR", "sh")]).end();
        let checks: Value = serde_json::from_slice(&ended.out).unwrap();
        assert_eq!(ended.status, Some(0), "{checks}");
        for name in ["profile", "region", "credentials", "identity", "endpoint", "editor"] {
            assert_eq!(verdict(&checks, name), "well", "{checks}");
        }
        let text = service.run(&["doctor"]).out();
        assert!(text.contains("keys in the environment") && text.contains(service.url()), "{text}");
    });
}

#[test]
fn the_doctor_says_what_fails_and_what_helps() {
    let ended = Run::at("http://127.0.0.1:1", &["doctor", "--json", "--timeout", "1s"]).end();
    let checks: Value = serde_json::from_slice(&ended.out).unwrap();
    assert_eq!(ended.status, Some(1), "{checks}");
    assert_eq!(verdict(&checks, "endpoint"), "failed");
    let ended = Run::offline(&["doctor"]).end();
    let text = String::from_utf8(ended.out).unwrap();
    assert_eq!(ended.status, Some(1), "{text}");
    assert!(text.contains("No Region is set") && text.contains("→"), "{text}");
    let ended = Run::offline(&["doctor"]).env([("EDITOR", "/no/such/editor")]).end();
    assert!(String::from_utf8(ended.out).unwrap().contains("/no/such/editor was not found"));
}

#[test]
fn every_shell_gets_a_script_and_every_command_a_page() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(Run::offline(&["completions", shell]).out().contains("strongroom"), "{shell}");
    }
    Run::offline(&["completions", "tcsh"]).fails(2);
    assert!(Run::offline(&["man"]).out().contains(".TH strongroom"));
    assert!(Run::offline(&["man", "get"]).out().contains(".TH strongroom-get"));
    Run::offline(&["man", "nosuch"]).fails(2);
}

#[test]
fn the_version_tells_commit_date_and_target() {
    let version = Run::offline(&["--version"]).out();
    let lines: Vec<_> = version.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    assert_eq!(lines, ["strongroom", "commit", "target", "features:"], "{version}");
    assert_eq!(Run::offline(&["-V"]).out(), concat!("strongroom ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_word_near_a_command_is_taken_for_a_mistyped_one() {
    for line in [&["lsit"][..], &["gte", "app/db"], &["--region", "eu-west-1", "descrbe", "x", "--json"]] {
        let told = Run::offline(line).fails(2);
        assert!(told.contains("there is no command") && told.contains("strongroom -- "), "{told}");
    }
    // A name that is near nothing opens the dashboard, which has no terminal here.
    assert!(Run::offline(&["prod/db"]).fails(2).contains("terminal"));
    assert!(Run::offline(&["--", "lsit"]).fails(2).contains("terminal"));
}

#[test]
fn an_endpoint_that_is_no_url_is_told_with_its_setting_and_what_a_script_can_do() {
    for url in ["localhost:4566", "htp://x", "http://", "http://127.0.0.1:99999", "https://127.0.0.1:1/x?y"] {
        for variable in ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SECRETS_MANAGER"] {
            let told = Run::at("http://127.0.0.1:9", &["list"]).env([(variable, url)]).fails(2);
            assert!(
                told.contains(&format!("{variable} can't be used: `{url}` is not an endpoint URL")),
                "{told}"
            );
            assert!(told.contains(&format!("Correct {variable} in the environment")), "{told}");
            assert!(!told.contains("journal") && !told.contains("efresh"), "{told}");
        }
    }
}

#[test]
fn a_region_that_is_none_is_told_with_what_a_script_can_do() {
    let told = Run::offline(&["list", "--region", "nowhere"]).fails(2);
    assert!(told.contains("The Region can't be used: `nowhere` is not a Region"), "{told}");
    assert!(told.contains("Correct the Region, then run the command again."), "{told}");
}
