//! When the model wants to be woken, and what it does then.

use super::world::*;
use crate::app::{Message, StartOptions};
use crate::secrets::AWSPENDING;
use crate::service::api::Reply;
use ratatui::layout::Size;

#[test]
fn nothing_wakes_an_idle_model() {
    let mut world = World::new(StartOptions::default(), WIDE);
    assert_eq!(world.model.next_wake(), None);
    world.send(Message::Started);
    assert_eq!(world.model.next_wake(), None);
    world.connect();
    assert_eq!(
        world.model.next_wake(),
        Some(world.now + seconds(5)),
        "an answer is awaited, for a while without a word"
    );
}

#[test]
fn a_first_page_that_is_late_is_told_of_second_by_second() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    let asked = world.now;
    world.pass(millis(4_900));
    assert_eq!(world.model.first_page_late_since(), None);
    world.pass(millis(100));
    assert_eq!(world.model.first_page_late_since(), Some(asked));
    assert_eq!(world.model.next_wake(), Some(asked + seconds(6)));
    world.keys("ctrl-x");
    assert_eq!(world.model.first_page_late_since(), None);
    assert_eq!(world.model.next_wake().filter(|wake| *wake <= world.now), None);
}

#[test]
fn the_age_of_the_list_alone_wakes_once_a_minute_and_then_once_an_hour() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    let listed = world.now;
    assert_eq!(world.model.next_wake(), Some(listed + seconds(60)));
    world.pass(seconds(90));
    assert_eq!(world.model.next_wake(), Some(listed + seconds(120)));
    world.pass(seconds(3_600));
    assert_eq!(world.model.next_wake(), Some(listed + seconds(7_200)));
}

#[test]
fn a_cursor_that_moved_wakes_when_it_has_rested() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.pass(seconds(1));
    world.keys("down");
    assert_eq!(world.model.next_wake(), Some(world.now + millis(80)), "the panes on screen follow first");
    world.pass(millis(80));
    assert!(!world.model.panes_may_lag());
    assert_eq!(world.model.next_wake(), Some(world.now + millis(70)));
    world.pass(millis(70));
    assert!(world.is_out("DescribeSecret"));
    assert!(world.model.next_wake() > Some(world.now + seconds(30)));
}

#[test]
fn the_panes_on_screen_lag_while_the_cursor_moves_and_for_no_other_key() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b", "c", "d", "e", "f", "g", "h", "i"]));
    world.pass(seconds(1));
    assert!(!world.model.panes_may_lag());
    for key in ["down", "down", "up"] {
        world.keys(key);
        assert!(world.model.panes_may_lag(), "{key}");
        world.pass(millis(50));
        assert!(world.model.panes_may_lag(), "a key that is held down comes again sooner");
    }
    for (key, back) in [("?", "esc"), ("enter", "esc"), ("3", "1 esc"), ("D", "esc")] {
        world.keys("down");
        assert!(world.model.panes_may_lag());
        world.keys(key);
        assert!(
            !world.model.panes_may_lag(),
            "{key} is about the secret under the cursor, which must be on screen"
        );
        world.keys(back);
    }
    world.keys("up");
    world.send(Message::Resized(Size { width: WIDE.width + 1, ..WIDE }));
    assert!(!world.model.panes_may_lag());
}

#[test]
fn a_value_does_not_stay_on_screen_while_the_cursor_moves() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("v");
    world.answer("GetSecretValue", value("hunter2"));
    world.keys("V esc down");
    assert!(!world.model.panes_may_lag());
}

#[test]
fn a_resting_cursor_that_the_terminal_no_longer_shows_is_not_due_for_ever() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("down");
    world.send(Message::Resized(NARROW));
    world.pass(seconds(1));
    assert!(world.out.is_empty());
    world.send(Message::Resized(WIDE));
    world.keys("up");
    world.send(Message::Resized(Size { width: 20, height: 5 }));
    world.pass(seconds(1));
    assert!(world.out.is_empty());
}

#[test]
fn a_revealed_value_wakes_each_second_and_at_the_very_end() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("v");
    world.answer("GetSecretValue", value("hunter2"));
    let before = world.model.next_wake();
    world.pass(millis(400));
    world.keys("V");
    let revealed = world.now;
    assert_eq!(world.model.next_wake(), Some(revealed + seconds(1)));
    world.pass(millis(29_500));
    assert_eq!(world.model.next_wake(), Some(revealed + seconds(30)));
    world.pass(millis(500));
    assert_eq!(world.model.next_wake(), before);
}

#[test]
fn news_go_by_themselves_and_errors_stay() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("r ctrl-x");
    assert_ne!(world.notice(), "");
    assert_eq!(world.model.next_wake(), Some(world.now + seconds(8)));
    world.pass(seconds(8));
    assert_eq!(world.notice(), "");
    world.keys("Y");
    world.fail("GetSecretValue", denied("GetSecretValue"));
    world.pass(seconds(3_600));
    assert!(world.notice().contains("secretsmanager:GetSecretValue"), "{}", world.notice());
    world.keys("esc");
    assert_eq!(world.notice(), "");
}

#[test]
fn what_was_due_while_the_program_was_suspended_is_done_before_it_draws() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("v");
    world.answer("GetSecretValue", value("hunter2"));
    world.keys("V ctrl-z");
    world.now += seconds(3_600);
    world.send(Message::Resumed);
    let shown = world.model.selected().and_then(|selected| selected.value().shown()).unwrap();
    assert!(!shown.is_any_revealed());
}

#[test]
fn a_followed_rotation_wakes_for_its_next_look() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    world.keys("R y");
    world.answer("RotateSecret", Reply::RotateSecret { version: None });
    world.pass(millis(300));
    let mut pending = secret("a");
    label(&mut pending, "new", &[AWSPENDING]);
    world.answer("DescribeSecret", described(pending));
    assert_eq!(world.model.next_wake(), Some(world.now + seconds(1)));
    world.pass(seconds(1));
    assert!(world.is_out("DescribeSecret"));
}

#[test]
fn panes_never_lag_behind_rows_that_came_by_themselves() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.pass(seconds(1));
    world.keys("r");
    world.list(&secrets(&["b", "c"]));
    assert_eq!(world.model.secret().record().map(|record| record.name().to_owned()).as_deref(), Some("b"));
    assert!(!world.model.panes_may_lag(), "a is gone, and must not stay on screen");
}
