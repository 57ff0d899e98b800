use super::*;
use crate::secrets::MemberValue;
use proptest::collection::vec;
use proptest::prelude::*;

fn object(text: &str) -> ObjectText {
    ObjectText::parse(Zeroizing::new(text.to_owned())).unwrap()
}

fn text_value(text: &str) -> MemberValue {
    MemberValue::Text(Zeroizing::new(text.to_owned()))
}

fn json_value(text: &str) -> MemberValue {
    MemberValue::Json(Zeroizing::new(text.to_owned()))
}

/// An edit of one member.
#[derive(Clone, Debug)]
enum Edit {
    Set(usize, MemberValue),
    Rename(usize, String),
    Remove(usize),
    Add(String, MemberValue),
}

/// The members after an edit, with their positions before it.
fn wanted(object: &ObjectText, edit: &Edit) -> Vec<MemberEdit> {
    let kept = object.members().0.iter().cloned().enumerate();
    let mut edits: Vec<_> = kept.map(|(at, member)| MemberEdit { origin: Some(at), member }).collect();
    match edit.clone() {
        Edit::Set(at, value) => edits[at].member.value = value,
        Edit::Rename(at, key) => edits[at].member.key = key,
        Edit::Remove(at) => drop(edits.remove(at)),
        Edit::Add(key, value) => edits.push(MemberEdit { origin: None, member: Member { key, value } }),
    }
    edits
}

fn after(text: &str, edit: &Edit) -> String {
    let object = object(text);
    object.edited(&wanted(&object, edit)).to_string()
}

const CRLF: &str = "{\r\n    \"u\": \"caf\\u00e9 \\u003c\\/\",\r\n    \"k\" : \"v\",\r\n\t\"n\":1e2\r\n}\r\n";

#[test]
fn a_value_is_changed_and_nothing_else() {
    let found = after(CRLF, &Edit::Set(1, text_value("w\"é")));
    assert_eq!(found, CRLF.replace("\"v\"", "\"w\\\"é\""));
    assert_eq!(after(CRLF, &Edit::Set(2, json_value("1e+2"))), CRLF.replace("1e2", "1e+2"));
    assert_eq!(after(CRLF, &Edit::Set(0, text_value("café </"))), CRLF, "the same text, so the same bytes");
}

#[test]
fn a_key_is_renamed_in_place() {
    assert_eq!(after(CRLF, &Edit::Rename(1, "key".into())), CRLF.replace("\"k\" :", "\"key\" :"));
}

#[test]
fn a_removed_member_takes_its_line_and_one_comma() {
    let lines = "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n";
    for (at, gone) in ["  \"a\": 1,\n", "  \"b\": 2,\n"].into_iter().enumerate() {
        assert_eq!(after(lines, &Edit::Remove(at)), lines.replace(gone, ""));
    }
    assert_eq!(after(lines, &Edit::Remove(2)), "{\n  \"a\": 1,\n  \"b\": 2\n}\n");
    assert_eq!(after("{\n  \"a\": 1\n}\n", &Edit::Remove(0)), "{\n}\n");
    let one_line = r#"{"a": 1, "b": 2, "c": 3}"#;
    assert_eq!(after(one_line, &Edit::Remove(0)), r#"{"b": 2, "c": 3}"#);
    assert_eq!(after(one_line, &Edit::Remove(1)), r#"{"a": 1, "c": 3}"#);
    assert_eq!(after(one_line, &Edit::Remove(2)), r#"{"a": 1, "b": 2}"#);
    let commas_first = "{ \"a\": 1\n, \"b\": 2\n, \"c\": 3\n}";
    assert_eq!(after(commas_first, &Edit::Remove(1)), "{ \"a\": 1\n, \"c\": 3\n}");
    assert_eq!(after(commas_first, &Edit::Remove(2)), "{ \"a\": 1\n, \"b\": 2\n}");
}

#[test]
fn an_added_member_has_the_style_of_the_others() {
    let add = || Edit::Add("z".into(), text_value("1"));
    for (before, found) in [
        (r#"{"a":1}"#, r#"{"a":1,"z":"1"}"#),
        (r#"{"a": 1}"#, r#"{"a": 1, "z": "1"}"#),
        (r#"{ "a": 1 }"#, r#"{ "a": 1, "z": "1" }"#),
        ("{\n\t\"a\" : 1\n}\n", "{\n\t\"a\" : 1,\n\t\"z\" : \"1\"\n}\n"),
        ("{\r\n  \"a\": 1\r\n}", "{\r\n  \"a\": 1,\r\n  \"z\": \"1\"\r\n}"),
        ("{ \"a\": 1\n, \"b\": 2\n}", "{ \"a\": 1\n, \"b\": 2\n, \"z\": \"1\"\n}"),
        ("{}", r#"{"z":"1"}"#),
        ("{ }\n", "{ \"z\": \"1\" }\n"),
        ("{\r\n}\r\n", "{\r\n  \"z\": \"1\"\r\n}\r\n"),
    ] {
        assert_eq!(after(before, &add()), found, "{before:?}");
    }
}

#[test]
fn of_a_key_that_appears_twice_only_the_edited_one_changes() {
    let text = r#"{"user":"first","pass":"1","user":"second"}"#;
    assert_eq!(after(text, &Edit::Set(0, text_value("x"))), text.replace("first", "x"));
    assert_eq!(after(text, &Edit::Set(2, text_value("x"))), text.replace("second", "x"));
    assert_eq!(after(text, &Edit::Remove(0)), r#"{"pass":"1","user":"second"}"#);
    assert_eq!(after(text, &Edit::Rename(2, String::new())), text.replace(",\"user\"", ",\"\""));
}

#[test]
fn several_members_are_edited_at_once() {
    let object = object("{\n \"a\":1,\n \"b\":2,\n \"c\":3,\n \"d\":4\n}");
    let mut edits = wanted(&object, &Edit::Add("e".into(), json_value("5")));
    edits.drain(1..3);
    edits[1].member.value = json_value("44");
    assert_eq!(object.edited(&edits).as_str(), "{\n \"a\":1,\n \"d\":44,\n \"e\":5\n}");
    let none: [MemberEdit; 0] = [];
    assert_eq!(object.edited(&none).as_str(), "{\n}");
    assert_eq!(object.edited(&edits[2..]).as_str(), "{\n \"e\":5\n}");
}

/// A string as JSON: characters as they are or escaped in one of JSON's ways.
fn any_string() -> impl Strategy<Value = String> {
    let escaped = prop_oneof![
        Just(r"\u00e9".to_owned()),
        Just(r"\u003c".to_owned()),
        Just(r"\/".to_owned()),
        Just(r"\n".to_owned()),
        Just(r"\ud83d\ude00".to_owned()),
        Just(r"\ud800".to_owned()),
        Just("\\\"".to_owned()),
        Just(r"\\".to_owned()),
    ];
    let plain =
        any::<char>().prop_filter("it is escaped in JSON", |c| !c.is_control() && !['"', '\\'].contains(c));
    vec(prop_oneof![3 => plain.prop_map(String::from), 1 => escaped], 0..6)
        .prop_map(|parts| format!("\"{}\"", parts.concat()))
}

fn any_space() -> impl Strategy<Value = String> {
    "[ \t]{0,2}|(\r\n|\n)[ \t]{0,3}"
}

fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any_string(),
        Just("null".to_owned()),
        Just("true".to_owned()),
        "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,3})?",
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (vec(inner.clone(), 0..3), any_space())
                .prop_map(|(items, space)| format!("[{space}{}]", items.join(&format!("{space},")))),
            vec((any_string(), any_space(), inner), 0..3).prop_map(|members| {
                let members: Vec<_> =
                    members.iter().map(|(key, space, value)| format!("{key}{space}:{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

/// An object in any style; its keys are often the same or empty.
fn any_object() -> impl Strategy<Value = String> {
    let key = prop_oneof![Just("\"a\"".to_owned()), Just("\"\"".to_owned()), any_string()];
    let member = (any_space(), key, any_space(), any_space(), any_json(), any_space())
        .prop_map(|(a, key, b, c, value, d)| format!("{a}{key}{b}:{c}{value}{d}"));
    (any_space(), vec(member, 0..5), any_space(), any_space()).prop_map(|(start, members, inner, end)| {
        let inner = if members.is_empty() { inner } else { members.join(",") };
        format!("{start}{{{inner}}}{end}")
    })
}

fn any_value() -> impl Strategy<Value = MemberValue> {
    prop_oneof![
        ".{0,8}".prop_map(|text| text_value(&text)),
        any_json().prop_map(|text| MemberValue::of(&text))
    ]
}

fn any_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<usize>(), any_value()).prop_map(|(at, value)| Edit::Set(at, value)),
        (any::<usize>(), ".{0,6}").prop_map(|(at, key)| Edit::Rename(at, key)),
        any::<usize>().prop_map(Edit::Remove),
        (".{0,6}", any_value()).prop_map(|(key, value)| Edit::Add(key, value)),
    ]
}

fn in_range(edit: Edit, members: usize) -> Option<Edit> {
    Some(match edit {
        Edit::Set(at, value) => Edit::Set(at.checked_rem(members)?, value),
        Edit::Rename(at, key) => Edit::Rename(at.checked_rem(members)?, key),
        Edit::Remove(at) => Edit::Remove(at.checked_rem(members)?),
        Edit::Add(key, value) => Edit::Add(key, value),
    })
}

/// The length of the text before and behind the part that an edit may change.
fn outside(text: &str, edit: &Edit) -> (usize, usize) {
    let items = Items::parse(text).unwrap().unwrap();
    let places = items.places();
    let close = text.rfind('}').unwrap();
    let (start, end) = match edit {
        Edit::Set(at, _) => (places[*at].value.start, places[*at].value.end),
        Edit::Rename(at, _) => {
            let key = places[*at].key.clone().unwrap();
            (key.start, key.end)
        }
        Edit::Remove(at) => {
            if places.len() == 1 {
                return (text.find('{').unwrap() + 1, text.len() - places[0].value.end);
            }
            let before = at.checked_sub(1).map(|before| places[before].value.end);
            let after = places.get(at + 1).map(crate::secrets::json::ItemPlace::start);
            (
                before.unwrap_or_else(|| places[*at].start()),
                if before.is_some() && after.is_none() {
                    places[*at].value.end
                } else {
                    after.unwrap_or(close)
                },
            )
        }
        Edit::Add(..) => {
            let end = places.last().map_or(text.find('{').unwrap() + 1, |place| place.value.end);
            (end, if places.is_empty() { close } else { end })
        }
    };
    (start, text.len() - end)
}

proptest! {
    #[test]
    fn a_text_is_parsed_to_its_members_and_written_back_byte_by_byte(text in any_object()) {
        let object = object(&text);
        prop_assert!(serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok());
        let edits: Vec<_> = (0..object.members().0.len()).map(ItemEdit::kept).collect();
        let found = object.spliced(&edits);
        prop_assert_eq!(found.as_str(), text);
    }

    #[test]
    fn one_edit_keeps_all_bytes_outside_of_the_member(text in any_object(), edit in any_edit()) {
        let before = object(&text);
        let Some(edit) = in_range(edit, before.members().0.len()) else { return Ok(()) };
        let edits = wanted(&before, &edit);
        let found = before.edited(&edits);
        let (start, end) = outside(&text, &edit);
        prop_assert_eq!(&found[..start], &text[..start]);
        prop_assert_eq!(&found[found.len() - end..], &text[text.len() - end..]);
        let members: Vec<_> = edits.into_iter().map(|edit| edit.member).collect();
        let parsed = object(&found);
        prop_assert_eq!(parsed.members(), &Members(members));
    }
}
