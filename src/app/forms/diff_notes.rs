//! A diff of values as notes: the keys in the open, the values hidden until they are revealed.

use super::members::key_name;
use crate::app::diff::{Change, KeyChange, Layout, ValueDiff};
use crate::app::form::{HiddenLine, Note, Tone};
use crate::secrets::{MemberValue, ValueBody};
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// Bytes of a binary value that a diff shows.
const BYTES_SHOWN: usize = 64;

/// The differences, a note a key.
pub fn diff_notes(diff: &ValueDiff) -> Vec<Note> {
    match diff {
        ValueDiff::Same => vec![Note::new(Tone::Dim, "Both hold the same value.")],
        ValueDiff::Keys { changes, .. } if changes.is_empty() => {
            vec![Note::plain("No key differs: only order, spaces or escapes do.")]
        }
        ValueDiff::Keys { changes, layout } => {
            let mut notes: Vec<_> = changes.iter().map(key_note).collect();
            if *layout == Layout::Changed {
                notes.push(Note::plain("Order, spaces or escapes of the other keys differ as well."));
            }
            notes
        }
        ValueDiff::Whole { before: None, after } => {
            let hidden = vec![line(Tone::Plain, shown(after))];
            vec![Note::hiding(Tone::Added, format!("the whole value: {}", size(after)), hidden)]
        }
        ValueDiff::Whole { before: Some(before), after } => {
            let hidden = vec![line(Tone::Removed, shown(before)), line(Tone::Added, shown(after))];
            let text = format!("the whole value: {} → {}", size(before), size(after));
            vec![Note::hiding(Tone::Changed, text, hidden)]
        }
    }
}

/// The numbers of keys added, changed and removed, in words; `None` if the diff is not by key.
pub fn tally(diff: &ValueDiff) -> Option<String> {
    let ValueDiff::Keys { changes, .. } = diff else { return None };
    let count = |wanted: fn(&Change) -> bool| changes.iter().filter(|found| wanted(&found.change)).count();
    let parts = [
        (count(|change| matches!(change, Change::Added(_))), "added"),
        (count(|change| matches!(change, Change::Changed { .. })), "changed"),
        (count(|change| matches!(change, Change::Removed(_))), "removed"),
    ];
    let words: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// A key with the type of its value, so that 1 and "1" look different; the value itself is hidden.
fn key_note(KeyChange { key, nth, change }: &KeyChange) -> Note {
    let name = match nth {
        Some(nth) => format!("{} (no. {nth})", key_name(key)),
        None => key_name(key).to_owned(),
    };
    match change {
        Change::Added(value) => {
            let text = format!("{name} · {}", value.kind().name());
            Note::hiding(Tone::Added, text, vec![member(Tone::Plain, value)])
        }
        Change::Removed(value) => {
            let text = format!("{name} · {}", value.kind().name());
            Note::hiding(Tone::Removed, text, vec![member(Tone::Plain, value)])
        }
        Change::Changed { before, after } => {
            let (old, new) = (before.kind().name(), after.kind().name());
            let types = if old == new { new.to_owned() } else { format!("{old} → {new}") };
            let hidden = vec![member(Tone::Removed, before), member(Tone::Added, after)];
            Note::hiding(Tone::Changed, format!("{name} · {types}"), hidden)
        }
    }
}

fn member(tone: Tone, value: &MemberValue) -> HiddenLine {
    line(tone, value.text().clone())
}

fn line(tone: Tone, text: Zeroizing<String>) -> HiddenLine {
    HiddenLine { tone, text }
}

/// The size of a value in words.
pub fn size(value: &ValueBody) -> String {
    match value {
        ValueBody::Text(text) => format!("{} bytes of text", text.len()),
        ValueBody::Binary(bytes) => format!("{} bytes of binary", bytes.len()),
    }
}

/// A value as it is read: text as it is, in binary too; of other binary the first bytes in hex.
fn shown(value: &ValueBody) -> Zeroizing<String> {
    match (value.as_text(), value) {
        (Some(text), _) => Zeroizing::new(text.to_owned()),
        (None, ValueBody::Text(text)) => text.clone(),
        (None, ValueBody::Binary(bytes)) => {
            let mut hex = Zeroizing::new(String::with_capacity(BYTES_SHOWN * 3 + 3));
            for byte in bytes.iter().take(BYTES_SHOWN) {
                // Writing to a string can't fail.
                let _ = write!(hex, "{byte:02x} ");
            }
            if bytes.len() > BYTES_SHOWN {
                hex.push('…');
            }
            hex
        }
    }
}

/// The warning that the value is stored another way than before, which programs that read it may not expect.
pub fn storage_note(before: &ValueBody, after: &ValueBody) -> Option<Note> {
    let (was, is) = match (before, after) {
        (ValueBody::Text(_), ValueBody::Binary(_)) => ("text (SecretString)", "binary (SecretBinary)"),
        (ValueBody::Binary(_), ValueBody::Text(_)) => ("binary (SecretBinary)", "text (SecretString)"),
        (ValueBody::Text(_), ValueBody::Text(_)) | (ValueBody::Binary(_), ValueBody::Binary(_)) => {
            return None;
        }
    };
    Some(Note::new(Tone::Warning, format!("It was stored as {was}, and is then stored as {is}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> ValueBody {
        ValueBody::text(text.into())
    }

    #[test]
    fn no_value_is_in_the_open() {
        let pairs = [
            (r#"{"a":"hunter2","b":"hunter3"}"#, r#"{"a":"hunter4","c":"hunter5"}"#),
            ("hunter2", "hunter3"),
            ("hunter2", r#"{"a":"hunter3"}"#),
        ];
        for (before, after) in pairs {
            let notes = diff_notes(&ValueDiff::between(Some(&body(before)), &body(after)));
            assert!(notes.iter().all(Note::hides), "{notes:?}");
            assert!(!format!("{notes:?}").contains("hunter"), "{notes:?}");
        }
    }

    #[test]
    fn a_tally_counts_what_there_is() {
        let diff = ValueDiff::between(Some(&body(r#"{"a":1,"b":2}"#)), &body(r#"{"a":2,"c":3,"d":4}"#));
        assert_eq!(tally(&diff).as_deref(), Some("2 added, 1 changed, 1 removed"));
        assert_eq!(tally(&ValueDiff::Same), None);
    }

    fn texts(before: &str, after: &str) -> Vec<String> {
        let notes = diff_notes(&ValueDiff::between(Some(&body(before)), &body(after)));
        notes.into_iter().map(|note| note.text).collect()
    }

    #[test]
    fn the_type_of_a_value_is_told_with_its_key() {
        let found = texts(r#"{"a":1,"b":null,"c":"x","":0}"#, r#"{"a":"1","b":"null","d":true,"":2}"#);
        let expected =
            ["a · number → string", "b · null → string", "d · boolean", "(empty key) · number", "c · string"];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_differs_besides_keys_is_told() {
        assert_eq!(
            texts(r#"{"a":"\u00e9"}"#, r#"{"a":"é"}"#),
            ["No key differs: only order, spaces or escapes do."]
        );
        let found = texts(r#"{"a":1,"b":"\u00e9"}"#, r#"{"a":2,"b":"é"}"#);
        assert_eq!(found, ["a · number", "Order, spaces or escapes of the other keys differ as well."]);
        assert_eq!(texts(r#"{"u":1,"u":2}"#, r#"{"u":1,"u":3}"#), ["u (no. 2) · number"]);
    }

    #[test]
    fn of_binary_the_beginning_is_shown() {
        let text = shown(&ValueBody::binary(vec![0xab; 100]));
        assert!(text.starts_with("ab ab ") && text.ends_with('…'));
    }
}
