//! A member of a JSON value in place of the one that is there: all other bytes stay as they are.

use super::path::{self, Member, PathError};
use crate::secrets::{ItemEdit, Items, joined, quoted};
use zeroize::Zeroizing;

/// A value with another member.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Spliced {
    /// The whole text.
    pub(super) text: Zeroizing<String>,
    /// The key that was added, if the value did not have the member.
    pub(super) added: Option<String>,
}

/// Puts `json` in the place of the member that `key` leads to. A member that is missing is added to the innermost object on
/// the way to it, in the style of that object.
pub(super) fn splice(text: &str, key: &str, json: &str) -> Result<Spliced, PathError> {
    let (place, part, added) = match path::locate(text, key)? {
        Member::Found(place) => (place, Zeroizing::new(json.to_owned()), None),
        Member::Missing { object, key } => {
            let part = with_new(&text[object.clone()], &key, json).ok_or(PathError::NoMembers)?;
            (object, part, Some(key))
        }
    };
    Ok(Spliced { text: joined(&[&text[..place.start], &part, &text[place.end..]]), added })
}

/// The text of an object with one more member.
fn with_new(object: &str, key: &str, json: &str) -> Option<Zeroizing<String>> {
    let items = Items::parse(object).ok()??;
    let new = ItemEdit { origin: None, key: Some(quoted(key)), value: Some(Zeroizing::new(json.to_owned())) };
    let kept = (0..items.places().len()).map(ItemEdit::kept);
    Some(items.edited(&kept.chain([new]).collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spliced(text: &str, key: &str, json: &str) -> String {
        splice(text, key, json).unwrap().text.to_string()
    }

    #[test]
    fn all_other_bytes_stay() {
        let text = " {\"a\" :\t1e2 , \"b\":{\"c\":[ 1,2 ]},\"\\u00e9\": null}\r\n";
        assert_eq!(spliced(text, "a", "\"x\""), text.replace("1e2", "\"x\""));
        assert_eq!(spliced(text, "b.c[1]", "[]"), text.replace(",2 ]", ",[] ]"));
        assert_eq!(spliced(text, "é", "0"), text.replace("null", "0"));
    }

    #[test]
    fn a_missing_member_is_added_in_the_style_of_its_object() {
        assert_eq!(spliced("{\n  \"a\": 1\n}\n", "b", "2"), "{\n  \"a\": 1,\n  \"b\": 2\n}\n");
        assert_eq!(spliced("{\"a\":{}}", "a.b", "2"), "{\"a\":{\"b\":2}}");
        assert_eq!(spliced("{\"a\":1}", "x.y", "2"), "{\"a\":1,\"x.y\":2}");
        assert_eq!(splice("{}", "b", "2").unwrap().added.as_deref(), Some("b"));
        assert_eq!(splice("[1]", "b", "2"), Err(PathError::NotFound("b".into())));
        assert_eq!(splice("text", "b", "2"), Err(PathError::NoMembers));
        assert_eq!(splice(r#"{"a":1,"a":2}"#, "a", "2"), Err(PathError::Ambiguous("a".into())));
    }

    proptest! {
        #[test]
        fn what_is_put_in_is_read_back_and_nothing_else_changes(
            keys in proptest::collection::btree_set(".{0,5}", 1..6), at in 0..6_usize, value in ".{0,9}"
        ) {
            let keys: Vec<_> = keys.into_iter().collect();
            let object = |put: Option<(&str, &str)>| {
                let member = |key: &String| {
                    let value = put.filter(|(to, _)| to == key).map_or("old", |(_, value)| value);
                    format!("{}: {}", quoted(key).as_str(), quoted(value).as_str())
                };
                format!("{{{}}}", keys.iter().map(member).collect::<Vec<_>>().join(" ,\n"))
            };
            let key = &keys[at % keys.len()];
            let found = splice(&object(None), key, &quoted(&value)).unwrap();
            prop_assert_eq!(found.text.as_str(), object(Some((key, &value))));
        }
    }
}
