//! The differences between two values, key by key.

use crate::secrets::{ItemEdit, MemberValue, Members, ObjectText, Pair, ValueBody, pair_up};
use std::fmt;
use zeroize::Zeroizing;

/// The difference between a value and the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueDiff {
    /// They are the same, byte by byte.
    Same,
    /// Both are JSON objects, or there was no value before.
    Keys {
        /// The keys that differ, in the order of the new value; removed keys come last.
        changes: Vec<KeyChange>,
        /// The difference of all that is not among the changes.
        layout: Layout,
    },
    /// At least one of them is not a JSON object: the new value replaces the old one as a whole.
    Whole {
        /// The value before; `None` if there was none.
        before: Option<ValueBody>,
        /// The new value.
        after: ValueBody,
    },
}

/// The text around the keys that differ: spaces, escapes, the order of the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// It is the same, byte by byte.
    Kept,
    /// It differs.
    Changed,
}

/// A key that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChange {
    /// The key.
    pub key: String,
    /// The place among the members of this key, counted from 1; `None` if the key is there only once.
    pub nth: Option<usize>,
    /// The change of its value.
    pub change: Change,
}

/// The change of a key's value.
#[derive(Clone, PartialEq, Eq)]
pub enum Change {
    /// The key is new.
    Added(MemberValue),
    /// The key is gone.
    Removed(MemberValue),
    /// It has another value.
    Changed {
        /// The value before.
        before: MemberValue,
        /// The new one.
        after: MemberValue,
    },
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Added(_) => "Added(redacted)",
            Self::Removed(_) => "Removed(redacted)",
            Self::Changed { .. } => "Changed(redacted)",
        })
    }
}

impl ValueDiff {
    /// The difference of `after` from `before`.
    pub fn between(before: Option<&ValueBody>, after: &ValueBody) -> Self {
        if before == Some(after) {
            return Self::Same;
        }
        let old = before.map_or_else(|| Some(ObjectText::default()), object_of);
        match (old, object_of(after)) {
            (Some(old), Some(new)) if before.is_none_or(|before| are_stored_alike(before, after)) => {
                Self::Keys {
                    changes: changes(old.members(), new.members()),
                    layout: if before.is_none() { Layout::Kept } else { layout(&old, &new) },
                }
            }
            _ => Self::Whole { before: before.cloned(), after: after.clone() },
        }
    }
}

/// The text of a value that is a JSON object, stored as a string or as binary.
pub fn object_of(value: &ValueBody) -> Option<ObjectText> {
    ObjectText::parse(Zeroizing::new(value.as_text()?.to_owned())).ok()
}

/// True if both are stored as a string, or both as binary.
fn are_stored_alike(one: &ValueBody, other: &ValueBody) -> bool {
    matches!(one, ValueBody::Text(_)) == matches!(other, ValueBody::Text(_))
}

/// The differences between two objects, key by key.
pub fn changes(before: &Members, after: &Members) -> Vec<KeyChange> {
    let change = |pair| {
        let (members, at, change) = match pair {
            Pair::Both(old, at) => {
                let (old, new) = (&before.0[old].value, &after.0[at].value);
                if old == new {
                    return None;
                }
                (after, at, Change::Changed { before: old.clone(), after: new.clone() })
            }
            Pair::Second(at) => (after, at, Change::Added(after.0[at].value.clone())),
            Pair::First(at) => (before, at, Change::Removed(before.0[at].value.clone())),
        };
        Some(KeyChange { key: members.0[at].key.clone(), nth: members.nth_of_its_key(at), change })
    };
    pair_up(before, after).into_iter().filter_map(change).collect()
}

/// Compares what is left of two texts without the members that differ.
fn layout(before: &ObjectText, after: &ObjectText) -> Layout {
    let mut common: Vec<(usize, usize)> = Vec::new();
    for pair in pair_up(before.members(), after.members()) {
        if let Pair::Both(old, new) = pair {
            common.push((old, new));
        }
    }
    let masked = |differs: bool| differs.then(|| Zeroizing::new("0".to_owned()));
    let differs = |(old, new): (usize, usize)| before.members().0[old].value != after.members().0[new].value;
    let edits = |at: fn((usize, usize)) -> usize| {
        let edit = |pair| ItemEdit { value: masked(differs(pair)), ..ItemEdit::kept(at(pair)) };
        let mut edits: Vec<_> = common.iter().copied().map(edit).collect();
        edits.sort_by_key(|edit| edit.origin);
        edits
    };
    let is_kept = before.spliced(&edits(|pair| pair.0)) == after.spliced(&edits(|pair| pair.1));
    if common.is_empty() || is_kept { Layout::Kept } else { Layout::Changed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::Member;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn members(text: &str) -> Members {
        Members::parse(text).unwrap()
    }

    fn body(text: &str) -> ValueBody {
        ValueBody::text(text.into())
    }

    #[test]
    fn each_key_is_added_removed_or_changed() {
        let diff = changes(&members(r#"{"a":1,"b":2,"c":3}"#), &members(r#"{"d":4,"c":3,"b":"2"}"#));
        let found: Vec<_> = diff.iter().map(|found| format!("{} {:?}", found.key, found.change)).collect();
        assert_eq!(found, ["d Added(redacted)", "b Changed(redacted)", "a Removed(redacted)"]);
    }

    #[test]
    fn spaces_alone_are_no_change_of_a_key_but_no_sameness_either() {
        let diff = ValueDiff::between(Some(&body(r#"{"a":1}"#)), &body(r#"{ "a": 1 }"#));
        assert_eq!(diff, ValueDiff::Keys { changes: Vec::new(), layout: Layout::Changed });
        assert_eq!(ValueDiff::between(Some(&body("x")), &body("x")), ValueDiff::Same);
        assert!(matches!(ValueDiff::between(None, &body("x")), ValueDiff::Whole { before: None, .. }));
        let ValueDiff::Keys { changes, layout: Layout::Kept } = ValueDiff::between(None, &body(r#"{"a":1}"#))
        else {
            panic!()
        };
        assert!(matches!(changes[..], [KeyChange { change: Change::Added(_), .. }]));
    }

    #[test]
    fn what_an_edit_leaves_alone_is_told_from_what_is_written_anew() {
        let before = "{\n  \"a\": \"\\u00e9\",\n  \"b\": 2,\n  \"c\": 3\n}\n";
        for (after, expected) in [
            (before.replace('2', "4"), Layout::Kept),
            (before.replace("\n  \"b\": 2,", ""), Layout::Kept),
            (before.replace("\n  \"c\"", "\n  \"z\": 1,\n  \"c\""), Layout::Kept),
            (before.replace('2', "4").replace("\\u00e9", "é"), Layout::Changed),
            (before.replace('2', "4").trim_end().to_owned(), Layout::Changed),
            (r#"{"a":"é","c":3,"b":4}"#.to_owned(), Layout::Changed),
        ] {
            let ValueDiff::Keys { layout, .. } = ValueDiff::between(Some(&body(before)), &body(&after))
            else {
                panic!()
            };
            assert_eq!(layout, expected, "{after}");
        }
    }

    #[test]
    fn a_key_that_appears_twice_is_counted() {
        let diff = changes(&members(r#"{"u":1,"k":1,"u":2}"#), &members(r#"{"u":1,"k":2,"u":3}"#));
        let found: Vec<_> = diff.iter().map(|found| (found.key.as_str(), found.nth)).collect();
        assert_eq!(found, [("k", None), ("u", Some(2))]);
    }

    #[test]
    fn one_and_the_text_one_differ() {
        assert_eq!(changes(&members(r#"{"a":1,"b":null}"#), &members(r#"{"a":"1","b":"null"}"#)).len(), 2);
    }

    #[test]
    fn nothing_secret_is_in_debug() {
        let diff = ValueDiff::between(Some(&body(r#"{"a":"hunter2"}"#)), &body(r#"{"a":"hunter3"}"#));
        assert!(!format!("{diff:?}").contains("hunter"));
        let diff = ValueDiff::between(Some(&body("hunter2")), &body("hunter3"));
        assert!(!format!("{diff:?}").contains("hunter"));
    }

    /// Gives a key a value, or removes the key.
    fn put(members: &mut Members, key: String, value: Option<MemberValue>) {
        let at = members.0.iter().position(|member| member.key == key);
        match (at, value) {
            (Some(at), Some(value)) => members.0[at].value = value,
            (None, Some(value)) => members.0.push(Member { key, value }),
            (Some(at), None) => drop(members.0.remove(at)),
            (None, None) => {}
        }
    }

    fn any_members() -> impl Strategy<Value = Members> {
        proptest::collection::vec(("[a-e]", 0..3_u8), 0..6).prop_map(|pairs| {
            let mut found = Members::default();
            for (key, value) in pairs {
                put(&mut found, key, Some(MemberValue::Json(Zeroizing::new(value.to_string()))));
            }
            found
        })
    }

    fn map(members: &Members) -> BTreeMap<String, String> {
        members.0.iter().map(|m| (m.key.clone(), m.value.text().to_string())).collect()
    }

    /// Does a diff to the value that it began from.
    fn patched(before: &Members, diff: Vec<KeyChange>) -> Members {
        let mut found = before.clone();
        for KeyChange { key, change, .. } in diff {
            let value = match change {
                Change::Added(value) | Change::Changed { after: value, .. } => Some(value),
                Change::Removed(_) => None,
            };
            put(&mut found, key, value);
        }
        found
    }

    proptest! {
        #[test]
        fn a_diff_leads_from_one_to_the_other(before in any_members(), after in any_members()) {
            let diff = changes(&before, &after);
            prop_assert_eq!(diff.is_empty(), map(&before) == map(&after));
            prop_assert_eq!(map(&patched(&before, diff)), map(&after));
        }
    }
}
