//! The way to a member of a JSON value, as `--key` names it, without a change to the text.

use super::error::{CommandError, FailureKind};
use crate::secrets::{Items, JsonKind, decoded};
use std::ops::Range;

/// The place of a member in the text of a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Member {
    /// It is there.
    Found(Range<usize>),
    /// It is not there, but the object that would have it is, at this place.
    Missing {
        /// The object.
        object: Range<usize>,
        /// The key that it lacks.
        key: String,
    },
}

/// Why a key leads to no member. Never quotes a value.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum PathError {
    /// The value has no members.
    #[error("The value is not a JSON object or array")]
    NoMembers,
    /// Nothing is there.
    #[error("The value has no member `{0}`")]
    NotFound(String),
    /// Readers of the value differ in which one they take.
    #[error("The value has the key `{0}` more than once")]
    Ambiguous(String),
}

impl From<PathError> for CommandError {
    fn from(error: PathError) -> Self {
        let (kind, next) = match &error {
            PathError::NoMembers => (FailureKind::NotFound, "Leave out --key to have the whole value."),
            PathError::NotFound(_) => {
                (FailureKind::NotFound, "Check the key: the dashboard shows those that the value has.")
            }
            PathError::Ambiguous(_) => (
                FailureKind::Conflict,
                "Take the whole value, or mend it: most programs read the last one only.",
            ),
        };
        Self::new(kind, error.to_string(), "", next)
    }
}

/// Finds the member that `key` names: a key as it is, else a way through objects and arrays: `db.hosts[0]`, `db.hosts.0`.
/// Where both lead somewhere, the key as it is wins, at every level.
pub(super) fn locate(text: &str, key: &str) -> Result<Member, PathError> {
    match Items::parse(text) {
        Ok(Some(_)) => within(text, 0..text.len(), key, key),
        Ok(None) | Err(_) => Err(PathError::NoMembers),
    }
}

fn within(text: &str, part: Range<usize>, rest: &str, whole: &str) -> Result<Member, PathError> {
    let not_found = || PathError::NotFound(whole.to_owned());
    let items = Items::within(text, part.clone()).ok().flatten().ok_or_else(not_found)?;
    if let Some(found) = child(text, &items, rest)? {
        return Ok(Member::Found(found));
    }
    let mut missing = None;
    for (first, after) in cuts(rest) {
        let Some(next) = child(text, &items, first)? else { continue };
        let Some(after) = after else { return Ok(Member::Found(next)) };
        match within(text, next, after, whole) {
            Ok(Member::Found(found)) => return Ok(Member::Found(found)),
            Ok(other) => missing = missing.or(Some(other)),
            Err(PathError::Ambiguous(key)) => return Err(PathError::Ambiguous(key)),
            Err(PathError::NotFound(_) | PathError::NoMembers) => {}
        }
    }
    if let Some(missing) = missing {
        return Ok(missing);
    }
    let is_object = JsonKind::of(text[part.clone()].trim_start()) == JsonKind::Object;
    if is_object && !rest.is_empty() {
        return Ok(Member::Missing { object: part, key: rest.to_owned() });
    }
    Err(not_found())
}

/// The value of the item with this key, or at this position in an array.
fn child(text: &str, items: &Items<'_>, key: &str) -> Result<Option<Range<usize>>, PathError> {
    let mut found = None;
    for (at, place) in items.places().iter().enumerate() {
        let is_it = match &place.key {
            Some(written) => decoded(&text[written.clone()]).as_str() == key,
            None => at.to_string() == key,
        };
        if is_it && found.replace(place.value.clone()).is_some() {
            return Err(PathError::Ambiguous(key.to_owned()));
        }
    }
    Ok(found)
}

/// The ways to cut a path into its first step and the rest, if there is one. The longest first step comes first: a key may
/// have dots in it.
fn cuts(path: &str) -> Vec<(&str, Option<&str>)> {
    let mut cuts: Vec<_> = path
        .char_indices()
        .filter_map(|(at, sign)| match sign {
            '.' => Some((&path[..at], Some(&path[at + 1..]))),
            // `a[0]` is `a`, then `[0]`; `[0].b` is `0`, then `b`.
            '[' if at > 0 => Some((&path[..at], Some(&path[at..]))),
            ']' if path.starts_with('[') => {
                let rest = &path[at + 1..];
                let rest = (!rest.is_empty()).then(|| rest.strip_prefix('.').unwrap_or(rest));
                Some((&path[1..at], rest))
            }
            _ => None,
        })
        .collect();
    cuts.reverse();
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::MemberValue;
    use proptest::prelude::*;

    const TEXT: &str = r#" {"a.b": 1, "a": {"b": 2, "c": [10, {"d": "x\u00e9"}], "": 3}, "dup": 1, "dup": 2, "[0]": 4, "k[0]": 5}"#;

    fn found(key: &str) -> Result<&'static str, PathError> {
        locate(TEXT, key).map(|member| match member {
            Member::Found(at) => &TEXT[at],
            Member::Missing { .. } => "missing",
        })
    }

    #[test]
    fn a_key_leads_to_its_member_and_a_way_into_the_depth() {
        for (key, value) in [
            ("a.b", "1"),
            ("a.c[0]", "10"),
            ("a.c.0", "10"),
            ("a.c[1].d", r#""x\u00e9""#),
            ("a.c[1]", r#"{"d": "x\u00e9"}"#),
            ("a.", "3"),
            ("[0]", "4"),
            ("k[0]", "5"),
            ("zzz", "missing"),
            ("a.zzz", "missing"),
        ] {
            assert_eq!(found(key), Ok(value), "{key}");
        }
        assert_eq!(
            MemberValue::of(found("a.c[1].d").unwrap()).text().as_str(),
            "x\\u00e9".replace("\\u00e9", "é")
        );
    }

    #[test]
    fn what_is_missing_is_told_with_the_object_that_lacks_it() {
        let Ok(Member::Missing { object, key }) = locate(TEXT, "a.zzz") else { panic!() };
        assert!(TEXT[object].starts_with(r#"{"b": 2"#));
        assert_eq!(key, "zzz");
    }

    #[test]
    fn a_key_that_is_there_twice_is_refused() {
        assert_eq!(found("dup"), Err(PathError::Ambiguous("dup".into())));
        assert_eq!(locate("plain", "a"), Err(PathError::NoMembers));
        assert_eq!(locate("[1, 2]", "2"), Err(PathError::NotFound("2".into())));
        assert!(locate("[1, 2]", "1").is_ok());
    }

    proptest! {
        #[test]
        fn every_key_leads_to_its_own_member(keys in proptest::collection::hash_set(".{0,6}", 1..6)) {
            let object: serde_json::Map<_, _> =
                keys.iter().enumerate().map(|(at, key)| (key.clone(), at.into())).collect();
            let text = serde_json::Value::Object(object).to_string();
            for (at, key) in keys.iter().enumerate() {
                let Ok(Member::Found(place)) = locate(&text, key) else { panic!("{key:?} in {text}") };
                prop_assert_eq!(&text[place], at.to_string());
            }
        }

        #[test]
        fn no_path_panics(text in r#"[{}\[\]",:a-c.0-9 ]{0,40}"#, key in "[a-c.0-9\\[\\]é]{0,10}") {
            let _ = locate(&text, &key);
        }
    }
}
