//! The differences between two values, key by key; and changes of one value, rebased onto another.

use crate::secrets::{Member, MemberValue, Members, ValueBody};
use std::fmt;

/// The difference between a value and the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueDiff {
    /// They are the same, byte by byte.
    Same,
    /// Both are JSON objects, or there was no value before: the keys that differ, in the order of the new value; removed
    /// keys come last. Empty if only order or spaces differ.
    Keys(Vec<KeyChange>),
    /// At least one of them is not a JSON object: the new value replaces the old one as a whole.
    Whole {
        /// The value before; `None` if there was none.
        before: Option<ValueBody>,
        /// The new value.
        after: ValueBody,
    },
}

/// A key that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChange {
    /// The key.
    pub key: String,
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
        let old = before.map_or_else(|| Some(Members::default()), members_of);
        match (old, members_of(after)) {
            (Some(old), Some(new)) => Self::Keys(changes(&old, &new)),
            _ => Self::Whole { before: before.cloned(), after: after.clone() },
        }
    }
}

/// The members of a value that is a JSON object.
pub fn members_of(value: &ValueBody) -> Option<Members> {
    match value {
        ValueBody::Text(text) => Members::parse(text).ok(),
        ValueBody::Binary(_) => None,
    }
}

/// The differences between two objects, key by key.
pub fn changes(before: &Members, after: &Members) -> Vec<KeyChange> {
    let new = after.0.iter().filter_map(|Member { key, value }| {
        let change = match before.get(key) {
            None => Change::Added(value.clone()),
            Some(old) if old == value => return None,
            Some(old) => Change::Changed { before: old.clone(), after: value.clone() },
        };
        Some(KeyChange { key: key.clone(), change })
    });
    let gone = before.0.iter().filter(|member| after.get(&member.key).is_none());
    let gone = gone
        .map(|member| KeyChange { key: member.key.clone(), change: Change::Removed(member.value.clone()) });
    new.chain(gone).collect()
}

/// One's own changes, put into the value that someone else has saved meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebased {
    /// Theirs, with my changes.
    pub members: Members,
    /// Keys that both sides changed to different values: mine are kept.
    pub both: Vec<String>,
}

/// Puts the changes from `base` to `mine` into `theirs`.
pub fn rebase(base: &Members, mine: &Members, theirs: &Members) -> Rebased {
    let mut members = theirs.clone();
    let mut both = Vec::new();
    for KeyChange { key, change } in changes(base, mine) {
        let wanted = match change {
            Change::Added(value) | Change::Changed { after: value, .. } => Some(value),
            Change::Removed(_) => None,
        };
        let there = theirs.get(&key);
        if there != base.get(&key) && there != wanted.as_ref() {
            both.push(key.clone());
        }
        put(&mut members, key, wanted);
    }
    Rebased { members, both }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use zeroize::Zeroizing;

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
        assert_eq!(diff, ValueDiff::Keys(Vec::new()));
        assert_eq!(ValueDiff::between(Some(&body("x")), &body("x")), ValueDiff::Same);
        assert!(matches!(ValueDiff::between(None, &body("x")), ValueDiff::Whole { before: None, .. }));
        let ValueDiff::Keys(added) = ValueDiff::between(None, &body(r#"{"a":1}"#)) else { panic!() };
        assert!(matches!(added[..], [KeyChange { change: Change::Added(_), .. }]));
    }

    #[test]
    fn rebasing_keeps_what_they_changed_and_names_what_both_did() {
        let base = members(r#"{"user":"app","password":"old","port":5432}"#);
        let mine = members(r#"{"user":"me","password":"mine","tls":true}"#);
        let theirs = members(r#"{"user":"app","password":"theirs","port":5432,"host":"db"}"#);
        let Rebased { members: found, both } = rebase(&base, &mine, &theirs);
        assert_eq!(found, members(r#"{"user":"me","password":"mine","host":"db","tls":true}"#));
        assert_eq!(both, ["password"]);
    }

    #[test]
    fn nothing_secret_is_in_debug() {
        let diff = ValueDiff::between(Some(&body(r#"{"a":"hunter2"}"#)), &body(r#"{"a":"hunter3"}"#));
        assert!(!format!("{diff:?}").contains("hunter"));
        let diff = ValueDiff::between(Some(&body("hunter2")), &body("hunter3"));
        assert!(!format!("{diff:?}").contains("hunter"));
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
        for KeyChange { key, change } in diff {
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

        #[test]
        fn where_one_side_did_nothing_the_other_one_stands(base in any_members(), other in any_members()) {
            prop_assert_eq!(map(&rebase(&base, &other, &base).members), map(&other));
            prop_assert_eq!(rebase(&base, &base, &other).members, other);
        }

        #[test]
        fn rebasing_loses_nothing_of_mine_and_only_what_both_changed_of_theirs(
            base in any_members(), mine in any_members(), theirs in any_members()
        ) {
            let Rebased { members, both } = rebase(&base, &mine, &theirs);
            for KeyChange { key, .. } in changes(&base, &mine) {
                prop_assert_eq!(members.get(&key), mine.get(&key));
            }
            for KeyChange { key, .. } in changes(&base, &theirs) {
                prop_assert!(members.get(&key) == theirs.get(&key) || both.contains(&key));
            }
        }
    }
}
