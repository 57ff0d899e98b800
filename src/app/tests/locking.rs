//! The lock of an unattended terminal: what it masks and drops, what it keeps, and how it opens.

use super::world::*;
use crate::app::actions::Action;
use crate::app::form::Mask;
use crate::app::layers::Layer;
use crate::app::{Effect, HideTimeouts, LocalAnswer, LocalWork, Message, StartOptions};
use crate::secrets::{AWSCURRENT, AWSPREVIOUS};
use crate::service::api::Reply;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::SignedDuration;
use ratatui::layout::Size;
use zeroize::Zeroizing;

/// The time until the lock in these tests.
const LOCK: SignedDuration = SignedDuration::from_mins(2);

/// Values stay revealed for longer than the terminal stays open.
fn world(size: Size) -> World {
    let hide = HideTimeouts {
        on_screen: SignedDuration::from_hours(1),
        unattended: Some(LOCK),
        ..HideTimeouts::default()
    };
    let mut world = World::connected(StartOptions { hide, ..StartOptions::default() }, size);
    world.list(&secrets(&["a", "b"]));
    world.effects();
    world
}

fn value(text: &str) -> Reply {
    read(CURRENT, text)
}

fn is_locked(world: &World) -> bool {
    world.model.lock().is_locked()
}

fn has_value(world: &World) -> bool {
    world.model.selected().unwrap().value().shown().is_some()
}

fn mouse(kind: MouseEventKind) -> Message {
    Message::Mouse(MouseEvent { kind, column: 2, row: 5, modifiers: KeyModifiers::NONE })
}

#[test]
fn a_revealed_value_is_dropped_and_the_key_that_opens_the_lock_does_nothing_else() {
    let mut world = world(WIDE);
    world.keys("v");
    world.answer("GetSecretValue", value("hunter2"));
    world.keys("V");
    world.pass(LOCK - millis(1));
    assert!(has_value(&world) && !is_locked(&world));
    world.pass(millis(1));
    assert!(!has_value(&world) && is_locked(&world));
    assert_eq!(world.model.lock().next_wake(), None, "a locked terminal waits for nothing");
    world.effects();
    world.keys("V");
    assert!(!is_locked(&world) && !has_value(&world));
    assert!(world.effects().is_empty(), "nothing is read before the next key");
    world.keys("v");
    assert!(world.is_out("GetSecretValue"));
}

#[test]
fn a_key_a_click_a_wheel_and_a_paste_begin_the_time_afresh_and_a_moved_pointer_does_not() {
    let inputs = [
        Message::Key(key("j")),
        Message::Paste("x".into()),
        mouse(MouseEventKind::Down(MouseButton::Left)),
        mouse(MouseEventKind::ScrollDown),
    ];
    for input in inputs {
        let mut world = world(WIDE);
        world.pass(LOCK - millis(1));
        world.send(input.clone());
        world.pass(LOCK - millis(1));
        assert!(!is_locked(&world), "{input:?}");
        world.pass(millis(1));
        assert!(is_locked(&world), "{input:?}");
        world.send(mouse(MouseEventKind::Moved));
        world.send(Message::Resized(NARROW));
        assert!(is_locked(&world), "{input:?}");
        let before = world.selected().map(str::to_owned);
        world.send(input.clone());
        assert!(!is_locked(&world), "{input:?}");
        assert_eq!(world.selected(), before.as_deref(), "{input:?} does nothing else");
    }
}

#[test]
fn input_that_comes_before_the_lock_was_woken_does_nothing_but_open_it() {
    let mut world = world(WIDE);
    world.keys("v");
    world.answer("GetSecretValue", value("hunter2"));
    // A machine that slept: the timer has not come yet.
    world.now += LOCK;
    world.keys("V");
    assert!(!is_locked(&world) && !has_value(&world));
}

#[test]
fn a_value_that_is_still_on_its_way_is_given_up() {
    let mut world = world(WIDE);
    world.keys("v V");
    world.pass(LOCK);
    assert!(is_locked(&world) && !world.is_out("GetSecretValue"));
}

#[test]
fn what_was_typed_into_a_form_is_kept_masked() {
    let mut world = world(NARROW);
    world.keys("e");
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetSecretValue", value(r#"{"user":"app","password":"hunter2"}"#));
    world.type_text("2");
    world.keys("ctrl-r");
    assert!(world.form().shows_secrets());
    world.pass(LOCK);
    assert!(is_locked(&world) && !world.form().shows_secrets());
    world.keys("x");
    assert!(!is_locked(&world) && !world.form().shows_secrets());
    let row = &world.table("Keys").rows()[0];
    assert_eq!((row.value.text(), row.value.mask), ("app2", Mask::Masked), "and the key was not typed");
}

#[test]
fn secret_text_that_is_typed_into_an_empty_field_is_masked_too() {
    let mut world = world(NARROW);
    world.keys("+");
    while !world.form().offers(Action::RevealField) {
        world.keys("tab");
    }
    world.keys("ctrl-r");
    world.type_text("hunter2");
    assert!(world.form().shows_secrets());
    world.pass(LOCK);
    assert!(is_locked(&world) && !world.form().shows_secrets());
}

#[test]
fn a_form_into_which_nothing_was_typed_closes_with_the_value_that_it_read() {
    let mut world = world(NARROW);
    world.keys("e");
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetSecretValue", value("hunter2"));
    world.pass(LOCK);
    assert!(world.model.layers().is_empty());
    assert_eq!(world.model.lock().closed(), Some(&["Edit the value of a".to_owned()][..]));
}

#[test]
fn a_comparison_closes_and_the_reads_that_it_waits_for_are_given_up() {
    for answered in [false, true] {
        let mut world = world(NARROW);
        world.keys("3");
        let versions = vec![version(CURRENT, &[AWSCURRENT], 3), version(PREVIOUS, &[AWSPREVIOUS], 2)];
        world.answer("ListSecretVersionIds", Reply::ListSecretVersionIds { versions, next_token: None });
        world.keys("=");
        assert!(matches!(world.model.layers().top(), Some(Layer::Form(_))), "{}", world.notice());
        if answered {
            for (ticket, _) in std::mem::take(&mut world.out) {
                world.reply(&ticket, Ok(value("hunter2")));
            }
            world.keys("ctrl-r ?");
        }
        world.pass(LOCK);
        assert!(world.model.layers().is_empty() && !world.is_out("GetSecretValue"), "{answered}");
    }
}

#[test]
fn other_layers_stay() {
    for keys in ["?", "J", "T", "D"] {
        let mut world = world(NARROW);
        world.keys(keys);
        world.pass(LOCK);
        assert!(is_locked(&world) && !world.model.layers().is_empty(), "{keys}");
        world.keys("esc");
        assert!(!world.model.layers().is_empty(), "{keys}: the key does nothing else");
    }
}

#[test]
fn no_time_is_counted_while_the_user_is_in_an_editor() {
    let mut world = world(NARROW);
    world.keys("e");
    world.answer("DescribeSecret", described(secret("a")));
    world.answer("GetSecretValue", value("hunter2"));
    world.keys("ctrl-o");
    let work = world.effects().into_iter().find_map(|effect| match effect {
        Effect::Local(form, LocalWork::Edit { .. }) => Some(form),
        _ => None,
    });
    world.pass(LOCK * 10);
    world.send(Message::Resumed);
    let edited = LocalAnswer::Edited(Ok(Some(Zeroizing::new("hunter3".into()))));
    world.send(Message::Local(work.unwrap(), edited));
    assert!(!is_locked(&world));
    assert_eq!(world.text("Text"), "hunter3");
    world.pass(LOCK);
    assert!(is_locked(&world), "and after it the time is counted again");
}

#[test]
fn a_change_that_is_being_sent_goes_on_while_the_terminal_is_locked() {
    let mut world = world(NARROW);
    world.keys("T");
    world.type_text("team");
    world.keys("tab");
    world.type_text("core");
    world.keys("ctrl-s y");
    let sent = world.is_out("TagResource");
    world.pass(LOCK);
    assert!(sent && is_locked(&world));
    world.answer("TagResource", Reply::TagResource);
    assert!(world.model.layers().is_empty() && is_locked(&world));
}

#[test]
fn a_lock_that_is_off_never_comes() {
    let hide = HideTimeouts::of(None, None, Some(std::time::Duration::ZERO));
    let mut world = World::connected(StartOptions { hide, ..StartOptions::default() }, WIDE);
    world.list(&secrets(&["a"]));
    world.pass(SignedDuration::from_hours(48));
    assert!(!is_locked(&world));
}
