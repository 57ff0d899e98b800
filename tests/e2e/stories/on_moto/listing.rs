//! Long lists, page by page.

use serde_json::json;

use super::{at, behind_faults, one_secret};
use crate::fault::{Endpoint, Fault};
use crate::keys::{Key, Mouse};
use crate::moto::Moto;
use crate::waiting::eventually;

#[test]
fn two_thousand_secrets_are_all_listed_and_found() {
    let moto = Moto::start();
    moto.boto().create_many("bulk/", 2_000);
    let mut terminal = at(moto.url(), &[]).start();
    terminal.wait_for("2000 secrets");
    for number in ["0000", "1999"] {
        terminal.type_keys(&format!("/{number}"));
        terminal.wait_for(&format!("╭─ bulk/{number} ─"));
        terminal.wait_for("1 of 2000");
        terminal.press(Key::Esc);
        terminal.wait_gone("1 of 2000");
    }
    terminal.type_keys("/bulk 1234");
    terminal.wait_for("1 of 2000");
    terminal.press(Key::Enter);
    terminal.type_keys("v");
    terminal.wait_for("text, under 64 bytes");
    terminal.type_keys("v");
    terminal.wait_for("value 1234");
}

#[test]
fn a_click_on_a_heading_sorts_by_what_boto3_changed_last() {
    let moto = Moto::start();
    let boto = moto.boto();
    boto.create(&json!([{ "name": "app/a", "text": "1" }, { "name": "app/b", "text": "2" }, { "name": "app/c", "text": "3" }]));
    let mut terminal = at(moto.url(), &[]).size(80, 24).start();
    terminal.wait_for("3 secrets");
    let order = |screen: &str| {
        let mut names = ["app/a", "app/b", "app/c"].map(|name| (screen.find(name), name));
        names.sort_unstable();
        names.map(|(_, name)| name)
    };
    let changed = |name: &str| {
        boto.call("describe_secret", &json!({ "SecretId": name }))["LastChangedDate"].to_string()
    };
    // moto keeps whole seconds.
    eventually("app/b is changed in a later second than the others", || {
        boto.call("put_secret_value", &json!({ "SecretId": "app/b", "SecretString": "next" }));
        changed("app/b") > changed("app/c")
    });
    terminal.type_keys("r");
    terminal.point_at("Changed", Mouse::Click);
    terminal.wait_for("Changed▲");
    terminal.wait_until("app/b is the last", |screen| order(&screen.contents())[2] == "app/b");
    terminal.point_at("Changed▲", Mouse::Click);
    terminal.wait_for("Changed▼");
    terminal.wait_until("app/b is the first", |screen| order(&screen.contents())[0] == "app/b");
}

#[test]
fn the_list_is_usable_while_it_loads_and_can_be_stopped() {
    let moto = Moto::start();
    moto.boto().create_many("bulk/", 250);
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail_after("ListSecrets", 1, 1, Fault::Hold);
    let mut terminal = at(&endpoint.url(), &[]).start();
    terminal.wait_for("100+ secrets, loading");
    terminal.wait_for("loading… 100");
    terminal.type_keys("/0042");
    terminal.wait_for("1 of 100+");
    terminal.press(Key::Enter);
    terminal.wait_for("╭─ bulk/0042 ─");
    terminal.wait_for("read just now");
    terminal.type_keys("h");
    terminal.press(Key::Ctrl('x'));
    terminal.wait_for("stopped: the list is incomplete");
    endpoint.mend("ListSecrets");
    terminal.type_keys("r");
    terminal.wait_for("1 of 250");
}

#[test]
fn an_error_amid_the_pages_keeps_what_came() {
    let moto = Moto::start();
    moto.boto().create_many("bulk/", 250);
    let endpoint = Endpoint::before(moto.url());
    endpoint.fail_after("ListSecrets", 2, 1, Fault::denied("ListSecrets"));
    let mut terminal = at(&endpoint.url(), &[]).start();
    terminal.wait_for("200+ secrets, incomplete");
    terminal.wait_for("failed: the list is incomplete");
    terminal.wait_for("Ask for the permission secretsmanager:ListSecrets");
    terminal.wait_for("bulk/0000");
    endpoint.mend("ListSecrets");
    terminal.type_keys("r");
    terminal.wait_for("250 secrets");
    terminal.wait_gone("incomplete");
}

#[test]
fn throttled_pages_are_tried_again() {
    let (_moto, endpoint) = behind_faults(&one_secret());
    endpoint.fail_times("ListSecrets", 2, Fault::error("ThrottlingException", "Rate exceeded"));
    let mut terminal = at(&endpoint.url(), &[]).start();
    terminal.wait_for("1 secret");
    terminal.type_keys("J");
    terminal.wait_until("three tries", |screen| {
        let mut rows = screen.rows(0, screen.size().1.get());
        rows.any(|row| row.contains("ListSecrets ") && row.contains("  3  ✓"))
    });
}

#[test]
fn secrets_scheduled_for_deletion_are_listed_as_such() {
    let moto = Moto::start();
    moto.boto()
        .create(&json!([{ "name": "old/ftp", "text": "t", "deleted": 9 }, { "name": "new", "text": "t" }]));
    let mut terminal = at(moto.url(), &[]).start();
    terminal.wait_for("2 secrets");
    terminal.type_keys("/deleted:yes");
    terminal.wait_for("1 of 2");
    // moto's DeletedDate is the end of the window, and lies in the future: by AWS's meaning nothing follows from it.
    terminal.wait_for("scheduled");
}

#[test]
fn no_secrets_at_all_says_where_and_what_next() {
    let moto = Moto::start();
    let terminal = at(moto.url(), &[]).start();
    terminal.wait_for("No secrets in us-east-1.");
    terminal.wait_for("w switches the Region, p the profile");
}

#[test]
fn an_endpoint_without_an_order_of_names_is_listed_to_the_end() {
    let moto = Moto::start();
    // Made in this order, which moto keeps: no order of names.
    for folder in ["web/", "bulk/", "infra/"] {
        moto.boto().create_many(folder, 400);
    }
    let mut terminal = at(moto.url(), &[]).start();
    terminal.wait_for("1200 secrets");
    terminal.type_keys("J");
    terminal.wait_for("one page after another: names are not ordered");
}
