//! One's own changes of a policy, put into the policy that someone else has attached meanwhile: statement by statement.

use super::statements::PolicyText;
use serde_json::Value;

/// A rebased policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebased {
    /// Theirs, with my changes.
    pub text: String,
    /// They changed a statement that I changed or removed: the text has both statements, or only theirs.
    pub both: bool,
}

/// Puts the changes from `base` to `mine` into `theirs`; `None` if one of the three is not a JSON object. A missing policy
/// counts as one without statements. What I did not change keeps their bytes, what I changed has mine.
pub fn rebase(base: Option<&str>, mine: &str, theirs: Option<&str>) -> Option<Rebased> {
    let (base, own) = (PolicyText::parse(base.unwrap_or("{}"))?, PolicyText::parse(mine)?);
    let their_text = theirs.unwrap_or("{}");
    let (before, after) = (values(&base.statements()), values(&own.statements()));
    let there = values(&PolicyText::parse(their_text)?.statements());
    let removed: Vec<&Value> = before.iter().filter(|one| !after.contains(one)).collect();
    let both = removed.iter().any(|one| !there.contains(one));
    let is_new = |one: &Value| !before.contains(one) && !there.contains(one);
    let text = if theirs.is_some() {
        let added = own.statements().into_iter().filter(|one| is_new(&value(one)));
        let added: Vec<String> = added.map(str::to_owned).collect();
        let text = with_my_members(&base, &own, their_text);
        PolicyText::parse(&text)?.with_statements(|one| !removed.contains(&&value(one)), &added)
    } else {
        own.with_statements(|one| is_new(&value(one)), &[])
    };
    Some(Rebased { text, both })
}

/// Their text with the members other than statements that I have changed.
fn with_my_members(base: &PolicyText<'_>, mine: &PolicyText<'_>, theirs: &str) -> String {
    let is_as_before = |(key, now): &(&str, &str)| {
        base.others().any(|(other, before)| other == *key && value(before) == value(now))
    };
    let changed = mine.others().filter(|member| !is_as_before(member));
    changed.fold(theirs.to_owned(), |text, (key, value)| {
        PolicyText::parse(&text).map_or_else(|| text.clone(), |policy| policy.with(key, value))
    })
}

fn value(written: &str) -> Value {
    serde_json::from_str(written).unwrap_or_default()
}

fn values(written: &[&str]) -> Vec<Value> {
    written.iter().map(|one| value(one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn policy(statements: &[u8]) -> String {
        json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
    }

    fn statements(text: &str) -> Vec<Value> {
        values(&PolicyText::parse(text).unwrap().statements())
    }

    fn rebased(base: &[u8], mine: &[u8], theirs: &[u8]) -> (Vec<Value>, bool) {
        let found = rebase(Some(&policy(base)), &policy(mine), Some(&policy(theirs))).unwrap();
        (statements(&found.text), found.both)
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
        assert_eq!(statements(&found.text), [json!(2)]);
        assert_eq!(rebase(None, "no JSON", None), None);
    }

    #[test]
    fn their_bytes_stay_and_mine_are_put_as_they_are_written() {
        let base = r#"{"Version":"1","Statement":[{"Sid":"a"},{"Sid":"b"}]}"#;
        let mine = r#"{"Version":"1","Id":"caf\u00e9","Statement":[{"Sid":"a"},{"Sid" : "c"}]}"#;
        let theirs = "{\n\t\"Statement\" : [\n\t\t{\"Sid\":\"b\"},\n\t\t{\"Sid\":\"\\u0061\"}\n\t],\n\t\"Version\":\"1\"\n}\n";
        let found = rebase(Some(base), mine, Some(theirs)).unwrap();
        let expected = "{\n\t\"Statement\" : [\n\t\t{\"Sid\":\"\\u0061\"},\n\t\t{\"Sid\" : \"c\"}\n\t],\n\t\"Version\":\"1\",\n\t\"Id\":\"caf\\u00e9\"\n}\n";
        assert_eq!((found.text.as_str(), found.both), (expected, false));
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
