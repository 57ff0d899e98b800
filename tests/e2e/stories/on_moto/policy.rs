//! Resource policies.

use serde_json::{Value, json};

use super::open;
use crate::boto::Boto;
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::moto::Moto;

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Typed","Effect":"Deny","Principal":"*","Action":"secretsmanager:DeleteSecret","Resource":"*"}]}"#;

fn attached(boto: &Boto) -> Option<Value> {
    let answer = boto.call("get_resource_policy", &json!({ "SecretId": "app/key" }));
    answer["ResourcePolicy"].as_str().map(|policy| serde_json::from_str(policy).expect("it is JSON"))
}

fn typed() -> Option<Value> {
    serde_json::from_str(POLICY).ok()
}

#[test]
fn a_policy_is_attached_taken_away_and_put_back() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "app/key", "text": "t" }]));
    let mut terminal = open(moto.url(), "app/key");
    terminal.type_keys("5");
    terminal.wait_for("No resource policy");
    terminal.type_keys("e");
    terminal.wait_for("Resource policy of app/key");
    terminal.paste(&POLICY.replace("[{", "[{,"));
    terminal.wait_for("Line 1, column 39: ");
    terminal.press(Key::Ctrl('s'));
    terminal.press(Key::Delete);
    terminal.wait_gone("Line 1, column");
    terminal.press(Key::Ctrl('s'));
    // moto has no ValidateResourcePolicy: that is said, and is no hindrance.
    terminal.wait_for("The service has not checked the policy");
    terminal.wait_for("$ aws secretsmanager put-resource-policy");
    terminal.type_keys("y");
    terminal.wait_for("Resource policy attached: app/key.");
    assert_eq!(attached(&boto), typed());

    terminal.wait_for("\"Typed\"");
    terminal.type_keys("x");
    terminal.wait_for("Delete the resource policy of app/key?");
    terminal.type_keys("y");
    terminal.wait_for("Resource policy deleted: app/key.");
    terminal.wait_for("No resource policy");
    assert_eq!(attached(&boto), None);

    terminal.type_keys("u");
    terminal.wait_for("Attach the previous policy of app/key again?");
    terminal.type_keys("y");
    terminal.wait_for("Resource policy attached: app/key.");
    assert_eq!(attached(&boto), typed());
}

#[test]
fn a_denied_policy_stays_in_the_form_and_is_sent_once_more() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "app/key", "text": "t" }]));
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail("PutResourcePolicy", Fault::denied("PutResourcePolicy"));
    endpoint.fail("ValidateResourcePolicy", Fault::denied("ValidateResourcePolicy"));
    let mut terminal = open(&endpoint.url(), "app/key");
    terminal.type_keys("5e");
    terminal.wait_for("Resource policy of app/key");
    terminal.paste(POLICY);
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("The service has not checked the policy");
    terminal.wait_for("y yes");
    terminal.type_keys("y");
    terminal.wait_for("Ask for the permission secretsmanager:PutResourcePolicy");
    terminal.wait_for("secretsmanager:DeleteSecret");
    assert_eq!(attached(&boto), None);

    endpoint.mend("PutResourcePolicy");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("$ aws secretsmanager put-resource-policy");
    terminal.type_keys("y");
    terminal.wait_for("Resource policy attached: app/key.");
    assert_eq!(attached(&boto), typed());
}
