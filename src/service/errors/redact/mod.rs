//! Redacts secret values from error messages, which are shown and logged. Some errors quote the request: whole, a part of
//! it, or encoded.

mod decoded;
mod leaves;

use crate::secrets::ValueBody;
use base64::prelude::{BASE64_STANDARD, Engine};
use decoded::{Decoded, Escapes, RECOGNISABLE};
use leaves::leaves;
use memchr::memmem::Finder;
use std::ops::Range;
use zeroize::Zeroizing;

/// Replaces a quoted value.
const WITHHELD: &str = "(withheld)";

/// The most bytes of a message that are looked through. No screen has room for more.
const MESSAGE_LIMIT: usize = 16 * 1024;

/// The most escapes that are taken off one after the other: JSON in JSON, or JSON in a web page.
const ESCAPES_LIMIT: usize = 2;

/// The text before and after the value in a constraint error.
const CONSTRAINT: (&str, &str) = ("Value '", "' at '");

/// The `message` about a request that carried `value`, with every occurrence of the value replaced, and of each string and
/// number in it if it is JSON: as it is, escaped as in JSON, URLs and HTML, in base64 and in hex.
pub(super) fn redact(value: &ValueBody, message: &str) -> String {
    if message.len() > MESSAGE_LIMIT {
        return format!("(a message of {} bytes, withheld)", message.len());
    }
    redact_constraint(&redact_output(value, &[], message))
}

/// The output of a program that got `value`, with every occurrence of it replaced in the same way.
///
/// A part of the value may also be a part of the secret's name or ARN, as a user name often is. Where one of these `names`
/// stands in full, its parts tell nothing but the name, and stay. Everywhere else they are replaced, since a password may
/// well be a word of the name; so is a part that is the whole name.
pub fn redact_output(value: &ValueBody, names: &[String], output: &str) -> String {
    let parts = parts(value);
    let parts: Vec<Finder<'_>> = parts.iter().map(|part| Finder::new(part.as_slice())).collect();
    let mut quoted = Vec::new();
    find_quoted(&Decoded::of(output), &parts, ESCAPES_LIMIT, &mut quoted);
    let wholes = places_of(names, output);
    quoted.retain(|place| !wholes.iter().any(|whole| is_part(place, whole)));
    redact_short(value, replace(output, quoted))
}

/// The places where names stand in full.
fn places_of(names: &[String], output: &str) -> Vec<Range<usize>> {
    let of_name = |name: &String| {
        let length = name.len();
        output.match_indices(name.as_str()).map(move |(at, _)| at..at + length).collect::<Vec<_>>()
    };
    names.iter().filter(|name| !name.is_empty()).flat_map(of_name).collect()
}

/// True if a place lies within another one that is larger.
fn is_part(place: &Range<usize>, whole: &Range<usize>) -> bool {
    whole.start <= place.start && place.end <= whole.end && place.len() < whole.len()
}

/// True if no occurrence of the value or its parts reaches over the end of a line: its lines can be redacted one by one.
pub fn is_redacted_by_line(value: &ValueBody) -> bool {
    parts(value).iter().all(|part| !part.contains(&b'\n') && !part.contains(&b'\r'))
}

/// The value and its parts that can be recognised wherever they occur.
fn parts(value: &ValueBody) -> Vec<Zeroizing<Vec<u8>>> {
    let (whole, text) = match value {
        ValueBody::Text(text) => (text.as_bytes(), Some(text.as_str())),
        ValueBody::Binary(bytes) => (&bytes[..], str::from_utf8(bytes).ok()),
    };
    let leaves = text.map(leaves).unwrap_or_default();
    let leaves = leaves.iter().map(|leaf| Zeroizing::new(leaf.as_bytes().to_vec()));
    let all = leaves.chain([Zeroizing::new(whole.to_vec())]);
    let mut parts: Vec<_> = all.filter(|part| part.len() >= RECOGNISABLE).collect();
    parts.sort_unstable_by(|a, b| a.as_slice().cmp(b));
    parts.dedup();
    parts
}

/// Finds the places in the message where a part is quoted, encoded at most `escapes` times.
fn find_quoted(text: &Decoded, parts: &[Finder<'_>], escapes: usize, quoted: &mut Vec<Range<usize>>) {
    find_parts(text, parts, quoted);
    for run in text.runs() {
        find_parts(&run, parts, quoted);
        if let Some(unescaped) = run.unescaped(Escapes::Backslash) {
            find_parts(&unescaped, parts, quoted);
        }
    }
    if escapes == 0 {
        return;
    }
    for unescaped in Escapes::ALL.into_iter().filter_map(|kind| text.unescaped(kind)) {
        find_quoted(&unescaped, parts, escapes - 1, quoted);
    }
}

/// Finds the places of the parts, overlapping ones too.
fn find_parts(text: &Decoded, parts: &[Finder<'_>], quoted: &mut Vec<Range<usize>>) {
    for part in parts {
        let mut from = 0;
        while let Some(at) = part.find(&text.bytes[from..]) {
            let start = from + at;
            quoted.push(text.origin(start..start + part.needle().len()));
            from = start + 1;
        }
    }
}

/// Replaces places of the message. Those that overlap become one.
fn replace(message: &str, mut places: Vec<Range<usize>>) -> String {
    places.sort_by_key(|place| (place.start, place.end));
    let mut replaced = String::with_capacity(message.len());
    let mut kept_from = 0;
    let mut places = places.into_iter().peekable();
    while let Some(Range { start, mut end }) = places.next() {
        while let Some(next) = places.next_if(|next| next.start < end) {
            end = end.max(next.end);
        }
        // A value of bytes may begin or end within a character.
        replaced.push_str(&message[kept_from..message.floor_char_boundary(start).max(kept_from)]);
        replaced.push_str(WITHHELD);
        kept_from = message.ceil_char_boundary(end);
    }
    replaced.push_str(&message[kept_from..]);
    replaced
}

/// Redacts a value that is too short to be recognised anywhere, where it stands between quotes.
fn redact_short(value: &ValueBody, mut message: String) -> String {
    for form in short_forms(value) {
        for quote in ['\'', '"', '`'] {
            let quoted = Zeroizing::new(format!("{quote}{}{quote}", *form));
            message = message.replace(quoted.as_str(), &format!("{quote}{WITHHELD}{quote}"));
        }
    }
    message
}

/// The forms of a value that is too short to be recognised anywhere: as it is, as a JSON string, in base64.
fn short_forms(value: &ValueBody) -> Vec<Zeroizing<String>> {
    let mut forms = Vec::new();
    let (bytes, text) = match value {
        ValueBody::Text(text) => (text.as_bytes(), Some(text.as_str())),
        ValueBody::Binary(bytes) => (&bytes[..], str::from_utf8(bytes).ok()),
    };
    if bytes.is_empty() || bytes.len() >= RECOGNISABLE {
        return forms;
    }
    forms.push(Zeroizing::new(BASE64_STANDARD.encode(bytes)));
    if let Some(text) = text {
        let quoted = Zeroizing::new(serde_json::Value::from(text).to_string());
        forms.push(Zeroizing::new(text.to_owned()));
        forms.push(Zeroizing::new(quoted[1..quoted.len() - 1].to_owned()));
    }
    forms
}

/// Redacts the value that a constraint error quotes, whole or shortened. The value may contain quotes, so everything up
/// to the last end mark is redacted; without an end mark, up to the end of the message.
fn redact_constraint(message: &str) -> String {
    let (before, after) = CONSTRAINT;
    let Some((beginning, rest)) = message.split_once(before) else { return message.to_owned() };
    match rest.rsplit_once(after) {
        Some((_, end)) => format!("{beginning}{before}{WITHHELD}{after}{end}"),
        None => format!("{beginning}{before}{WITHHELD}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    fn text(value: &str, words: &str) -> String {
        redact(&ValueBody::text(value.into()), words)
    }

    #[test]
    fn a_constraint_error_keeps_all_but_what_it_quotes() {
        let words =
            "1 validation error detected: Value 'hunter2' at 'secretString' failed to satisfy constraint: x";
        let expected = "1 validation error detected: Value '(withheld)' at 'secretString' failed to satisfy constraint: x";
        assert_eq!(text("hunter2", words), expected);
        assert_eq!(text("another value", words), expected, "a shortened quote is a quote as well");
        assert_eq!(text("hunter2", "Value 'hunt"), "Value '(withheld)");
    }

    #[test]
    fn quotes_in_a_value_do_not_end_it() {
        let value = "a' at 'b' and Value 'c";
        let words =
            format!("2 errors: Value '{value}' at 'secretString' failed; Value 'k' at 'kmsKeyId' failed");
        assert_eq!(text(value, &words), "2 errors: Value '(withheld)' at 'kmsKeyId' failed");
        assert_eq!(text("other", &words), "2 errors: Value '(withheld)' at 'kmsKeyId' failed");
    }

    #[test]
    fn a_value_is_found_however_it_is_written() {
        assert_eq!(text("hunter2", "hunter2 is no good"), "(withheld) is no good");
        assert_eq!(
            text("a\"b\nc", r#"in {"SecretString":"a\"b\nc"}"#),
            r#"in {"SecretString":"(withheld)"}"#
        );
        let bytes = ValueBody::binary(vec![0, 1, 255, 3]);
        assert_eq!(redact(&bytes, "bad AAH/Aw=="), "bad (withheld)");
        assert_eq!(redact(&ValueBody::binary(b"hunter2".into()), "bad hunter2"), "bad (withheld)");
    }

    #[test]
    fn a_part_of_the_name_stays_in_the_name_and_nowhere_else() {
        let value = ValueBody::text(
            r#"{"username":"payments","password":"postgres","dbname":"prod/payments"}"#.into(),
        );
        let names = [
            "prod/payments/postgres".to_owned(),
            "arn:aws:secretsmanager:eu-west-1:1:secret:prod/payments/postgres-AbCdEf".to_owned(),
        ];
        let shown = |output: &str| redact_output(&value, &names, output);
        for name in &names {
            assert_eq!(shown(&format!("read {name}\n")), format!("read {name}\n"));
        }
        assert_eq!(shown("user payments, password postgres"), "user (withheld), password (withheld)");
        assert_eq!(shown("prod/payments/postgre"), "(withheld)/postgre", "not the whole name");
        assert_eq!(
            shown("prod/payments/postgres postgres"),
            "prod/payments/postgres (withheld)",
            "the password that is a word of the name"
        );
        let same = ValueBody::text("prod/payments/postgres".into());
        assert_eq!(
            redact_output(&same, &names, "prod/payments/postgres"),
            WITHHELD,
            "the value that is the name"
        );
        let larger = ValueBody::text("x-prod/payments/postgres-y".into());
        assert_eq!(redact_output(&larger, &names, "x-prod/payments/postgres-y"), WITHHELD);
        assert_eq!(redact_output(&value, &[String::new()], "payments"), WITHHELD);
    }

    #[test]
    fn a_value_of_several_lines_is_not_redacted_by_line() {
        assert!(is_redacted_by_line(&ValueBody::text(r#"{"a":"hunter2","b":5}"#.into())));
        for text in ["-----BEGIN\nabc", "{\n\"a\": \"hunter2\"}", r#"{"key":"line\nline"}"#, "a\rbcde"] {
            assert!(!is_redacted_by_line(&ValueBody::text(text.into())), "{text:?}");
        }
    }

    #[test]
    fn a_short_value_spoils_no_words() {
        assert_eq!(text("a", "a bad 'a' and \"a\""), "a bad '(withheld)' and \"(withheld)\"");
        assert_eq!(text("", "You must provide ''"), "You must provide ''");
    }

    #[test]
    fn other_words_stay() {
        let words = "You can't use ClientRequestToken t because that value is already in use for a version of secret s.";
        assert_eq!(text("hunter2", words), words);
    }

    const HTML: [(char, &str); 5] =
        [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&#34;"), ('\'', "&#x27;")];

    /// The encodings in which an error may quote a text.
    fn encoded(text: &str) -> Vec<String> {
        let joined = |parts: Vec<String>| parts.concat();
        let hex = joined(text.bytes().map(|byte| format!("{byte:02x}")).collect());
        let json = |text: &str| {
            let quoted = serde_json::Value::from(text).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        };
        let units = |c: char| {
            joined(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect())
        };
        let percent = |is_kept: fn(u8) -> bool| {
            text.bytes()
                .map(|byte| if is_kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
                .collect::<String>()
        };
        let html = |c: char| {
            HTML.iter().find(|(known, _)| *known == c).map_or(c.to_string(), |(_, to)| (*to).to_owned())
        };
        let all_but_ascii = |c: char| if c.is_ascii() { json(&c.to_string()) } else { units(c) };
        vec![
            text.to_owned(),
            json(text),
            json(text).replace('/', "\\/"),
            json(&json(text)),
            text.chars().map(all_but_ascii).collect(),
            text.chars().map(units).collect(),
            percent(|byte| byte.is_ascii_alphanumeric()),
            percent(|byte| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte)),
            percent(|byte| byte.is_ascii_alphanumeric()).replace("%20", "+"),
            percent(|_| false).to_lowercase(),
            text.chars().map(html).collect(),
            joined(text.chars().map(|c| format!("&#{};", u32::from(c))).collect()),
            json(text).chars().map(html).collect(),
            BASE64_STANDARD.encode(text),
            BASE64_STANDARD_NO_PAD.encode(text),
            BASE64_URL_SAFE.encode(text),
            BASE64_URL_SAFE_NO_PAD.encode(text),
            BASE64_STANDARD.encode(text).replace('/', "\\/"),
            BASE64_STANDARD.encode(text).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D"),
            BASE64_STANDARD.encode(format!("{{\"SecretString\":\"{}\"}}", json(text))),
            BASE64_STANDARD.encode(format!("x{text}yz")),
            hex.to_uppercase(),
            hex,
        ]
    }

    /// A JSON value with this text in it, in several places.
    fn values(text: &str) -> Vec<ValueBody> {
        let as_json = [
            serde_json::json!({ "password": text, "n": 1 }),
            serde_json::json!([[{ "deep": [text] }]]),
            serde_json::json!({ "in": serde_json::json!({ "inner": text }).to_string() }),
        ];
        let mut values = vec![ValueBody::text(text.into()), ValueBody::binary(text.as_bytes().into())];
        for value in as_json.map(|value| value.to_string()) {
            values.push(ValueBody::binary(value.as_bytes().into()));
            values.push(ValueBody::text(value));
        }
        values
    }

    #[test]
    fn a_member_alone_is_withheld_in_every_encoding() {
        for text in ["hunter2", "p&ss <w>\"o'r\\d/ é+😀", "a b+c/d=%20", "\u{1}\n\t\u{7f}\r", "true", "5432"]
        {
            for value in values(text) {
                for form in encoded(text) {
                    let shown = redact(&value, &format!("bad: [{form}] here"));
                    assert!(shown.starts_with("bad: [") && shown.ends_with("] here"), "{form}: {shown}");
                    assert!(shown.contains(WITHHELD), "{form}: {shown}");
                    assert!(!shown.contains(&form), "{form}: {shown}");
                }
            }
        }
        let numbers = ValueBody::text(r#"{"pin":48151623,"ok":true,"port":22}"#.into());
        assert_eq!(redact(&numbers, "48151623 is true at 22"), "(withheld) is true at 22");
    }

    #[test]
    fn a_message_too_long_to_look_through_is_withheld() {
        let shown = text("hunter2", &"x".repeat(MESSAGE_LIMIT + 1));
        assert_eq!(shown, "(a message of 16385 bytes, withheld)");
    }

    proptest! {
        #[test]
        fn no_value_comes_through_in_any_encoding(
            secret in "[^()]{4,24}", kind in 0..8_usize, form in 0..23_usize, before in "[a-z' %&\\\\+=A-Z0-9é]{0,12}", after in "[a-z' ;=A-Z0-9é]{0,12}",
        ) {
            let value = &values(&secret)[kind];
            let form = &encoded(&secret)[form];
            // What is around it must not change how it is read: `\\` before an escape, or digits before digits, are not quotes.
            let shown = redact(value, &format!("{before} [{form}] {after}"));
            prop_assert!(!shown.contains(form.as_str()), "{form}: {shown}");
        }

        #[test]
        fn a_message_without_the_value_stays_as_it_is(secret in "[A-Z]{3}[0-9]{9}", message in "[a-z \\\\%&;+./:éA-F]{0,80}") {
            for value in values(&secret) {
                prop_assert_eq!(redact(&value, &message), message.as_str());
            }
        }

        #[test]
        fn no_message_and_no_value_of_bytes_make_it_fail(bytes in proptest::collection::vec(any::<u8>(), 0..12), message in "\\PC{0,40}") {
            let _ = redact(&ValueBody::binary(bytes.clone()), &message);
            let whole = String::from_utf8_lossy(&bytes).into_owned();
            let _ = redact(&ValueBody::binary(bytes), &format!("{message}{whole}{message}"));
        }
    }
}
