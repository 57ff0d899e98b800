//! Lists with odd content: what can be told of them is told, nothing of it reaches the terminal as more than text, and the
//! program goes on.

use serde_json::{Value, json};

use super::faults::{OK, goes_on, json_answer, raw};
use super::{SLACK, at_url, describe, described, served};
use crate::fault::Endpoint;
use crate::keys::Key;

/// An entry of the list, with these members besides ARN and name.
fn entry(name: &str, more: &Value) -> Value {
    let mut entry = json!({
        "ARN": format!("arn:aws:secretsmanager:eu-central-1:123456789012:secret:{name}-AbCdEf"), "Name": name,
    });
    let more = more.as_object().cloned().unwrap_or_default();
    entry.as_object_mut().expect("it is one").extend(more);
    entry
}

fn list(entries: &[Value], token: &Value) -> String {
    json!({ "SecretList": entries, "NextToken": token }).to_string()
}

/// A note on an entry that can't be shown.
const LEFT_OUT: &str = "At least one entry of the list has no ARN or no name, and is not shown.";

/// Each oddity: its name, the answer, and what the screen says.
fn oddities() -> Vec<(&'static str, String, &'static str)> {
    let plain = |name: &str| entry(name, &json!({}));
    let with = |more: Value| list(&[entry("odd", &more), plain("even")], &Value::Null);
    // As much of the sentence as a line of the list holds.
    let shapeless = "JSON that is not from Secrets";
    vec![
        ("a token without text", list(&[plain("even")], &json!("")), "1 secret "),
        ("a token that is null", list(&[plain("even")], &Value::Null), "1 secret "),
        ("a token of another type", list(&[plain("even")], &json!(7)), shapeless),
        ("an entry without an ARN", list(&[json!({ "Name": "odd" }), plain("even")], &Value::Null), LEFT_OUT),
        ("an entry without a name", list(&[json!({ "ARN": "x" }), plain("even")], &Value::Null), LEFT_OUT),
        (
            "entries with nothing in them",
            list(&[json!({}), json!({ "ARN": "", "Name": "" }), plain("even")], &Value::Null),
            "Entries of the list have no ARN or no name",
        ),
        ("an entry that is null", list(&[Value::Null, plain("even")], &Value::Null), shapeless),
        (
            "an ARN three times",
            list(&[plain("even"), plain("even"), plain("even")], &Value::Null),
            "1 secret ",
        ),
        ("dates before all time", with(json!({ "CreatedDate": -1e12, "LastChangedDate": -5 })), "2 secrets"),
        (
            "dates after all time",
            with(json!({ "CreatedDate": 1e300, "NextRotationDate": 9e18 })),
            "2 secrets",
        ),
        ("dates in words", with(json!({ "CreatedDate": "yesterday" })), shapeless),
        (
            "rules that no schedule has",
            with(json!({ "RotationEnabled": true, "RotationRules":
            { "AutomaticallyAfterDays": -7, "ScheduleExpression": "rate(99999999999999999999 days)" } })),
            "2 secrets",
        ),
        (
            "a name of a hundred thousand letters",
            list(&[plain(&"n".repeat(100_000)), plain("even")], &Value::Null),
            "2 secrets",
        ),
        (
            "five thousand accents on a letter",
            list(&[plain(&format!("e{}", "\u{301}".repeat(5_000))), plain("even")], &Value::Null),
            "2 secrets",
        ),
        (
            "a name that clears the screen",
            list(&[plain("a\u{1b}[2J\u{7}\u{202e}b"), plain("even")], &Value::Null),
            "a\\u{1b}[2J\\u{7}\\u{202e}b",
        ),
        (
            "a description that sets the title",
            with(json!({ "Description": "\u{1b}]0;pwned\u{7}\u{9b}31m" })),
            "2 secrets",
        ),
        (
            "a tag of marks without width",
            with(json!({ "Tags": [{ "Key": "\u{200b}\u{2066}k", "Value": "\u{202e}v\u{200d}" }] })),
            "2 secrets",
        ),
        (
            "half a pair of surrogates",
            r#"{"SecretList":[{"ARN":"x","Name":"a","Description":"x\ud800y"}]}"#.to_owned(),
            shapeless,
        ),
    ]
}

#[test]
fn an_odd_list_is_shown_as_far_as_it_is_one() {
    let served = served();
    for (name, answer, says) in oddities() {
        let endpoint = Endpoint::before(served.url());
        endpoint.fail("ListSecrets", json_answer(answer));
        let mut terminal = at_url(&endpoint.url(), &["--no-cache"]).start();
        terminal.wait_until(&format!("{says:?} for {name}"), |screen| screen.contents().contains(says));
        let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
        assert!(!raw.contains("pwned\u{7}") && !raw.contains('\u{9b}'), "{name}");
        endpoint.mend("ListSecrets");
        terminal.type_keys("r");
        terminal.wait_for("73 secrets");
        goes_on(terminal);
    }
}

#[test]
fn the_journal_names_the_page_with_entries_that_are_not_shown() {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let entries = [json!({ "Name": "odd" }), json!({ "ARN": "x" }), entry("even", &json!({}))];
    endpoint.fail("ListSecrets", json_answer(list(&entries, &Value::Null)));
    let mut terminal = at_url(&endpoint.url(), &["--no-cache"]).start();
    terminal.wait_for("Entries of the list have no ARN or no name");
    terminal.wait_for("1 secret ");
    terminal.press(Key::Esc);
    terminal.wait_gone("Entries of the list");
    terminal.type_keys("J");
    terminal.wait_for("without an ARN or a name: 2");
    terminal.press(Key::Esc);
    terminal.wait_gone("without an ARN or a name");
    goes_on(terminal);
}

#[test]
fn tokens_that_lead_in_a_circle_end_the_list() {
    let served = served();
    let page = |name: &str, token: &str| json_answer(list(&[entry(name, &json!({}))], &json!(token)));
    let circle =
        [page("one", "a"), page("two", "b"), page("three", "a"), page("four", "b"), page("five", "a")];
    for (faults, most) in [(vec![page("one", "a"); 9], 2), (circle.to_vec(), 3)] {
        let endpoint = Endpoint::before(served.url());
        endpoint.fail_in_turn("ListSecrets", &faults);
        let terminal = at_url(&endpoint.url(), &["--no-cache"]).start();
        terminal.wait_for("same NextToken twice");
        terminal.wait_for("one ");
        let calls = endpoint.count("ListSecrets");
        goes_on(terminal);
        assert_eq!((calls, endpoint.count("ListSecrets")), (most, most));
    }
}

#[test]
fn a_flood_in_pieces_is_read_no_further_than_the_limit() {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let piece = [b"40000\r\n".as_slice(), &vec![b' '; 0x4_0000], b"\r\n"].concat();
    endpoint.fail("ListSecrets", raw(&format!("{OK}\r\nTransfer-Encoding: chunked"), &piece.repeat(160)));
    let mut terminal = at_url(&endpoint.url(), &["--no-cache"]).start();
    terminal.wait_for("larger than 32 MB");
    endpoint.mend("ListSecrets");
    terminal.type_keys("r");
    terminal.wait_for("73 secrets");
    goes_on(terminal);
}

#[test]
fn versions_whose_tokens_lead_in_a_circle_come_to_an_end() {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let terminal = at_url(&endpoint.url(), &["--no-cache", SLACK]).start();
    described(&terminal, SLACK);
    let arn = &describe(served.boto(), SLACK)["ARN"];
    let page = json!({ "ARN": arn, "Name": SLACK, "Versions": [], "NextToken": "again" });
    endpoint.fail("ListSecretVersionIds", json_answer(page.to_string()));
    let mut terminal = terminal;
    terminal.type_keys("3");
    terminal.wait_for("same NextToken twice");
    goes_on(terminal);
    assert_eq!(endpoint.count("ListSecretVersionIds"), 2);
}

#[test]
fn versions_without_an_id_are_told_and_the_others_shown() {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let terminal = at_url(&endpoint.url(), &["--no-cache", SLACK]).start();
    described(&terminal, SLACK);
    let arn = &describe(served.boto(), SLACK)["ARN"];
    let whole = json!({ "VersionId": "the-one-with-an-id", "VersionStages": ["AWSCURRENT"] });
    let versions = json!([whole, { "VersionStages": ["BLUE"] }, {}]);
    let page = json!({ "ARN": arn, "Name": SLACK, "Versions": versions });
    endpoint.fail("ListSecretVersionIds", json_answer(page.to_string()));
    let mut terminal = terminal;
    terminal.type_keys("3");
    terminal.wait_for("the-one-");
    terminal.wait_for("Not shown: versions without an ID: 2.");
    terminal.press(Key::Esc);
    terminal.wait_gone("Not shown");
    goes_on(terminal);
}
