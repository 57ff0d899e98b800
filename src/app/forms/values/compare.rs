//! Several values side by side, key by key: which secrets have a key, and where its value is the same.

use super::export::plain;
use super::held::Held;
use crate::app::form::{HiddenLine, Note, Tone};
use zeroize::Zeroizing;

/// The name for the whole of a value that is not a JSON object.
const WHOLE: &str = "(whole value)";
/// Cells that keys get at most.
const KEYS_MOST: usize = 28;

/// Secrets without a key that are named; more are counted.
const NAMED_MOST: usize = 2;

/// A note a key, the values behind it masked until they are revealed. `only` keeps all but one key out.
pub fn side_by_side(held: &[Held], only: Option<&str>) -> Vec<Note> {
    let mut keys: Vec<&str> = Vec::new();
    for key in held.iter().flat_map(Held::keys) {
        if !keys.contains(&key) && only.is_none_or(|only| only == key) {
            keys.push(key);
        }
    }
    let width = keys.iter().map(|key| key.chars().count()).max().unwrap_or(0).min(KEYS_MOST);
    keys.into_iter().map(|key| line(held, key, width)).collect()
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
    let mut groups: Vec<(Zeroizing<String>, Vec<&str>)> = Vec::new();
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
    let mut parts: Vec<String> = if same {
        vec![format!("the same in all {}", held.len())]
    } else {
        groups
            .iter()
            .zip(letters())
            .map(|((_, names), letter)| format!("{letter} {}", names.join(", ")))
            .collect()
    };
    if !without.is_empty() {
        parts.push(match without.len() {
            1..=NAMED_MOST => format!("not in {}", without.join(", ")),
            count => format!("not in {count} others"),
        });
    }
    let value = |((value, _), letter): ((Zeroizing<String>, _), String)| HiddenLine {
        tone: Tone::Plain,
        text: if same { value } else { Zeroizing::new(format!("{letter}  {}", value.as_str())) },
    };
    let hidden = groups.into_iter().zip(letters()).map(value).collect();
    let tone = if same { Tone::Good } else { Tone::Warning };
    Note::hiding(tone, format!("{key:width$}  {}", parts.join(" · ")), hidden)
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

    fn get(&self, key: &str) -> Option<Zeroizing<String>> {
        match &self.members {
            Some(members) => members.get(key).map(|value| value.text().clone()),
            None => (key == WHOLE).then(|| plain(&self.body)),
        }
    }
}
