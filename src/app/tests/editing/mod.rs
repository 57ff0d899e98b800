//! Editing a value: what is read first, what is sent, and what is not.

mod conflicts;
mod typing;
mod unreadable;

use super::world::*;
use crate::app::notices::Notice;
use crate::app::{Effect, LocalAnswer, LocalWork, Message, Problem, ReadOnlyReason, StartOptions};
use crate::secrets::{AWSCURRENT, StagingLabel, Summary, ValueBody, VersionId};
use crate::service::api::{ErrorKind, Reply, Request, VersionSelector};
use zeroize::Zeroizing;

const VALUE: &str = r#"{"user":"app","port":5432.0,"password":"hunter2","tls":{"ca": [1]}}"#;
pub(super) const THEIRS: &str = "d0d0d0d0-0000-4000-8000-000000000003";

pub(super) fn words(world: &World) -> String {
    let form = world.form();
    let notes = form.review().map_or(form.notes(), crate::app::form::Review::notes);
    notes.iter().map(|note| note.text.clone()).collect::<Vec<_>>().join("\n")
}

/// The form for a secret with that value is open.
pub(super) fn editing(text: &str) -> World {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("e");
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetSecretValue", read(CURRENT, text));
    world
}

/// Someone else has saved another value meanwhile.
pub(super) fn moved() -> Summary {
    let mut secret = secret("a");
    label(&mut secret, PREVIOUS, &[]);
    label(&mut secret, CURRENT, &["AWSPREVIOUS"]);
    label(&mut secret, THEIRS, &[AWSCURRENT]);
    secret
}

pub(super) fn put(world: &World) -> (String, Vec<StagingLabel>, String) {
    let (_, request) = world.out("PutSecretValue");
    let Request::PutSecretValue { value: ValueBody::Text(text), labels, token, .. } = request else {
        panic!("{request:?}")
    };
    (text.to_string(), labels, token.as_str().to_owned())
}

#[test]
fn a_changed_key_is_saved_and_all_else_stays_as_it_was_written() {
    let mut world = editing(VALUE);
    world.type_text("2");
    world.keys("ctrl-s");
    assert!(!world.is_out("PutSecretValue"), "first whether AWSCURRENT is where it was");
    world.answer("DescribeSecret", described(secret("a")));
    let said = words(&world);
    assert!(said.contains("Value: 1 changed") && said.contains("user"), "{said}");
    for value in ["hunter2", "app2", "5432"] {
        assert!(!format!("{said} {:?} {:?}", world.review(), world.form()).contains(value), "{value}");
    }
    world.keys("y");
    let (text, labels, token) = put(&world);
    assert_eq!(text, VALUE.replace("\"app\"", "\"app2\""));
    assert!(labels.is_empty(), "AWSCURRENT");
    world.answer("PutSecretValue", Reply::PutSecretValue { version: None });
    assert!(world.model.layers().is_empty());
    world.keys("u y");
    let back = Request::UpdateSecretVersionStage {
        secret: arn("a").to_string(),
        label: StagingLabel::current(),
        move_to: Some(VersionId(CURRENT.into())),
        remove_from: Some(VersionId(token)),
    };
    assert_eq!(world.out("UpdateSecretVersionStage").1, back);
}

#[test]
fn keys_are_added_renamed_removed_and_retyped() {
    let mut world = editing(r#"{"user":"app","port":"5432","old":1}"#);
    world.keys("f2");
    world.type_text("name");
    world.keys("down alt-j down ctrl-x ctrl-n");
    world.type_text("on");
    world.keys("tab");
    world.type_text("maybe");
    world.keys("alt-j");
    assert!(world.field_error("Keys").contains("on is not valid JSON"), "{}", world.field_error("Keys"));
    world.keys("ctrl-u");
    world.type_text("true");
    assert_eq!(world.field_error("Keys"), "");
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("y");
    assert_eq!(put(&world).0, r#"{"username":"app","port":5432,"on":true}"#);
}

#[test]
fn a_key_is_not_there_twice() {
    let mut world = editing(r#"{"a":1,"b":2}"#);
    world.keys("f2 backspace");
    world.type_text("b");
    assert!(world.field_error("Keys").contains("b appears twice"));
    world.keys("ctrl-s");
    assert!(world.out.is_empty(), "nothing is sent, nor read");
    assert!(world.field_error("Keys").contains("twice"));
}

#[test]
fn what_is_unchanged_empty_or_too_long_is_not_sent() {
    let mut world = editing("plain");
    world.keys("ctrl-s");
    assert!(world.out.is_empty());
    assert!(format!("{:?}", world.form().problem()).contains("nothing to save"));
    world.keys("ctrl-k ctrl-s");
    assert!(world.field_error("Text").contains("at least one byte"));
    world.send(Message::Paste("x".repeat(65_537)));
    world.keys("ctrl-s");
    assert!(
        world.field_error("Text").contains("65537 bytes; a value has 65536"),
        "{}",
        world.field_error("Text")
    );
    world.keys("backspace ctrl-s");
    assert!(world.is_out("DescribeSecret"));
}

#[test]
fn json_is_checked_as_it_is_typed_and_saved_as_text_all_the_same() {
    let mut world = editing("plain");
    world.keys("ctrl-k");
    world.type_text("{");
    world.keys("enter");
    world.type_text("\"a\":}");
    assert!(world.field_error("Text").contains("Line 2, column 5"), "{}", world.field_error("Text"));
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(secret("a")));
    assert!(words(&world).contains("not valid JSON"), "{}", words(&world));
    world.keys("y");
    assert_eq!(put(&world).0, "{\n\"a\":}");
}

#[test]
fn text_and_table_are_two_views_of_one_value() {
    let mut world = editing(VALUE);
    world.keys("shift-tab right");
    assert_eq!(world.text("Text"), VALUE, "as it is written");
    world.keys("left tab");
    world.type_text("2");
    world.keys("shift-tab right");
    assert_eq!(world.text("Text"), VALUE.replace("\"app\"", "\"app2\""), "only the edited value changes");
    world.keys("tab");
    world.keys("end ctrl-u x shift-tab left");
    assert!(world.field_error("Value as").contains("not a JSON object"), "{}", world.field_error("Value as"));
    assert!(world.find_field("Text").is_some(), "what was typed is not lost");
}

#[test]
fn the_users_editor_gets_the_text_and_what_it_gives_back_is_taken() {
    let mut world = editing(VALUE);
    world.effects();
    world.keys("ctrl-o");
    let effects = world.effects();
    let [Effect::Local(id, LocalWork::Edit { text, extension, .. })] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!((text.as_str(), *extension), (VALUE, "json"));
    let edited = |text: &str| LocalAnswer::Edited(Ok(Some(Zeroizing::new(text.to_owned()))));
    world.send(Message::Local(*id, edited(r#"{"a":1}"#)));
    assert_eq!(world.table("Keys").rows().len(), 1);
    world.send(Message::Local(*id, edited("no json")));
    assert_eq!(world.text("Text"), "no json");
    world.send(Message::Local(*id, edited("again")));
    world.keys("ctrl-z");
    assert_eq!(world.text("Text"), "no json", "undo leads back");
}

#[test]
fn labels_of_ones_own_leave_current_where_it_is() {
    let mut world = editing("plain");
    world.type_text("x");
    world.keys("tab");
    world.type_text("BLUE, AWSPENDING");
    world.keys("ctrl-s");
    let mut later = moved();
    label(&mut later, PREVIOUS, &["BLUE"]);
    world.answer("DescribeSecret", described(later));
    let said = words(&world);
    assert!(said.contains("AWSPENDING belongs to rotation"), "{said}");
    assert!(said.contains(PREVIOUS), "BLUE moves away from it: {said}");
    world.keys("y");
    let labels: Vec<_> = put(&world).1.iter().map(|label| label.as_str().to_owned()).collect();
    assert_eq!(labels, ["BLUE", "AWSPENDING"]);
    world.answer("PutSecretValue", Reply::PutSecretValue { version: None });
    world.keys("u y");
    let (_, request) = world.out("UpdateSecretVersionStage");
    let Request::UpdateSecretVersionStage { label, move_to, .. } = &request else { panic!("{request:?}") };
    assert_eq!((label.as_str(), move_to.as_ref().map(VersionId::as_str)), ("BLUE", Some(PREVIOUS)));
}

#[test]
fn wrong_labels_are_named_at_their_field() {
    let mut world = editing("plain");
    world.type_text("x");
    world.keys("tab");
    world.send(Message::Paste("L".repeat(257)));
    assert!(world.field_error("Labels").contains("257"));
    world.keys("ctrl-s");
    assert!(world.out.is_empty());
}

#[test]
fn a_secret_without_a_value_gets_its_first() {
    let mut bare = secret("a");
    bare.versions.0.clear();
    let mut world = World::listing(NARROW, &[bare.clone()]);
    world.keys("e");
    world.answer("DescribeSecret", described(bare.clone()));
    assert!(!world.is_out("GetSecretValue"), "there is nothing to read");
    world.keys("ctrl-s");
    assert!(world.field_error("Keys").contains("ctrl-n"));
    world.keys("ctrl-n");
    world.type_text("k");
    world.keys("tab");
    world.type_text("v");
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(bare));
    world.keys("y");
    assert_eq!(put(&world).0, r#"{"k":"v"}"#);
}

#[test]
fn a_file_takes_the_place_of_a_value() {
    let mut world = editing("plain");
    world.keys("shift-tab right tab");
    world.type_text("~/key.bin");
    world.effects();
    world.keys("ctrl-s");
    let effects = world.effects();
    let [Effect::Local(id, LocalWork::ReadFile(path))] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(path, "~/key.bin");
    let missing = Problem { text: "no such file".into(), next: "Look.".into() };
    world.send(Message::Local(*id, LocalAnswer::File(Err(missing))));
    assert_eq!(world.field_error("File"), "no such file");
    world.keys("ctrl-s");
    world.send(Message::Local(*id, LocalAnswer::File(Ok(Zeroizing::new(vec![1, 2])))));
    world.answer("DescribeSecret", described(secret("a")));
    assert!(words(&world).contains("under 64 bytes of binary"), "{}", words(&world));
    world.keys("y");
    let (_, request) = world.out("PutSecretValue");
    assert_eq!(request.value(), Some(&ValueBody::binary(vec![1, 2])));
}

#[test]
fn an_error_keeps_what_was_typed() {
    let mut world = editing(VALUE);
    world.type_text("2");
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("y");
    world.fail("PutSecretValue", ErrorKind::Refused);
    assert!(world.field_error("Keys").contains("as the test says"));
    assert_eq!(world.table("Keys").rows()[0].value.text(), "app2");
}

#[test]
fn what_cannot_be_written_is_refused_before_it_is_read() {
    let change = |change: fn(&mut Summary)| {
        let mut secret = secret("a");
        change(&mut secret);
        secret
    };
    let cases = [
        (change(|secret| secret.primary_region = Some("us-east-1".into())), "us-east-1"),
        (change(|secret| secret.deleted = secret.deleted.or(Some(jiff::Timestamp::MAX))), "Restore it first"),
        (
            change(|secret| secret.owning_service = Some("rds".into())),
            "managed by rds: only rds can write its value",
        ),
    ];
    for (secret, why) in cases {
        let mut world = World::listing(NARROW, &[secret]);
        world.keys("e");
        assert!(world.model.layers().is_empty() && world.out.is_empty());
        assert!(matches!(world.model.notice(), Some(Notice::Refusal(_))));
        assert!(world.notice().contains(why), "{}", world.notice());
    }
    let options = StartOptions { read_only: Some(ReadOnlyReason::Flag), ..StartOptions::default() };
    let mut world = World::connected(options, NARROW);
    world.list(&secrets(&["a"]));
    world.keys("e");
    assert!(world.notice().contains("PutSecretValue") && world.out.is_empty(), "{}", world.notice());
}

#[test]
fn leaving_while_it_is_checked_sends_nothing_and_keeps_the_form() {
    let mut world = editing("plain");
    world.type_text("x");
    world.keys("ctrl-s esc");
    assert!(world.out.is_empty(), "the read is aborted");
    assert!(world.is_filling());
    assert_eq!(world.text("Text"), "xplain");
}

#[test]
fn help_over_a_form_does_not_swallow_what_it_reads() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("e f1");
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetSecretValue", read(CURRENT, "plain"));
    world.keys("esc");
    assert_eq!(world.text("Text"), "plain");
}

#[test]
fn the_values_of_the_diff_show_on_request_and_are_masked_again() {
    use crate::app::form::Mask;
    let mut world = editing("plain");
    world.type_text("x");
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(secret("a")));
    assert_eq!(world.form().notes_mask(), Mask::Masked);
    world.keys("ctrl-r");
    assert_eq!(world.form().notes_mask(), Mask::Revealed);
    world.keys("esc ctrl-s");
    world.answer("DescribeSecret", described(secret("a")));
    assert_eq!(world.form().notes_mask(), Mask::Masked);
}

#[test]
fn what_a_form_reveals_is_masked_again_after_a_while() {
    let mut world = editing(VALUE);
    let idle = world.model.next_wake();
    world.keys("down ctrl-r");
    assert!(world.form().shows_secrets());
    assert_eq!(world.model.next_wake(), Some(world.now + seconds(30)), "once, and not every second");
    world.pass(seconds(10));
    world.keys("down ctrl-r");
    world.pass(seconds(29));
    assert!(world.form().shows_secrets(), "revealing more begins anew");
    world.pass(seconds(1));
    assert!(!world.form().shows_secrets());
    assert_eq!(world.form().next_wake(), None);
    assert!(idle.is_none_or(|at| at > world.now) || world.model.next_wake() > idle);
}

#[test]
fn a_revealed_diff_is_masked_again_below_help_too() {
    let mut world = editing(VALUE);
    world.keys("z ctrl-s");
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("ctrl-r f1");
    world.pass(seconds(30));
    world.keys("esc");
    assert!(!world.form().shows_secrets());
}

#[test]
fn a_file_that_comes_after_esc_brings_no_review_up() {
    let mut world = editing(VALUE);
    world.keys("shift-tab right right tab");
    world.type_text("/some/file");
    world.keys("ctrl-s");
    let id = world.form().id();
    assert!(world.is_waiting());
    world.keys("esc");
    world.send(Message::Local(id, LocalAnswer::File(Ok(Zeroizing::new(vec![1])))));
    assert!(world.is_filling());
    assert!(!world.is_out("DescribeSecret"));
    assert_eq!(world.text("File"), "/some/file");
    world.keys("ctrl-s");
    let id = world.form().id();
    world.send(Message::Local(id, LocalAnswer::File(Ok(Zeroizing::new(vec![1])))));
    world.answer("DescribeSecret", described(secret("a")));
    assert!(!world.review().notes().is_empty());
}

#[test]
fn a_failed_review_keeps_what_was_revealed() {
    let mut world = editing(r#"{"a":"1","b":"2"}"#);
    world.keys("ctrl-r alt-j ctrl-u");
    world.type_text("{");
    world.keys("ctrl-s");
    assert!(world.field_error("Keys").contains("not valid JSON"));
    assert_eq!(world.table("Keys").rows()[0].value.mask, crate::app::form::Mask::Revealed);
    world.keys("ctrl-u");
    world.type_text("7");
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(secret("a")));
    assert!(!world.form().shows_secrets(), "the review is masked");
}
