//! One's own changes of a value, put into the value that someone else has saved meanwhile: a splice for each member.

use crate::secrets::{ItemEdit, ObjectText, Pair, pair_up};
use zeroize::Zeroizing;

/// One's own changes, put into the value that someone else has saved meanwhile. `Debug` names only the keys.
#[derive(Clone, PartialEq, Eq)]
pub struct Rebased {
    /// Their text, with my changes. What I did not change keeps their bytes; what I changed has mine.
    pub text: Zeroizing<String>,
    /// Keys that both sides changed to different values: mine are kept.
    pub both: Vec<String>,
}

impl std::fmt::Debug for Rebased {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rebased(redacted, both: {:?})", self.both)
    }
}

/// Puts the changes from `base` to `mine` into `theirs`.
pub fn rebase(base: &ObjectText, mine: &ObjectText, theirs: &ObjectText) -> Rebased {
    let mut rebasing = Rebasing::new(base, mine, theirs);
    for pair in pair_up(base.members(), mine.members()) {
        match pair {
            Pair::Both(old, new) if base.members().0[old].value == mine.members().0[new].value => {}
            Pair::Both(old, new) => rebasing.put(Some(old), new),
            Pair::Second(new) => rebasing.put(None, new),
            Pair::First(old) => rebasing.remove(old),
        }
    }
    let Rebasing { edits, added, both, .. } = rebasing;
    let edits: Vec<ItemEdit> = edits.into_iter().flatten().chain(added).collect();
    Rebased { text: theirs.spliced(&edits), both }
}

/// A rebase under way.
struct Rebasing<'a> {
    base: &'a ObjectText,
    mine: &'a ObjectText,
    theirs: &'a ObjectText,
    their_pairs: Vec<Pair>,
    /// Their members; `None` for those that I removed.
    edits: Vec<Option<ItemEdit>>,
    added: Vec<ItemEdit>,
    both: Vec<String>,
}

impl<'a> Rebasing<'a> {
    fn new(base: &'a ObjectText, mine: &'a ObjectText, theirs: &'a ObjectText) -> Self {
        Self {
            base,
            mine,
            theirs,
            their_pairs: pair_up(base.members(), theirs.members()),
            edits: (0..theirs.members().0.len()).map(|at| Some(ItemEdit::kept(at))).collect(),
            added: Vec::new(),
            both: Vec::new(),
        }
    }

    /// I changed or added a member.
    fn put(&mut self, old: Option<usize>, new: usize) {
        let mine = &self.mine.members().0[new];
        let there = match old {
            Some(old) => self.in_theirs(old),
            None => self.added_by_them(&mine.key),
        };
        let before = old.map(|old| &self.base.members().0[old].value);
        let now = there.map(|at| &self.theirs.members().0[at].value);
        if now != before && now != Some(&mine.value) {
            self.both.push(mine.key.clone());
        }
        let Some([key, value]) = self.mine.written(new) else { return };
        match there {
            Some(_) if now == Some(&mine.value) => {}
            Some(at) => self.edits[at] = Some(ItemEdit { value: Some(value), ..ItemEdit::kept(at) }),
            None => self.added.push(ItemEdit { origin: None, key: Some(key), value: Some(value) }),
        }
    }

    /// I removed a member.
    fn remove(&mut self, old: usize) {
        let Some(there) = self.in_theirs(old) else { return };
        let before = &self.base.members().0[old];
        if self.theirs.members().0[there].value != before.value {
            self.both.push(before.key.clone());
        }
        self.edits[there] = None;
    }

    /// The place of a member of the base in their value.
    fn in_theirs(&self, old: usize) -> Option<usize> {
        self.their_pairs.iter().find_map(|pair| match pair {
            Pair::Both(base, there) if *base == old => Some(*there),
            Pair::Both(..) | Pair::First(_) | Pair::Second(_) => None,
        })
    }

    /// The place of a member of this key that they have added.
    fn added_by_them(&self, key: &str) -> Option<usize> {
        self.their_pairs.iter().find_map(|pair| match pair {
            Pair::Second(there) if self.theirs.members().0[*there].key == key => Some(*there),
            Pair::Both(..) | Pair::First(_) | Pair::Second(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::diff::{KeyChange, changes};
    use crate::secrets::Members;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn object(text: &str) -> ObjectText {
        ObjectText::parse(Zeroizing::new(text.to_owned())).unwrap()
    }

    #[test]
    fn rebasing_keeps_what_they_changed_and_names_what_both_did() {
        let base = object(r#"{"user":"app","password":"old","port":5432}"#);
        let mine = object(r#"{"user":"me","password":"mine","tls":true}"#);
        let theirs = object(r#"{"user":"app","password":"theirs","port":5432,"host":"db"}"#);
        let Rebased { text, both } = rebase(&base, &mine, &theirs);
        assert_eq!(text.as_str(), r#"{"user":"me","password":"mine","host":"db","tls":true}"#);
        assert_eq!(both, ["password"]);
    }

    #[test]
    fn their_bytes_stay_and_mine_are_put_as_they_are_written() {
        let base = object(r#"{"a":"1","b":2}"#);
        let mine = object("{\"a\":\"\\u003c\",\"b\":2}");
        let theirs = object("{\r\n\t\"b\" : 1e2,\r\n\t\"a\" : \"1\",\r\n\t\"u\" : \"caf\\u00e9\"\r\n}\r\n");
        let found = rebase(&base, &mine, &theirs);
        assert_eq!(found.text.as_str(), theirs.text().replace("\"1\"", "\"\\u003c\""));
        assert!(found.both.is_empty());
    }

    #[test]
    fn of_a_key_that_appears_twice_mine_is_put_in_place_of_the_one_that_i_changed() {
        let base = object(r#"{"u":"1","u":"2"}"#);
        let mine = object(r#"{"u":"1","u":"3"}"#);
        let theirs = object(r#"{ "u": "1", "u": "2", "new": 0 }"#);
        assert_eq!(rebase(&base, &mine, &theirs).text.as_str(), r#"{ "u": "1", "u": "3", "new": 0 }"#);
    }

    fn any_object() -> impl Strategy<Value = ObjectText> {
        proptest::collection::btree_map("[a-e]", 0..3_u8, 0..6).prop_map(|pairs| {
            let members: Vec<_> = pairs.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
            object(&format!("{{{}}}", members.join(",")))
        })
    }

    fn map(members: &Members) -> BTreeMap<String, String> {
        members.0.iter().map(|m| (m.key.clone(), m.value.text().to_string())).collect()
    }

    fn rebased(base: &ObjectText, mine: &ObjectText, theirs: &ObjectText) -> (ObjectText, Vec<String>) {
        let found = rebase(base, mine, theirs);
        (object(&found.text), found.both)
    }

    proptest! {
        #[test]
        fn where_one_side_did_nothing_the_other_one_stands(base in any_object(), other in any_object()) {
            let (mine, both) = rebased(&base, &other, &base);
            prop_assert_eq!(map(mine.members()), map(other.members()));
            prop_assert!(both.is_empty());
            prop_assert_eq!(rebased(&base, &base, &other).0, other);
        }

        #[test]
        fn rebasing_loses_nothing_of_mine_and_only_what_both_changed_of_theirs(
            base in any_object(), mine in any_object(), theirs in any_object()
        ) {
            let (found, both) = rebased(&base, &mine, &theirs);
            for KeyChange { key, .. } in changes(base.members(), mine.members()) {
                prop_assert_eq!(found.members().get(&key), mine.members().get(&key));
            }
            for KeyChange { key, .. } in changes(base.members(), theirs.members()) {
                let is_theirs = found.members().get(&key) == theirs.members().get(&key);
                prop_assert!(is_theirs || both.contains(&key));
            }
        }
    }
}
