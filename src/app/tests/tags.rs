//! The tags of one secret: edited in place, changed by the fewest calls, taken back.

use super::world::*;
use crate::app::form::FormProblem;
use crate::secrets::{Summary, Tag};
use crate::service::api::{ErrorKind, Reply, Request};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.into(), value: value.into() }
}

fn tagged(tags: &[(&str, &str)]) -> Summary {
    let mut secret = secret("a");
    secret.tags = tags.iter().map(|(key, value)| tag(key, value)).collect();
    secret
}

/// The form for the tags of `a`, which has these.
fn editing(tags: &[(&str, &str)]) -> World {
    let mut world = World::listing(NARROW, &[tagged(tags)]);
    world.keys("T");
    world
}

/// Takes all out of the cell under the cursor.
fn clear(world: &mut World) {
    world.send(crate::app::Message::Key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
}

#[test]
fn plus_adds_a_tag_at_a_new_row_and_an_empty_one_is_nothing() {
    let mut world = World::listing(NARROW, &[tagged(&[("env", "prod"), ("team", "web")])]);
    world.keys("4 +");
    world.type_text("owner");
    world.keys("tab");
    world.type_text("ada");
    world.keys("ctrl-s");
    assert!(world.reviewed().contains("+ owner = ada"), "{}", world.reviewed());
    world.keys("n esc y");
    assert!(world.model.layers().is_empty());
    world.keys("+ esc");
    assert!(world.model.layers().is_empty(), "nothing was typed, so nothing is asked");
}

#[test]
fn several_changes_are_two_calls_reviewed_first_and_taken_back_by_undo() {
    let mut world = editing(&[("env", "prod"), ("team", "web"), ("old", "x")]);
    clear(&mut world);
    world.type_text("dev");
    world.keys("tab f2");
    clear(&mut world);
    world.type_text("owner");
    world.keys("down ctrl-x ctrl-n");
    world.type_text("new");
    world.keys("tab");
    world.type_text("1");
    world.keys("ctrl-s");
    let reviewed = world.reviewed();
    for line in ["- env = prod\n+ env = dev", "- team = web", "- old = x", "+ owner = web", "+ new = 1"] {
        assert!(reviewed.contains(line), "{line} in {reviewed}");
    }
    world.keys("y");
    let (_, request) = world.out("TagResource");
    let tags = vec![tag("env", "dev"), tag("owner", "web"), tag("new", "1")];
    assert_eq!(request, Request::TagResource { secret: arn("a").to_string(), tags });
    world.answer("TagResource", Reply::TagResource);
    let (_, request) = world.out("UntagResource");
    let keys = vec!["team".to_owned(), "old".to_owned()];
    assert_eq!(request, Request::UntagResource { secret: arn("a").to_string(), keys });
    world.answer("UntagResource", Reply::UntagResource);
    world.answer("DescribeSecret", described(tagged(&[("env", "dev"), ("owner", "web"), ("new", "1")])));
    assert!(world.model.layers().is_empty());

    world.keys("u y");
    let (_, request) = world.out("TagResource");
    let tags = vec![tag("team", "web"), tag("old", "x"), tag("env", "prod")];
    assert_eq!(request, Request::TagResource { secret: arn("a").to_string(), tags });
    world.answer("TagResource", Reply::TagResource);
    let (_, request) = world.out("UntagResource");
    assert!(matches!(request, Request::UntagResource { keys, .. } if keys == ["owner", "new"]));
}

#[test]
fn limits_are_said_as_they_are_passed() {
    let mut world = editing(&[("env", "prod")]);
    world.keys("ctrl-n");
    world.type_text("env");
    assert_eq!(world.field_error("Tags"), "The key env appears twice.");
    clear(&mut world);
    world.type_text("AWS:x");
    assert!(world.field_error("Tags").contains("AWS's own"));
    world.keys("ctrl-s");
    assert!(world.field_error("Tags").contains("AWS's own"), "nor is it sent");
    clear(&mut world);
    world.type_text(&"k".repeat(129));
    assert!(world.field_error("Tags").contains("129 characters; 128 at most"));
    clear(&mut world);
    world.type_text("k");
    assert_eq!(world.field_error("Tags"), "");
    for nth in 0..49 {
        world.keys("ctrl-n");
        world.type_text(&format!("t{nth}"));
    }
    assert!(world.field_error("Tags").starts_with("51 tags"));
}

#[test]
fn tags_of_aws_are_shown_and_stay() {
    let mut world = editing(&[("aws:stack", "db"), ("env", "prod")]);
    world.type_text("x");
    world.keys("ctrl-x ctrl-s");
    assert!(matches!(world.form().problem(), Some(FormProblem::Nothing(_))));
    assert!(world.form_notes().contains("1 of 50"), "{}", world.form_notes());
}

#[test]
fn a_refusal_leaves_the_table_as_it_was_typed() {
    let mut world = editing(&[]);
    world.keys("ctrl-n");
    world.type_text("k");
    world.keys("ctrl-s y");
    world.fail("TagResource", ErrorKind::Refused);
    assert!(world.field_error("Tags").contains("as the test says"));
    let pairs = world.table("Tags");
    assert_eq!(pairs.rows()[0].key.text(), "k");
}
