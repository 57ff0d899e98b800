//! Several values side by side, key by key: which secrets have a key, and where its value is the same.

use super::export::plain;
use super::held::Held;
use crate::app::form::{ColumnWidths, Columns, ComparedSide, HiddenLine, Note, Tone};
use crate::app::forms::diff_notes::kinds;
use crate::app::forms::members::key_name;
use crate::secrets::{JsonKind, ValueBody, is_same_secret, joined};
use zeroize::Zeroizing;

/// The name for the whole of a value that is not a JSON object.
const WHOLE: &str = "(whole value)";
/// The type of most values.
const STRING: &str = JsonKind::String.name();
/// Cells that keys get at most.
const KEYS_MOST: usize = 28;

/// Secrets without a key that are named; more are counted.
const NAMED_MOST: usize = 2;

/// A value as it is compared: 1 and "1" differ.
struct Seen {
    /// The JSON type, or the way in which a whole value is stored.
    kind: &'static str,
    text: Zeroizing<String>,
}

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && is_same_secret(self.text.as_bytes(), other.text.as_bytes())
    }
}

/// The way in which a value is stored, in words.
fn storage(body: &ValueBody) -> &'static str {
    match body {
        ValueBody::Text(_) => STRING,
        ValueBody::Binary(_) => "binary, base64",
    }
}

/// A note a key, the values behind it masked until they are revealed. `only` keeps all but one key out.
pub fn side_by_side(held: &[Held], only: Option<&str>) -> Vec<Note> {
    let mut keys: Vec<&str> = Vec::new();
    for key in held.iter().flat_map(Held::keys) {
        if !keys.contains(&key) && only.is_none_or(|only| only == key) {
            keys.push(key);
        }
    }
    let width = keys.iter().map(|key| key.chars().count()).max().unwrap_or(0).min(KEYS_MOST);
    match held {
        [left, right] if !keys.is_empty() => {
            let lines = keys.into_iter().map(|key| pair_line([left, right], key, width));
            let mut notes: Vec<Note> = std::iter::once(heading(left, right)).chain(lines).collect();
            Note::align(&mut notes);
            notes
        }
        _ => keys.into_iter().map(|key| line(held, key, width)).collect(),
    }
}

/// The headings of the columns: the names of the two secrets.
fn heading(left: &Held, right: &Held) -> Note {
    let text = format!("{} compared with {}", left.name, right.name);
    Note::new(Tone::Heading, text).in_columns(Columns {
        member: "Key".to_owned(),
        left: ComparedSide::Open(left.name.clone()),
        right: ComparedSide::Open(right.name.clone()),
        state: String::new(),
        widths: ColumnWidths::default(),
    })
}

/// A key of two secrets: in words whether its values differ, and the values behind it.
fn pair_line([left, right]: [&Held; 2], key: &str, member_width: usize) -> Note {
    let (one, other) = (left.get(key), right.get(key));
    let kinds = |one: &Seen, other: &Seen| kinds(one.kind, other.kind);
    let (tone, state) = match (&one, &other) {
        (Some(one), Some(other)) if one == other => (Tone::Good, format!("same{}", kinds(one, other))),
        (Some(one), Some(other)) => (Tone::Warning, format!("differs{}", kinds(one, other))),
        (Some(_), None) => (Tone::Warning, format!("only in {}", left.name)),
        (None, Some(_)) => (Tone::Warning, format!("only in {}", right.name)),
        (None, None) => (Tone::Dim, "in neither".to_owned()),
    };
    let twice = if left.has_twice(key) || right.has_twice(key) { " (twice)" } else { "" };
    let member = format!("{}{twice}", key_name(key));
    let mut hidden: Vec<HiddenLine> = Vec::new();
    let mut side = |seen: Option<Seen>| match seen {
        Some(Seen { text, .. }) => {
            hidden.push(HiddenLine { tone: Tone::Plain, text });
            ComparedSide::Hidden(hidden.len() - 1)
        }
        None => ComparedSide::Absent,
    };
    let (left, right) = (side(one), side(other));
    let text = format!("{member:member_width$}  {state}");
    let widths = ColumnWidths::default();
    Note::hiding(tone, text, hidden).in_columns(Columns { member, left, right, state, widths })
}

/// The secrets that have the key, and those that do not.
pub fn with_key(held: &[Held], key: &str) -> Vec<Note> {
    let (with, without): (Vec<&Held>, Vec<&Held>) = held.iter().partition(|secret| secret.get(key).is_some());
    let names =
        |secrets: &[&Held]| secrets.iter().map(|secret| secret.name.as_str()).collect::<Vec<_>>().join(", ");
    let tone = if without.is_empty() { Tone::Good } else { Tone::Warning };
    let mut notes = vec![Note::new(tone, format!("{} of {} have the key {key}.", with.len(), held.len()))];
    notes.extend((!without.is_empty()).then(|| Note::plain(format!("Not in {}", names(&without)))));
    notes
}

fn line(held: &[Held], key: &str, width: usize) -> Note {
    let mut groups: Vec<(Seen, Vec<&str>)> = Vec::new();
    let mut without = Vec::new();
    for secret in held {
        match secret.get(key) {
            None => without.push(secret.name.as_str()),
            Some(value) => match groups.iter_mut().find(|(known, _)| *known == value) {
                Some((_, names)) => names.push(&secret.name),
                None => groups.push((value, vec![&secret.name])),
            },
        }
    }
    let same = groups.len() == 1 && without.is_empty();
    let kind = groups.first().map_or(STRING, |(seen, _)| seen.kind);
    let is_mixed = groups.iter().any(|(seen, _)| seen.kind != kind);
    let told = |seen: &Seen| if is_mixed { format!(" ({})", seen.kind) } else { String::new() };
    let mut parts: Vec<String> = if same {
        vec![format!("the same in all {}", held.len())]
    } else {
        groups
            .iter()
            .zip(letters())
            .map(|((seen, names), letter)| format!("{letter}{} {}", told(seen), names.join(", ")))
            .collect()
    };
    if !without.is_empty() {
        parts.push(match without.len() {
            1..=NAMED_MOST => format!("not in {}", without.join(", ")),
            count => format!("not in {count} others"),
        });
    }
    let value = |((Seen { text, .. }, _), letter): ((Seen, _), String)| HiddenLine {
        tone: Tone::Plain,
        text: if same { text } else { Zeroizing::new(format!("{letter}  {}", text.as_str())) },
    };
    let hidden = groups.into_iter().zip(letters()).map(value).collect();
    let tone = if same { Tone::Good } else { Tone::Warning };
    let twice = if held.iter().any(|secret| secret.has_twice(key)) { " (twice)" } else { "" };
    let types = if is_mixed || kind == STRING { String::new() } else { format!(" ({kind})") };
    let name = format!("{}{twice}{types}", key_name(key));
    Note::hiding(tone, format!("{name:width$}  {}", parts.join(" · ")), hidden)
}

/// Names of values that differ: A to Z, then A2 and on.
fn letters() -> impl Iterator<Item = String> {
    (1..).flat_map(|round: u32| {
        ('A'..='Z')
            .map(move |letter| if round == 1 { letter.to_string() } else { format!("{letter}{round}") })
    })
}

impl Held {
    fn keys(&self) -> Vec<&str> {
        match &self.members {
            Some(members) => members.0.iter().map(|member| member.key.as_str()).collect(),
            None => vec![WHOLE],
        }
    }

    /// The value of a key; of a key that is there twice all its values.
    fn get(&self, key: &str) -> Option<Seen> {
        let Some(members) = &self.members else {
            return (key == WHOLE).then(|| Seen { kind: storage(&self.body), text: plain(&self.body) });
        };
        let mut values = members.0.iter().filter(|member| member.key == key).map(|member| &member.value);
        let first = values.next()?;
        let mut seen = Seen { kind: first.kind().name(), text: first.text().clone() };
        for value in values {
            seen.kind = if seen.kind == value.kind().name() { seen.kind } else { "several types" };
            seen.text = joined(&[&seen.text, ", ", value.text()]);
        }
        Some(seen)
    }

    fn has_twice(&self, key: &str) -> bool {
        self.members.as_ref().is_some_and(|members| members.duplicates().contains(&key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(values: &[&str]) -> Vec<String> {
        let held =
            |(nth, text): (usize, &&str)| Held::new(nth.to_string(), ValueBody::text((*text).to_owned()));
        let held: Vec<_> = values.iter().enumerate().map(held).collect();
        side_by_side(&held, None).into_iter().map(|note| note.text).collect()
    }

    #[test]
    fn one_and_the_text_one_differ() {
        let of_two = |values| notes(values)[1..].to_vec();
        assert_eq!(of_two(&[r#"{"a":1}"#, r#"{"a":"1"}"#]), ["a  differs (number, string)"]);
        assert_eq!(of_two(&[r#"{"a":null}"#, r#"{"a":null}"#]), ["a  same (null)"]);
        assert_eq!(of_two(&[r#"{"a":"1"}"#, r#"{"a":"1"}"#]), ["a  same"]);
        let three = [r#"{"a":1}"#, r#"{"a":"1"}"#, r#"{"a":1}"#];
        assert_eq!(notes(&three), ["a  A (number) 0, 2 · B (string) 1"]);
        assert_eq!(notes(&[r#"{"a":null}"#; 3]), ["a (null)  the same in all 3"]);
    }

    #[test]
    fn two_secrets_are_compared_in_words_side_by_side() {
        let found = notes(&[r#"{"user":"u","pw":"1"}"#, r#"{"pw":"2","port":5}"#]);
        let expected = ["0 compared with 1", "user  only in 0", "pw    differs", "port  only in 1"];
        assert_eq!(found, expected);
        let held = |name: &str, text: &str| Held::new(name.to_owned(), ValueBody::text(text.to_owned()));
        let lines = side_by_side(&[held("l", r#"{"a":"hunter2"}"#), held("r", r#"{"b":"hunter3"}"#)], None);
        let sides =
            |note: &Note| note.columns.as_ref().map(|it| (it.left.clone(), it.right.clone())).unwrap();
        assert_eq!(sides(&lines[1]), (ComparedSide::Hidden(0), ComparedSide::Absent));
        assert_eq!(sides(&lines[2]), (ComparedSide::Absent, ComparedSide::Hidden(0)));
        assert!(!format!("{lines:?}").contains("hunter"), "{lines:?}");
    }

    #[test]
    fn of_a_key_that_is_there_twice_each_value_is_compared() {
        let found = notes(&[r#"{"u":"1","u":"2"}"#, r#"{"u":"2"}"#]);
        assert_eq!(found[1..], ["u (twice)  differs"]);
    }
}
