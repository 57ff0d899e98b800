//! What is stored is what is shown, copied, edited and saved: no byte is rewritten behind the user's back.

use super::editing::{THEIRS, editing, moved, put, words};
use super::world::*;
use crate::app::copy::Encoding;
use crate::app::{Effect, LocalAnswer, LocalWork, Message};
use crate::secrets::{LabelSet, SecretValue, ValueBody, VersionId};
use crate::service::api::PasswordOptions;
use crate::service::api::{Reply, Request};
use zeroize::Zeroizing;

const CRLF: &str = "{\r\n    \"u\": \"caf\\u00e9 \\u003c\\/\",\r\n    \"k\" : \"v\",\r\n\t\"n\":1e2\r\n}\r\n";
const TWICE: &str = r#"{"user":"first","pass":"1","user":"second","":"x"}"#;

/// Reviews the form and says yes; the text that is sent.
fn saved(world: &mut World) -> String {
    reviewed(world);
    world.keys("y");
    put(world).0
}

/// Reviews the form; the review.
fn reviewed(world: &mut World) -> String {
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(secret("a")));
    words(world)
}

fn binary(bytes: &[u8]) -> Reply {
    Reply::GetSecretValue(SecretValue {
        arn: None,
        name: None,
        version: VersionId(CURRENT.into()),
        labels: LabelSet::new(),
        created: None,
        body: ValueBody::binary(bytes.to_vec()),
    })
}

fn editing_binary(bytes: &[u8]) -> World {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("e");
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetSecretValue", binary(bytes));
    world
}

/// The editor leaves another text.
fn leave_in_editor(world: &mut World, text: &str) {
    world.effects();
    world.keys("ctrl-o");
    let effects = world.effects();
    let [Effect::Local(id, LocalWork::Edit { .. })] = effects.as_slice() else { panic!("{effects:?}") };
    world.send(Message::Local(*id, LocalAnswer::Edited(Ok(Some(Zeroizing::new(text.to_owned()))))));
}

fn copied(world: &mut World) -> (String, String) {
    let text = world.effects().into_iter().find_map(|effect| match effect {
        Effect::Copy(_, text) => Some(text.expose().to_owned()),
        _ => None,
    });
    let copy = world.model.clipboard().last().unwrap();
    let encoding = if copy.encoding == Encoding::Base64 { " as base64" } else { "" };
    (format!("{}{encoding}", copy.what), text.unwrap())
}

#[test]
fn a_key_that_is_edited_changes_its_own_bytes_alone() {
    let mut world = editing(CRLF);
    world.keys("down");
    world.type_text("w");
    let review = reviewed(&mut world);
    assert!(review.contains("k · string") && !review.contains("Order, spaces"), "{review}");
    world.keys("y");
    assert_eq!(put(&world).0, CRLF.replace("\"v\"", "\"vw\""));
}

#[test]
fn a_key_is_renamed_added_and_removed_in_the_style_of_the_text() {
    let mut world = editing(CRLF);
    world.keys("down f2 end");
    world.type_text("ey");
    world.keys("down ctrl-x ctrl-n");
    world.type_text("z");
    world.keys("tab");
    world.type_text("1");
    let expected = CRLF.replace("\"k\"", "\"key\"").replace(",\r\n\t\"n\":1e2", ",\r\n\t\"z\":\"1\"");
    assert_eq!(saved(&mut world), expected);
}

#[test]
fn a_value_that_is_typed_back_is_as_it_was() {
    let mut world = editing(CRLF);
    world.type_text("x");
    world.keys("backspace ctrl-s");
    assert!(format!("{:?}", world.form().problem()).contains("nothing to save"));
}

#[test]
fn the_bytes_that_the_editor_left_are_saved() {
    let mut world = editing(r#"{"a":"é","n":1e2}"#);
    let left = "{\r\n\t\"n\": 1e2,\r\n\t\"a\": \"\\u00e9\"\r\n}\r\n";
    leave_in_editor(&mut world, left);
    let review = reviewed(&mut world);
    assert!(review.contains("No key differs: only order, spaces or escapes do."), "{review}");
    world.keys("y");
    assert_eq!(put(&world).0, left);
}

#[test]
fn an_edit_in_the_table_after_the_editor_keeps_the_bytes_of_the_editor() {
    let mut world = editing(r#"{"a":"1","b":2}"#);
    leave_in_editor(&mut world, "{ \"a\" : \"1\",\n \"b\": 2 }\n");
    world.type_text("0");
    assert_eq!(saved(&mut world), "{ \"a\" : \"10\",\n \"b\": 2 }\n");
}

#[test]
fn keys_that_are_there_twice_are_kept_marked_and_edited_one_at_a_time() {
    let mut world = editing(TWICE);
    assert_eq!(world.table("Keys").rows().len(), 4);
    world.keys("down down");
    world.type_text("2");
    let notes = world.form_notes();
    assert!(notes.contains("There twice: user.") && notes.contains("A key is empty"), "{notes}");
    let review = reviewed(&mut world);
    assert!(review.contains("user (no. 2) · string") && review.contains("There twice: user."), "{review}");
    world.keys("y");
    assert_eq!(put(&world).0, TWICE.replace("second", "second2"));
}

#[test]
fn keys_that_are_there_twice_are_saved_from_a_text_with_a_warning() {
    let mut world = editing("plain");
    world.keys("ctrl-k");
    world.type_text(r#"{"a":1,"a":2}"#);
    let review = reviewed(&mut world);
    assert!(review.contains("There twice: a."), "{review}");
    world.keys("y");
    assert_eq!(put(&world).0, r#"{"a":1,"a":2}"#);
}

#[test]
fn an_empty_key_is_a_key() {
    let mut world = editing(r#"{"":"x","k":"v"}"#);
    world.keys("down");
    world.type_text("2");
    assert_eq!(saved(&mut world), r#"{"":"x","k":"v2"}"#);
}

#[test]
fn one_and_the_text_one_are_told_apart() {
    let mut world = editing(r#"{"a":"1","b":1,"c":null}"#);
    let types: Vec<_> =
        world.table("Keys").rows().iter().map(crate::app::form::TableRow::type_name).collect();
    assert_eq!(types, ["string", "number", "null"]);
    world.keys("alt-j");
    let review = reviewed(&mut world);
    assert!(review.contains("a · string → number"), "{review}");
    world.keys("y");
    assert_eq!(put(&world).0, r#"{"a":1,"b":1,"c":null}"#);
}

#[test]
fn a_generated_password_is_text_in_place_of_a_number_too() {
    let mut world = editing(r#"{"pin":1234}"#);
    world.keys("ctrl-g");
    let (_, request) = world.out("GetRandomPassword");
    assert!(matches!(request, Request::GetRandomPassword(PasswordOptions { .. })));
    world.answer("GetRandomPassword", Reply::GetRandomPassword(ValueBody::text("987654".into())));
    assert_eq!(saved(&mut world), r#"{"pin":"987654"}"#);
}

#[test]
fn a_rebase_keeps_the_bytes_of_both_sides() {
    let mut world = editing("{\"a\":\"1\",\"b\":\"2\"}");
    world.type_text("0");
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(moved()));
    let theirs = "{\r\n \"b\": \"\\u0033\",\r\n \"a\" : \"1\"\r\n}\r\n";
    world.answer("GetSecretValue", read(THEIRS, theirs));
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(moved()));
    world.keys("y");
    assert_eq!(put(&world).0, theirs.replace("\"1\"", "\"10\""));
}

#[test]
fn a_member_is_copied_as_it_is_stored() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("v");
    world.answer("GetSecretValue", read(CURRENT, r#"{"n": 1e2, "b":{"c": 1e2,"dup":1,"dup":2}}"#));
    world.effects();
    world.keys("y");
    assert_eq!(copied(&mut world).1, "1e2");
    world.keys("down y");
    assert_eq!(copied(&mut world).1, r#"{"c": 1e2,"dup":1,"dup":2}"#);
    world.keys("down down down y");
    assert_eq!(copied(&mut world), ("key b.dup".into(), "2".into()));
}

#[test]
fn binary_that_is_copied_as_base64_says_so() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("Y");
    world.answer("GetSecretValue", binary(b"\x00\x01"));
    assert_eq!(copied(&mut world), ("value of a as base64".into(), "AAE=".into()));
    world.keys("v");
    world.answer("GetSecretValue", binary(b"text"));
    world.effects();
    world.keys("Y");
    assert_eq!(copied(&mut world), ("value of a as base64".into(), "dGV4dA==".into()));
    world.keys("y");
    assert_eq!(copied(&mut world), ("text in the binary value of a".into(), "text".into()));
}

#[test]
fn text_in_binary_is_shown_and_in_hex_on_request() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("v");
    world.answer("GetSecretValue", binary(b"text\n"));
    let text = |world: &World| {
        world.model.selected().unwrap().value().shown().unwrap().binary_text().map(str::to_owned)
    };
    assert_eq!(text(&world).as_deref(), Some("text\n"));
    world.keys("b");
    assert_eq!(text(&world), None);
    world.keys("b");
    assert!(text(&world).is_some());
}

fn put_body(world: &World) -> ValueBody {
    let (_, request) = world.out("PutSecretValue");
    request.value().unwrap().clone()
}

#[test]
fn text_in_binary_is_edited_as_text_and_stays_binary() {
    let mut world = editing_binary(b"{\"a\":\"1\"}\r\n");
    assert!(world.form_notes().contains("holds text"), "{}", world.form_notes());
    world.keys("shift-tab left left tab");
    world.type_text("2");
    let review = reviewed(&mut world);
    assert!(review.contains("a · string") && !review.contains("stored as"), "{review}");
    world.keys("y");
    assert_eq!(put_body(&world), ValueBody::binary(b"{\"a\":\"12\"}\r\n".to_vec()));
}

#[test]
fn text_in_binary_is_stored_as_text_if_the_user_says_so() {
    let mut world = editing_binary(b"pem\n");
    world.keys("shift-tab left");
    assert_eq!(world.text("Text"), "pem\n");
    world.keys("tab tab right");
    let review = reviewed(&mut world);
    assert!(
        review.contains("It was stored as binary (SecretBinary), and is then stored as text"),
        "{review}"
    );
    world.keys("y");
    assert_eq!(put_body(&world), ValueBody::text("pem\n".into()));
}
