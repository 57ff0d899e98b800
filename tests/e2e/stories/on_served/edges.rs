//! What is as large as the service allows, or larger, and an answer of another Region.

use serde_json::{Value, json};

use super::faults::{goes_on, json_answer};
use super::{SLACK, at_url, confirm, describe, described, served, text};
use crate::fault::Endpoint;
use crate::keys::Key;

#[test]
fn the_longest_name_and_the_longest_value_are_shown_and_saved() {
    let served = served();
    let (name, value) = ("n".repeat(512), "x".repeat(65_536));
    served.boto().call("create_secret", &json!({ "Name": name, "SecretString": value }));
    for (columns, rows) in [(160, 48), (80, 24)] {
        let endpoint = Endpoint::before(served.url());
        let mut terminal = at_url(&endpoint.url(), &["--no-cache", &name]).size(columns, rows).start();
        terminal.wait_for("read just now");
        terminal.type_keys("v");
        terminal.wait_for("65,536 bytes");
        goes_on(terminal);
    }
    let mut terminal = at_url(served.url(), &["--no-cache", &name]).start();
    terminal.wait_for("read just now");
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('k'));
    terminal.type_keys("short");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, "Save the value of ");
    terminal.wait_for("Value saved: ");
    assert_eq!(text(served.boto(), &name), "short");
    goes_on(terminal);
}

#[test]
fn a_value_with_zeros_and_control_characters_is_shown_as_what_it_is() {
    let served = served();
    let value = "a\u{0}b\u{1b}[2Jc\u{7}";
    served.boto().call("create_secret", &json!({ "Name": "app/odd", "SecretString": value }));
    let mut terminal = at_url(served.url(), &["--no-cache", "app/odd"]).start();
    described(&terminal, "app/odd");
    terminal.type_keys("v");
    terminal.wait_for("text, ");
    terminal.type_keys("v");
    terminal.wait_for("a\\u{0}b\\u{1b}[2Jc\\u{7}");
    goes_on(terminal);
}

#[test]
fn ten_thousand_versions_are_listed_to_the_last() {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let mut terminal = at_url(&endpoint.url(), &["--no-cache", SLACK]).start();
    described(&terminal, SLACK);
    let version = |at: usize| {
        let labels = if at == 0 { vec!["AWSCURRENT".to_owned()] } else { vec![format!("LABEL{at}")] };
        json!({ "VersionId": format!("{at:08}-0000-4000-8000-000000000000"), "VersionStages": labels, "CreatedDate": 1e9 })
    };
    let versions: Vec<Value> = (0..10_000).map(version).collect();
    let page = json!({ "ARN": describe(served.boto(), SLACK)["ARN"], "Name": SLACK, "Versions": versions });
    endpoint.fail("ListSecretVersionIds", json_answer(page.to_string()));
    terminal.type_keys("3");
    terminal.wait_for("LABEL1");
    terminal.press(Key::End);
    terminal.wait_for("LABEL9999");
    goes_on(terminal);
}
#[test]
fn the_answer_of_another_region_is_none() {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let mut terminal = at_url(&endpoint.url(), &["--no-cache", SLACK]).start();
    described(&terminal, SLACK);
    let arn = describe(served.boto(), SLACK)["ARN"].as_str().expect("it has one").to_owned();
    let elsewhere =
        json!({ "ARN": arn.replace("eu-central-1", "us-west-2"), "Name": SLACK, "Description": "theirs" });
    endpoint.fail("DescribeSecret", json_answer(elsewhere.to_string()));
    terminal.type_keys("r");
    terminal.wait_for("about another secret");
    assert!(!terminal.screen().contains("theirs"), "{}", terminal.screen());
    endpoint.mend("DescribeSecret");
    terminal.type_keys("r");
    terminal.wait_gone("about another secret");
    goes_on(terminal);
}
