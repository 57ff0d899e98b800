//! Changes: refused, asked about, sent once, and what came of them.

use super::world::*;
use crate::app::actions::Context;
use crate::app::form::Review;
use crate::app::known::Known;
use crate::app::notices::Notice;
use crate::app::plan::Plan;
use crate::app::secret::ShownValue;
use crate::app::{Message, ReadOnlyReason, StartOptions};
use crate::secrets::{AWSPREVIOUS, StagingLabel, Summary, VersionId};
use crate::service::api::Target;
use crate::service::api::{ErrorKind, Reply, Request};

fn scheduled_for_deletion(name: &str) -> Summary {
    let mut secret = secret(name);
    secret.deleted = Some(jiff::Timestamp::from_second(1_790_000_000 - 3 * 86_400).unwrap());
    secret
}

fn question(world: &World) -> &Review {
    assert!(world.form().is_question(), "no question but {:?}", world.form());
    world.review()
}

/// The commands that the question shows.
fn cli(world: &World) -> String {
    question(world).cli_equivalents().join("\n")
}

fn mutations(world: &World) -> Vec<&Request> {
    world.out.iter().map(|(_, request)| request).filter(|request| request.is_mutation()).collect()
}

#[test]
fn a_question_names_the_secret_the_account_and_the_command() {
    let mut world = World::listing(WIDE, &secrets(&["prod/db"]));
    world.keys("R");
    let question = question(&world);
    let said = format!("{} {}", question.title(), said(question.notes()));
    for word in ["Rotate prod/db", ACCOUNT, "eu-west-1"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    let cli = cli(&world);
    assert!(cli.starts_with("aws secretsmanager rotate-secret --secret-id arn:aws:"), "{cli}");
    assert!(world.sent().is_empty(), "asking sends nothing");
}

#[test]
fn yes_sends_exactly_the_request_that_was_shown() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("R");
    let cli = cli(&world);
    world.keys("y y y");
    let sent = mutations(&world);
    let [Request::RotateSecret { secret, token, .. }] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(*secret, arn("a").to_string());
    assert!(cli.ends_with(token.as_str()), "{cli}");
    assert!((32..=64).contains(&token.as_str().len()));
    assert_eq!(world.model.context(), Context::List, "no copying of names by a second y");
}

#[test]
fn nothing_else_sends_it() {
    for keys in ["n", "esc", "q", "ctrl-c", "enter", "enter esc", "Y", "space", "R"] {
        let mut world = World::listing(WIDE, &secrets(&["a"]));
        world.keys("R");
        world.keys(keys);
        assert!(mutations(&world).is_empty(), "{keys}");
        assert!(world.sent().is_empty(), "{keys}");
    }
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("R");
    world.send(Message::Paste("y\n".into()));
    assert!(mutations(&world).is_empty());
    world.keys("enter");
    assert!(world.model.layers().is_empty() && mutations(&world).is_empty(), "the focus is on No");
}

#[test]
fn each_question_has_a_token_of_its_own() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("R");
    let first = cli(&world);
    world.keys("n R");
    assert_ne!(cli(&world), first);
}

#[test]
fn read_only_refuses_before_anything_is_built() {
    let options = StartOptions { read_only: Some(ReadOnlyReason::Flag), ..StartOptions::default() };
    let mut world = World::connected(options, WIDE);
    world.list(&[scheduled_for_deletion("a")]);
    world.effects();
    for (key, operation) in [
        ("R", "RotateSecret"),
        ("C", "CancelRotateSecret"),
        ("U", "RestoreSecret"),
        ("B", "UpdateSecretVersionStage"),
    ] {
        world.keys(key);
        assert!(world.model.layers().is_empty(), "{operation}");
        let notice = world.notice();
        assert!(notice.contains(operation) && notice.contains("read-only"), "{notice}");
        world.keys("y");
    }
    assert!(mutations(&world).is_empty());
}

#[test]
fn read_only_holds_even_where_something_forgot_to_ask_for_it() {
    let options = StartOptions { read_only: Some(ReadOnlyReason::Flag), ..StartOptions::default() };
    let mut world = World::connected(options, WIDE);
    world.list(&secrets(&["a"]));
    world.effects();
    let request = Request::RestoreSecret { secret: "a".into() };
    world.carry_out(Plan::of("Restore a", &Known::nothing_of(arn("a")), request));
    assert!(!world.model.changes().is_any_running());
    assert!(world.notice().contains("read-only"));
}

#[test]
fn rolling_back_names_both_versions_and_moves_the_label() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("B");
    let said = world.reviewed();
    assert!(said.contains(CURRENT) && said.contains(PREVIOUS), "{said}");
    world.keys("y");
    let sent = mutations(&world);
    let asked = Request::UpdateSecretVersionStage {
        secret: arn("a").to_string(),
        label: StagingLabel::current(),
        move_to: Some(VersionId(PREVIOUS.into())),
        remove_from: Some(VersionId(CURRENT.into())),
    };
    assert_eq!(sent, [&asked]);
}

#[test]
fn there_is_no_rolling_back_without_a_previous_version() {
    let mut new = secret("a");
    label(&mut new, PREVIOUS, &[]);
    let mut world = World::listing(WIDE, &[new]);
    world.keys("B");
    assert!(world.model.layers().is_empty());
    assert!(world.notice().contains(AWSPREVIOUS), "{}", world.notice());
}

#[test]
fn restoring_brings_the_secret_back_on_screen() {
    let mut world = World::listing(WIDE, &[scheduled_for_deletion("a")]);
    world.keys("enter");
    world.answer("DescribeSecret", described(scheduled_for_deletion("a")));
    world.keys("v");
    world.fail("GetSecretValue", ErrorKind::Refused);
    world.keys("U");
    assert!(
        world.reviewed().contains("will be deleted between 25 September and 18 October"),
        "{}",
        world.reviewed()
    );
    world.keys("y");
    world.answer("RestoreSecret", Reply::RestoreSecret { arn: arn("a") });
    world.answer("DescribeSecret", described(secret("a")));
    assert_eq!(world.model.list().secrets().get(0).to_summary().deleted, None);
    assert_eq!(world.model.selected().unwrap().summary().deleted, None);
    assert!(world.notice().contains("Restored: a."), "{}", world.notice());
    let value = world.model.selected().unwrap().value().read();
    assert!(value.needs_fetch(), "that it was scheduled for deletion is no longer why it can't be read");
}

#[test]
fn a_value_that_is_read_before_the_restored_secret_is_described_is_revealed_by_the_next_key() {
    let mut world = World::listing(WIDE, &[scheduled_for_deletion("a")]);
    world.keys("enter");
    world.answer("DescribeSecret", described(scheduled_for_deletion("a")));
    world.keys("U y");
    world.answer("RestoreSecret", Reply::RestoreSecret { arn: arn("a") });
    world.keys("v");
    world.answer("GetSecretValue", value("read"));
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("v");
    assert!(world.model.selected().unwrap().value().shown().is_some_and(ShownValue::is_revealed));
    assert!(!world.is_out("GetSecretValue"));
}

#[test]
fn the_end_of_a_recovery_window_is_told_as_far_as_it_is_known() {
    let mut world = World::listing(WIDE, &[scheduled_for_deletion("a")]);
    for (passes, left) in [(5, "will be deleted by 18 October."), (25, "will be deleted any time now.")] {
        world.pass(jiff::SignedDuration::from_hours(24 * passes));
        world.keys("U");
        let lines = world.reviewed();
        assert!(lines.contains(left), "{lines}");
        world.keys("n");
    }
}

#[test]
fn what_can_not_be_done_is_said_before_it_is_tried() {
    let mut replica = secret("replica");
    replica.primary_region = Some("us-east-1".into());
    let mut bare = secret("bare");
    (bare.rotation_enabled, bare.rotation_lambda_arn) = (None, None);
    let cases = [
        (replica.clone(), "R", "us-east-1"),
        (replica.clone(), "C", "us-east-1"),
        (replica, "B", "us-east-1"),
        (scheduled_for_deletion("gone"), "R", "scheduled for deletion"),
        (scheduled_for_deletion("gone"), "B", "scheduled for deletion"),
        (bare.clone(), "R", "no rotation function"),
        (bare, "C", "not turned on"),
        (secret("kept"), "U", "not scheduled for deletion"),
    ];
    for (secret, key, words) in cases {
        let mut world = World::listing(WIDE, &[secret]);
        world.keys(key);
        assert!(world.model.layers().is_empty(), "{key}: {words}");
        assert!(world.notice().contains(words), "{key}: {}", world.notice());
    }
}

#[test]
fn a_managed_secret_rotates_without_a_function() {
    let mut managed = secret("rds!db");
    managed.owning_service = Some("rds".into());
    (managed.rotation_enabled, managed.rotation_lambda_arn) = (None, None);
    let mut world = World::listing(WIDE, &[managed]);
    world.keys("R");
    assert!(question(&world).title().contains("rds!db"));
}

#[test]
fn the_truth_is_read_again_after_every_answer() {
    for result in [
        Ok(Reply::CancelRotateSecret { version: None }),
        Err(error("CancelRotateSecret", ErrorKind::Refused)),
        Err(error("CancelRotateSecret", ErrorKind::TimedOut)),
        Err(error("CancelRotateSecret", ErrorKind::ServiceFailure)),
    ] {
        let mut world = World::listing(NARROW, &secrets(&["a"]));
        world.keys("C y");
        let (ticket, _) = world.out("CancelRotateSecret");
        world.reply(&ticket, result);
        let mut off = secret("a");
        off.rotation_enabled = Some(false);
        assert!(matches!(world.out("DescribeSecret").0.target, Target::Reread(_) | Target::Outcome));
        if world.out("DescribeSecret").0.target == Target::Outcome {
            world.answer("DescribeSecret", described(off.clone()));
        }
        world.answer("DescribeSecret", described(off));
        assert_eq!(world.model.list().secrets().get(0).to_summary().rotation_enabled, Some(false));
    }
}

#[test]
fn a_failure_is_told_until_it_is_put_away() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("C y");
    world.fail("CancelRotateSecret", denied("CancelRotateSecret"));
    world.fail("DescribeSecret", denied("DescribeSecret"));
    world.pass(seconds(600));
    world.keys("down up t t");
    let notice = world.notice();
    assert!(notice.contains("Cancel rotation of a"), "not that it could not be looked up either: {notice}");
    assert!(notice.contains("secretsmanager:CancelRotateSecret"), "{notice}");
    world.keys("esc");
    assert_eq!(world.notice(), "");
}

#[test]
fn a_truth_that_can_not_be_read_is_told_where_the_change_was_made() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("C y");
    world.answer("CancelRotateSecret", Reply::CancelRotateSecret { version: None });
    world.fail("DescribeSecret", denied("DescribeSecret"));
    assert!(
        matches!(world.model.notice(), Some(Notice::Failure { attempt, .. }) if attempt == "read a again")
    );
}

#[test]
fn one_change_of_a_secret_at_a_time() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b"]));
    world.keys("R y B");
    assert!(world.model.layers().is_empty());
    assert!(world.notice().contains("still in progress"), "{}", world.notice());
    world.keys("esc down B");
    assert!(question(&world).title().contains('b'), "another secret is free");
}

#[test]
fn a_change_outlives_a_switch_and_is_told_of_afterwards() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("C y");
    world.switch_region("us-east-1");
    assert_eq!(mutations(&world).len(), 1, "a change is never aborted");
    world.connect();
    world.list(&secrets(&["z"]));
    world.answer("CancelRotateSecret", Reply::CancelRotateSecret { version: None });
    assert!(world.notice().contains("on the previous connection"), "{}", world.notice());
    assert!(!world.is_out("DescribeSecret"), "its secret is not looked for where it is not");
}

#[test]
fn an_answer_to_nothing_changes_nothing() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("C y");
    let (ticket, _) = world.out("CancelRotateSecret");
    world.answer("CancelRotateSecret", Reply::CancelRotateSecret { version: None });
    world.keys("esc");
    world.effects();
    world.reply(&ticket, Ok(Reply::CancelRotateSecret { version: None }));
    assert!(world.effects().is_empty());
}
