//! Answers that break the rules of HTTP, or keep to them and are none of the service: the same stories as in `faults`.

use super::faults::{
    Kind, OK, Says, answer, goes_on, json_answer, kind, raw, read_a_value, read_the_list, save_heard,
    save_unheard,
};
use super::{SLACK, at_url, described, served};
use crate::fault::{Endpoint, Fault};

const OTHER: &str = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:other-AbCdEf";

/// Bytes of UTF-16, with the mark of their order.
fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn with_length(length: &str, body: &[u8]) -> Fault {
    raw(&format!("{OK}\r\nContent-Length: {length}"), body)
}

/// Every kind.
#[rustfmt::skip]
const KINDS: &[Kind] = &[
    kind("a length that is too small", Says::Nothing, || with_length("5", b"{\"SecretList\":[]}")),
    kind("a negative length", Says::Nothing, || with_length("-1", b"{}")),
    kind("two lengths", Says::Nothing, || raw(&format!("{OK}\r\nContent-Length: 2\r\nContent-Length: 17"), b"{}")),
    kind("a length that no number holds", Says::Nothing, || with_length("99999999999999999999999", b"{}")),
    kind("compressed", Says::Nothing, || raw(&format!("{OK}\r\nContent-Encoding: gzip\r\nContent-Length: 4"), b"\x1f\x8b\x08\0")),
    kind("an encoding that nobody knows", Says::Nothing, || raw(&format!("{OK}\r\nTransfer-Encoding: rot13"), b"{}")),
    kind("an error under the status of a success", Says::Nothing, || json_answer(r#"{"__type":"AccessDeniedException","Message":"no"}"#)),
    kind("a refusal without a code", Says::Nothing, || answer(403, "application/json", r#"{"message":"Forbidden"}"#)),
    kind("a wall in front of it", Says::Nothing, || answer(403, "text/html", "<h1>Request blocked</h1>")),
    kind("a redirect to a login", Says::Nothing, || raw("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0", b"")),
    kind("a redirect that keeps the method", Says::Nothing, || raw("HTTP/1.1 307 Temporary Redirect\r\nLocation: /\r\nContent-Length: 0", b"")),
    kind("no content", Says::Nothing, || raw("HTTP/1.1 204 No Content", b"")),
    kind("another protocol", Says::Nothing, || raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade", b"")),
    kind("a status of no class", Says::Nothing, || raw("HTTP/1.1 999 What\r\nContent-Length: 0", b"")),
    kind("a status that is none", Says::Nothing, || raw("HTTP/1.1 000 Zero\r\nContent-Length: 0", b"")),
    kind("the greeting of HTTP/2", Says::Nothing, || Fault::Raw(b"\0\0\x12\x04\0\0\0\0\0".to_vec())),
    kind("a mark of the byte order", Says::Nothing, || json_answer("\u{feff}{}")),
    kind("UTF-16", Says::Nothing, || with_length("6", &utf16("{}"))),
    kind("the answer about another secret", Says::Nothing, || json_answer(format!(r#"{{"ARN":"{OTHER}","Name":"other","VersionId":"11111111-2222-3333-4444-555555555555","SecretString":"of-another","VersionStages":["AWSCURRENT"]}}"#))),
];

#[test]
fn while_the_list_is_read() {
    read_the_list(KINDS);
}

#[test]
fn while_a_value_is_read() {
    read_a_value(KINDS);
}

#[test]
fn while_a_value_is_saved_that_does_not_arrive() {
    save_unheard(KINDS);
}

#[test]
fn while_a_value_is_saved_that_arrives() {
    save_heard(KINDS);
}

#[test]
fn what_comes_before_an_answer_or_byte_by_byte_is_waited_for() {
    let served = served();
    for fault in [Fault::Preceded(b"HTTP/1.1 100 Continue\r\n\r\n".repeat(50)), Fault::Dripping] {
        let endpoint = Endpoint::before(served.url());
        endpoint.fail("DescribeSecret", fault);
        let terminal = at_url(&endpoint.url(), &["--no-cache", SLACK]).start();
        described(&terminal, SLACK);
        assert_eq!(endpoint.arrived("DescribeSecret"), endpoint.count("DescribeSecret"));
        goes_on(terminal);
    }
}
