//! Searches through pages and panes.

use super::canvas::{drawn, text};
use super::samples::{NARROW, WIDE, database_in, listed, value};
use super::{picture, picture_in_style};
use crate::app::actions::Context;
use crate::app::world::World;
use crate::secrets::ValueBody;
use crate::service::api::Reply;

fn screen(world: &World) -> String {
    text(&drawn(&world.model))
}

#[test]
fn the_help_is_searched_as_one_types() {
    let mut world = listed(NARROW);
    world.keys("? /");
    assert_eq!(world.model.context(), Context::SearchLine);
    world.type_text("wipe out");
    assert!(screen(&world).contains("/ wipe out 0 of 0"), "{}", screen(&world));
    world.keys("ctrl-u");
    world.type_text("recover");
    picture_in_style("search-help", &world);
    world.keys("enter");
    assert_eq!(world.model.context(), Context::Help);
    let first = screen(&world);
    world.keys("n");
    assert_ne!(screen(&world), first, "the next match");
    world.keys("N");
    assert_eq!(screen(&world), first);
    world.keys("esc");
    assert_eq!(world.model.context(), Context::Help, "esc ends the search first");
    assert!(!screen(&world).contains("/ recover"));
    world.keys("esc");
    assert!(world.model.layers().is_empty());
}

#[test]
fn q_is_typed_while_one_searches() {
    let mut world = listed(NARROW);
    world.keys("? /");
    world.type_text("q?");
    assert!(screen(&world).contains("/ q?"), "{}", screen(&world));
}

#[test]
fn the_journal_goes_to_the_request() {
    let mut world = database_in(NARROW, '1');
    world.keys("3 5 J /");
    world.type_text("describe");
    let at = world.model.requests().journal().cursor().at;
    let entries: Vec<_> = world.model.requests().journal().newest_first().collect();
    assert_eq!(entries[at].operation, "DescribeSecret");
    picture("search-journal", &world);
}

#[test]
fn a_masked_value_is_searched_by_its_keys_only() {
    let mut world = database_in(NARROW, '2');
    world.keys("v");
    let json = r#"{"host":"db.internal","password":"hunter2","user":"app","zone":"host-a"}"#;
    world.answer("GetSecretValue", value(ValueBody::text(json.into())));
    let cursor = |world: &World| world.model.selected().unwrap().value().shown().unwrap().cursor().at;
    world.keys("/");
    world.type_text("hunter");
    assert!(screen(&world).contains("/ hunter 0 of 0"), "{}", screen(&world));
    assert_eq!(cursor(&world), 0);
    world.keys("ctrl-u");
    world.type_text("USER");
    assert!(screen(&world).contains("0 of 0"), "a capital is meant");
    world.keys("ctrl-u");
    world.type_text("user");
    assert_eq!(cursor(&world), 2);
    world.keys("enter V");
    let screen_before = screen(&world);
    assert!(screen_before.contains("hunter2"), "{screen_before}");
    world.keys("/");
    world.type_text("host");
    assert_eq!(cursor(&world), 3, "what is revealed is searched, from the cursor on");
    world.keys("enter f3");
    assert_eq!(cursor(&world), 0);
    picture_in_style("search-value", &world);
    world.keys("esc");
    assert_eq!(world.model.context(), Context::Value);
    world.keys("esc");
    assert_eq!(world.model.context(), Context::List);
}

#[test]
fn a_policy_scrolls_to_what_is_searched() {
    let mut world = database_in(NARROW, '5');
    let statements: Vec<String> =
        (0..30).map(|nth| format!(r#"{{"Sid":"s{nth}","Effect":"Deny","Action":"*"}}"#)).collect();
    let policy = format!(r#"{{"Statement":[{}]}}"#, statements.join(","));
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some(policy)));
    assert!(!screen(&world).contains("s27"));
    world.keys("/");
    world.type_text("s27");
    // The lines are known once they are drawn.
    screen(&world);
    assert!(screen(&world).contains("\"s27\""), "{}", screen(&world));
    assert!(screen(&world).contains("/ s27 1 of 1"), "{}", screen(&world));
    world.keys("esc");
    assert!(screen(&world).contains("\"s27\""), "esc stays there");
}

#[test]
fn the_search_line_leaves_room_for_a_copy() {
    let mut world = database_in(WIDE, '5');
    world.answer("GetResourcePolicy", Reply::GetResourcePolicy(Some("{}".into())));
    world.keys("c n /");
    world.type_text("effect");
    assert!(screen(&world).contains("copying name of prod/payments/db…"), "{}", screen(&world));
    assert!(screen(&world).contains("/ effect 0 of 0"), "{}", screen(&world));
}
