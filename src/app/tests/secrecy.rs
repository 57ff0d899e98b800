//! Types that hold secret text: none can be printed or serialized, and `Debug` shows nothing of what they hold.

use super::editing::editing;
use super::world::*;
use crate::app::copy::CopyText;
use crate::app::diff::{Change, KeyChange, ValueDiff};
use crate::app::form::{
    EditorText, Form, HiddenLine, Note, Review, SecretArea, SecretLine, Table, TableRow, TextArea,
};
use crate::app::plan::Plan;
use crate::app::rebase::{Rebased, rebase};
use crate::app::secret::{RowKind, ShownValue, ValueRow};
use crate::app::text_line::TextLine;
use crate::app::{Effect, LocalAnswer, LocalWork, Message};
use crate::secrets::{
    ItemEdit, Items, JsonNode, Member, MemberEdit, MemberValue, Members, ObjectText, SecretValue, ValueBody,
    ValueContent, VersionId, is_same_secret,
};
use crate::service::api::{BatchValue, Completed, NewSecret, Reply, Request};
use proptest::prelude::*;
use serde::Serialize;
use static_assertions::assert_not_impl_any;
use std::fmt::{Debug, Display};
use zeroize::Zeroizing;

/// Fails to compile if one of the types can be printed or serialized.
macro_rules! never_printed {
    ($($type:ty),* $(,)?) => { $(assert_not_impl_any!($type: Display, Serialize, ToString);)* };
}

never_printed!(
    SecretValue,
    ValueBody,
    ValueContent,
    JsonNode,
    Items<'static>,
    ItemEdit,
    Member,
    MemberValue,
    Members,
    MemberEdit,
    ObjectText,
);
never_printed!(NewSecret, Reply, BatchValue, Completed);
// A request is printed as the name of its operation.
assert_not_impl_any!(Request: Serialize);
never_printed!(CopyText, ValueDiff, KeyChange, Change, Rebased, ShownValue, ValueRow, RowKind);
never_printed!(SecretLine, SecretArea, TextArea, TextLine, Table, TableRow, EditorText, HiddenLine, Note);
never_printed!(Form, Review, Plan, Message, Effect, LocalWork, LocalAnswer);

/// The secret text. Nothing else has these letters.
const SECRET: &str = "hunter2xyz";

/// The secret as a member of a JSON object.
fn object() -> String {
    format!(r#"{{"password":"{SECRET}","list":["{SECRET}"]}}"#)
}

fn value(text: &str) -> SecretValue {
    SecretValue {
        arn: None,
        name: None,
        version: VersionId(CURRENT.into()),
        labels: label_set(&["AWSCURRENT"]),
        created: None,
        body: ValueBody::text(text.into()),
    }
}

#[track_caller]
fn shows_nothing(value: &dyn Debug) {
    for shown in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!shown.contains(SECRET), "{shown}");
        let bytes = format!("{:?}", SECRET.as_bytes());
        assert!(!shown.contains(bytes.trim_matches(['[', ']'])), "{shown}");
    }
}

#[test]
fn debug_shows_nothing_of_a_value() {
    for text in [SECRET.to_owned(), object()] {
        let read = value(&text);
        shows_nothing(&read);
        shows_nothing(&read.content());
        shows_nothing(&ValueBody::binary(text.clone().into_bytes()));
        shows_nothing(
            &SecretValue { body: ValueBody::binary(text.clone().into_bytes()), ..read.clone() }.content(),
        );
        let mut shown = ShownValue::new(read.clone());
        shown.toggle_all(jiff::Timestamp::UNIX_EPOCH);
        shows_nothing(&shown);
        shows_nothing(&shown.rows());
        let reply = Reply::GetSecretValue(read.clone());
        shows_nothing(&reply);
        shows_nothing(&CopyText::of_value(&read.body));
        shows_nothing(&ValueDiff::between(Some(&read.body), &ValueBody::text("other".into())));
        shows_nothing(&ValueDiff::between(None, &read.body));
    }
    let json = object();
    shows_nothing(&JsonNode::parse(&json));
    shows_nothing(&Items::parse(&json));
    let members = Members::parse(&json).unwrap();
    shows_nothing(&members);
    shows_nothing(&MemberEdit { origin: None, member: members.0[0].clone() });
    let text = |text: &str| ObjectText::parse(Zeroizing::new(text.into())).unwrap();
    shows_nothing(&text(&json));
    shows_nothing(&rebase(&text("{}"), &text(&json), &text("{}")));
    let edit = ItemEdit { value: Some(Zeroizing::new(json)), ..ItemEdit::default() };
    shows_nothing(&edit);
}

#[test]
fn debug_shows_nothing_of_what_is_typed_edited_and_sent() {
    let secret = || Zeroizing::new(SECRET.to_owned());
    shows_nothing(&SecretLine::new(secret()));
    shows_nothing(&SecretArea::new(secret()));
    shows_nothing(&TextArea::new(secret()));
    shows_nothing(&TextLine::new(SECRET));
    shows_nothing(&TableRow::new("password", secret()));
    shows_nothing(&EditorText { text: secret(), extension: "txt", origin: None });
    shows_nothing(&LocalWork::Edit { text: secret(), extension: "txt", origin: None });
    let bytes = || Zeroizing::new(SECRET.as_bytes().to_vec());
    shows_nothing(&LocalWork::SaveFile { path: "x".into(), bytes: bytes() });
    shows_nothing(&LocalAnswer::Edited(Ok(Some(secret()))));
    shows_nothing(&LocalAnswer::File(Ok(bytes())));
    shows_nothing(&RowKind::Revealed(secret()));
    let mut world = editing(&object());
    shows_nothing(&world.model);
    world.type_text("3");
    world.keys("ctrl-s");
    if world.is_waiting() {
        world.answer("DescribeSecret", described(super::world::secret("a")));
    }
    shows_nothing(&world.review());
    world.keys("y");
    let (_, request) = world.out("PutSecretValue");
    shows_nothing(&request);
    assert_eq!(request.to_string(), "PutSecretValue");
    shows_nothing(&world.effects());
    shows_nothing(&world.model);
}

#[test]
fn debug_shows_no_key_and_no_paste() {
    shows_nothing(&Message::Paste(SECRET.into()));
    shows_nothing(&Message::LeftTextTaken(Ok(Zeroizing::new(SECRET.into()))));
    let shown = |name: &str| format!("{:?}", Message::Key(key(name)));
    assert_eq!(shown("h"), shown("f2"));
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.jobs = Some(Vec::new());
    world.keys("o");
    SECRET.chars().for_each(|c| world.send(Message::Key(key(&c.to_string()))));
    assert!(world.model.has_waiting_keys());
    let shown = format!("{:?}", world.model);
    assert!(shown.contains("WaitingKeys(") && !shown.contains("KeyEvent"));
}

proptest! {
    /// The comparison in constant time agrees with that of bytes.
    #[test]
    fn secrets_are_the_same_if_their_bytes_are(
        one in prop::collection::vec(any::<u8>(), 0..40),
        other in prop::collection::vec(any::<u8>(), 0..40),
        flip in any::<prop::sample::Index>(),
    ) {
        prop_assert!(is_same_secret(&one, &one.clone()));
        prop_assert_eq!(is_same_secret(&one, &other), one == other);
        if !one.is_empty() {
            let mut near = one.clone();
            near[flip.index(one.len())] ^= 1;
            prop_assert!(!is_same_secret(&one, &near));
            let body = |bytes: &[u8]| ValueBody::binary(bytes.to_vec());
            prop_assert!(body(&one) == body(&one) && body(&one) != body(&near));
        }
    }
}

#[test]
fn values_of_different_kinds_differ_though_their_bytes_are_the_same() {
    assert_ne!(ValueBody::text("1".into()), ValueBody::binary(b"1".to_vec()));
    let (text, json) =
        (MemberValue::Text(Zeroizing::new("1".into())), MemberValue::Json(Zeroizing::new("1".into())));
    assert!(text != json && text == text.clone());
}
