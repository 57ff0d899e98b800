//! Reading: what the screen shows is what boto3 is told.

use serde_json::json;

use super::{POSTGRES, SLACK, at_url, describe, described, open, served, text};
use crate::fault::Endpoint;
use crate::keys::Key;

#[test]
fn list_details_value_versions_and_policy_are_those_that_boto3_reads() {
    let served = served();
    let boto = served.boto();
    let mut names = Vec::new();
    let mut page = json!({ "IncludePlannedDeletion": true });
    loop {
        let answer = boto.call("list_secrets", &page);
        names.extend(
            answer["SecretList"].as_array().into_iter().flatten().map(|secret| secret["Name"].clone()),
        );
        match answer.get("NextToken") {
            Some(next) => page["NextToken"] = next.clone(),
            None => break,
        }
    }
    let mut terminal = open(&served, SLACK);
    terminal.wait_for(&format!("{} secrets", names.len()));
    let arn = describe(boto, SLACK)["ARN"].as_str().expect("it has an ARN").to_owned();
    terminal.type_keys("a");
    terminal.wait_clipboard(&arn);

    let value = text(boto, SLACK).as_str().expect("it is text").to_owned();
    terminal.type_keys("v");
    terminal.wait_for("text, ");
    assert!(!terminal.screen().contains(&value));
    terminal.type_keys("v");
    terminal.wait_for(&value);

    let versions = boto.call("list_secret_version_ids", &json!({ "SecretId": SLACK }));
    let version = versions["Versions"][0]["VersionId"].as_str().expect("it has a version").to_owned();
    terminal.type_keys("3");
    terminal.wait_for(&version[..8]);

    let mut terminal = open(&served, POSTGRES);
    let policy = boto.call("get_resource_policy", &json!({ "SecretId": POSTGRES }));
    let policy = policy["ResourcePolicy"].as_str().expect("it has a policy").to_owned();
    terminal.type_keys("5");
    terminal.wait_for("ReadFromCheckout");
    terminal.type_keys("y");
    terminal.wait_clipboard(&policy);
}

#[test]
fn deprecated_versions_are_listed_on_demand() {
    const MANY: &str = "shared/generated/many-versions";
    let served = served();
    let all = json!({ "SecretId": MANY, "IncludeDeprecated": true });
    let versions = served.boto().call("list_secret_version_ids", &all);
    let versions = versions["Versions"].as_array().cloned().expect("there are versions");
    let deprecated =
        versions.iter().find(|version| version["VersionStages"].as_array().is_none_or(Vec::is_empty));
    let id = deprecated.expect("one has no labels")["VersionId"].as_str().expect("it has an id");
    let mut terminal = open(&served, MANY);
    terminal.type_keys("3");
    terminal.wait_for("release-2026.11");
    assert!(!terminal.screen().contains(&id[..8]));
    terminal.type_keys("d");
    terminal.wait_for(&id[..8]);
}

#[test]
fn values_of_marked_secrets_are_read_in_one_call() {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let mut terminal = super::at_url(&endpoint.url(), &["--filter", "shared/slack/"]).start();
    terminal.wait_for("2 of ");
    terminal.type_keys("*=");
    terminal.wait_for("Values of 2 secrets");
    terminal.wait_for("(whole value)");
    terminal.press(Key::Ctrl('r'));
    // A column has room for the beginning of a long value, and goes on in the next line.
    let value = text(served.boto(), SLACK);
    terminal.wait_for(&value.as_str().expect("it is text")[..12]);
    assert_eq!((endpoint.count("BatchGetSecretValue"), endpoint.count("GetSecretValue")), (1, 0));
}

#[test]
fn a_password_is_made_by_the_service() {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let mut terminal = super::at_url(&endpoint.url(), &[]).start();
    terminal.wait_for(" secrets");
    terminal.type_keys("W");
    terminal.wait_for("characters to choose from");
    terminal.press(Key::Ctrl('s'));
    endpoint.wait_for_calls("GetRandomPassword", 1);
    terminal.wait_for("••••••••");
    terminal.press(Key::Alt('y'));
    terminal.wait_for("copied");
    let copied = terminal.clipboard_writes().pop().expect("it was copied");
    assert_eq!(copied.chars().count(), 32);
}

#[test]
fn no_value_is_read_by_looking_around() {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let mut terminal = at_url(&endpoint.url(), &["--no-cache", SLACK]).start();
    described(&terminal, SLACK);
    // The secret that was asked for is there before the list, in which the cursor then moves.
    terminal.wait_for("shared/sentry/dsn");
    terminal.type_keys("3");
    endpoint.wait_for_calls("ListSecretVersionIds", 1);
    terminal.type_keys("5");
    endpoint.wait_for_calls("GetResourcePolicy", 1);
    terminal.type_keys("4671");
    terminal.wait_gone("enter open");
    terminal.press(Key::Esc);
    // Else the next key would come as one with alt.
    terminal.wait_for("enter open");
    terminal.type_keys("k");
    endpoint.wait_for_calls("DescribeSecret", 2);
    terminal.type_keys("2");
    terminal.wait_for("Press enter to read the value.");
    let reads = || endpoint.count("GetSecretValue") + endpoint.count("BatchGetSecretValue");
    assert_eq!(reads(), 0);
    terminal.press(Key::Enter);
    endpoint.wait_for_calls("GetSecretValue", 1);
    assert_eq!(reads(), 1);
}
