//! Bookmarks beside another client: kept over a restart, and told when their secrets are gone.

use serde_json::json;
use tempfile::TempDir;

use super::at;
use crate::fault::{Endpoint, Fault};
use crate::moto::Moto;
use crate::terminal::Terminal;

#[track_caller]
fn quit(mut terminal: Terminal) {
    terminal.type_keys("q");
    assert!(terminal.expect_exit().success());
}

#[test]
fn a_bookmark_is_kept_and_tells_when_boto3_has_deleted_its_secret() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "app/one", "text": "1" }, { "name": "app/two", "text": "2" }]));
    let state = TempDir::new().expect("a folder can be made");
    let program = |url: &str| at(url, &["--no-cache"]).env([("XDG_STATE_HOME", state.path())]);
    // STS never answers: the bookmark is kept all the same.
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail("GetCallerIdentity", Fault::Hold);
    let mut terminal = program(&endpoint.url()).start();
    terminal.wait_for("2 secrets");
    terminal.type_keys("m");
    terminal.wait_for("Bookmarked: app/one");
    quit(terminal);
    endpoint.mend("GetCallerIdentity");
    let mut terminal = program(&endpoint.url()).start();
    terminal.wait_for("123456789012");
    terminal.type_keys("/is:bookmarked\r");
    terminal.wait_for("1 of 2");
    boto.call("delete_secret", &json!({ "SecretId": "app/one", "ForceDeleteWithoutRecovery": true }));
    quit(terminal);
    let mut terminal = program(&endpoint.url()).start();
    terminal.wait_for("1 secret");
    terminal.wait_for("123456789012");
    terminal.type_keys("'");
    terminal.wait_for("no longer listed");
}
