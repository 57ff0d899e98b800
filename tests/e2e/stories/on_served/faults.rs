//! The named faults: each kind of misbehaviour while the list is read, while a value is read, and while a value is saved,
//! before the save reaches the service and after it.
//!
//! Whatever happens, the screen says what failed and what to do next, the program goes on, the same works once the fault is
//! over, and a save makes one version. Faults that other stories are about are in `on_moto` (`trouble`, `unanswered`,
//! `credentials`, `listing`) and in `outcomes`.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;

use serde_json::json;

use super::{SLACK, at_url, confirm, described, served, text};
use crate::fault::{Endpoint, Fault};
use crate::keys::Key;
use crate::terminal::Terminal;

/// A kind of misbehaviour.
pub(super) struct Kind {
    name: &'static str,
    fault: fn() -> Fault,
    /// What it says of a request that changes something.
    says: Says,
}

/// What a fault says of a request that it meets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// The service has refused it.
    Refused,
    /// Nothing: it may have taken effect.
    Nothing,
}

/// What the user is at when the fault comes.
const SITUATIONS: [&str; 4] = ["list", "value", "save that does not arrive", "save that arrives"];

pub(super) const fn kind(name: &'static str, says: Says, fault: fn() -> Fault) -> Kind {
    Kind { name, fault, says }
}

pub(super) fn answer(status: u16, content_type: &'static str, body: impl Into<String>) -> Fault {
    Fault::Answer { status, content_type, body: body.into() }
}

pub(super) fn json_answer(body: impl Into<String>) -> Fault {
    answer(200, "application/x-amz-json-1.1", body)
}

pub(super) fn raw(head: &str, body: &[u8]) -> Fault {
    Fault::Raw([head.as_bytes(), b"\r\n\r\n", body].concat())
}

pub(super) const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1";

/// Every kind.
#[rustfmt::skip]
const KINDS: &[Kind] = &[
    kind("reset", Says::Nothing, || Fault::Reset),
    kind("closed without a word", Says::Nothing, || Fault::Raw(Vec::new())),
    kind("half a status line", Says::Nothing, || Fault::Raw(b"HTTP/1.".to_vec())),
    kind("half an answer", Says::Nothing, || raw(&format!("{OK}\r\nContent-Length: 500"), b"{\"ARN\":\"arn:aws")),
    kind("a piece that is cut", Says::Nothing, || raw(&format!("{OK}\r\nTransfer-Encoding: chunked"), b"100\r\n{\"ARN\"")),
    kind("a piece of no size", Says::Nothing, || raw(&format!("{OK}\r\nTransfer-Encoding: chunked"), b"zz\r\n{}\r\n0\r\n\r\n")),
    kind("the greeting of SSH", Says::Nothing, || Fault::Raw(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec())),
    kind("an alert of TLS", Says::Nothing, || Fault::Raw(vec![0x15, 3, 3, 0, 2, 2, 0x28])),
    kind("zeros", Says::Nothing, || Fault::Raw(vec![0; 4_096])),
    kind("a head without end", Says::Nothing, || raw(&format!("{OK}\r\nX-Long: {}", "x".repeat(1 << 20)), b"{}")),
    kind("a web page", Says::Nothing, Fault::garbage),
    kind("an empty answer", Says::Nothing, || json_answer("")),
    kind("null", Says::Nothing, || json_answer("null")),
    kind("a list instead of an object", Says::Nothing, || json_answer("[]")),
    kind("an object without members", Says::Nothing, || json_answer("{}")),
    kind("JSON that is cut", Says::Nothing, || json_answer("{\"ARN\":\"arn:aws:secr")),
    kind("members of other types", Says::Nothing, || json_answer(r#"{"ARN":1,"Name":[],"VersionId":{},"SecretList":"x","SecretString":7}"#)),
    kind("no UTF-8", Says::Nothing, || raw(&format!("{OK}\r\nContent-Length: 12"), b"{\"ARN\":\"\xff\xfe\"")),
    kind("nested ten thousand times", Says::Nothing, || json_answer("[".repeat(10_000))),
    kind("a redirect to nowhere", Says::Nothing, || answer(301, "text/html", "<a href='http://127.0.0.1:9/'>moved</a>")),
    kind("a proxy that wants a password", Says::Nothing, || answer(407, "text/html", "<h1>Proxy Authentication Required</h1>")),
    kind("a gateway that fails", Says::Nothing, || answer(502, "text/html", "<h1>Bad Gateway</h1>")),
    kind("a service that is away", Says::Nothing, || answer(503, "text/html", "<h1>Service Unavailable</h1>")),
    kind("a gateway that waited", Says::Nothing, || answer(504, "text/html", "<h1>Gateway Timeout</h1>")),
    kind("an internal error", Says::Nothing, || answer(500, "application/x-amz-json-1.1", r#"{"__type":"InternalServiceError","Message":"An error occurred on the server side."}"#)),
    kind("an error that nobody knows", Says::Refused, || Fault::error("BrandNewException", "This is new.")),
    kind("an error in control characters", Says::Refused, || Fault::error("ValidationException", "\u{1b}[2J\u{7}\u{202e}no")),
    kind("an error of a megabyte", Says::Refused, || Fault::error("ValidationException", &"no ".repeat(350_000))),
    kind("a permission that is missing", Says::Refused, || Fault::denied("GetSecretValue")),
    kind("a token that has expired", Says::Refused, || Fault::error("ExpiredTokenException", "The security token included in the request is expired")),
    kind("a signature that is wrong", Says::Refused, || Fault::error("InvalidSignatureException", "The request signature we calculated does not match")),
    kind("a clock that is off", Says::Refused, || Fault::error("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")),
];

/// The sign before what to do next.
const NEXT: &str = "→ ";

/// Tries each kind on threads of their own, and names those that failed.
fn each(kinds: impl Iterator<Item = &'static Kind> + Send, story: impl Fn(&Kind) + Sync) {
    let (waiting, failed) = (Mutex::new(kinds), Mutex::new(Vec::new()));
    let next = || waiting.lock().expect("no thread panics with it").next();
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while let Some(kind) = next() {
                    if catch_unwind(AssertUnwindSafe(|| story(kind))).is_err() {
                        failed.lock().expect("no thread panics with it").push(kind.name);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().expect("no thread panics with it");
    assert!(failed.is_empty(), "failed: {failed:?}");
}

/// Ends the program, which must have left the terminal as it was.
pub(super) fn goes_on(mut terminal: Terminal) {
    terminal.type_keys("?");
    terminal.wait_for("Keys in ");
    terminal.press(Key::Ctrl('c'));
    assert!(terminal.expect_exit().success());
    terminal.assert_restored();
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw.contains("panicked") && !raw.contains('\u{7}') && !raw.contains('\u{202e}'));
}

#[test]
fn the_named_faults_are_at_least_sixty() {
    let arriving = KINDS.iter().filter(|kind| kind.says == Says::Nothing).count();
    let named: BTreeSet<String> = KINDS
        .iter()
        .flat_map(|kind| SITUATIONS.iter().map(move |situation| (kind, situation)))
        .filter(|(kind, situation)| kind.says == Says::Nothing || **situation != SITUATIONS[3])
        .map(|(kind, situation)| format!("{}: {situation}", kind.name))
        .collect();
    assert_eq!(named.len(), 3 * KINDS.len() + arriving, "each has a name of its own");
    assert!(named.len() >= 60, "{named:#?}");
}

#[test]
fn while_the_list_is_read() {
    read_the_list(KINDS);
}

/// The list is read at an endpoint that has each fault, and is read again once it is over.
pub(super) fn read_the_list(kinds: &'static [Kind]) {
    let served = served();
    each(kinds.iter(), |kind| {
        let endpoint = Endpoint::before(served.url());
        endpoint.fail("ListSecrets", (kind.fault)());
        let mut terminal = at_url(&endpoint.url(), &["--no-cache"]).start();
        terminal.wait_until(&format!("what failed, after {}", kind.name), |screen| {
            let text = screen.contents();
            // An object without members is a list without secrets.
            text.contains(NEXT) || text.contains("No secrets in ")
        });
        endpoint.mend("ListSecrets");
        terminal.type_keys("r");
        terminal.wait_for("73 secrets");
        goes_on(terminal);
    });
}

#[test]
fn while_a_value_is_read() {
    read_a_value(KINDS);
}

/// A value is read at an endpoint that has each fault, and is read again once it is over.
pub(super) fn read_a_value(kinds: &'static [Kind]) {
    let served = served();
    let value = text(served.boto(), SLACK).as_str().expect("it is text").to_owned();
    each(kinds.iter(), |kind| {
        let endpoint = Endpoint::before(served.url());
        let mut terminal = at_url(&endpoint.url(), &["--no-cache", SLACK]).start();
        described(&terminal, SLACK);
        endpoint.fail("GetSecretValue", (kind.fault)());
        terminal.type_keys("v");
        terminal.wait_until(&format!("what failed, after {}", kind.name), |screen| {
            screen.contents().contains(NEXT)
        });
        endpoint.mend("GetSecretValue");
        terminal.type_keys("v");
        terminal.wait_for("text, ");
        terminal.type_keys("v");
        terminal.wait_for(&value);
        goes_on(terminal);
    });
}

/// A value is typed and sent at an endpoint that has the fault; in the end it is saved, as one version.
fn save(kind: &Kind, fault: Fault, saves_itself: bool) {
    let served = served();
    let endpoint = Endpoint::before(served.url());
    let boto = served.boto();
    let versions = || {
        let all = json!({ "SecretId": SLACK, "IncludeDeprecated": true });
        boto.call("list_secret_version_ids", &all)["Versions"].as_array().map_or(0, Vec::len)
    };
    let before = versions();
    let mut terminal = at_url(&endpoint.url(), &["--no-cache", SLACK]).start();
    described(&terminal, SLACK);
    terminal.type_keys("2e");
    terminal.wait_for("Began from version");
    terminal.press(Key::Ctrl('k'));
    terminal.type_keys("hunter3");
    terminal.press(Key::Ctrl('s'));
    endpoint.fail("PutSecretValue", fault);
    confirm(&mut terminal, "Save the value of shared/slack/bot-token?");
    if !saves_itself {
        terminal.wait_until(&format!("what failed, after {}", kind.name), |screen| {
            let text = screen.contents();
            text.contains(NEXT) && text.contains("ctrl-s")
        });
        assert_eq!(versions(), before, "nothing has arrived");
        endpoint.mend("PutSecretValue");
        terminal.press(Key::Ctrl('s'));
        confirm(&mut terminal, "Save the value of shared/slack/bot-token?");
    }
    terminal.wait_for("Value saved: shared/slack/bot-token.");
    assert_eq!(text(boto, SLACK), "hunter3");
    assert_eq!(
        versions(),
        before + 1,
        "one version, though {} requests arrived",
        endpoint.arrived("PutSecretValue")
    );
    goes_on(terminal);
}

#[test]
fn while_a_value_is_saved_that_does_not_arrive() {
    save_unheard(KINDS);
}

/// A value is saved at an endpoint that has each fault instead of passing the request on.
pub(super) fn save_unheard(kinds: &'static [Kind]) {
    each(kinds.iter(), |kind| save(kind, (kind.fault)(), false));
}

#[test]
fn while_a_value_is_saved_that_arrives() {
    save_heard(KINDS);
}

/// A value is saved at an endpoint that passes the request on, and has each fault instead of the answer.
pub(super) fn save_heard(kinds: &'static [Kind]) {
    let open = kinds.iter().filter(|kind| kind.says == Says::Nothing);
    each(open, |kind| save(kind, Fault::AfterArrival(Box::new((kind.fault)())), true));
}
