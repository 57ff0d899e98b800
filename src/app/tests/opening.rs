//! The secret named on the command line.

use super::world::*;
use crate::app::layout::Focus;
use crate::app::opening::PendingOpen;
use crate::app::{Message, StartOptions};
use crate::service::api::{ConnectionId, ErrorKind, Request};

fn opening(name: &str) -> StartOptions {
    StartOptions { secret: Some(name.into()), ..StartOptions::default() }
}

fn is_open(world: &World, name: &str) -> bool {
    world.selected() == Some(name)
        && world.model.focus() == Focus::Secret
        && world.model.opening().pending() == &PendingOpen::Done
}

#[test]
fn a_secret_is_opened_by_its_exact_name_before_the_list_is_there() {
    let mut world = World::connected(opening("prod/db"), NARROW);
    let (_, request) = world.out("DescribeSecret");
    assert_eq!(request, Request::DescribeSecret { secret: "prod/db".into() });
    world.answer("DescribeSecret", described(secret("prod/db")));
    assert!(is_open(&world, "prod/db"));
    assert!(!world.is_out("DescribeSecret"), "what was said is shown, not asked for again");
    world.list(&secrets(&["a", "prod/db", "z"]));
    world.keys("esc");
    assert_eq!(world.selected(), Some("prod/db"), "the cursor of the list is on it");
}

#[test]
fn a_secret_is_opened_by_its_arn() {
    let arn = arn("prod/db");
    let mut world = World::connected(opening(arn.as_str()), WIDE);
    world.answer("DescribeSecret", described(secret("prod/db")));
    assert!(is_open(&world, "prod/db"));
}

#[test]
fn a_unique_part_of_a_name_opens_when_the_list_is_complete() {
    let mut world = World::connected(opening("PAY"), WIDE);
    world.fail("DescribeSecret", ErrorKind::NotFound);
    world.answer("ListSecrets", page(&secrets(&["prod/payments"]), Some("t")));
    assert_eq!(world.model.focus(), Focus::List, "a later page may have it as well");
    world.answer("ListSecrets", page(&secrets(&["test"]), None));
    assert!(is_open(&world, "prod/payments"));
    assert!(world.is_out("DescribeSecret"));
}

#[test]
fn a_name_that_is_listed_exactly_opens_though_others_have_it_as_a_part() {
    let mut world = World::connected(opening("db"), WIDE);
    world.fail("DescribeSecret", denied("DescribeSecret"));
    world.answer("ListSecrets", page(&secrets(&["db", "db-replica"]), Some("t")));
    assert!(is_open(&world, "db"));
}

#[test]
fn a_part_that_several_names_have_becomes_the_filter() {
    let mut world = World::connected(opening("db"), WIDE);
    world.fail("DescribeSecret", ErrorKind::NotFound);
    world.list(&secrets(&["prod/db", "test/db", "other"]));
    assert_eq!(world.model.focus(), Focus::List);
    assert_eq!(world.rows(), ["prod/db", "test/db"]);
    assert!(world.notice().contains("2 secrets"), "{}", world.notice());
}

#[test]
fn capitals_count_where_a_name_has_them_and_the_rows_are_those_that_are_told() {
    let names = ["prod/Db", "prod/DB", "prod/db", "x/Db"];
    for (typed, shown) in
        [("D", &["prod/DB", "prod/Db", "x/Db"][..]), ("PROD", &["prod/DB", "prod/Db", "prod/db"])]
    {
        let mut world = World::connected(opening(typed), WIDE);
        world.fail("DescribeSecret", ErrorKind::NotFound);
        world.list(&secrets(&names));
        let count = shown.len();
        assert!(world.notice().starts_with(&format!("{count} secrets have ")), "{}", world.notice());
        let mut rows = world.rows();
        rows.sort();
        assert_eq!(rows, shown);
    }
    let mut world = World::connected(opening("X/DB"), WIDE);
    world.fail("DescribeSecret", ErrorKind::NotFound);
    world.list(&secrets(&names));
    assert!(is_open(&world, "x/Db"));
}

#[test]
fn a_filter_that_was_given_too_is_not_overwritten() {
    let options = StartOptions { filter: Some("prod".into()), ..opening("db") };
    let mut world = World::connected(options, WIDE);
    world.fail("DescribeSecret", ErrorKind::NotFound);
    world.list(&secrets(&["prod/db", "test/db"]));
    assert_eq!(world.model.list().filter().text(), "prod");
    assert!(world.notice().contains("2 secrets"), "{}", world.notice());
}

#[test]
fn a_name_that_nothing_has_says_so() {
    let mut world = World::connected(opening("nowhere"), WIDE);
    world.list(&secrets(&["a"]));
    assert_eq!(world.notice(), "", "not before the service has answered");
    world.fail("DescribeSecret", ErrorKind::NotFound);
    assert!(world.notice().contains("nowhere"), "{}", world.notice());
    assert_eq!(*world.model.opening().pending(), PendingOpen::Done);
}

#[test]
fn a_description_that_fails_for_any_reason_leaves_the_list_to_find_it() {
    for kind in [ErrorKind::Throttled, ErrorKind::TimedOut, ErrorKind::Other, ErrorKind::ServiceFailure] {
        let mut world = World::connected(opening("a"), WIDE);
        world.list(&secrets(&["a"]));
        world.fail("DescribeSecret", kind);
        assert!(is_open(&world, "a"));
    }
}

#[test]
fn a_connection_that_failed_first_opens_it_when_it_is_retried() {
    let mut world = World::new(opening("a"), WIDE);
    world.send(Message::Started);
    world.send(Message::Connected(ConnectionId(2), Err(error("Connecting", expired()))));
    world.keys("r");
    world.connect();
    world.answer("DescribeSecret", described(secret("a")));
    assert!(is_open(&world, "a"));
}

#[test]
fn credentials_that_failed_first_open_it_when_they_are_mended() {
    let mut world = World::connected(opening("a"), WIDE);
    world.fail("DescribeSecret", expired());
    world.fail("ListSecrets", expired());
    assert_eq!(world.notice(), "", "the list says it already");
    world.keys("r");
    world.connect();
    world.list(&secrets(&["a", "b"]));
    assert!(is_open(&world, "a"));
}

#[test]
fn what_is_found_late_does_not_take_the_keys_from_one_who_types() {
    let mut world = World::connected(opening("a"), WIDE);
    world.list(&secrets(&["a", "b"]));
    world.keys("/");
    world.type_text("b");
    world.answer("DescribeSecret", described(secret("a")));
    world.type_text("R");
    assert_eq!(world.model.list().filter().text(), "bR");
    assert!(world.model.layers().is_empty());
    assert_eq!(world.model.focus(), Focus::List);
    assert_eq!(*world.model.opening().pending(), PendingOpen::Done);
}

#[test]
fn what_is_found_late_does_not_push_aside_what_the_user_opened() {
    let mut world = World::connected(opening("a"), WIDE);
    world.list(&secrets(&["a", "b"]));
    world.keys("down v");
    world.answer("GetSecretValue", value("of b"));
    world.answer("DescribeSecret", described(secret("a")));
    assert_eq!(world.selected(), Some("b"));
    assert!(world.notice().contains('a'), "{}", world.notice());
}

#[test]
fn opening_lets_go_of_what_was_being_read_for_the_row_under_the_cursor() {
    let mut world = World::connected(opening("b"), WIDE);
    world.list(&secrets(&["a", "b"]));
    world.pass(millis(150));
    let describes: Vec<_> = world.out.iter().map(|(ticket, _)| ticket.clone()).collect();
    assert_eq!(describes.len(), 2, "b by its name, and a under the cursor");
    world.reply(&describes[0], Ok(described(secret("b"))));
    assert!(is_open(&world, "b"));
    assert_eq!(world.out, []);
}

#[test]
fn switching_aborts_the_description_and_looks_in_the_new_place() {
    let mut world = World::connected(opening("a"), WIDE);
    let (ticket, _) = world.out("DescribeSecret");
    world.switch_region("us-east-1");
    assert_eq!(world.out, []);
    world.connect();
    world.reply(&ticket, Ok(described(secret("a"))));
    assert_eq!(world.selected(), None);
    world.answer("DescribeSecret", described(secret("a")));
    assert!(is_open(&world, "a"));
}
