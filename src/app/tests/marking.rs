//! Marks, and what is done to all marked secrets at once.

use super::world::*;
use crate::app::actions::Context;
use crate::app::layers::Layer;
use crate::app::{ReadOnlyReason, StartOptions};
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
    let marks = world.model.list().marks();
    let mut names: Vec<_> =
        marks.shown().iter().chain(marks.hidden()).map(|secret| secret.name.clone()).collect();
    names.sort();
    names
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
    world.keys("3 enter");
    assert!(world.notice().contains("The number does not match: type 2"), "{}", world.notice());
    world.keys("backspace 2 enter");
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
    let options = StartOptions { read_only: Some(ReadOnlyReason::Flag), ..StartOptions::default() };
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
    world.keys("* X ctrl-s 3 enter");
    world.answer("DeleteSecret", Reply::DeleteSecret { at: None });
    world.fail("DeleteSecret", ErrorKind::Throttled);
    assert!(!world.is_out("DeleteSecret") && world.form().is_sending());
    world.pass(seconds(3));
    let (ticket, _) = world.out("DeleteSecret");
    world.reply(&ticket, Err(error("DeleteSecret", ErrorKind::Throttled)));
    world.keys("esc");
    assert!(matches!(world.model.layers().top(), Some(Layer::Report(_))), "the user does not want to wait");
    world.keys("ctrl-r");
    let deleted = served(&mut world, "DeleteSecret", &Reply::DeleteSecret { at: None });
    assert_eq!(deleted, [arn("b").to_string(), arn("c").to_string()]);
}

/// Two of three secrets are marked, and then the filter hides them.
fn hidden_marks() -> World {
    let mut world = World::listing(NARROW, &secrets(&["app/a", "app/b", "web/c"]));
    world.keys("space space /");
    world.type_text("web");
    world.keys("enter esc");
    assert_eq!(world.rows(), ["web/c"]);
    world
}

fn words(world: &World) -> String {
    world.model.list().marks_in_words().unwrap_or_default()
}

#[test]
fn hidden_marks_are_counted_apart() {
    let mut world = hidden_marks();
    assert_eq!(words(&world), "2 marked, 2 hidden by the filter");
    world.keys("space");
    assert_eq!(words(&world), "3 marked, 2 hidden by the filter");
    world.keys("esc");
    assert_eq!(words(&world), "3 marked");
    world.keys("t");
    assert_eq!(words(&world), "3 marked, 3 hidden in folded folders");
    world.keys("g enter");
    assert_eq!(words(&world), "3 marked, 1 hidden in folded folders");
    world.keys("-");
    assert_eq!(words(&world), "");
    assert!(world.notice().contains("3 secrets unmarked, 1 of them hidden"), "{}", world.notice());
}

#[test]
fn hidden_marks_are_named_and_left_alone_unless_all_is_chosen() {
    let mut world = hidden_marks();
    world.keys("X");
    let notes = world.form_notes();
    assert!(notes.contains("Hidden by the filter, and not included: 2\napp/a\napp/b"), "{notes}");
    world.keys("ctrl-s");
    assert!(world.is_filling(), "nothing in the list is marked");
    let problem = format!("{:?}", world.form().problem());
    assert!(problem.contains("No marked secret is in the list; 2 hidden by the filter."), "{problem}");
    world.keys("esc space X");
    assert_eq!(world.form().title(), "Delete 1 secret");
    world.keys("ctrl-s");
    let reviewed = world.reviewed();
    assert!(reviewed.contains("web/c · "), "{reviewed}");
    assert!(reviewed.contains("Hidden by the filter, and not included: 2\napp/a\napp/b"), "{reviewed}");
    world.keys("y");
    let deleted = served(&mut world, "DeleteSecret", &Reply::DeleteSecret { at: None });
    assert_eq!(deleted, [arn("web/c").to_string()]);
    assert_eq!(marked(&world), ["app/a", "app/b"], "only what was changed loses its mark");
}

#[test]
fn all_marks_are_meant_if_the_user_says_so() {
    for (keys, operation, reply) in [
        ("X right ctrl-s 2 enter", "DeleteSecret", Reply::DeleteSecret { at: None }),
        ("T right tab ctrl-n k tab v ctrl-s y", "TagResource", Reply::TagResource),
    ] {
        let mut world = hidden_marks();
        world.keys(keys);
        let changed = served(&mut world, operation, &reply);
        assert_eq!(changed, [arn("app/a").to_string(), arn("app/b").to_string()], "{keys}");
        assert!(marked(&world).is_empty(), "marks go after a success");
    }
}

#[test]
fn hidden_secrets_are_restored_only_if_all_is_chosen() {
    let mut world = World::listing(NARROW, &[scheduled("app/a"), scheduled("web/b")]);
    world.keys("* /");
    world.type_text("web");
    world.keys("enter esc U");
    assert_eq!(world.form().title(), "Restore 1 secret");
    world.keys("ctrl-s");
    assert!(world.reviewed().contains("not included: 1\napp/a"), "{}", world.reviewed());
    world.keys("n right ctrl-s y");
    let restored = served(&mut world, "RestoreSecret", &Reply::RestoreSecret { arn: arn("web/b") });
    assert_eq!(restored, [arn("web/b").to_string(), arn("app/a").to_string()]);
}

#[test]
fn those_that_failed_stay_marked() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b", "c"]));
    world.keys("* X ctrl-s 3 enter");
    world.answer("DeleteSecret", Reply::DeleteSecret { at: None });
    world.fail("DeleteSecret", denied("DeleteSecret"));
    world.answer("DeleteSecret", Reply::DeleteSecret { at: None });
    assert_eq!(marked(&world), ["b"]);
    world.keys("ctrl-r");
    world.answer("DeleteSecret", Reply::DeleteSecret { at: None });
    assert!(marked(&world).is_empty());
}

#[test]
fn a_key_that_ignores_marks_says_so() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b", "c"]));
    world.keys("space space R");
    assert_eq!(world.notice(), "2 marked: rotate is about c alone.");
    let mut world = hidden_marks();
    world.keys("Y");
    assert_eq!(world.notice(), "2 marked, 2 hidden by the filter: copy value is about web/c alone.");
    world.keys("esc enter R");
    assert!(!world.notice().contains("marked"), "in a pane there is no doubt: {}", world.notice());
}

#[test]
fn marks_of_secrets_that_vanish_go() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b"]));
    world.keys("* r");
    world.list(&secrets(&["b"]));
    world.keys("r");
    world.list(&secrets(&["a", "b"]));
    assert_eq!(marked(&world), ["b"], "a secret that comes back is not marked");
    world.switch_region("us-east-1");
    world.connect();
    world.list(&secrets(&["a", "b"]));
    assert!(marked(&world).is_empty(), "another Region has no marks");
}

#[test]
fn more_than_a_few_values_are_read_after_a_question() {
    let names = ["a", "b", "c", "d", "e", "f"];
    let mut world = World::listing(NARROW, &secrets(&names));
    world.keys("* =");
    assert!(!world.is_out("BatchGetSecretValue"));
    let notes = world.form_notes();
    assert!(notes.starts_with("6 values will be read (BatchGetSecretValue)."), "{notes}");
    world.keys("ctrl-s");
    let (_, request) = world.out("BatchGetSecretValue");
    assert_eq!(
        request,
        Request::BatchGetSecretValue { secrets: names.map(|name| arn(name).to_string()).to_vec() }
    );
    world.keys("esc");
    assert!(!world.is_out("BatchGetSecretValue"), "esc stops reading");
    world.keys("ctrl-s");
    world
        .answer("BatchGetSecretValue", Reply::BatchGetSecretValue { values: Vec::new(), errors: Vec::new() });
    assert!(world.is_filling() && world.find_field("Copy as").is_some());
    let mut world = World::listing(NARROW, &secrets(&names[..5]));
    world.keys("* =");
    assert!(world.is_out("BatchGetSecretValue"), "a few are read at once");
}

#[test]
fn hidden_values_are_not_read_without_a_question() {
    let mut world = hidden_marks();
    world.keys("space =");
    assert!(!world.is_out("BatchGetSecretValue"));
    assert!(world.form_notes().starts_with("1 value will be read"), "{}", world.form_notes());
    world.keys("ctrl-s");
    let (_, request) = world.out("BatchGetSecretValue");
    assert_eq!(request, Request::BatchGetSecretValue { secrets: vec![arn("web/c").to_string()] });
}
