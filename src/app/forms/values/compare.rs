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
    if keys.is_empty() {
        return Vec::new();
    }
    let lines = keys.into_iter().map(|key| match held {
        [left, right] => pair_line([left, right], key, width),
        _ => line(held, key, width),
    });
    let mut notes: Vec<Note> = std::iter::once(heading(held)).chain(lines).collect();
    Note::align(&mut notes);
    notes
}

/// The headings of the columns: the names of the secrets. Its text stands above rows, where the screen has no room for so many
/// columns.
fn heading(held: &[Held]) -> Note {
    let text = match held {
        [left, right] => format!("{} compared with {}", left.name, right.name),
        _ => {
            format!("{} secrets compared, in rows: the screen is too narrow for as many columns.", held.len())
        }
    };
    Note::new(Tone::Heading, text).in_columns(Columns {
        member: "Key".to_owned(),
        sides: held.iter().map(|secret| ComparedSide::Open(secret.name.clone())).collect(),
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
    let sides = vec![side(one), side(other)];
    let text = format!("{member:member_width$}  {state}");
    let widths = ColumnWidths::default();
    Note::hiding(tone, text, hidden).in_columns(Columns { member, sides, state, widths })
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

/// The values of a key in several secrets.
struct Groups<'h> {
    /// The different values, each with the names of the secrets that have it.
    values: Vec<(Seen, Vec<&'h str>)>,
    /// The secrets without the key.
    without: Vec<&'h str>,
    /// The value of each secret, as its number among the values; `None` without the key.
    of: Vec<Option<usize>>,
}

impl<'h> Groups<'h> {
    fn of(held: &'h [Held], key: &str) -> Self {
        let mut groups = Self { values: Vec::new(), without: Vec::new(), of: Vec::new() };
        for secret in held {
            let Some(value) = secret.get(key) else {
                groups.without.push(&secret.name);
                groups.of.push(None);
                continue;
            };
            let known = groups.values.iter().position(|(known, _)| *known == value);
            let at = known.unwrap_or(groups.values.len());
            match groups.values.get_mut(at) {
                Some((_, names)) => names.push(&secret.name),
                None => groups.values.push((value, vec![&secret.name])),
            }
            groups.of.push(Some(at));
        }
        groups
    }
}

/// A key of three or more secrets: equal values have the same letter.
fn line(held: &[Held], key: &str, width: usize) -> Note {
    let Groups { values: groups, without, of: members } = Groups::of(held, key);
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
    let groups_len = groups.len();
    let hidden = groups.into_iter().zip(letters()).map(value).collect();
    let tone = if same { Tone::Good } else { Tone::Warning };
    let twice = if held.iter().any(|secret| secret.has_twice(key)) { " (twice)" } else { "" };
    let types = if is_mixed || kind == STRING { String::new() } else { format!(" ({kind})") };
    let name = format!("{}{twice}{types}", key_name(key));
    let kinds = if is_mixed { " (several types)".to_owned() } else { kinds(kind, kind) };
    let state = format!("{}{kinds}", in_words(groups_len, held, &without));
    let sides = members.into_iter().map(|group| match group {
        None => ComparedSide::Absent,
        Some(at) if same => ComparedSide::Hidden(at),
        Some(at) => ComparedSide::Lettered(at, letters().nth(at).unwrap_or_default()),
    });
    let columns = Columns {
        member: format!("{}{twice}", key_name(key)),
        sides: sides.collect(),
        state,
        widths: ColumnWidths::default(),
    };
    Note::hiding(tone, format!("{name:width$}  {}", parts.join(" · ")), hidden).in_columns(columns)
}

/// The comparison of a key of three or more secrets in words: the number of values that differ, and the secrets `without` it.
fn in_words(values: usize, held: &[Held], without: &[&str]) -> String {
    let with: Vec<&str> =
        held.iter().map(|secret| secret.name.as_str()).filter(|name| !without.contains(name)).collect();
    let not_in = match without.len() {
        1..=NAMED_MOST => without.join(", "),
        count => format!("{count} others"),
    };
    match (values, with.as_slice(), without.is_empty()) {
        (_, [], _) => "in none".to_owned(),
        (1, _, true) => "same".to_owned(),
        (_, _, true) => "differs".to_owned(),
        (_, [only], false) => format!("only in {only}"),
        (1, ..) => format!("same, not in {not_in}"),
        _ => format!("differs, not in {not_in}"),
    }
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
        let of_three = |values: &[&str]| notes(values)[1..].to_vec();
        let three = [r#"{"a":1}"#, r#"{"a":"1"}"#, r#"{"a":1}"#];
        assert_eq!(of_three(&three), ["a  A (number) 0, 2 · B (string) 1"]);
        assert_eq!(of_three(&[r#"{"a":null}"#; 3]), ["a (null)  the same in all 3"]);
    }

    #[test]
    fn two_secrets_are_compared_in_words_side_by_side() {
        let found = notes(&[r#"{"user":"u","pw":"1"}"#, r#"{"pw":"2","port":5}"#]);
        let expected = ["0 compared with 1", "user  only in 0", "pw    differs", "port  only in 1"];
        assert_eq!(found, expected);
        let held = |name: &str, text: &str| Held::new(name.to_owned(), ValueBody::text(text.to_owned()));
        let lines = side_by_side(&[held("l", r#"{"a":"hunter2"}"#), held("r", r#"{"b":"hunter3"}"#)], None);
        let sides =
            |note: &Note| note.columns.as_ref().map(|it| (it.sides[0].clone(), it.sides[1].clone())).unwrap();
        assert_eq!(sides(&lines[1]), (ComparedSide::Hidden(0), ComparedSide::Absent));
        assert_eq!(sides(&lines[2]), (ComparedSide::Absent, ComparedSide::Hidden(0)));
        assert!(!format!("{lines:?}").contains("hunter"), "{lines:?}");
    }

    #[test]
    fn three_secrets_stand_side_by_side_and_equal_values_have_one_letter() {
        let held = |name: &str, text: &str| Held::new(name.to_owned(), ValueBody::text(text.to_owned()));
        let values = [
            held("x", r#"{"user":"u","pw":"1","port":5,"z":1}"#),
            held("y", r#"{"user":"u","pw":"2","port":5}"#),
            held("z", r#"{"user":"u","pw":"1"}"#),
        ];
        let notes = side_by_side(&values, None);
        let columns: Vec<&Columns> = notes.iter().map(|note| note.columns.as_deref().unwrap()).collect();
        let states: Vec<_> = columns[1..].iter().map(|it| (it.member.as_str(), it.state.as_str())).collect();
        let expected = [
            ("user", "same"),
            ("pw", "differs"),
            ("port", "same, not in z (number)"),
            ("z", "only in x (number)"),
        ];
        assert_eq!(states, expected);
        assert_eq!(columns[1].sides, [0, 0, 0].map(ComparedSide::Hidden));
        let lettered = |at: usize, letter: &str| ComparedSide::Lettered(at, letter.to_owned());
        assert_eq!(columns[2].sides, [lettered(0, "A"), lettered(1, "B"), lettered(0, "A")]);
        assert_eq!(columns[3].sides, [lettered(0, "A"), lettered(0, "A"), ComparedSide::Absent]);
        assert!(notes[0].text.contains("3 secrets compared, in rows"), "{}", notes[0].text);
    }

    #[test]
    fn of_a_key_that_is_there_twice_each_value_is_compared() {
        let found = notes(&[r#"{"u":"1","u":"2"}"#, r#"{"u":"2"}"#]);
        assert_eq!(found[1..], ["u (twice)  differs"]);
    }
}
