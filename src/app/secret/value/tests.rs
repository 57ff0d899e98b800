use super::{Fold, RowKind, ShownValue};
use crate::secrets::{LabelSet, SecretValue, ValueBody, VersionId};
use jiff::Timestamp;

fn shown(text: &str) -> ShownValue {
    ShownValue::new(SecretValue {
        arn: None,
        name: None,
        version: VersionId("v1".into()),
        labels: LabelSet::new(),
        created: None,
        body: ValueBody::text(text.into()),
    })
}

fn revealed(value: &ShownValue) -> Vec<String> {
    let rows = value.rows();
    rows.iter().filter(|row| matches!(row.kind, RowKind::Revealed(_))).map(|row| row.title.clone()).collect()
}

const UNTIL: Timestamp = Timestamp::UNIX_EPOCH;

#[test]
fn keys_are_revealed_one_at_a_time() {
    let mut value = shown(r#"{"user":"u","password":"p","db":{"host":"h"}}"#);
    assert!(revealed(&value).is_empty());
    value.cursor_mut().at = 1;
    value.toggle_at_cursor(UNTIL);
    assert_eq!(revealed(&value), ["password"]);
    assert_eq!(value.hide_at(), Some(UNTIL));
    value.toggle_at_cursor(UNTIL);
    assert!(!value.is_any_revealed());
    assert_eq!(value.hide_at(), None);
}

#[test]
fn one_key_can_be_masked_while_all_others_stay_revealed() {
    let mut value = shown(r#"{"a":"1","b":{"c":"2"},"d":"3"}"#);
    value.toggle_all(UNTIL);
    assert_eq!(revealed(&value), ["a", "b.c", "d"]);
    value.toggle_at_cursor(UNTIL);
    assert_eq!(revealed(&value), ["b.c", "d"]);
}

#[test]
fn branches_fold() {
    let mut value = shown(r#"{"b":{"c":"2","e":[1,2]},"d":"3"}"#);
    assert_eq!(value.rows().len(), 6);
    assert!(value.set_fold(Fold::Folded));
    assert!(!value.set_fold(Fold::Folded));
    assert_eq!(value.rows().len(), 2);
    assert_eq!(value.under_cursor().unwrap().1.as_str(), r#"{"c":"2","e":[1,2]}"#);
    assert!(value.set_fold(Fold::Unfolded));
    assert_eq!(value.rows().len(), 6);
}

#[test]
fn folding_a_leaf_folds_what_it_lies_in() {
    let mut value = shown(r#"{"a":"1","b":{"c":{"d":"2"}}}"#);
    value.cursor_mut().at = 3;
    assert!(value.set_fold(Fold::Folded));
    assert_eq!((value.cursor.at, value.rows().len()), (2, 3));
    assert!(value.set_fold(Fold::Folded));
    assert_eq!((value.cursor.at, value.rows().len()), (1, 2));
    assert!(!value.set_fold(Fold::Folded), "the root stays");
}

#[test]
fn keys_that_appear_twice_are_rows_of_their_own() {
    let mut value = shown(r#"{"user":"first","":"x","user":"second","b":{"dup":1,"dup":2}}"#);
    let rows: Vec<_> = value.rows().into_iter().map(|row| (row.title, row.is_twice)).collect();
    let expected = [
        ("user", true),
        ("(empty key)", false),
        ("user", true),
        ("b", false),
        ("b.dup", true),
        ("b.dup", true),
    ];
    assert_eq!(rows, expected.map(|(title, is_twice)| (title.to_owned(), is_twice)));
    value.cursor_mut().at = 2;
    value.toggle_at_cursor(UNTIL);
    assert_eq!(revealed(&value), ["user"]);
    assert_eq!(value.under_cursor().unwrap().1.as_str(), "second");
    value.cursor_mut().at = 5;
    assert_eq!(value.under_cursor().unwrap().1.as_str(), "2");
    value.cursor_mut().at = 3;
    assert_eq!(value.under_cursor().unwrap().1.as_str(), r#"{"dup":1,"dup":2}"#);
}

#[test]
fn binary_that_holds_text_is_shown_as_text_or_in_hex() {
    let binary = |bytes: &[u8]| {
        ShownValue::new(SecretValue { body: ValueBody::binary(bytes.to_vec()), ..shown("").value().clone() })
    };
    let mut value = binary(b"caf\xc3\xa9\n");
    assert_eq!(value.binary_text(), Some("café\n"));
    assert!(value.switch_binary_view());
    assert_eq!(value.binary_text(), None);
    assert!(value.switch_binary_view());
    assert_eq!(value.binary_text(), Some("café\n"));
    let mut value = binary(b"\x89PNG");
    assert!(value.binary_text().is_none() && !value.switch_binary_view());
}

#[test]
fn the_cursor_begins_on_the_member_that_is_most_likely_the_secret() {
    for (text, at) in [
        (r#"{"engine":"postgres","username":"a","password":"b","dbname":"c"}"#, 2),
        (r#"{"access_key_id":"a","secret_access_key":"b"}"#, 1),
        (r#"{"client_id":"a","token_url":"u","clientSecret":"b"}"#, 2),
        (r#"{"public_key":"a","private_key":"b"}"#, 1),
        (r#"{"db":{"host":"h","DB_PASSWORD":"b"},"port":1}"#, 2),
        (r#"{"password_policy":{"length":8},"api_key":"k"}"#, 2),
        (r#"{"host":"h","port":1}"#, 0),
        (r#"["a","b"]"#, 0),
        ("text", 0),
    ] {
        assert_eq!(shown(text).cursor().at, at, "{text}");
    }
}
