//! Following a rotation to its end.

use super::world::*;
use crate::app::changes::{RotationStage, RotationWatch};
use crate::secrets::{AWSCURRENT, AWSPENDING, AWSPREVIOUS, Summary, VersionId};
use crate::service::api::{ErrorKind, Reply};

const NEW: &str = "d0d0d0d0-0000-4000-8000-000000000003";

/// A rotation of `a` was accepted; the secret is being read for the first time since.
fn rotating() -> World {
    let mut world = World::listing(NARROW, &secrets(&["a", "b"]));
    world.keys("R y");
    world.answer("RotateSecret", Reply::RotateSecret { version: Some(VersionId(NEW.into())) });
    world
}

fn pending() -> Summary {
    let mut secret = secret("a");
    label(&mut secret, NEW, &[AWSPENDING]);
    secret
}

fn finished() -> Summary {
    let mut secret = secret("a");
    label(&mut secret, NEW, &[AWSCURRENT, AWSPENDING]);
    label(&mut secret, CURRENT, &[AWSPREVIOUS]);
    label(&mut secret, PREVIOUS, &[]);
    secret
}

fn stage(world: &World) -> Option<RotationStage> {
    world.model.changes().rotations().first().map(RotationWatch::stage)
}

/// Answers the next poll.
fn look(world: &mut World, secret: Summary) {
    if !world.is_out("DescribeSecret") {
        let due = world.model.changes().rotations()[0].next_poll().duration_since(world.now);
        world.pass(due);
    }
    world.answer("DescribeSecret", described(secret));
}

#[test]
fn a_rotation_is_followed_step_by_step_to_its_end() {
    let mut world = rotating();
    look(&mut world, secret("a"));
    assert_eq!(stage(&world), Some(RotationStage::Requested));
    look(&mut world, pending());
    assert_eq!(stage(&world), Some(RotationStage::Pending));
    assert!(world.notice().contains("AWSPENDING"), "{}", world.notice());
    assert_eq!(
        world.model.list().secrets().get(0).to_summary().versions.pending().unwrap().as_str(),
        NEW,
        "the list shows it"
    );
    look(&mut world, finished());
    assert_eq!(stage(&world), None);
    assert!(world.notice().contains(&NEW[..8]), "{}", world.notice());
    world.pass(seconds(60));
    assert!(!world.is_out("DescribeSecret"), "no more looks");
}

#[test]
fn looks_become_rarer_and_never_overlap() {
    let mut world = rotating();
    look(&mut world, secret("a"));
    let mut looks = 0;
    let end = world.now + seconds(600);
    while world.now < end && !world.model.changes().rotations().is_empty() {
        world.pass(seconds(1));
        if world.is_out("DescribeSecret") {
            looks += 1;
            world.answer("DescribeSecret", described(pending()));
        }
    }
    assert!((70..=120).contains(&looks), "{looks}");
    world.pass(seconds(60));
    assert!(!world.is_out("DescribeSecret"));
}

#[test]
fn a_look_that_is_slow_is_waited_for() {
    let mut world = rotating();
    world.pass(seconds(60));
    assert_eq!(world.out.len(), 1, "one look at a time");
}

#[test]
fn following_ends_after_ten_minutes_and_says_so() {
    let mut world = rotating();
    look(&mut world, pending());
    while !world.model.changes().rotations().is_empty() {
        world.pass(seconds(1));
        if world.is_out("DescribeSecret") {
            world.answer("DescribeSecret", described(pending()));
        }
    }
    assert_eq!(
        world.now.duration_since(world.model.requests().journal().newest_first().last().unwrap().at),
        seconds(600)
    );
    assert!(world.notice().contains("10 minutes"), "{}", world.notice());
}

#[test]
fn a_pending_version_that_was_dropped_ends_it() {
    let mut world = rotating();
    look(&mut world, pending());
    look(&mut world, secret("a"));
    assert_eq!(stage(&world), None);
    assert!(world.notice().contains("without a new current version"), "{}", world.notice());
}

#[test]
fn cancelling_rotation_ends_following_it() {
    let mut world = rotating();
    look(&mut world, pending());
    world.keys("C y");
    world.answer("CancelRotateSecret", Reply::CancelRotateSecret { version: Some(VersionId(NEW.into())) });
    assert_eq!(stage(&world), None);
    assert!(world.notice().contains("Rotation cancelled: a."), "{}", world.notice());
}

#[test]
fn a_look_that_fails_for_a_moment_is_made_again() {
    for kind in [ErrorKind::Throttled, ErrorKind::TimedOut, ErrorKind::ServiceFailure] {
        let mut world = rotating();
        look(&mut world, pending());
        world.pass(seconds(1));
        world.fail("DescribeSecret", kind);
        assert_eq!(stage(&world), Some(RotationStage::Pending));
        look(&mut world, finished());
        assert!(world.notice().contains("AWSCURRENT"), "{}", world.notice());
    }
}

#[test]
fn a_look_that_is_denied_ends_it_and_names_the_permission() {
    let mut world = rotating();
    world.fail("DescribeSecret", denied("DescribeSecret"));
    assert_eq!(stage(&world), None);
    let notice = world.notice();
    assert!(
        notice.contains("follow the rotation of a") && notice.contains("secretsmanager:DescribeSecret"),
        "{notice}"
    );
}

#[test]
fn a_rotation_is_followed_wherever_the_user_goes() {
    let mut world = rotating();
    world.keys("down");
    look(&mut world, pending());
    look(&mut world, finished());
    assert!(world.notice().contains("Rotated a"), "{}", world.notice());
    assert_eq!(world.selected(), Some("b"));
}

#[test]
fn a_truth_that_is_overtaken_by_a_later_one_is_not_shown() {
    let mut world = rotating();
    let (early, _) = world.out("DescribeSecret");
    world.keys("enter");
    let (late, _) = world.out.iter().find(|(ticket, _)| *ticket != early).cloned().unwrap();
    world.reply(&late, Ok(described(pending())));
    world.reply(&early, Ok(described(secret("a"))));
    assert!(world.model.list().secrets().get(0).to_summary().versions.pending().is_some());
    assert!(world.model.selected().unwrap().summary().versions.pending().is_some());
}

#[test]
fn panes_that_the_rotation_makes_out_of_date_are_read_again() {
    let mut world = rotating();
    look(&mut world, secret("a"));
    world.keys("enter 3");
    let (before, _) = world.out("ListSecretVersionIds");
    look(&mut world, pending());
    assert_ne!(world.out("ListSecretVersionIds").0, before, "also what was still on its way");
    let versions = vec![version(NEW, &[AWSPENDING], 3), version(CURRENT, &[AWSCURRENT], 2)];
    world.answer("ListSecretVersionIds", Reply::ListSecretVersionIds { versions, next_token: None });
    look(&mut world, finished());
    assert!(world.is_out("ListSecretVersionIds"));
}

#[test]
fn a_value_that_is_no_longer_the_current_one_is_read_again_when_it_is_asked_for() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("v");
    world.answer("GetSecretValue", value("older"));
    world.keys("v R y");
    world.answer("RotateSecret", Reply::RotateSecret { version: Some(VersionId(NEW.into())) });
    look(&mut world, finished());
    world.effects();
    world.keys("v");
    assert_eq!(world.sent(), ["GetSecretValue"]);
    let shown = world.model.selected().unwrap().value().shown().unwrap();
    assert!(!shown.is_any_revealed(), "what was shown is masked, not taken for the new one");
}

#[test]
fn switching_stops_following() {
    let mut world = rotating();
    world.switch_region("us-east-1");
    assert!(world.model.changes().rotations().is_empty());
    assert_eq!(world.out, []);
}
