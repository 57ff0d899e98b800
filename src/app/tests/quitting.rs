//! Leaving.

use super::world::*;
use crate::app::copy::{CopyId, CopyRoute};
use crate::app::form::OnYes;
use crate::app::{Effect, Message};
use crate::service::api::Reply;

fn leaving(world: &mut World) -> Vec<String> {
    let told = |effect: &Effect| match effect {
        Effect::ClearClipboard(id) => Some(format!("clear {}", id.0)),
        Effect::Quit => Some("quit".into()),
        _ => None,
    };
    world.effects().iter().filter_map(told).collect()
}

fn world() -> World {
    World::listing(WIDE, &secrets(&["a"]))
}

#[test]
fn q_leaves_from_list_and_panes_and_ctrl_c_from_everywhere_but_a_question() {
    let everywhere =
        ["ctrl-c", "J ctrl-c", "? ctrl-c", "/ ctrl-c", ": ctrl-c", "p ctrl-c", "v ctrl-c", "D ctrl-c"];
    for keys in ["q", "3 q", "J q q", "? q q"].into_iter().chain(everywhere) {
        let mut world = world();
        world.keys(keys);
        assert_eq!(leaving(&mut world), ["quit"], "{keys}");
    }
    let mut world = world();
    world.keys("R ctrl-c");
    assert!(leaving(&mut world).is_empty());
    assert!(world.model.layers().is_empty());
}

#[test]
fn q_closes_what_lies_on_top_as_esc_does() {
    for (open, close) in
        ["?", "J", "3 ?", "? "].into_iter().flat_map(|open| ["q", "esc"].map(|close| (open, close)))
    {
        let mut world = world();
        world.keys(open);
        assert!(!world.model.layers().is_empty());
        world.keys(close);
        assert!(world.model.layers().is_empty(), "{open}, then {close}");
        assert!(leaving(&mut world).is_empty(), "{open}, then {close}");
    }
    let mut world = world();
    world.keys("+ tab");
    world.type_text("q");
    assert!(leaving(&mut world).is_empty() && !world.model.layers().is_empty(), "it types");
}

#[test]
fn a_value_on_the_clipboard_is_cleared_before_the_end() {
    for end in ["key", "signal"] {
        let mut world = world();
        world.keys("Y");
        world.answer("GetSecretValue", value("hunter2"));
        world.send(Message::Copied(CopyId(1), Ok(CopyRoute::System)));
        world.effects();
        match end {
            "key" => world.keys("q"),
            _ => world.send(Message::Terminated),
        }
        assert_eq!(leaving(&mut world), ["clear 1", "quit"], "{end}");
        assert!(world.model.selected().is_none());
    }
}

#[test]
fn a_value_on_its_way_to_the_clipboard_is_cleared_as_well() {
    let mut world = world();
    world.keys("Y");
    world.answer("GetSecretValue", value("hunter2"));
    world.effects();
    world.keys("q");
    assert_eq!(leaving(&mut world), ["clear 1", "quit"]);
    world.send(Message::Copied(CopyId(1), Ok(CopyRoute::System)));
    world.pass(seconds(60));
    assert!(leaving(&mut world).is_empty(), "the late answer begins no countdown");
}

#[test]
fn a_value_beneath_a_copy_that_may_still_fail_is_cleared_as_well() {
    let mut world = world();
    world.keys("Y");
    world.answer("GetSecretValue", value("hunter2"));
    world.send(Message::Copied(CopyId(1), Ok(CopyRoute::System)));
    world.keys("n");
    world.effects();
    world.keys("q");
    assert_eq!(leaving(&mut world), ["clear 1", "quit"]);
}

#[test]
fn no_value_stays_behind() {
    let mut world = world();
    world.keys("v");
    world.answer("GetSecretValue", value("hunter2"));
    world.keys("V q");
    assert!(world.model.selected().is_none());
}

#[test]
fn leaving_with_a_change_under_way_asks_first() {
    let mut world = world();
    world.keys("C y q");
    assert!(leaving(&mut world).is_empty());
    assert!(matches!(world.review().on_yes(), OnYes::Quit));
    assert!(world.reviewed().contains("Cancel rotation of a"), "{}", world.reviewed());
    world.keys("n");
    assert!(leaving(&mut world).is_empty() && world.model.layers().is_empty());
    world.keys("q y");
    assert_eq!(leaving(&mut world), ["quit"]);
}

#[test]
fn a_signal_does_not_ask() {
    let mut world = world();
    world.keys("C y");
    world.effects();
    world.send(Message::Terminated);
    assert_eq!(leaving(&mut world), ["quit"]);
}

#[test]
fn once_the_change_is_answered_leaving_is_free() {
    let mut world = world();
    world.keys("C y");
    world.answer("CancelRotateSecret", Reply::CancelRotateSecret { version: None });
    world.effects();
    world.keys("q");
    assert_eq!(leaving(&mut world), ["quit"]);
}

#[test]
fn leaving_with_something_typed_asks_first() {
    let mut world = world();
    world.keys("+ ctrl-c");
    assert_eq!(leaving(&mut world), ["quit"], "nothing was typed yet");

    let mut world = self::world();
    world.keys("+ a p p ctrl-c");
    assert!(leaving(&mut world).is_empty());
    assert_eq!(world.review().title(), "Quit? What you typed is lost.");
    assert_eq!(world.reviewed(), "Not saved: New secret");
    world.keys("n b");
    assert_eq!(world.text("Name"), "appb");
    world.keys("ctrl-c y");
    assert_eq!(leaving(&mut world), ["quit"]);
}
