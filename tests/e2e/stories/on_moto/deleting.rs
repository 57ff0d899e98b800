//! Deleting, as boto3 sees it.

use serde_json::json;

use super::open;
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::moto::Moto;

#[test]
fn a_deletion_is_scheduled_taken_back_and_then_forced() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "app/key", "text": "t" }]));
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail("DeleteSecret", Fault::denied("DeleteSecret"));
    let mut terminal = open(&endpoint.url(), "app/key");
    let deleted =
        || boto.call("describe_secret", &json!({ "SecretId": "app/key" })).get("DeletedDate").cloned();

    terminal.type_keys("X");
    terminal.wait_for("It can be restored until");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("From now on it can't be read");
    terminal.type_keys("y");
    terminal.wait_for("Ask for the permission secretsmanager:DeleteSecret");
    assert_eq!(deleted(), None);
    endpoint.mend("DeleteSecret");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("From now on it can't be read");
    terminal.type_keys("y");
    terminal.wait_for("Deletion scheduled: app/key.");
    assert!(deleted().is_some());

    terminal.type_keys("u");
    terminal.wait_for("Restore app/key?");
    terminal.type_keys("y");
    terminal.wait_for("Restored: app/key.");
    assert_eq!(deleted(), None);

    terminal.type_keys(":force-delete");
    terminal.press(Key::Enter);
    terminal.wait_for("Nothing can be recovered");
    terminal.type_keys("app/key");
    terminal.press(Key::Enter);
    terminal.wait_for("Deleted without recovery: ");
    let gone = boto.try_call("describe_secret", &json!({ "SecretId": "app/key" }));
    assert_eq!(gone, Err("ResourceNotFoundException".to_owned()));
}

#[test]
fn a_deletion_without_an_answer_is_looked_for_and_not_sent_twice() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "app/key", "text": "t" }]));
    let endpoint = Endpoint::before(moto.url());
    let mut terminal = open(&endpoint.url(), "app/key");
    terminal.type_keys("X");
    terminal.wait_for("It can be restored until");
    // It takes effect, but the answer is lost.
    boto.call("delete_secret", &json!({ "SecretId": "app/key" }));
    endpoint.fail("DeleteSecret", Fault::garbage());
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("From now on it can't be read");
    terminal.type_keys("y");
    terminal.wait_for("Deletion scheduled: app/key. u undoes it.");
    let sent = endpoint.count("DeleteSecret");
    assert_eq!(sent, 1);
}
