//! Making secrets, as boto3 sees them.

use serde_json::{Value, json};

use super::at;
use crate::boto::Boto;
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::moto::Moto;
use crate::terminal::Terminal;

fn press(terminal: &mut Terminal, key: Key, times: usize) {
    (0..times).for_each(|_| terminal.press(key));
}

fn value(boto: &Boto, name: &str) -> Value {
    let answer = boto.call("get_secret_value", &json!({ "SecretId": name }));
    serde_json::from_str(answer["SecretString"].as_str().expect("it is text")).expect("it is JSON")
}

#[test]
fn keys_tags_and_a_description_arrive_as_they_were_typed() {
    let moto = Moto::start();
    let boto = moto.boto();
    let endpoint = Endpoint::before(moto.url());
    // The first answer is lost: the same token makes one secret all the same.
    endpoint.fail_times("CreateSecret", 1, Fault::garbage());
    let mut terminal = at(&endpoint.url(), &[]).start();
    terminal.wait_for("0 secrets");
    terminal.type_keys("+");
    terminal.wait_for("New secret");
    terminal.type_keys("app/api");
    terminal.press(Key::Tab);
    terminal.type_keys("What the app signs with");
    press(&mut terminal, Key::Tab, 2);
    terminal.type_keys("user");
    terminal.press(Key::Tab);
    terminal.type_keys("app");
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("password");
    terminal.press(Key::Tab);
    terminal.paste("hunter2 \"'é");
    press(&mut terminal, Key::Tab, 2);
    terminal.press(Key::Ctrl('n'));
    terminal.type_keys("team");
    terminal.press(Key::Tab);
    terminal.type_keys("payments");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Keys: user, password");
    terminal.wait_for("+ team = payments");
    assert!(!terminal.screen().contains("hunter2"));
    terminal.type_keys("y");
    terminal.wait_for("Created: app/api.");
    assert_eq!(value(&boto, "app/api"), json!({ "user": "app", "password": "hunter2 \"'é" }));
    let described = boto.call("describe_secret", &json!({ "SecretId": "app/api" }));
    assert_eq!(described["Description"], "What the app signs with");
    assert_eq!(described["Tags"], json!([{ "Key": "team", "Value": "payments" }]));
    assert_eq!(described["VersionIdsToStages"].as_object().expect("there are versions").len(), 1);
}

#[test]
fn a_password_is_made_by_the_service_with_what_was_chosen() {
    let moto = Moto::start();
    let endpoint = Endpoint::before(moto.url());
    let mut terminal = at(&endpoint.url(), &[]).start();
    terminal.wait_for("0 secrets");
    terminal.type_keys("W");
    terminal.wait_for("94 characters to choose from");
    press(&mut terminal, Key::Backspace, 2);
    terminal.type_keys("20");
    press(&mut terminal, Key::Tab, 3);
    // Lower case stays; upper case, numbers and punctuation go.
    for _ in 0..3 {
        terminal.type_keys(" ");
        terminal.press(Key::Tab);
    }
    terminal.wait_for("26 characters to choose from");
    terminal.press(Key::Ctrl('s'));
    endpoint.wait_for_calls("GetRandomPassword", 1);
    terminal.wait_for("••••••••");
    terminal.press(Key::Alt('y'));
    terminal.wait_for("copied");
    let copied = terminal.clipboard_writes().pop().expect("it was copied");
    assert!(copied.len() == 20 && copied.chars().all(|c| c.is_ascii_lowercase()), "{copied}");
}

#[test]
fn bytes_of_a_file_become_a_value() {
    let moto = Moto::start();
    let boto = moto.boto();
    let program =
        crate::program::Program::strongroom(&[]).env(moto.env()).size(120, 40).file("key.bin", "\u{1}binary");
    let path = program.home().join("key.bin");
    let mut terminal = program.start();
    terminal.wait_for("0 secrets");
    terminal.type_keys("+app/bytes");
    press(&mut terminal, Key::Tab, 2);
    press(&mut terminal, Key::Right, 3);
    terminal.press(Key::Tab);
    terminal.type_keys("missing");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("There is no file missing.");
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys(path.to_str().expect("the path is text"));
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Value: binary, under 64 bytes");
    terminal.type_keys("y");
    terminal.wait_for("Created: app/bytes.");
    let answer = boto.call("get_secret_value", &json!({ "SecretId": "app/bytes" }));
    assert_eq!(answer.get("SecretString"), None);
}

#[test]
fn a_name_taken_meanwhile_leaves_the_form_as_it_was() {
    let moto = Moto::start();
    let boto = moto.boto();
    let mut terminal = at(moto.url(), &[]).start();
    terminal.wait_for("0 secrets");
    boto.create(&json!([{ "name": "app/api", "text": "t" }, { "name": "app/old", "text": "t" }]));
    boto.call("delete_secret", &json!({ "SecretId": "app/old" }));
    terminal.type_keys("+app/api");
    press(&mut terminal, Key::Tab, 3);
    terminal.type_keys("k");
    terminal.press(Key::Tab);
    terminal.type_keys("v");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Keys: k");
    terminal.type_keys("y");
    terminal.wait_for("ResourceExistsException");
    // The cursor is at the name: another one is typed.
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("app/old");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("Keys: k");
    terminal.type_keys("y");
    terminal.wait_for("Restore app/old?");
    terminal.type_keys("y");
    terminal.wait_for("Restored: app/old.");
    let described = boto.call("describe_secret", &json!({ "SecretId": "app/old" }));
    assert_eq!(described.get("DeletedDate"), None);
}

#[test]
fn a_copy_has_value_tags_and_policy_of_what_it_copies() {
    const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"secretsmanager:DeleteSecret","Resource":"*"}]}"#;
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "app/key", "text": "hunter2" }]));
    boto.call(
        "tag_resource",
        &json!({ "SecretId": "app/key", "Tags": [{ "Key": "team", "Value": "payments" }] }),
    );
    boto.call("put_resource_policy", &json!({ "SecretId": "app/key", "ResourcePolicy": POLICY }));
    let mut terminal = super::open(moto.url(), "app/key");
    terminal.type_keys("M");
    terminal.wait_for("app/key-copy");
    press(&mut terminal, Key::Tab, 5);
    terminal.type_keys(" ");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("The value of AWSCURRENT is copied: under 64 bytes.");
    terminal.wait_for("Its resource policy is attached to the copy unchanged.");
    terminal.type_keys("y");
    terminal.wait_for("Created: app/key-copy.");
    let answer = boto.call("get_secret_value", &json!({ "SecretId": "app/key-copy" }));
    assert_eq!(answer["SecretString"], "hunter2");
    let described = boto.call("describe_secret", &json!({ "SecretId": "app/key-copy" }));
    assert_eq!(described["Tags"], json!([{ "Key": "team", "Value": "payments" }]));
    let policy = boto.call("get_resource_policy", &json!({ "SecretId": "app/key-copy" }));
    assert!(policy["ResourcePolicy"].as_str().is_some_and(|policy| policy.contains("DeleteSecret")));
}

#[test]
fn a_copy_goes_to_another_region_unless_its_name_is_taken_there() {
    let moto = Moto::start();
    let (here, there) = (moto.boto(), Boto::in_region("eu-west-1", moto.url()));
    here.create(&json!([{ "name": "app/key", "text": "hunter2", "tags": { "team": "payments" } }]));
    there.create(&json!([{ "name": "app/key", "text": "another" }]));
    let mut terminal = super::open(moto.url(), "app/key");
    terminal.type_keys("M");
    terminal.wait_for("app/key-copy");
    terminal.press(Key::Tab);
    terminal.press(Key::Ctrl('u'));
    terminal.type_keys("eu-west-1");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("A secret with this name already exists in eu-west-1.");
    // The cursor is at the name.
    terminal.type_keys("/eu");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("It is created in eu-west-1, from the secret in us-east-1.");
    terminal.wait_for("--region");
    terminal.type_keys("y");
    terminal.wait_for("Go to the new secret in eu-west-1?");
    let answer = there.call("get_secret_value", &json!({ "SecretId": "app/key/eu" }));
    assert_eq!(answer["SecretString"], "hunter2");
    let described = there.call("describe_secret", &json!({ "SecretId": "app/key/eu" }));
    assert_eq!(described["Tags"], json!([{ "Key": "team", "Value": "payments" }]));
    let missing = here.try_call("describe_secret", &json!({ "SecretId": "app/key/eu" }));
    assert_eq!(missing, Err("ResourceNotFoundException".to_owned()));
    let kept = there.call("get_secret_value", &json!({ "SecretId": "app/key" }));
    assert_eq!(kept["SecretString"], "another");
    terminal.type_keys("y");
    terminal.wait_for("╭─ app/key/eu ─");
    terminal.wait_for("eu-west-1");
}
