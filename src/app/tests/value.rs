//! The pane Value: read on request, masked, hidden again, and dropped.

use super::world::*;
use crate::app::layout::Focus;
use crate::app::loadable::Loadable;
use crate::app::secret::{Pane, RowKind, ShownValue};
use crate::app::{HideTimeouts, Message, StartOptions};
use crate::secrets::{AWSCURRENT, AWSPREVIOUS};
use crate::service::api::{ErrorKind, Reply, Request, VersionSelector};

const JSON: &str = r#"{"user":"ada","password":"hunter2","port":5432}"#;

/// A JSON value was read in the Value pane.
fn read(text: &str) -> World {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("v");
    world.answer("GetSecretValue", value(text));
    world.effects();
    world
}

fn shown(world: &World) -> &ShownValue {
    world.model.selected().and_then(|selected| selected.value().shown()).expect("a value is there")
}

fn is_dropped(world: &World) -> bool {
    let idle = |selected: &crate::app::secret::Selected| matches!(selected.value().read(), Loadable::Idle);
    world.model.selected().is_none_or(idle) && !format!("{:?}", world.model).contains("ShownValue")
}

fn revealed(world: &World) -> Vec<String> {
    let rows = shown(world).rows().into_iter();
    rows.filter(|row| matches!(row.kind, RowKind::Revealed(_))).map(|row| row.key).collect()
}

#[test]
fn a_value_is_read_by_its_key_alone() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("enter 2 tab shift-tab r down esc down up enter 2");
    world.pass(seconds(60));
    assert!(!world.sent().contains(&"GetSecretValue"));
    world.keys("v");
    let (_, request) = world.out("GetSecretValue");
    let asked = Request::GetSecretValue { secret: arn("a").to_string(), version: VersionSelector::Current };
    assert_eq!(request, asked);
    world.keys("v v space enter V");
    assert_eq!(world.sent(), ["GetSecretValue"], "one read, however often the key is pressed");
}

#[test]
fn a_value_comes_masked() {
    let world = read(JSON);
    assert_eq!((world.model.focus(), world.model.pane()), (Focus::Secret, Pane::Value));
    assert!(!shown(&world).is_any_revealed());
    assert!(revealed(&world).is_empty());
}

#[test]
fn keys_are_revealed_one_by_one_or_all() {
    let mut world = read(JSON);
    world.keys("v");
    assert_eq!(revealed(&world), ["password"], "the member that is most likely the secret");
    world.keys("v");
    assert!(!shown(&world).is_any_revealed());
    world.keys("V");
    assert_eq!(revealed(&world), ["user", "password", "port"]);
    world.keys("V");
    assert!(!shown(&world).is_any_revealed());
    assert!(world.sent().is_empty(), "revealing asks the service for nothing");
}

#[test]
fn a_revealed_value_is_masked_after_thirty_seconds() {
    let mut world = read("hunter2");
    world.keys("v");
    assert!(shown(&world).is_revealed());
    world.pass(millis(29_999));
    assert!(shown(&world).is_revealed());
    world.pass(millis(1));
    assert!(!shown(&world).is_any_revealed());
    world.keys("v");
    assert!(shown(&world).is_revealed(), "and can be revealed again without another read");
    assert!(world.sent().is_empty());
}

#[test]
fn a_value_is_masked_after_the_time_that_the_user_chose() {
    let hide = HideTimeouts { on_screen: seconds(5), ..HideTimeouts::default() };
    let mut world = World::connected(StartOptions { hide, ..StartOptions::default() }, WIDE);
    world.list(&secrets(&["a"]));
    world.keys("v");
    world.answer("GetSecretValue", value("hunter2"));
    world.keys("v");
    world.pass(millis(4_999));
    assert!(shown(&world).is_revealed());
    world.pass(millis(1));
    assert!(!shown(&world).is_any_revealed());
}

#[test]
fn what_is_typed_while_a_value_is_read_is_done_when_it_has_come() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("v down v");
    world.answer("GetSecretValue", value(JSON));
    assert_eq!(revealed(&world), ["port"]);

    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("v V");
    world.answer("GetSecretValue", value(JSON));
    assert_eq!(revealed(&world), ["user", "password", "port"]);
}

#[test]
fn what_was_typed_ahead_is_forgotten_once_the_user_turns_to_something_else() {
    for keys in ["1 v", "? ?", "left right", "J esc"] {
        let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
        world.keys("v V");
        world.keys(keys);
        if world.is_out("GetSecretValue") {
            world.answer("GetSecretValue", value(JSON));
            assert!(revealed(&world).is_empty(), "{keys}");
        }
    }
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("v V");
    world.fail("GetSecretValue", ErrorKind::Throttled);
    world.keys("v");
    world.answer("GetSecretValue", value(JSON));
    assert!(revealed(&world).is_empty(), "it was meant for the read that failed");
}

#[test]
fn a_value_is_dropped_with_its_pane() {
    for keys in ["1", "tab", "3"] {
        let mut world = read(JSON);
        world.keys("V");
        world.keys(keys);
        assert!(is_dropped(&world), "{keys}");
        world.keys("2");
        assert!(is_dropped(&world), "{keys}: coming back does not read it again");
    }
}

#[test]
fn a_value_is_dropped_with_its_secret() {
    let mut world = read(JSON);
    world.keys("V esc");
    assert!(!is_dropped(&world), "side by side, the pane is still in view");
    world.keys("down");
    assert!(is_dropped(&world));
    assert_eq!(world.selected(), Some("b"));
}

#[test]
fn a_value_is_dropped_with_its_connection() {
    let mut world = read(JSON);
    world.keys("V");
    world.switch_region("us-east-1");
    assert!(is_dropped(&world));
}

#[test]
fn on_a_narrow_screen_a_value_is_dropped_when_the_list_covers_it() {
    for keys in ["esc", "left"] {
        let mut world = World::listing(NARROW, &secrets(&["a"]));
        world.keys("v");
        world.answer("GetSecretValue", value("hunter2"));
        world.keys("V");
        world.keys(keys);
        assert!(is_dropped(&world), "{keys}");
        assert_eq!(world.model.focus(), Focus::List);
        world.keys("esc enter");
        assert_eq!((world.model.focus(), world.model.pane()), (Focus::Secret, Pane::Value));
        assert!(is_dropped(&world), "{keys}");
    }
}

#[test]
fn a_terminal_that_shrinks_so_that_the_list_covers_a_value_drops_it() {
    let mut world = read(JSON);
    world.keys("V");
    world.send(Message::Resized(NARROW));
    assert!(shown(&world).is_any_revealed(), "the pane has the keys and stays in view");
    world.send(Message::Resized(WIDE));
    world.keys("esc");
    world.send(Message::Resized(NARROW));
    assert!(is_dropped(&world));
}

#[test]
fn a_value_that_comes_after_its_pane_was_left_is_not_kept() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("v");
    let (ticket, _) = world.out("GetSecretValue");
    world.keys("1");
    assert!(!world.is_out("GetSecretValue"), "the read is aborted");
    world.reply(&ticket, Ok(value("hunter2")));
    assert!(is_dropped(&world));
    world.keys("2");
    assert!(is_dropped(&world));
}

#[test]
fn a_denied_value_can_be_asked_for_again() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("v");
    world.fail("GetSecretValue", denied("GetSecretValue"));
    world.effects();
    world.keys("v");
    assert_eq!(world.sent(), ["GetSecretValue"]);
    world.fail("GetSecretValue", ErrorKind::Throttled);
    world.keys("r");
    assert_eq!(world.sent(), ["GetSecretValue"]);
}

#[test]
fn a_value_read_anew_is_masked_and_keeps_the_cursor() {
    let mut world = read(JSON);
    world.keys("down V r");
    world.answer("GetSecretValue", value(r#"{"user":"ada","password":"new"}"#));
    assert!(!shown(&world).is_any_revealed());
    assert_eq!(shown(&world).cursor().at, 1);
}

#[test]
fn nested_values_fold() {
    let mut world = read(r#"{"db":{"host":"h","port":1},"user":"u"}"#);
    assert_eq!(shown(&world).rows().len(), 4);
    world.keys("left");
    assert_eq!(shown(&world).rows().len(), 2);
    assert_eq!(world.model.focus(), Focus::Secret);
    world.keys("right");
    assert_eq!(shown(&world).rows().len(), 4);
    world.keys("enter down left");
    assert_eq!(world.model.focus(), Focus::List, "where nothing folds, left goes back to the list");
}

#[test]
fn another_version_can_be_chosen_and_read() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("3");
    let versions = vec![version(CURRENT, &[AWSCURRENT], 2), version(PREVIOUS, &[AWSPREVIOUS], 1)];
    world.answer("ListSecretVersionIds", Reply::ListSecretVersionIds { versions, next_token: None });
    world.keys("down enter");
    assert_eq!(world.model.pane(), Pane::Value);
    let (_, request) = world.out("GetSecretValue");
    let id = crate::secrets::VersionId(PREVIOUS.into());
    let asked = Request::GetSecretValue { secret: arn("a").to_string(), version: VersionSelector::Id(id) };
    assert_eq!(request, asked);
    world.answer("GetSecretValue", value("older"));
    assert!(!shown(&world).is_any_revealed());
    world.keys("1 2 v");
    let (_, request) = world.out("GetSecretValue");
    assert!(
        matches!(request, Request::GetSecretValue { version: VersionSelector::Current, .. }),
        "leaving the pane forgets the choice"
    );
}

#[test]
fn no_value_is_ever_printed() {
    let mut world = read(JSON);
    world.keys("V Y down y");
    let effects = format!("{:?}", world.effects());
    let model = format!("{:?}", world.model);
    for text in ["hunter2", "5432"] {
        assert!(!model.contains(text) && !effects.contains(text), "{text}");
    }
}
