//! Changes; boto3 says what came of each.

use serde_json::json;

use super::{at, behind_faults, confirm, one_secret, open, version};
use crate::fault::Fault;
use crate::keys::Key;
use crate::moto::Moto;

#[test]
fn a_secret_is_restored() {
    let moto = Moto::start();
    moto.boto().create(&json!([{ "name": "old/ftp", "text": "still here", "deleted": 9 }]));
    let mut terminal = open(moto.url(), "old/ftp");
    terminal.type_keys("U");
    confirm(&mut terminal, "Restore old/ftp?");
    terminal.wait_for("Restored: old/ftp.");
    let read = moto.boto().call("get_secret_value", &json!({ "SecretId": "old/ftp" }));
    assert_eq!(read["SecretString"], "still here");
    terminal.type_keys("vv");
    terminal.wait_for("still here");
}

#[test]
fn a_secret_is_rolled_back() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "app/db", "text": "good", "versions": ["broken"] }]));
    let (broken, good) = (version(&boto, "app/db", "AWSCURRENT"), version(&boto, "app/db", "AWSPREVIOUS"));
    let mut terminal = open(moto.url(), "app/db");
    terminal.type_keys("B");
    confirm(&mut terminal, "Roll back app/db?");
    terminal.wait_for("AWSCURRENT moved to version ");
    assert_eq!(version(&boto, "app/db", "AWSCURRENT"), good);
    assert_eq!(version(&boto, "app/db", "AWSPREVIOUS"), broken);
    // Without a stage, moto reads what was current before.
    let current = json!({ "SecretId": "app/db", "VersionStage": "AWSCURRENT" });
    assert_eq!(boto.call("get_secret_value", &current)["SecretString"], "good");
}

#[test]
fn description_and_key_are_changed_and_changed_back() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "app/db", "text": "t", "description": "Orders" }]));
    let details = || {
        let described = boto.call("describe_secret", &json!({ "SecretId": "app/db" }));
        (described["Description"].clone(), described["KmsKeyId"].clone())
    };
    let mut terminal = open(moto.url(), "app/db");
    terminal.type_keys("D");
    terminal.wait_for("Change the details of app/db");
    terminal.type_keys(" of the shop");
    terminal.press(Key::Tab);
    terminal.type_keys("alias/shop");
    terminal.press(Key::Ctrl('s'));
    terminal.wait_for("$ aws secretsmanager update-secret");
    terminal.type_keys("y");
    terminal.wait_for("Details changed: app/db.");
    assert_eq!(details(), (json!("Orders of the shop"), json!("alias/shop")));
    terminal.type_keys("u");
    confirm(&mut terminal, "Undo the changes to the details of app/db?");
    terminal.wait_gone("undoes it");
    terminal.wait_for("Details changed: app/db.");
    assert_eq!(details().0, "Orders");
}

/// What turns rotation of `app/token` on.
fn monthly() -> serde_json::Value {
    json!({ "SecretId": "app/token", "RotationRules": { "AutomaticallyAfterDays": 30 } })
}

#[test]
fn a_secret_is_rotated_as_far_as_moto_does() {
    let (moto, endpoint) = behind_faults(&one_secret());
    let boto = moto.boto();
    boto.call("rotate_secret", &monthly());
    let before = version(&boto, "app/token", "AWSCURRENT").expect("it has a value");
    let mut terminal = open(&endpoint.url(), "app/token");
    terminal.type_keys("R");
    confirm(&mut terminal, "Rotate app/token?");
    endpoint.wait_for_calls("RotateSecret", 1);
    terminal.wait_for("Rotated app/token: AWSCURRENT is on version ");
    let after = version(&boto, "app/token", "AWSCURRENT").expect("it has a value");
    assert_ne!(after, before);
    terminal.wait_for(&format!("AWSCURRENT is on version {}", &after[..8]));
    assert_eq!(version(&boto, "app/token", "AWSPREVIOUS"), Some(before));
}

#[test]
fn rotation_is_cancelled() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&one_secret());
    let mut rotation = monthly();
    rotation["RotationLambdaARN"] = json!("arn:aws:lambda:us-east-1:123456789012:function:rotate");
    // moto keeps the settings before it finds that there is no such function.
    assert_eq!(boto.try_call("rotate_secret", &rotation).unwrap_err(), "ResourceNotFoundException");
    let described = || boto.call("describe_secret", &json!({ "SecretId": "app/token" }));
    assert_eq!(described()["RotationEnabled"], true);
    let mut terminal = open(moto.url(), "app/token");
    terminal.type_keys("C");
    confirm(&mut terminal, "Cancel rotation of app/token?");
    terminal.wait_for("Rotation cancelled: app/token.");
    assert_eq!(described()["RotationEnabled"], false);
}

#[test]
fn a_change_that_is_denied_changes_nothing_and_is_sent_once() {
    let (moto, endpoint) = behind_faults(&json!([{ "name": "old/ftp", "text": "t", "deleted": 9 }]));
    endpoint.fail("RestoreSecret", Fault::denied("RestoreSecret"));
    let mut terminal = open(&endpoint.url(), "old/ftp");
    terminal.type_keys("U");
    confirm(&mut terminal, "Restore old/ftp?");
    terminal.wait_for("Could not restore old/ftp");
    terminal.wait_for("Ask for the permission secretsmanager:RestoreSecret");
    assert_eq!(endpoint.count("RestoreSecret"), 1);
    let described = moto.boto().call("describe_secret", &json!({ "SecretId": "old/ftp" }));
    assert!(described["DeletedDate"].is_string());
}

#[test]
fn read_only_sends_no_change() {
    let (moto, endpoint) = behind_faults(&json!([{ "name": "old/ftp", "text": "t", "deleted": 9 }]));
    let mut terminal = at(&endpoint.url(), &["--read-only", "old/ftp"]).start();
    terminal.wait_for("read just now");
    for (key, operation) in [
        ("R", "RotateSecret"),
        ("C", "CancelRotateSecret"),
        ("U", "RestoreSecret"),
        ("B", "UpdateSecretVersionStage"),
    ] {
        terminal.type_keys(key);
        terminal.wait_for(&format!("{operation} refused: this session is read-only."));
    }
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    let reads = ["ListSecrets", "DescribeSecret", "GetCallerIdentity"];
    let calls = endpoint.calls();
    assert!(calls.iter().all(|call| reads.contains(&call.as_str())), "{calls:?}");
    let described = moto.boto().call("describe_secret", &json!({ "SecretId": "old/ftp" }));
    assert!(described["DeletedDate"].is_string());
}

#[test]
fn leaving_while_a_change_is_out_asks_first() {
    let (moto, endpoint) = behind_faults(&json!([{ "name": "old/ftp", "text": "t", "deleted": 9 }]));
    endpoint.fail("RestoreSecret", Fault::Hold);
    let mut terminal = open(&endpoint.url(), "old/ftp");
    terminal.type_keys("U");
    confirm(&mut terminal, "Restore old/ftp?");
    endpoint.wait_for_calls("RestoreSecret", 1);
    terminal.type_keys("q");
    terminal.wait_for("Quit before the service has answered?");
    terminal.type_keys("n");
    endpoint.mend("RestoreSecret");
    terminal.wait_for("Restored: old/ftp.");
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
    assert!(moto.boto().call("describe_secret", &json!({ "SecretId": "old/ftp" }))["DeletedDate"].is_null());
}
