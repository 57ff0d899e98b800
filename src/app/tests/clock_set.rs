//! The clock of the machine is set while something waits: on, back, and on and back again.

use super::world::*;
use crate::app::secret::ShownValue;
use crate::app::{Effect, HideTimeouts, Message, StartOptions};
use crate::secrets::VersionId;
use crate::service::api::{ErrorKind, Reply};
use jiff::SignedDuration;

const TIMES: [&[i64]; 4] = [&[-3], &[24], &[24, 0], &[-3, 24, -8_760]];

/// The clock of the machine is set by these hours, one after the other.
fn set(world: &mut World, hours: &[i64]) {
    for hours in hours {
        world.send(Message::ClockSet(SignedDuration::from_hours(*hours)));
        world.send(Message::Woke);
    }
}

#[test]
fn a_revealed_value_is_masked_after_its_time_and_not_before() {
    for hours in TIMES {
        let mut world = World::listing(WIDE, &secrets(&["a"]));
        world.keys("v");
        world.answer("GetSecretValue", value("hunter2"));
        world.keys("v");
        let is_revealed = |world: &World| {
            world.model.selected().and_then(|one| one.value().shown()).is_some_and(ShownValue::is_revealed)
        };
        assert!(is_revealed(&world));
        set(&mut world, hours);
        assert!(is_revealed(&world), "{hours:?}");
        world.pass(world.model.settings().hide.on_screen);
        assert!(!is_revealed(&world), "{hours:?}");
    }
}

#[test]
fn a_copy_is_cleared_after_its_time_and_not_before() {
    for hours in TIMES {
        let mut world = World::listing(WIDE, &secrets(&["a"]));
        world.keys("Y");
        world.answer("GetSecretValue", value("hunter2"));
        let copied = world.effects().into_iter().find_map(|effect| match effect {
            Effect::Copy(id, _) => Some(id),
            _ => None,
        });
        let id = copied.expect("it is copied");
        world.send(Message::Copied(id, Ok(crate::app::copy::CopyRoute::Osc52)));
        let clears = |world: &mut World| {
            world.effects().iter().any(|effect| matches!(effect, Effect::ClearClipboard(_)))
        };
        set(&mut world, hours);
        assert!(!clears(&mut world), "{hours:?}");
        world.pass(world.model.settings().hide.on_clipboard);
        assert!(clears(&mut world), "{hours:?}");
    }
}

#[test]
fn an_unattended_terminal_is_locked_after_its_time_and_not_before() {
    for hours in TIMES {
        let hide = HideTimeouts { unattended: Some(seconds(60)), ..HideTimeouts::default() };
        let mut world = World::connected(StartOptions { hide, ..StartOptions::default() }, WIDE);
        set(&mut world, hours);
        world.pass(seconds(59));
        assert!(!world.model.lock().is_locked(), "{hours:?}");
        world.pass(seconds(2));
        assert!(world.model.lock().is_locked(), "{hours:?}");
    }
}

#[test]
fn a_rotation_is_followed_on() {
    for hours in TIMES {
        let mut world = World::listing(NARROW, &secrets(&["a"]));
        world.keys("R y");
        let version = VersionId("d0d0d0d0-0000-4000-8000-000000000003".into());
        world.answer("RotateSecret", Reply::RotateSecret { version: Some(version) });
        set(&mut world, hours);
        assert_eq!(world.model.changes().rotations().len(), 1, "{hours:?}");
        world.answer("DescribeSecret", described(secret("a")));
        world.pass(seconds(2));
        assert!(world.is_out("DescribeSecret"), "{hours:?}");
    }
}

#[test]
fn a_throttled_change_goes_on_after_its_pause_and_not_before() {
    for hours in TIMES {
        let mut world = World::listing(NARROW, &secrets(&["a"]));
        world.keys("R y");
        world.fail("RotateSecret", ErrorKind::Throttled);
        set(&mut world, hours);
        assert!(!world.is_out("RotateSecret"), "{hours:?}");
        world.pass(seconds(10));
        assert!(world.is_out("RotateSecret"), "{hours:?}");
    }
}

#[test]
fn an_outcome_is_looked_up_after_its_pause_and_not_before() {
    for hours in TIMES {
        let mut world = World::listing(NARROW, &secrets(&["a"]));
        world.keys("R y");
        world.fail("RotateSecret", ErrorKind::TimedOut);
        world.fail("DescribeSecret", ErrorKind::ServiceFailure);
        set(&mut world, hours);
        assert!(!world.is_out("DescribeSecret"), "{hours:?}");
        world.pass(seconds(3));
        assert!(world.is_out("DescribeSecret"), "{hours:?}");
    }
}

#[test]
fn what_is_told_is_told_by_the_time_of_day() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    set(&mut world, &[5]);
    assert_eq!(world.model.time_of_day(), world.now + SignedDuration::from_hours(5));
    world.keys("5");
    let newest = world.model.requests().journal().newest_first().next().map(|entry| entry.at);
    assert_eq!(newest, Some(world.model.time_of_day()));
}
