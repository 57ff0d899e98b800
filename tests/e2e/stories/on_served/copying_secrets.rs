//! Copies of secrets.

use serde_json::json;

use super::{SLACK, confirm, describe, described, open, served, text};
use crate::boto::Boto;
use crate::keys::Key;

#[test]
fn a_copy_goes_to_another_region_and_so_does_its_policy() {
    const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"secretsmanager:DeleteSecret","Resource":"*"}]}"#;
    let served = served();
    let (here, there) = (served.boto(), Boto::in_region("us-east-1", served.url()));
    here.call("put_resource_policy", &json!({ "SecretId": SLACK, "ResourcePolicy": POLICY }));
    let mut terminal = open(&served, SLACK);
    terminal.type_keys("M");
    terminal.wait_for("New name");
    terminal.press(Key::Tab);
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("us-e");
    terminal.press(Key::CtrlSpace);
    terminal.wait_for("us-east-");
    terminal.type_keys("1");
    (0..4).for_each(|_| terminal.press(Key::Tab));
    terminal.type_keys(" ");
    terminal.press(Key::Ctrl('s'));
    confirm(&mut terminal, &format!("Copy {SLACK} to {SLACK} in us-east-1?"));
    terminal.wait_for("Go to the new secret in us-east-1?");
    assert_eq!(text(&there, SLACK), text(here, SLACK));
    assert_ne!(describe(&there, SLACK)["ARN"], describe(here, SLACK)["ARN"]);
    let policy = there.call("get_resource_policy", &json!({ "SecretId": SLACK }));
    assert_eq!(policy["ResourcePolicy"], POLICY);
    assert_eq!(describe(&there, SLACK).get("PrimaryRegion"), None, "it is no replica");
    terminal.type_keys("y");
    described(&terminal, SLACK);
    terminal.wait_for("arn:aws:secretsmanager:us-east-1");
}
