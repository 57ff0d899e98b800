//! One's own changes of a policy, put into the policy that someone else has attached meanwhile: statement by statement.

use super::template::pretty;
use serde_json::{Map, Value};

/// A rebased policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebased {
    /// Theirs, with my changes, laid out.
    pub text: String,
    /// They changed a statement that I changed or removed: the text has both statements, or only theirs.
    pub both: bool,
}

/// Puts the changes from `base` to `mine` into `theirs`; `None` if one of the three is not a JSON object. A missing policy
/// counts as one without statements.
pub fn rebase(base: Option<&str>, mine: &str, theirs: Option<&str>) -> Option<Rebased> {
    let (base, mine) = (object(base)?, object(Some(mine))?);
    let mut policy = if theirs.is_some() { object(theirs)? } else { mine.clone() };
    let (before, after, there) = (statements(&base), statements(&mine), statements(&object(theirs)?));
    let removed: Vec<&Value> = before.iter().filter(|one| !after.contains(one)).collect();
    let both = removed.iter().any(|one| !there.contains(one));
    let kept = there.iter().filter(|one| !removed.contains(one));
    let added = after.iter().filter(|one| !before.contains(one) && !there.contains(one));
    let wanted: Vec<Value> = kept.chain(added).cloned().collect();
    for (key, value) in mine.iter().filter(|(key, value)| base.get(*key) != Some(value)) {
        policy.insert(key.clone(), value.clone());
    }
    policy.insert("Statement".into(), Value::Array(wanted));
    Some(Rebased { text: pretty(&Value::Object(policy)), both })
}

fn object(policy: Option<&str>) -> Option<Map<String, Value>> {
    let Some(text) = policy else { return Some(Map::new()) };
    serde_json::from_str(text).ok()
}

fn statements(policy: &Map<String, Value>) -> Vec<Value> {
    match policy.get("Statement") {
        None => Vec::new(),
        Some(Value::Array(statements)) => statements.clone(),
        Some(one) => vec![one.clone()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn policy(statements: &[u8]) -> String {
        json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
    }

    fn rebased(base: &[u8], mine: &[u8], theirs: &[u8]) -> (Vec<Value>, bool) {
        let found = rebase(Some(&policy(base)), &policy(mine), Some(&policy(theirs))).unwrap();
        (statements(&object(Some(&found.text)).unwrap()), found.both)
    }

    #[test]
    fn both_changes_are_in_it() {
        assert_eq!(rebased(&[1, 2], &[1, 3], &[1, 2, 4]), (vec![json!(1), json!(4), json!(3)], false));
        assert_eq!(rebased(&[1, 2], &[1, 3], &[1, 5]), (vec![json!(1), json!(5), json!(3)], true));
    }

    #[test]
    fn no_policy_is_one_without_statements() {
        let mine = policy(&[1, 2]);
        let found = rebase(Some(&policy(&[1])), &mine, None).unwrap();
        assert!(!found.both && found.text.contains("2012-10-17"), "{found:?}");
        assert_eq!(statements(&object(Some(&found.text)).unwrap()), [json!(2)]);
        assert_eq!(rebase(None, "no JSON", None), None);
    }

    proptest! {
        #[test]
        fn where_one_side_did_nothing_the_other_one_stands(
            base in proptest::collection::btree_set(0..6_u8, 0..4),
            other in proptest::collection::btree_set(0..6_u8, 0..4),
        ) {
            let (base, other): (Vec<u8>, Vec<u8>) = (base.into_iter().collect(), other.into_iter().collect());
            let sorted = |mut found: Vec<Value>| { found.sort_by_key(Value::as_u64); found };
            let wanted: Vec<Value> = other.iter().map(|one| json!(one)).collect();
            prop_assert_eq!(sorted(rebased(&base, &other, &base).0), wanted.clone());
            prop_assert_eq!(rebased(&base, &base, &other).0, wanted);
        }
    }
}
