//! Deleting: what holds a secret, the recovery window, and the harder step that nothing takes back.

use super::world::*;
use crate::app::actions::Context;
use crate::app::form::FormProblem;
use crate::app::{ReadOnlyReason, StartOptions};
use crate::secrets::{Deletion, Replica, ReplicaStatus, Summary};
use crate::service::api::{ErrorKind, Recovery, Reply, Request};

fn scheduled(name: &str) -> Summary {
    let mut secret = secret(name);
    secret.deleted = Some(jiff::Timestamp::from_second(1_790_000_000 - 3 * 86_400).unwrap());
    secret
}

fn with_replicas(name: &str, regions: &[&str]) -> Reply {
    let Reply::DescribeSecret(mut detail) = described(secret(name)) else { unreachable!() };
    detail.replicas = regions
        .iter()
        .map(|region| Replica {
            region: (*region).to_owned(),
            kms_key_id: None,
            status: ReplicaStatus::InSync,
            message: None,
            last_accessed: None,
        })
        .collect();
    Reply::DescribeSecret(detail)
}

/// The form for deleting `a` is open, and its replicas are known: none.
fn deleting() -> World {
    let mut world = World::listing(NARROW, &secrets(&["a", "b"]));
    world.keys("X");
    world.answer("DescribeSecret", described(secret("a")));
    world
}

#[test]
fn the_form_says_until_when_it_can_be_restored_as_the_window_is_typed() {
    let mut world = deleting();
    assert!(said(world.form().notes()).contains("until 2026-10-21 14:13 UTC"), "{:?}", world.form().notes());
    world.keys("backspace backspace");
    world.type_text("7");
    assert!(said(world.form().notes()).contains("until 2026-09-28 14:13 UTC"), "{:?}", world.form().notes());
    world.type_text("7");
    assert!(world.field_error("Recovery window").contains("7 to 30"));
    world.keys("ctrl-s");
    assert!(world.is_filling());
}

#[test]
fn the_window_is_sent_and_can_be_taken_back() {
    let mut world = deleting();
    world.keys("backspace backspace");
    world.type_text("7");
    world.keys("ctrl-s");
    let review = world.reviewed();
    assert!(review.contains(ACCOUNT) && review.contains("whatever still uses it fails"), "{review}");
    world.keys("y");
    let (_, request) = world.out("DeleteSecret");
    let arn = arn("a").to_string();
    assert_eq!(
        request,
        Request::DeleteSecret { secret: arn.clone(), recovery: Recovery::Window { days: 7 } }
    );
    world.answer("DeleteSecret", Reply::DeleteSecret { at: None });
    world.answer("DescribeSecret", described(scheduled("a")));
    assert!(world.notice().contains("u undoes it"), "{}", world.notice());
    world.keys("u y");
    assert_eq!(world.out("RestoreSecret").1, Request::RestoreSecret { secret: arn });
}

/// `a` was deleted with a window of 7 days, and described again as deleted that many milliseconds after the request.
fn deleted_for_a_week(described_after: i64) -> World {
    let mut world = deleting();
    world.keys("backspace backspace");
    world.type_text("7");
    world.keys("ctrl-s y");
    let asked = world.now;
    let ends = asked + jiff::SignedDuration::from_hours(24 * 7);
    world.answer("DeleteSecret", Reply::DeleteSecret { at: Some(ends) });
    world.answer("DescribeSecret", described(deleted_at("a", asked, described_after)));
    world
}

fn deleted_at(name: &str, asked: jiff::Timestamp, milliseconds: i64) -> Summary {
    let mut secret = secret(name);
    secret.deleted = Some(asked + jiff::SignedDuration::from_millis(milliseconds));
    secret
}

fn deletion_of(world: &World, name: &str) -> Deletion {
    world.model.list().find(&arn(name)).unwrap().deletion().unwrap()
}

#[test]
fn the_end_of_the_window_is_known_to_who_asked_for_it() {
    let mut world = deleted_for_a_week(6);
    let asked = deletion_of(&world, "a").asked;
    let ends = world.now + jiff::SignedDuration::from_hours(24 * 7);
    assert_eq!(deletion_of(&world, "a").ends, Some(ends));
    world.keys("U");
    assert!(world.reviewed().contains("will be deleted on 28 September"), "{}", world.reviewed());
    world.keys("esc r");
    let listed = vec![deleted_at("a", asked, 0), deleted_at("b", asked, 0)];
    world.answer("ListSecrets", Reply::ListSecrets { secrets: listed.into(), next_token: None });
    assert_eq!(deletion_of(&world, "a").ends, Some(ends));
    assert_eq!(deletion_of(&world, "b").ends, None, "another client asked for it");
}

#[test]
fn the_end_of_a_window_that_another_client_started_anew_is_not_known() {
    let mut world = deleted_for_a_week(0);
    let asked = deletion_of(&world, "a").asked;
    world.keys("enter r");
    world.answer("DescribeSecret", described(deleted_at("a", asked, 90_000)));
    let Deletion { ends, .. } = world.model.selected().unwrap().summary().deletion().unwrap();
    assert_eq!((ends, deletion_of(&world, "a").ends), (None, None));
    world.keys("U");
    assert!(
        world.reviewed().contains("will be deleted between 28 September and 21 October"),
        "{}",
        world.reviewed()
    );
}

#[test]
fn replicas_are_named_with_the_way_out_and_nothing_is_sent() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("X ctrl-s");
    assert!(world.is_waiting(), "the replicas are read first");
    world.answer("DescribeSecret", with_replicas("a", &["us-east-1", "eu-west-3"]));
    let Some(FormProblem::Nothing(text)) = &world.form().problem() else { panic!("{:?}", world.form()) };
    assert!(text.contains("us-east-1, eu-west-3") && text.contains("Replication pane (6)"), "{text}");
    world.keys("esc");
    world.keys(":");
    world.type_text("force-delete");
    world.keys("enter");
    world.answer("DescribeSecret", with_replicas("a", &["us-east-1"]));
    assert!(matches!(world.form().problem(), Some(FormProblem::Nothing(text)) if text.contains("us-east-1")));
    assert!(!world.sent().contains(&"DeleteSecret"));
}

#[test]
fn replicas_that_cant_be_known_keep_no_one_from_trying() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("X ctrl-s");
    world.fail("DescribeSecret", denied("DescribeSecret"));
    assert!(world.reviewed().contains("DescribeSecret is denied"));
}

#[test]
fn what_cant_be_deleted_here_is_said_before_a_form_opens() {
    let mut replica = secret("a");
    replica.primary_region = Some("us-east-1".into());
    let mut managed = secret("a");
    managed.owning_service = Some("rds".into());
    for (secret, words) in [
        (replica, "is a replica of the secret in us-east-1"),
        (managed, "is managed by rds"),
        (scheduled("a"), "Restore it first"),
    ] {
        let mut world = World::listing(NARROW, &[secret]);
        world.keys("X");
        assert!(world.model.layers().is_empty());
        assert!(world.notice().contains(words), "{}", world.notice());
    }
    let mut world = World::connected(
        StartOptions { read_only: Some(ReadOnlyReason::Flag), ..StartOptions::default() },
        NARROW,
    );
    world.list(&secrets(&["a"]));
    world.keys("X");
    assert!(world.model.layers().is_empty());
    assert!(world.notice().contains("DeleteSecret refused"), "{}", world.notice());
}

fn force_deleting(secret: Summary) -> World {
    let mut world = World::listing(NARROW, std::slice::from_ref(&secret));
    world.keys(":");
    world.type_text("force-delete");
    world.keys("enter");
    world.answer("DescribeSecret", described(secret));
    world
}

#[test]
fn without_recovery_the_name_has_to_be_typed() {
    let mut world = force_deleting(scheduled("prod/db"));
    let review = world.reviewed();
    assert!(review.contains("Nothing can be recovered") && review.contains("could still be restored"));
    assert_eq!(world.model.context(), Context::TypedName);
    world.type_text("y");
    world.keys("enter");
    assert!(!world.is_out("DeleteSecret"), "a wrong name sends nothing");
    world.keys("backspace");
    world.type_text("prod/db");
    world.keys("enter");
    let (_, request) = world.out("DeleteSecret");
    assert!(matches!(request, Request::DeleteSecret { recovery: Recovery::Force, .. }));
    world.answer("DeleteSecret", Reply::DeleteSecret { at: None });
    world.fail("DescribeSecret", ErrorKind::NotFound);
    assert!(world.rows().is_empty() && world.model.selected().is_none());
    assert!(world.model.changes().to_undo().is_none() && world.model.layers().is_empty());
    assert!(world.notice().contains("Deleted without recovery: "), "{}", world.notice());
}

#[test]
fn a_question_without_fields_is_left_at_once() {
    let mut world = force_deleting(secret("a"));
    world.keys("esc");
    assert!(world.model.layers().is_empty());
}

#[test]
fn an_answer_that_never_came_is_looked_for_before_it_is_sent_again() {
    let mut world = deleting();
    world.keys("ctrl-s y");
    world.fail("DeleteSecret", ErrorKind::TimedOut);
    world.answer("DescribeSecret", described(scheduled("a")));
    assert!(!world.is_out("DeleteSecret"), "it took effect: a second one would be refused");
    assert!(world.notice().contains("Deletion scheduled: a."), "{}", world.notice());

    let mut world = force_deleting(secret("a"));
    world.type_text("a");
    world.keys("enter");
    world.fail("DeleteSecret", ErrorKind::TimedOut);
    world.fail("DescribeSecret", ErrorKind::NotFound);
    assert!(!world.is_out("DeleteSecret"));
    assert!(world.notice().contains("Deleted without recovery: a."), "{}", world.notice());
    world.fail("DescribeSecret", ErrorKind::NotFound);
    assert!(world.rows().is_empty());
}

#[test]
fn a_failure_leaves_the_form_as_it_was() {
    let mut world = deleting();
    world.keys("backspace backspace");
    world.type_text("9");
    world.keys("ctrl-s y");
    world.fail("DeleteSecret", denied("DeleteSecret"));
    assert!(matches!(world.form().problem(), Some(FormProblem::Service(_))));
    assert_eq!(world.text("Recovery window"), "9");
}

#[test]
fn waiting_for_the_replicas_can_be_broken_off_and_begun_again() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b"]));
    world.keys("X ctrl-s");
    assert!(world.is_waiting());
    world.keys("esc");
    assert!(!world.is_out("DescribeSecret"));
    world.keys("ctrl-s");
    world.answer("DescribeSecret", described(secret("a")));
    assert!(world.reviewed().contains("whatever still uses it fails"), "{}", world.reviewed());
}
