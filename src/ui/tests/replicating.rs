//! The forms of replication.

use super::samples::{NARROW, database_in, with};
use super::{picture, picture_with_footer};

#[test]
fn adding_replicas() {
    let mut world = database_in(NARROW, '6');
    world.keys("+");
    world.type_text("us-we");
    picture("form-replicas", &world);
    world.keys("ctrl-space");
    world.type_text("2");
    world.keys("tab");
    world.type_text("alias/there");
    world.keys("ctrl-s");
    picture("form-replicas-review", &world);
}

#[test]
fn trying_again_and_removing() {
    let mut world = database_in(NARROW, '6');
    world.keys("down down A");
    picture("form-replica-again", &world);
    world.keys("esc up -");
    picture("form-replica-remove", &world);
}

#[test]
fn promoting() {
    let mut world = with(NARROW, '6', |detail| {
        detail.summary.primary_region = Some("us-east-1".into());
        detail.replicas.clear();
    });
    world.keys("P");
    picture("form-replica-promote", &world);
    world.type_text("another");
    world.keys("enter");
    picture_with_footer("form-replica-promote-wrong-name", &world);
}
