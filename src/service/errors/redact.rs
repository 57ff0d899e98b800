//! Redacts secret values from error messages, which are shown and logged. Some errors quote the request.

use crate::secrets::ValueBody;
use base64::prelude::{BASE64_STANDARD, Engine};
use zeroize::Zeroizing;

/// Replaces a quoted value.
const WITHHELD: &str = "(withheld)";

/// The least bytes of a value to be redacted wherever it occurs. Shorter ones occur in ordinary words by chance, and are
/// redacted only between quotes.
const RECOGNISABLE: usize = 4;

/// The text before and after the value in a constraint error.
const CONSTRAINT: (&str, &str) = ("Value '", "' at '");

/// The `message` about a request that carried `value`, with every occurrence of the value replaced.
pub(super) fn redact(value: &ValueBody, message: &str) -> String {
    let mut message = message.to_owned();
    for form in written_forms(value) {
        if form.len() >= RECOGNISABLE {
            message = message.replace(form.as_str(), WITHHELD);
        } else if !form.is_empty() {
            for quote in ['\'', '"', '`'] {
                let quoted = Zeroizing::new(format!("{quote}{}{quote}", *form));
                message = message.replace(quoted.as_str(), &format!("{quote}{WITHHELD}{quote}"));
            }
        }
    }
    redact_constraint(&message)
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

/// The forms in which a message may quote a value: as it is, as a JSON string, in base64.
fn written_forms(value: &ValueBody) -> Vec<Zeroizing<String>> {
    let mut forms = Vec::new();
    let text = match value {
        ValueBody::Text(text) => Some(text.as_str()),
        ValueBody::Binary(bytes) => {
            forms.push(Zeroizing::new(BASE64_STANDARD.encode(bytes)));
            str::from_utf8(bytes).ok()
        }
    };
    if let Some(text) = text {
        let quoted = Zeroizing::new(serde_json::Value::from(text).to_string());
        forms.push(Zeroizing::new(text.to_owned()));
        forms.push(Zeroizing::new(quoted[1..quoted.len() - 1].to_owned()));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn a_short_value_spoils_no_words() {
        assert_eq!(text("a", "a bad 'a' and \"a\""), "a bad '(withheld)' and \"(withheld)\"");
        assert_eq!(text("", "You must provide ''"), "You must provide ''");
    }

    #[test]
    fn other_words_stay() {
        let words = "You can't use ClientRequestToken t because that value is already in use for a version of secret s.";
        assert_eq!(text("hunter2", words), words);
    }

    proptest! {
        #[test]
        fn no_recognisable_value_comes_through(value in "[^()]{4,40}", before in "[a-z' ]*", after in "[a-z' ]*") {
            let shown = text(&value, &format!("{before}{value}{after}"));
            prop_assert!(!shown.contains(&value), "{shown}");
        }
    }
}
