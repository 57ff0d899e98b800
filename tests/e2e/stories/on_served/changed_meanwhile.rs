//! Another client changes the secret between the review and yes: nothing of it is overwritten unasked.

use serde_json::{Value, json};

use super::{REGION, SLACK, at_url, confirm, describe, described, served, text};
use crate::boto::Boto;
use crate::fault::Endpoint;
use crate::keys::Key;
use crate::served::Served;
use crate::terminal::Terminal;

const NAME: &str = "app/two-keys";

/// A secret of two keys; the program has it open behind an endpoint that sees every request.
fn two_keys(served: &Served) -> (Endpoint, Terminal) {
    let value = r#"{"a":"1","b":"2"}"#;
    served
        .boto()
        .call("create_secret", &json!({ "Name": NAME, "SecretString": value, "Description": "old" }));
    let endpoint = Endpoint::before(served.url());
    let terminal = at_url(&endpoint.url(), &["--region", REGION, NAME]).start();
    described(&terminal, NAME);
    (endpoint, terminal)
}

/// The requests of the program from `from` on, up to the write.
fn up_to(endpoint: &Endpoint, from: usize, write: &str) -> Vec<String> {
    let calls = endpoint.calls();
    let end = calls.iter().rposition(|call| call == write).expect("it was sent");
    calls[from..=end].to_vec()
}

/// The key `a` is edited, and the review is on screen.
fn review_of_a(terminal: &mut Terminal) {
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.type_keys("0");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Value: 1 changed");
}

#[test]
fn a_value_is_compared_by_the_last_read_before_the_write() {
    let served = served();
    let (endpoint, mut terminal) = two_keys(&served);
    review_of_a(&mut terminal);
    let before = endpoint.calls().len();
    confirm(&mut terminal, "Save the value of app/two-keys?");
    terminal.wait_for("Value saved: app/two-keys.");
    assert_eq!(up_to(&endpoint, before, "PutSecretValue"), ["DescribeSecret", "PutSecretValue"]);
    assert_eq!(text(served.boto(), NAME), r#"{"a":"10","b":"2"}"#);
}

#[test]
fn a_value_that_someone_else_saves_after_the_review_is_put_together_with_the_users() {
    let served = served();
    let (endpoint, mut terminal) = two_keys(&served);
    review_of_a(&mut terminal);
    let theirs = json!({ "SecretId": NAME, "SecretString": r#"{"a":"1","b":"3"}"# });
    served.boto().call("put_secret_value", &theirs);
    terminal.type_keys("y");
    terminal.wait_for("AWSCURRENT has moved to version");
    terminal.wait_for("● rebase   ○ overwrite   ○ drop");
    assert_eq!(endpoint.count("PutSecretValue"), 0, "nothing was sent");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Value: 1 changed");
    let before = endpoint.calls().len();
    confirm(&mut terminal, "Save the value of app/two-keys?");
    terminal.wait_for("Value saved: app/two-keys.");
    assert_eq!(up_to(&endpoint, before, "PutSecretValue"), ["DescribeSecret", "PutSecretValue"]);
    assert_eq!(text(served.boto(), NAME), r#"{"a":"10","b":"3"}"#);
}

#[test]
fn details_that_someone_else_changes_are_shown_and_overwritten_on_request() {
    let served = served();
    let (endpoint, mut terminal) = two_keys(&served);
    let description = || describe(served.boto(), NAME)["Description"].clone();
    terminal.type_keys("D");
    terminal.wait_for("Change the details of app/two-keys");
    terminal.type_keys(" and mine");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("+ old and mine");
    served.boto().call("update_secret", &json!({ "SecretId": NAME, "Description": "theirs" }));
    terminal.type_keys("y");
    terminal.wait_for("app/two-keys has changed since the review, and nothing was sent.");
    terminal.wait_for("+ Description: theirs");
    terminal.wait_gone("rebase");
    assert_eq!((endpoint.count("UpdateSecret"), description()), (0, json!("theirs")));
    terminal.press(Key::Ctrl('s'));
    let before = endpoint.calls().len();
    confirm(&mut terminal, "What has changed meanwhile is overwritten.");
    terminal.wait_for("Details changed: app/two-keys.");
    assert_eq!(up_to(&endpoint, before, "UpdateSecret"), ["DescribeSecret", "UpdateSecret"]);
    assert_eq!(description(), "old and mine");
    terminal.type_keys("u");
    confirm(&mut terminal, "+ Description: theirs");
    terminal.wait_for("Undone. Details changed: app/two-keys. u redoes it.");
    assert_eq!(description(), "theirs");
}

#[test]
fn a_policy_that_someone_else_attaches_after_the_review_stays_unless_it_is_overwritten() {
    let served = served();
    let (endpoint, mut terminal) = two_keys(&served);
    terminal.type_keys("5e");
    terminal.wait_for("Resource policy of app/two-keys");
    terminal.press(Key::Tab);
    terminal.press(Key::Left);
    terminal.wait_for("\"DenyDeletion\"");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Attach a policy to app/two-keys?");
    let theirs = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Theirs","Effect":"Deny","Principal":"*","Action":"secretsmanager:PutSecretValue","Resource":"*"}]}"#;
    served.boto().call("put_resource_policy", &json!({ "SecretId": NAME, "ResourcePolicy": theirs }));
    terminal.type_keys("y");
    terminal.wait_for("Someone else has changed the policy since you began.");
    assert_eq!(endpoint.count("PutResourcePolicy"), 0);
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Attach a policy to app/two-keys?");
    let before = endpoint.calls().len();
    terminal.type_keys("y");
    terminal.wait_for("Resource policy attached: app/two-keys.");
    assert_eq!(up_to(&endpoint, before, "PutResourcePolicy"), ["GetResourcePolicy", "PutResourcePolicy"]);
    let policy =
        served.boto().call("get_resource_policy", &json!({ "SecretId": NAME }))["ResourcePolicy"].clone();
    let policy = policy.as_str().expect("one is attached");
    assert!(policy.contains("Theirs") && policy.contains("DenyDeletion"), "{policy}");
}

/// The versions of AWSCURRENT and AWSPREVIOUS.
fn labelled(boto: &Boto) -> (Value, Value) {
    let labels = describe(boto, SLACK)["VersionIdsToStages"].clone();
    let of = |label: &str| {
        let mut versions = labels.as_object().into_iter().flatten();
        versions.find(|(_, labels)| labels[0] == label).map_or(Value::Null, |(id, _)| json!(id))
    };
    (of("AWSCURRENT"), of("AWSPREVIOUS"))
}

#[test]
fn a_roll_back_is_not_sent_where_the_labels_have_moved() {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let mut terminal = at_url(&endpoint.url(), &["--region", REGION, SLACK]).start();
    described(&terminal, SLACK);
    let (former, previous) = labelled(served.boto());
    terminal.type_keys("B");
    terminal.wait_for("Roll back shared/slack/bot-token?");
    served.boto().call("put_secret_value", &json!({ "SecretId": SLACK, "SecretString": "theirs" }));
    let (theirs, _) = labelled(served.boto());
    terminal.type_keys("y");
    terminal.wait_for("has changed since the review, and nothing was sent.");
    assert_eq!(endpoint.count("UpdateSecretVersionStage"), 0);
    // Dropped: theirs stays.
    terminal.press(Key::Right);
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Dropped: Roll back shared/slack/bot-token.");
    assert_eq!(labelled(served.boto()), (theirs.clone(), former.clone()));
    // Where nothing moves, it goes through, and back.
    terminal.type_keys("B");
    terminal.wait_for(theirs.as_str().expect("it is an id"));
    let before = endpoint.calls().len();
    confirm(&mut terminal, "Roll back shared/slack/bot-token?");
    terminal.wait_for("u undoes it.");
    let calls = up_to(&endpoint, before, "UpdateSecretVersionStage");
    assert_eq!(calls, ["DescribeSecret", "UpdateSecretVersionStage"]);
    assert_eq!(labelled(served.boto()), (former, theirs.clone()));
    terminal.type_keys("u");
    confirm(&mut terminal, "Move AWSCURRENT of shared/slack/bot-token back to version");
    terminal.wait_for("Undone. AWSCURRENT moved to version");
    assert_eq!(labelled(served.boto()).0, theirs);
    assert_ne!(previous, Value::Null);
}
