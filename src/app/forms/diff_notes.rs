//! A diff of values as notes: the keys in the open, the values hidden until they are revealed.

use super::members::key_name;
use crate::app::diff::{Change, KeyChange, Layout, ValueDiff};
use crate::app::form::{ColumnWidths, Columns, ComparedSide, HiddenLine, Note, Tone};
use crate::app::wording::masked_size;
use crate::secrets::{JsonKind, MemberValue, ValueBody};
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
            let text = format!("the whole value: {}", sizes(before, after));
            vec![Note::hiding(Tone::Changed, text, hidden)]
        }
    }
}

/// The differences as in [`diff_notes`], where they are by key in columns as well, under headings. `before` and `after` name
/// the two values.
pub fn diff_in_columns(diff: &ValueDiff, before: &str, after: &str) -> Vec<Note> {
    let notes = diff_notes(diff);
    let ValueDiff::Keys { changes, .. } = diff else { return notes };
    if changes.is_empty() {
        return notes;
    }
    let heading = Note::new(Tone::Heading, format!("{after} compared with {before}")).in_columns(Columns {
        member: "Key".to_owned(),
        sides: [before, after].map(|name| ComparedSide::Open(name.to_owned())).into(),
        state: String::new(),
        widths: ColumnWidths::default(),
    });
    let mut notes = notes.into_iter();
    let lines = changes.iter().zip(notes.by_ref());
    let mut found = vec![heading];
    found.extend(lines.map(|(change, note)| note.in_columns(columns(change, before, after))));
    found.extend(notes);
    Note::align(&mut found);
    found
}

/// A key that differs, in columns. Its note hides the values in the same order.
fn columns(changed: &KeyChange, before: &str, after: &str) -> Columns {
    let only_in = |name: &str, value: &MemberValue| {
        format!("only in {name}{}", kinds(value.kind().name(), value.kind().name()))
    };
    let (sides, state) = match &changed.change {
        Change::Added(value) => ([ComparedSide::Absent, ComparedSide::Hidden(0)], only_in(after, value)),
        Change::Removed(value) => ([ComparedSide::Hidden(0), ComparedSide::Absent], only_in(before, value)),
        Change::Changed { before, after } => {
            let state = format!("differs{}", kinds(before.kind().name(), after.kind().name()));
            ([0, 1].map(ComparedSide::Hidden), state)
        }
    };
    Columns { member: name_of(changed), sides: sides.into(), state, widths: ColumnWidths::default() }
}

/// The types of two values in words, so that 1 and "1" look different; empty if both are strings.
pub fn kinds(one: &str, other: &str) -> String {
    const STRING: &str = JsonKind::String.name();
    match (one, other) {
        (STRING, STRING) => String::new(),
        (kind, same) if kind == same => format!(" ({kind})"),
        (kind, another) => format!(" ({kind}, {another})"),
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
fn key_note(changed: &KeyChange) -> Note {
    let name = name_of(changed);
    match &changed.change {
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

/// The name of a key; if it is there more than once, with its number.
fn name_of(KeyChange { key, nth, .. }: &KeyChange) -> String {
    match nth {
        Some(nth) => format!("{} (no. {nth})", key_name(key)),
        None => key_name(key).to_owned(),
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
        ValueBody::Text(text) => format!("{} of text", masked_size(text.len())),
        ValueBody::Binary(bytes) => format!("{} of binary", masked_size(bytes.len())),
    }
}

/// The sizes of two values in words; told once if they read the same.
pub fn sizes(before: &ValueBody, after: &ValueBody) -> String {
    let (before, after) = (size(before), size(after));
    if before == after { format!("{after}, before and after") } else { format!("{before} → {after}") }
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
    fn two_versions_stand_side_by_side_each_value_under_its_own() {
        let (before, after) =
            (body(r#"{"pw":"one","port":1,"old":"x"}"#), body(r#"{"pw":"two","port":"1","new":null}"#));
        let diff = ValueDiff::between(Some(&before), &after);
        let notes = diff_in_columns(&diff, "AWSPREVIOUS", "AWSCURRENT");
        let columns: Vec<&Columns> = notes.iter().map(|note| note.columns.as_deref().unwrap()).collect();
        assert_eq!(columns[0].sides[0], ComparedSide::Open("AWSPREVIOUS".into()));
        let states: Vec<_> = columns[1..].iter().map(|it| (it.member.as_str(), it.state.as_str())).collect();
        let expected = [
            ("pw", "differs"),
            ("port", "differs (number, string)"),
            ("new", "only in AWSCURRENT (null)"),
            ("old", "only in AWSPREVIOUS"),
        ];
        assert_eq!(states, expected);
        let text = |nth: usize, side: &ComparedSide| match side {
            ComparedSide::Hidden(at) => notes[nth].hidden[*at].text.to_string(),
            ComparedSide::Absent | ComparedSide::Open(_) | ComparedSide::Lettered(..) => "—".to_owned(),
        };
        let sides: Vec<_> = (1..notes.len())
            .map(|nth| (text(nth, &columns[nth].sides[0]), text(nth, &columns[nth].sides[1])))
            .collect();
        let expected = [("one", "two"), ("1", "1"), ("—", "null"), ("x", "—")];
        assert_eq!(sides, expected.map(|(left, right)| (left.to_owned(), right.to_owned())));
        assert!(
            columns.iter().all(|it| it.widths == columns[0].widths && it.widths.member == 4),
            "{columns:?}"
        );
        assert!(!format!("{notes:?}").contains("\"one\""), "{notes:?}");
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
