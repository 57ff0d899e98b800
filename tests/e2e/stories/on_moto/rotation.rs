//! A rotation that is stuck, and replicas.

use serde_json::{Value, json};

use super::open;
use crate::boto::Boto;
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::moto::Moto;
use crate::terminal::Terminal;

fn press(terminal: &mut Terminal, key: Key, times: usize) {
    (0..times).for_each(|_| terminal.press(key));
}

fn describe(boto: &Boto) -> Value {
    boto.call("describe_secret", &json!({ "SecretId": "app/db" }))
}

/// The labels of a version; none where it has none.
fn labels(boto: &Boto, version: &Value) -> Vec<String> {
    let described = describe(boto);
    let labels = &described["VersionIdsToStages"][version.as_str().expect("a version has an id")];
    labels.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A secret whose rotation left AWSPENDING on a version of its own; answers that version.
fn stuck(boto: &Boto) -> Value {
    boto.create(&json!([{ "name": "app/db", "text": "old" }]));
    let pending = json!({ "SecretId": "app/db", "SecretString": "new", "VersionStages": ["AWSPENDING"] });
    boto.call("put_secret_value", &pending)["VersionId"].clone()
}

#[test]
fn the_pending_version_of_a_stuck_rotation_is_promoted() {
    let moto = Moto::start();
    let boto = moto.boto();
    let pending = stuck(&boto);
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail("UpdateSecretVersionStage", Fault::denied("UpdateSecretVersionStage"));
    let mut terminal = open(&endpoint.url(), "app/db");
    terminal.type_keys("7F");
    // It has just begun, as far as the service tells.
    terminal.wait_for("Recover the pending rotation of app/db");
    terminal.press(Key::Right);
    terminal.press(Key::Right);
    terminal.wait_for("Moves AWSCURRENT to it");
    terminal.press(Key::Enter);
    terminal.wait_for("Move AWSCURRENT of app/db to version ");
    terminal.type_keys("y");
    terminal.wait_for("Ask for the permission secretsmanager:UpdateSecretVersionStage");
    assert!(!labels(&boto, &pending).contains(&"AWSCURRENT".to_owned()));

    endpoint.mend("UpdateSecretVersionStage");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("$ aws secretsmanager update-secret-version-stage");
    terminal.type_keys("y");
    terminal.wait_for("AWSCURRENT moved to version ");
    assert!(labels(&boto, &pending).contains(&"AWSCURRENT".to_owned()));
}

#[test]
fn a_rotation_is_set_up_with_a_function_and_days() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "app/db", "text": "t" }]));
    let function = boto.run("function", &json!("rotate"));
    let mut terminal = open(moto.url(), "app/db");
    terminal.type_keys("7e");
    terminal.wait_for("Rotation of app/db");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("is rotated by a Lambda function");
    terminal.paste(function.as_str().expect("it is an ARN"));
    press(&mut terminal, Key::Tab, 2);
    press(&mut terminal, Key::Backspace, 2);
    terminal.type_keys("45");
    press(&mut terminal, Key::Tab, 2);
    terminal.type_keys(" ");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("--no-rotate-immediately");
    terminal.type_keys("y");
    terminal.wait_for("Rotation settings saved: app/db.");
    let described = describe(&boto);
    assert_eq!(described["RotationEnabled"], true);
    assert_eq!(described["RotationLambdaARN"], function);
    assert_eq!(described["RotationRules"]["AutomaticallyAfterDays"], 45);
}

#[test]
fn a_secret_is_replicated_and_the_replica_removed() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "app/db", "text": "t" }]));
    let mut terminal = open(moto.url(), "app/db");
    terminal.type_keys("6+");
    terminal.wait_for("Replicate app/db");
    terminal.type_keys("eu-west-1");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("$ aws secretsmanager replicate-secret-to-regions");
    terminal.type_keys("y");
    terminal.wait_for("app/db is in sync in eu-west-1.");
    assert_eq!(describe(&boto)["ReplicationStatus"][0]["Region"], "eu-west-1");

    terminal.type_keys("x");
    terminal.wait_for("$ aws secretsmanager remove-regions-from-replication");
    terminal.type_keys("y");
    terminal.wait_for("Not replicated to any other Region.");
    assert_eq!(describe(&boto)["ReplicationStatus"].as_array().map_or(0, Vec::len), 0);
}
