//! Resource policies: checked by the service, put, and taken away.

use serde_json::{Value, json};

use super::{SLACK, confirm, open, served};
use crate::boto::Boto;
use crate::fault::Endpoint;
use crate::keys::Key;
use crate::served::Served;

/// Lets everyone in.
const OPEN: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"*"}}"#;

fn attached(boto: &Boto) -> Option<Value> {
    let answer = boto.call("get_resource_policy", &json!({ "SecretId": SLACK }));
    answer["ResourcePolicy"].as_str().map(|policy| serde_json::from_str(policy).expect("it is JSON"))
}

#[test]
fn a_policy_is_checked_attached_and_taken_away() {
    let served = served();
    let mut terminal = open(&served, SLACK);
    terminal.type_keys("5e");
    terminal.wait_for("Resource policy of shared/slack/bot-token");
    terminal.press(Key::Tab);
    terminal.press(Key::Left);
    terminal.wait_for("\"DenyDeletion\"");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("The service has checked the policy and found nothing wrong with it.");
    terminal.type_keys("y");
    terminal.wait_for("Resource policy attached: shared/slack/bot-token.");
    let policy = attached(served.boto()).expect("it is attached");
    assert!(policy.to_string().contains("DenyDeletion"), "{policy}");

    terminal.wait_for("\"DenyDeletion\"");
    terminal.type_keys("x");
    confirm(&mut terminal, "Delete the resource policy of shared/slack/bot-token?");
    terminal.wait_for("Resource policy deleted: shared/slack/bot-token.");
    assert_eq!(attached(served.boto()), None);
}

#[test]
fn what_the_service_finds_in_a_policy_is_what_it_tells_boto3() {
    let served: Served = served();
    let endpoint = Endpoint::before(served.url());
    let parameters = json!({ "SecretId": SLACK, "ResourcePolicy": OPEN });
    let verdict = served.boto().call("validate_resource_policy", &parameters);
    let finding = verdict["ValidationErrors"][0]["ErrorMessage"].as_str().expect("there is a finding");

    let mut terminal = super::at_url(&endpoint.url(), &[SLACK]).start();
    super::described(&terminal, SLACK);
    terminal.type_keys("5e");
    terminal.wait_for("Resource policy of shared/slack/bot-token");
    terminal.paste(OPEN);
    terminal.press(Key::Ctrl('s'));
    endpoint.wait_for_calls("ValidateResourcePolicy", 1);
    terminal.wait_for(finding);
    assert_eq!(attached(served.boto()), None, "nothing was put yet");
}
