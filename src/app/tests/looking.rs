//! Looking only: keys that mean nothing here, forms that are left as they were, what is read again, and Regions that are
//! none.

use super::world::*;
use crate::app::Message;
use crate::app::actions::Context;
use crate::app::layers::Layer;
use crate::service::api::{Destination, Endpoint, Identity};
use jiff::SignedDuration;

fn world() -> World {
    World::listing(WIDE, &secrets(&["a", "b"]))
}

#[test]
fn a_key_without_a_meaning_says_where_it_has_one_on_layers_too() {
    for (open, key, expected) in [
        ("J", "R", "R: rotate, in the list and every pane."),
        ("?", "F", "F: recover rotation, in Rotation (7)."),
        ("D x ctrl-s", "X", "X: delete, in the list and every pane."),
    ] {
        let mut world = world();
        world.keys(open);
        world.keys(key);
        assert!(world.notice().contains(expected), "{open} {key}: {}", world.notice());
    }
}

#[test]
fn an_action_that_a_field_does_not_have_says_which_fields_have_it() {
    let mut world = world();
    world.keys("D ctrl-n");
    assert_eq!(world.notice(), "add row: in a table.");
    world.keys("ctrl-g");
    assert_eq!(world.notice(), "generate: in a secret text.");
    assert_eq!(world.model.context(), Context::Form);
}

#[test]
fn an_action_that_would_do_nothing_says_what_it_lacks() {
    let mut world = world();
    world.keys("ctrl-x");
    assert_eq!(world.notice(), "The list is not loading: there is nothing to stop.");
    world.keys("-");
    assert_eq!(world.notice(), "No secret is marked.");
}

#[test]
fn a_form_that_was_only_looked_at_is_left_without_a_question() {
    let mut world = world();
    world.keys("D");
    world.type_text("x");
    world.keys("backspace esc");
    assert!(world.model.layers().is_empty(), "it is as it was");
    world.keys("D");
    world.type_text("x");
    world.keys("esc");
    assert_eq!(world.review().title(), "Leave the form? What you typed is lost.");
}

#[test]
fn a_comparison_of_several_values_is_left_without_a_question() {
    let mut world = world();
    world.keys("* =");
    world.type_text("user");
    world.keys("tab right esc");
    assert!(world.model.layers().is_empty());
}

#[test]
fn refreshing_a_pane_reads_a_list_again_that_is_older_than_a_minute() {
    let mut world = world();
    world.keys("1");
    world.answer("DescribeSecret", described(secret("a")));
    world.sent();
    world.keys("r");
    assert_eq!(world.sent(), ["DescribeSecret"]);
    world.answer("DescribeSecret", described(secret("a")));
    world.pass(SignedDuration::from_secs(61));
    world.keys("r");
    let sent = world.sent();
    assert!(sent.contains(&"DescribeSecret") && sent.contains(&"ListSecrets"), "{sent:?}");
}

#[test]
fn what_is_no_region_is_not_switched_to() {
    let mut world = world();
    world.keys("w");
    world.send(Message::SwitchTargets(crate::app::SwitchTargets {
        profiles: Ok(Vec::new()),
        regions: vec!["eu-west-1"],
    }));
    for typed in ["Mars", "us-east", "a-b-c"] {
        world.type_text(typed);
        world.keys("enter");
        assert!(matches!(world.model.layers().top(), Some(Layer::Picker(_))), "{typed}");
        let expected = format!("{typed:?} is not a Region. Enter one such as us-east-1.");
        assert_eq!(world.notice(), expected);
        world.keys("ctrl-u");
    }
}

#[test]
fn a_region_that_is_not_known_is_told() {
    let connect = |region: &str, endpoint| {
        let mut world = World::new(crate::app::StartOptions::default(), WIDE);
        world.send(Message::Started);
        let id = world.model.connection().id();
        let destination = Destination { profile: None, region: region.into(), endpoint };
        world.send(Message::Connected(id, Ok(destination)));
        let identity = Identity { account: "1".into(), arn: String::new() };
        world.send(Message::Identified(id, Ok(identity)));
        world.notice()
    };
    assert!(connect("xx-new-9", Endpoint::Aws).contains("xx-new-9 is not a Region known here."));
    assert_eq!(connect("eu-west-1", Endpoint::Aws), "");
    assert_eq!(connect("local", Endpoint::Url("http://127.0.0.1:1".into())), "");
}
