//! The locked terminal.

use super::samples::{NARROW, WIDE, company, options};
use super::{canvas, picture_in_style, picture_with_footer};
use crate::app::world::{World, millis};
use crate::app::{HideTimeouts, Message};
use crate::secrets::ValueBody;
use jiff::SignedDuration;
use ratatui::layout::Size;

const LOCK: SignedDuration = SignedDuration::from_mins(5);

/// The company's secrets after some keys, locked because nobody was there.
fn locked(size: Size, keys: &str) -> World {
    let mut options = options();
    options.hide = HideTimeouts {
        on_screen: SignedDuration::from_mins(30),
        unattended: Some(LOCK),
        ..HideTimeouts::default()
    };
    let mut world = World::connected(options, size);
    world.list(&company());
    for key in keys.split_whitespace() {
        world.keys(key);
        if world.is_out("GetSecretValue") {
            world.answer("GetSecretValue", super::samples::value(ValueBody::text("hunter2".into())));
        }
    }
    world.pass(LOCK - millis(1));
    world.send(Message::Woke);
    assert!(!world.model.lock().is_locked());
    if keys.contains('V') {
        assert!(canvas::text(&canvas::drawn(&world.model)).contains("hunter2"));
    }
    world.pass(millis(1));
    world
}

#[test]
fn it_says_so_and_how_to_go_on() {
    picture_with_footer("locked", &locked(NARROW, "v V"));
    picture_in_style("locked-wide", &locked(WIDE, "v V"));
}

#[test]
fn it_names_the_form_that_it_has_closed() {
    let mut world = locked(NARROW, "e");
    picture_with_footer("locked-form", &world);
    world.keys("x");
    assert!(!canvas::text(&canvas::drawn(&world.model)).contains("Locked"));
}

#[test]
fn a_terminal_that_is_too_small_says_so_too() {
    let world = locked(Size::new(30, 6), "");
    assert!(canvas::text(&canvas::drawn(&world.model)).contains("Locked. Any key goes on."));
}
