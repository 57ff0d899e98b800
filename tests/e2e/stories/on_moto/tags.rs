//! Tags, edited in place.

use serde_json::{Value, json};

use super::open;
use crate::boto::Boto;
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::moto::Moto;

/// The tags of a secret as an object.
fn tags(boto: &Boto, name: &str) -> Value {
    let answer = boto.call("describe_secret", &json!({ "SecretId": name }));
    let tags = answer["Tags"].as_array().cloned().unwrap_or_default();
    let pair = |tag: &Value| (tag["Key"].as_str().unwrap_or_default().to_owned(), tag["Value"].clone());
    Value::Object(tags.iter().map(pair).collect())
}

#[test]
fn tags_are_changed_in_two_calls_and_changed_back() {
    let moto = Moto::start();
    let boto = moto.boto();
    let before = json!({ "env": "prod", "team": "web" });
    boto.create(&json!([{ "name": "app/key", "text": "t", "tags": before }]));
    let endpoint = Endpoint::before(moto.url());
    let mut terminal = open(&endpoint.url(), "app/key");
    terminal.type_keys("4T");
    terminal.wait_for("Tags of app/key");
    terminal.press(Key::Ctrl('x'));
    terminal.press(Key::Tab);
    terminal.type_keys("-eu");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("owner");
    terminal.press(Key::Tab);
    terminal.type_keys("ada");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("+ owner = ada");
    terminal.wait_for("$ aws secretsmanager untag-resource");
    terminal.type_keys("y");
    terminal.wait_for("Tags changed: app/key.");
    let changed = tags(&boto, "app/key");
    assert_eq!(changed.as_object().map(serde_json::Map::len), Some(2), "{changed}");
    assert_eq!(changed["owner"], "ada");
    assert_eq!((endpoint.count("TagResource"), endpoint.count("UntagResource")), (1, 1));

    terminal.type_keys("u");
    terminal.wait_for("Undo the changes to the tags of app/key?");
    terminal.type_keys("y");
    terminal.wait_gone("undoes it");
    terminal.wait_for("Tags changed: app/key.");
    assert_eq!(tags(&boto, "app/key"), before);
}

#[test]
fn a_refused_tag_stays_in_the_table() {
    let moto = Moto::start();
    moto.boto().create(&json!([{ "name": "app/key", "text": "t" }]));
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail_times("TagResource", 1, Fault::error("InvalidParameterException", "Not this one."));
    let mut terminal = open(&endpoint.url(), "app/key");
    terminal.type_keys("T");
    terminal.wait_for("Tags of app/key");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("aws:mine");
    terminal.wait_for("AWS's own");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("mine");
    terminal.wait_gone("AWS's own");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("+ mine = ");
    terminal.type_keys("y");
    terminal.wait_for("Not this one.");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("+ mine = ");
    terminal.type_keys("y");
    terminal.wait_for("Tags changed: app/key.");
    assert_eq!(tags(&moto.boto(), "app/key"), json!({ "mine": "" }));
}
