//! Pick lists: the palette, profiles, Regions.

use super::world::*;
use crate::app::actions::Context;
use crate::app::layers::Layer;
use crate::app::layers::PickerLayer;
use crate::app::layout::Focus;
use crate::app::secret::Pane;
use crate::app::{Effect, Message, SwitchTargets};
use crate::service::api::{ConnectionTarget, Destination, Endpoint, ErrorKind, Profile, Reply};

fn world() -> World {
    World::listing(WIDE, &secrets(&["a"]))
}

fn profile(name: &str, region: Option<&str>) -> Profile {
    Profile {
        name: name.into(),
        region: region.map(Into::into),
        credentials: Some("sso"),
        account_role: None,
        problem: None,
    }
}

fn places() -> Message {
    Message::SwitchTargets(SwitchTargets {
        profiles: Ok(vec![profile("audit", Some("us-west-2")), profile("prod", None)]),
        regions: vec!["eu-central-1", "eu-west-1", "us-east-1"],
    })
}

fn picker(world: &World) -> &PickerLayer {
    match world.model.layers().top() {
        Some(Layer::Picker(picker)) => picker,
        other => panic!("no pick list but {other:?}"),
    }
}

fn labels(world: &World) -> Vec<&str> {
    picker(world).shown().map(|item| item.label.as_str()).collect()
}

fn connecting(world: &mut World) -> ConnectionTarget {
    let effects = world.effects();
    let target = effects.iter().find_map(|effect| match effect {
        Effect::Connect(_, target) => Some(target.clone()),
        _ => None,
    });
    target.unwrap_or_else(|| panic!("no connection is asked for: {effects:?}"))
}

#[test]
fn the_palette_finds_an_action_and_does_it() {
    for key in [":", "ctrl-p"] {
        let mut world = world();
        world.keys(key);
        assert_eq!(world.model.context(), Context::Picker);
        world.type_text("rotate-now");
        world.keys("enter");
        assert!(matches!(world.model.layers().all(), [Layer::Form(form)] if form.is_question()), "{key}");
    }
}

#[test]
fn the_palette_offers_what_holds_where_it_was_asked_for() {
    let mut world = world();
    let place = |world: &World, name: &str| labels(world).iter().position(|label| *label == name);
    world.keys("2 :");
    assert!(place(&world, "reveal-all") < place(&world, "tree"));
    world.keys("esc esc :");
    assert!(place(&world, "tree") < place(&world, "reveal-all"));
    let details: Vec<_> = picker(&world).shown().filter(|item| item.label == "reveal-all").collect();
    assert!(details[0].detail.starts_with("in Value · "), "{details:?}");
}

/// Chooses the best match for a text in the palette.
fn choose(world: &mut World, text: &str) {
    world.keys(":");
    world.type_text(text);
    world.keys("enter");
}

#[test]
fn an_action_that_holds_in_a_pane_goes_there_and_waits_until_the_pane_is_loaded() {
    let mut world = world();
    choose(&mut world, "add-replicas");
    assert_eq!(world.model.context(), Context::Form, "nothing that is loading is needed");
    world.keys("esc");
    assert_eq!((world.model.focus(), world.model.pane()), (Focus::Secret, Pane::Replication));
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    choose(&mut world, "recover");
    assert_eq!((world.model.focus(), world.model.pane()), (Focus::Secret, Pane::Rotation));
    assert_eq!(world.notice(), "", "the pane is loading");
    world.answer("DescribeSecret", described(secret("a")));
    if world.is_out("ListSecretVersionIds") {
        world.answer(
            "ListSecretVersionIds",
            Reply::ListSecretVersionIds { versions: Vec::new(), next_token: None },
        );
    }
    assert!(world.notice().contains("No rotation of a is stuck."), "{}", world.notice());
}

#[test]
fn an_action_of_the_list_goes_back_to_the_list() {
    let mut world = world();
    world.keys("7");
    choose(&mut world, "reverse sort");
    assert_eq!(world.model.context(), Context::List);
    choose(&mut world, "clear marks");
    assert!(world.notice().contains("No secret is marked."), "{}", world.notice());
}

#[test]
fn an_action_of_forms_says_where_it_holds() {
    let mut world = world();
    choose(&mut world, "add-row");
    assert!(world.notice().contains("\"add-row\" holds in a form only."), "{}", world.notice());
}

#[test]
fn without_a_secret_an_action_of_a_pane_says_so() {
    let mut world = World::listing(WIDE, &[]);
    choose(&mut world, "promote");
    assert!(world.model.layers().is_empty());
    assert!(world.model.notice().is_some());
}

#[test]
fn typing_in_a_pick_list_runs_no_keys() {
    let mut world = world();
    world.keys(":");
    world.type_text("qRy");
    world.send(Message::Paste("V\n".into()));
    assert_eq!(picker(&world).line().text(), "qRyV");
    assert!(world.sent().is_empty());
}

#[test]
fn a_pick_list_waits_for_its_items_and_keeps_what_was_typed() {
    let mut world = world();
    world.keys("w");
    assert!(picker(&world).is_loading());
    assert!(matches!(world.effects().as_slice(), [Effect::ListSwitchTargets]));
    world.keys("enter");
    world.type_text("us");
    world.send(places());
    assert_eq!(labels(&world).first(), Some(&"us-east-1"));
    world.keys("enter");
    assert_eq!(connecting(&mut world).region.as_deref(), Some("us-east-1"));
}

#[test]
fn a_profile_brings_its_own_region_or_keeps_the_one_of_the_moment() {
    let mut world = world();
    world.keys("p");
    world.send(places());
    world.keys("enter");
    let target = connecting(&mut world);
    assert_eq!((target.profile.as_deref(), target.region), (Some("audit"), None));
    world.connect();
    world.keys("p");
    world.send(places());
    world.keys("down enter");
    let target = connecting(&mut world);
    assert_eq!(target.profile.as_deref(), Some("prod"));
    assert_eq!(target.region.as_deref(), Some("eu-west-1"));
}

#[test]
fn profiles_that_can_not_be_read_say_why() {
    let mut world = world();
    world.keys("p");
    let broken = error("Reading the AWS config files", ErrorKind::Other);
    world.send(Message::SwitchTargets(SwitchTargets { profiles: Err(broken), regions: Vec::new() }));
    assert!(picker(&world).error().is_some());
    world.keys("enter esc");
    assert!(world.model.layers().is_empty());
}

#[test]
fn places_that_come_after_the_list_was_closed_open_nothing() {
    let mut world = world();
    world.keys("p esc");
    world.send(places());
    assert!(world.model.layers().is_empty());
    world.keys(":");
    world.send(places());
    assert!(labels(&world).contains(&"quit"), "and are not taken for commands");
}

#[test]
fn esc_closes_and_changes_nothing() {
    let mut world = world();
    world.keys("w");
    world.send(places());
    world.effects();
    world.keys("down esc");
    assert!(world.effects().is_empty());
    assert_eq!(world.selected(), Some("a"));
    assert_eq!(world.model.focus(), Focus::List);
}

#[test]
fn profiles_show_account_role_and_region_with_the_last_ones_used_first() {
    let mut world = world();
    let listed = || {
        let profile = |name: &str, account_role: Option<&str>| Profile {
            account_role: account_role.map(Into::into),
            ..profile(name, Some("eu-west-1"))
        };
        let profiles = Ok(vec![
            profile("default", None),
            profile("audit", Some("210987654321 Audit")),
            profile("prod", Some("123456789012 Admin")),
        ]);
        Message::SwitchTargets(SwitchTargets { profiles, regions: Vec::new() })
    };
    world.keys("p");
    world.send(listed());
    assert_eq!(labels(&world), ["default", "audit", "prod"]);
    let details =
        |world: &World| -> Vec<String> { picker(world).shown().map(|item| item.detail.clone()).collect() };
    assert_eq!(details(&world)[0], "in use · eu-west-1 · sso", "the default profile has a name");
    assert_eq!(details(&world)[2], "eu-west-1 · 123456789012 Admin · sso");
    world.type_text("prod");
    world.keys("enter");
    let destination =
        Destination { profile: Some("prod".into()), region: "eu-west-1".into(), endpoint: Endpoint::Aws };
    let id = world.model.connection().id();
    world.send(Message::Connected(id, Ok(destination)));
    world.keys("p");
    world.send(listed());
    assert_eq!(labels(&world), ["prod", "default", "audit"]);
}
