//! Marks, and what is done to all marked secrets at once.

use super::world::*;
use crate::app::actions::Context;
use crate::app::layers::Layer;
use crate::app::{Access, StartOptions};
use crate::secrets::{Summary, Tag};
use crate::service::api::{ErrorKind, Reply, Request};
use jiff::Timestamp;

fn scheduled(name: &str) -> Summary {
    let mut secret = secret(name);
    secret.deleted = Some(Timestamp::from_second(1_790_600_000).unwrap());
    secret
}

fn replica(name: &str) -> Summary {
    let mut secret = secret(name);
    secret.primary_region = Some("us-east-1".into());
    secret
}

fn marked(world: &World) -> Vec<String> {
    world.model.list().marked().iter().map(|secret| secret.name.clone()).collect()
}

/// The secrets that requests of this operation changed, answered one by one.
fn served(world: &mut World, operation: &str, reply: &Reply) -> Vec<String> {
    let mut names = Vec::new();
    while world.is_out(operation) {
        let (ticket, request) = world.out(operation);
        names.push(request.secret().unwrap().to_owned());
        world.reply(&ticket, Ok(reply.clone()));
    }
    names
}

#[test]
fn space_marks_and_goes_on_and_marks_are_taken_off() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b", "c"]));
    world.keys("space space");
    assert_eq!(marked(&world), ["a", "b"]);
    world.keys("g space");
    assert_eq!(marked(&world), ["b"]);
    world.keys("-");
    assert!(marked(&world).is_empty());
}

#[test]
fn all_that_match_the_filter_are_marked_and_stay_so_under_another() {
    let mut world = World::listing(NARROW, &secrets(&["app/a", "app/b", "web/c"]));
    world.keys("/");
    world.type_text("app");
    world.keys("enter *");
    assert_eq!(marked(&world), ["app/a", "app/b"]);
    world.keys("esc");
    assert_eq!(marked(&world), ["app/a", "app/b"]);
}

#[test]
fn a_folder_marks_all_that_is_in_it() {
    let mut world = World::listing(NARROW, &secrets(&["app/a", "app/b/c", "web/d"]));
    world.keys("t g space");
    assert_eq!(marked(&world), ["app/a", "app/b/c"]);
    world.keys("g space");
    assert!(marked(&world).is_empty());
}

#[test]
fn a_secret_that_is_gone_is_no_longer_counted() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b"]));
    world.keys("* r");
    world.list(&secrets(&["b"]));
    assert_eq!(marked(&world), ["b"]);
}

#[test]
fn tags_go_on_each_marked_secret_that_lacks_them_and_back() {
    let mut has_it = secret("b");
    has_it.tags = vec![Tag { key: "team".into(), value: "web".into() }];
    let mut other = secret("c");
    other.tags =
        vec![Tag { key: "team".into(), value: "old".into() }, Tag { key: "x".into(), value: String::new() }];
    let mut world = World::listing(NARROW, &[secret("a"), has_it, other, replica("r"), secret("z")]);
    world.keys("space space space space T ctrl-n");
    world.type_text("team");
    world.keys("tab");
    world.type_text("web");
    world.keys("tab");
    world.type_text("x, y");
    world.keys("ctrl-s");
    let reviewed = world.reviewed();
    assert!(reviewed.contains("a\n+ team = web\nc\n- team = old\n+ team = web\n- x = "), "{reviewed}");
    assert!(reviewed.contains("1 have those tags already."), "{reviewed}");
    assert!(reviewed.contains("r · left out: a replica of the secret in us-east-1"), "{reviewed}");
    world.keys("y");
    world.answer("TagResource", Reply::TagResource);
    world.answer("TagResource", Reply::TagResource);
    let (_, request) = world.out("UntagResource");
    assert_eq!(request, Request::UntagResource { secret: arn("c").to_string(), keys: vec!["x".into()] });
    world.answer("UntagResource", Reply::UntagResource);
    assert!(world.notice().contains("Tags changed: 2 secrets."), "{}", world.notice());
    let undo = world.model.changes().to_undo().cloned().unwrap().plan;
    let operations: Vec<_> = undo.steps.iter().map(|step| step.request.operation()).collect();
    assert_eq!(operations, ["UntagResource", "TagResource"]);
}

#[test]
fn deleting_lists_them_all_and_undo_restores_them() {
    let mut world = World::listing(NARROW, &[secret("a"), secret("b"), scheduled("gone")]);
    world.keys("* X");
    assert_eq!(world.form().title(), "Delete 2 secrets");
    world.keys("ctrl-s");
    let reviewed = world.reviewed();
    assert!(reviewed.contains("a · ") && reviewed.contains("b · "), "{reviewed}");
    assert!(reviewed.contains("gone · left out: scheduled for deletion"), "{reviewed}");
    world.keys("y");
    let deleted = served(&mut world, "DeleteSecret", &Reply::DeleteSecret { at: None });
    assert_eq!(deleted, [arn("a").to_string(), arn("b").to_string()]);
    while world.is_out("DescribeSecret") {
        let (ticket, request) =
            world.out.iter().find(|(_, r)| r.operation() == "DescribeSecret").unwrap().clone();
        let name = if request.secret() == Some(arn("a").as_str()) { "a" } else { "b" };
        world.reply(&ticket, Ok(described(scheduled(name))));
    }
    world.keys("u y");
    let restored = served(&mut world, "RestoreSecret", &Reply::RestoreSecret { arn: arn("a") });
    assert_eq!(restored, deleted);
}

#[test]
fn only_those_that_are_scheduled_are_restored() {
    let mut world = World::listing(NARROW, &[secret("a"), scheduled("b"), scheduled("c")]);
    world.keys("* U");
    assert_eq!(world.model.context(), Context::Review);
    world.keys("y");
    let restored = served(&mut world, "RestoreSecret", &Reply::RestoreSecret { arn: arn("b") });
    assert_eq!(restored, [arn("b").to_string(), arn("c").to_string()]);
}

#[test]
fn what_can_be_done_to_none_of_them_is_said() {
    let mut world = World::listing(NARROW, &[replica("r"), scheduled("s")]);
    world.keys("* T");
    assert!(world.notice().contains("is possible for none of the marked secrets"), "{}", world.notice());
    assert!(world.model.layers().is_empty());
    let options = StartOptions { access: Access::ReadOnly, ..StartOptions::default() };
    let mut world = World::connected(options, NARROW);
    world.list(&secrets(&["a"]));
    world.keys("* X");
    assert!(world.notice().contains("DeleteSecret refused"), "{}", world.notice());
}

#[test]
fn in_the_panes_the_secret_that_is_open_is_meant() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b"]));
    world.keys("* enter T");
    assert_eq!(world.form().title(), "Tags of a");
    assert!(world.find_field("Remove keys").is_none());
}

#[test]
fn throttled_in_the_middle_the_rest_is_sent_later_and_nothing_twice() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b", "c"]));
    world.keys("* X ctrl-s y");
    world.answer("DeleteSecret", Reply::DeleteSecret { at: None });
    world.fail("DeleteSecret", ErrorKind::Throttled);
    assert!(matches!(world.model.layers().top(), Some(Layer::Report(_))));
    world.keys("ctrl-r");
    let deleted = served(&mut world, "DeleteSecret", &Reply::DeleteSecret { at: None });
    assert_eq!(deleted, [arn("b").to_string(), arn("c").to_string()]);
}
