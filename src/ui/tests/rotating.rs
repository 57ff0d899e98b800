//! The forms of rotation.

use super::picture;
use super::samples::{NARROW, WIDE, pending, rotating, with};
use crate::app::Message;
use crate::app::zone::LocalZone;
use jiff::tz::{TimeZone, offset};

#[test]
fn rotation_settings() {
    let mut world = with(NARROW, '7', |_| {});
    world.send(Message::ZoneFound(LocalZone::new(TimeZone::fixed(offset(2)))));
    world.keys("e");
    picture("form-rotation-days", &world);
    world.keys("tab right right tab end ctrl-u");
    world.type_text("0 4 ? * SUNDAY *");
    picture("form-rotation-wrong", &world);
    world.keys("end ctrl-u");
    world.type_text("0 4 ? * SUN *");
    world.send(crate::app::Message::Resized(WIDE));
    picture("form-rotation-cron-wide", &world);
    world.keys("ctrl-s");
    picture("form-rotation-review", &world);
}

#[test]
fn recovery() {
    let mut world =
        with(NARROW, '7', |detail| detail.summary = pending(rotating(detail.summary.clone(), -5)));
    world.keys("F right right");
    picture("form-recovery", &world);
    world.keys("enter");
    picture("form-recovery-review", &world);
}
