//! Loading the list.

use super::world::*;
use crate::app::list::{ListEnd, ListLoad, Reload};
use crate::app::{Message, StartOptions};
use crate::service::api::{ErrorKind, Reply, Request, ServiceError};
use jiff::SignedDuration;

/// Two of three secrets came; the page after them is asked for.
fn half_loaded() -> World {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.answer("ListSecrets", page(&secrets(&["a", "b"]), Some("page two")));
    world
}

#[test]
fn the_first_page_can_be_used_while_others_load() {
    let mut world = half_loaded();
    assert_eq!(world.rows(), ["a", "b"]);
    assert!(matches!(world.model.list().load(), ListLoad::Loading { so_far: 2, .. }));
    world.keys("down enter");
    assert_eq!(world.selected(), Some("b"));
    assert!(world.is_out("DescribeSecret") && world.is_out("ListSecrets"));
}

#[test]
fn each_page_is_asked_for_with_the_token_of_the_one_before() {
    let mut world = half_loaded();
    let (_, request) = world.out("ListSecrets");
    assert_eq!(request, Request::ListSecrets { part: None, next_token: Some("page two".into()) });
    world.answer("ListSecrets", page(&secrets(&["c"]), None));
    assert_eq!(world.rows(), ["a", "b", "c"]);
    assert!(matches!(world.model.list().load(), ListLoad::Complete { .. }));
    assert!(!world.is_out("ListSecrets"));
}

#[test]
fn stopping_keeps_what_came() {
    let mut world = half_loaded();
    let (ticket, _) = world.out("ListSecrets");
    world.keys("ctrl-x");
    assert_eq!(world.out, [], "the page that is on its way is aborted");
    assert!(matches!(world.model.list().load(), ListLoad::Cancelled { .. }));
    world.reply(&ticket, Ok(page(&secrets(&["c"]), None)));
    assert_eq!(world.rows(), ["a", "b"], "an answer that comes all the same changes nothing");
    assert!(matches!(world.model.list().load(), ListLoad::Cancelled { .. }));
}

#[test]
fn a_list_that_was_stopped_goes_on_where_it_stopped() {
    let mut world = half_loaded();
    world.keys("ctrl-x");
    assert!(world.notice().contains("r goes on"), "{}", world.notice());
    assert!(world.model.list().is_incomplete());
    let stopped = world.now;
    world.pass(seconds(60));
    world.keys("r");
    assert!(world.notice().contains("goes on where it stopped"), "{}", world.notice());
    let (_, request) = world.out("ListSecrets");
    assert_eq!(request, Request::ListSecrets { part: None, next_token: Some("page two".into()) });
    assert!(matches!(world.model.list().load(), ListLoad::Loading { so_far: 2, .. }));
    world.answer("ListSecrets", page(&secrets(&["c"]), None));
    assert_eq!(world.rows(), ["a", "b", "c"]);
    assert!(!world.model.list().is_incomplete());
    assert_eq!(world.model.list().as_of(), Some(stopped), "its first pages came before the stop");
}

#[test]
fn a_list_that_was_stopped_can_be_started_over() {
    let mut world = half_loaded();
    world.keys("ctrl-x r r");
    let (_, request) = world.out("ListSecrets");
    assert_eq!(request, Request::ListSecrets { part: None, next_token: None });
    world.answer("ListSecrets", page(&secrets(&["b"]), Some("t")));
    assert_eq!(world.rows(), ["a", "b"], "what no page has had yet stays until the list is whole");
    world.answer("ListSecrets", page(&secrets(&["c"]), None));
    assert_eq!(world.rows(), ["b", "c"]);
}

#[test]
fn a_list_that_was_stopped_long_ago_starts_over() {
    let mut world = half_loaded();
    world.keys("ctrl-x");
    world.pass(seconds(15 * 60));
    world.keys("r");
    let (_, request) = world.out("ListSecrets");
    assert_eq!(request, Request::ListSecrets { part: None, next_token: None });
    assert!(!world.notice().contains("goes on"), "{}", world.notice());
    world.keys("ctrl-x");
    assert!(world.model.list().is_incomplete(), "a list of which a page never came is not whole");
}

#[test]
fn a_refresh_that_was_stopped_goes_on_where_it_stopped() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("r");
    world.answer("ListSecrets", page(&secrets(&["c"]), Some("t")));
    world.keys("ctrl-x");
    assert_eq!(world.rows(), ["a", "b"]);
    assert!(!world.model.list().is_incomplete(), "the previous list is whole");
    world.keys("r");
    world.answer("ListSecrets", page(&secrets(&["d"]), None));
    assert_eq!(world.rows(), ["c", "d"]);
}

#[test]
fn a_page_that_failed_is_asked_for_again_alone() {
    let mut world = half_loaded();
    world.fail("ListSecrets", ErrorKind::Throttled);
    let ListLoad::Failed { end, .. } = world.model.list().load() else { panic!() };
    assert_eq!(*end, ListEnd::Open { missing: "the secrets after the first 2".into() });
    world.keys("r");
    let (_, request) = world.out("ListSecrets");
    assert_eq!(request, Request::ListSecrets { part: None, next_token: Some("page two".into()) });
}

#[test]
fn a_token_that_expired_starts_the_list_over() {
    let mut world = half_loaded();
    world.keys("ctrl-x r");
    let (ticket, _) = world.out("ListSecrets");
    let code = Some("InvalidNextTokenException".into());
    world.reply(&ticket, Err(ServiceError { code, ..error("ListSecrets", ErrorKind::Refused) }));
    let (_, request) = world.out("ListSecrets");
    assert_eq!(request, Request::ListSecrets { part: None, next_token: None });
    world.list(&secrets(&["b", "c"]));
    assert_eq!(world.rows(), ["a", "b", "c"]);
}

#[test]
fn pages_without_end_start_over() {
    let mut world = half_loaded();
    world.answer("ListSecrets", page(&secrets(&["a"]), Some("page two")));
    assert!(matches!(world.model.list().load(), ListLoad::Failed { end: ListEnd::Endless, .. }));
    world.keys("r");
    let (_, request) = world.out("ListSecrets");
    assert_eq!(request, Request::ListSecrets { part: None, next_token: None });
}

#[test]
fn an_error_keeps_what_came() {
    let mut world = half_loaded();
    world.fail("ListSecrets", ErrorKind::Throttled);
    assert_eq!(world.rows(), ["a", "b"]);
    assert!(
        matches!(world.model.list().load(), ListLoad::Failed { error, .. } if error.kind == ErrorKind::Throttled)
    );
}

#[test]
fn a_refresh_replaces_the_list_when_it_is_complete() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("r");
    world.answer("ListSecrets", page(&secrets(&["b", "c"]), Some("t")));
    assert_eq!(world.rows(), ["a", "b"]);
    world.answer("ListSecrets", page(&secrets(&["d"]), None));
    assert_eq!(world.rows(), ["b", "c", "d"]);
}

#[test]
fn a_refresh_that_fails_or_is_stopped_leaves_the_list_as_it_was() {
    let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
    world.keys("r");
    world.answer("ListSecrets", page(&secrets(&["c"]), Some("t")));
    world.fail("ListSecrets", ErrorKind::ServiceFailure);
    assert_eq!(world.rows(), ["a", "b"]);
    world.keys("r");
    world.answer("ListSecrets", page(&secrets(&["c"]), Some("t")));
    world.keys("ctrl-x");
    assert_eq!(world.rows(), ["a", "b"]);
}

#[test]
fn a_refresh_of_a_refresh_lets_go_of_the_first() {
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("r");
    let (first, _) = world.out("ListSecrets");
    world.keys("r");
    assert_ne!(world.out("ListSecrets").0, first);
    world.reply(&first, Ok(page(&secrets(&["stale"]), None)));
    assert_eq!(world.rows(), ["a"]);
}

#[test]
fn what_was_described_outlasts_a_list_that_lags_for_five_minutes() {
    let listed = secret("a");
    let mut newer = listed.clone();
    newer.description = Some("described".into());
    let mut world = World::listing(WIDE, std::slice::from_ref(&listed));
    world.keys("enter");
    world.answer("DescribeSecret", described(newer));
    let description = |world: &World| world.model.list().secrets().get(0).to_summary().description.clone();
    world.keys("esc");
    world.pass(seconds(299));
    world.keys("r");
    world.list(std::slice::from_ref(&listed));
    assert_eq!(description(&world).as_deref(), Some("described"));
    world.pass(seconds(1));
    world.keys("r");
    world.list(&[listed]);
    assert_eq!(description(&world), None);
}

#[test]
fn the_cursor_stays_on_its_secret_while_rows_come_and_go() {
    let mut world = World::listing(WIDE, &secrets(&["b", "d"]));
    world.keys("down");
    assert_eq!(world.selected(), Some("d"));
    world.keys("r");
    world.list(&secrets(&["a", "b", "c", "d"]));
    assert_eq!(world.selected(), Some("d"));
    assert_eq!(world.model.list().cursor().at, 3);
    world.keys("S");
    assert_eq!(world.rows(), ["d", "c", "b", "a"]);
    assert_eq!(world.model.list().cursor().at, 0);
}

#[test]
fn the_tree_folds_and_unfolds_and_toggles_with_the_flat_list() {
    let mut world = World::listing(WIDE, &secrets(&["prod/api", "prod/db", "test"]));
    world.keys("t");
    assert_eq!(world.rows(), ["prod/", "test"]);
    world.keys("home enter");
    assert_eq!(world.rows(), ["prod/", "prod/api", "prod/db", "test"]);
    assert_eq!(world.selected(), None, "a folder is no secret");
    world.keys("down left");
    assert_eq!(world.rows(), ["prod/", "test"]);
    assert_eq!(world.model.list().cursor().at, 0, "folding goes to the folder");
    world.keys("right down t");
    assert_eq!(world.rows(), ["prod/api", "prod/db", "test"]);
}

#[test]
fn a_job_that_is_out_of_date_is_followed_by_one_that_is_not() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.jobs = Some(Vec::new());
    world.answer("ListSecrets", page(&secrets(&["a"]), Some("t")));
    world.answer("ListSecrets", page(&secrets(&["b"]), None));
    assert_eq!(world.jobs.as_ref().map(Vec::len), Some(1), "one job at a time");
    world.arrange();
    assert_eq!(world.rows(), ["a", "b"]);
}

#[test]
fn a_job_for_the_user_does_not_wait_for_another_and_counts_alone() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.list(&secrets(&["a", "b"]));
    world.jobs = Some(Vec::new());
    world.keys("/");
    world.type_text("ab");
    let jobs = world.jobs.take().unwrap();
    assert_eq!(jobs.len(), 2, "the second is not held back");
    let [first, second] = jobs.try_into().unwrap();
    world.send(Message::Arranged(second.run()));
    let rows = world.rows();
    world.send(Message::Arranged(first.run()));
    assert_eq!(world.rows(), rows, "the answer to the first came too late");
}

#[test]
fn first_rows_are_shown_and_keys_wait_for_all() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.list(&secrets(&["a", "db-1", "db-2", "db-3"]));
    world.jobs = Some(Vec::new());
    world.keys("/");
    world.type_text("db");
    world.keys("down");
    let jobs = world.jobs.clone().unwrap();
    world.send(first_rows(&jobs[0], 2));
    assert_eq!(world.rows().len(), 4, "the first rows of a job for nothing are not shown");
    world.send(first_rows(&jobs[1], 2));
    assert_eq!(world.rows(), ["db-1", "db-2"]);
    assert_eq!((world.model.list().rows().len(), world.model.list().matched()), (3, 3));
    assert_eq!(world.model.list().cursor().at, 0, "the key waits");
    world.jobs = None;
    world.send(Message::Arranged(jobs[1].clone().run()));
    assert_eq!(world.rows(), ["db-1", "db-2", "db-3"]);
    assert_eq!(world.selected(), Some("db-2"));
}

#[test]
fn first_rows_of_a_job_that_nobody_waits_for_are_not_shown() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.jobs = Some(Vec::new());
    world.answer("ListSecrets", page(&secrets(&["a", "b"]), Some("t")));
    let jobs = world.jobs.clone().unwrap();
    world.send(first_rows(&jobs[0], 1));
    assert!(world.model.list().rows().is_empty(), "keys would act on them and find none behind the first");
}

#[test]
fn pages_of_a_long_list_share_jobs_until_the_last_came() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    let names: Vec<String> = (0..5_001).map(|i| format!("secret-{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    world.answer("ListSecrets", page(&secrets(&names), Some("t")));
    world.jobs = Some(Vec::new());
    world.answer("ListSecrets", page(&secrets(&["x"]), Some("u")));
    assert!(world.jobs.as_ref().is_some_and(Vec::is_empty), "the last job is not yet 100 ms old");
    let due = world.model.next_wake().unwrap();
    assert_eq!(due.duration_since(world.now), SignedDuration::from_millis(100));
    world.now = due;
    world.send(Message::Woke);
    world.arrange();
    assert_eq!(world.model.list().rows().len(), 5_002);
    world.answer("ListSecrets", page(&secrets(&["y"]), None));
    assert_eq!(world.model.list().rows().len(), 5_003, "the last page is shown at once");
}

#[test]
fn a_secret_that_two_pages_have_is_listed_once_and_costs_no_other() {
    let mut world = half_loaded();
    world.answer("ListSecrets", page(&secrets(&["b", "c"]), Some("page three")));
    world.answer("ListSecrets", page(&secrets(&["d"]), None));
    assert_eq!(world.rows(), ["a", "b", "c", "d"]);
}

#[test]
fn the_age_is_that_of_the_list_on_screen() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    assert_eq!(world.model.list().as_of(), None);
    world.list(&secrets(&["a"]));
    let listed = world.now;
    assert_eq!(world.model.list().as_of(), Some(listed));
    world.pass(seconds(120));
    world.keys("r");
    assert_eq!(world.model.list().as_of(), Some(listed), "still the list from before");
    world.fail("ListSecrets", ErrorKind::Throttled);
    assert_eq!(world.model.list().as_of(), Some(listed));
    world.keys("r ctrl-x");
    assert_eq!(world.model.list().as_of(), Some(listed));
    assert!(world.notice().contains("the previous one"), "{}", world.notice());
    world.keys("r");
    world.list(&secrets(&["a"]));
    assert_eq!(world.model.list().as_of(), Some(world.now));
}

#[test]
fn a_first_list_of_which_nothing_came_has_no_age() {
    let failed = |world: &mut World| world.fail("ListSecrets", denied("ListSecrets"));
    let stopped = |world: &mut World| world.keys("ctrl-x");
    for end in [&failed as &dyn Fn(&mut World), &stopped] {
        let mut world = World::connected(StartOptions::default(), WIDE);
        end(&mut world);
        assert_eq!(world.model.list().as_of(), None);
        world.keys("r");
        end(&mut world);
        assert_eq!(world.model.list().as_of(), None, "nor after another try");
        world.keys("r");
        world.list(&secrets(&["a"]));
        assert_eq!(world.model.list().as_of(), Some(world.now));
    }
}

#[test]
fn in_the_tree_the_cursor_is_on_the_folder_of_its_secret_and_comes_back_to_it() {
    let mut world = World::listing(NARROW, &secrets(&["a/one", "b/c/two", "d"]));
    world.keys("down t");
    assert_eq!(world.rows()[world.model.list().cursor().at], "b/");
    world.keys("t");
    assert_eq!(world.selected(), Some("b/c/two"));
}

#[test]
fn a_notice_about_loading_goes_when_the_list_is_complete_fails_or_loads_anew() {
    let going_on = || {
        let mut world = half_loaded();
        world.keys("ctrl-x");
        assert!(world.notice().contains("Loading stopped"), "{}", world.notice());
        world.keys("r");
        assert!(world.notice().contains("Loading goes on"), "{}", world.notice());
        world
    };
    let mut world = going_on();
    world.answer("ListSecrets", page(&secrets(&["c"]), Some("page three")));
    assert!(world.notice().contains("Loading goes on"), "it still does: {}", world.notice());
    world.answer("ListSecrets", page(&secrets(&["d"]), None));
    assert_eq!(world.notice(), "");
    let mut world = going_on();
    world.keys("r");
    assert_eq!(world.notice(), "", "it starts over");
    let mut world = going_on();
    world.fail("ListSecrets", ErrorKind::Throttled);
    assert_eq!(world.notice(), "", "it does not go on any longer");
    let mut world = going_on();
    world.answer("ListSecrets", page(&secrets(&["a"]), Some("page two")));
    assert!(matches!(world.model.list().load(), ListLoad::Failed { end: ListEnd::Endless, .. }));
    assert_eq!(world.notice(), "", "nor here");
}

#[test]
fn a_notice_about_something_else_stays_while_the_list_loads() {
    let mut world = half_loaded();
    world.keys("ctrl-x r");
    world.model.cx_mut().tell("Something else.");
    world.answer("ListSecrets", page(&secrets(&["c"]), None));
    assert_eq!(world.notice(), "Something else.");
    world.model.cx_mut().refuse("A problem.", "A way out.");
    world.keys("r");
    world.list(&secrets(&["a"]));
    assert_eq!(world.notice(), "A problem. A way out.");
}

/// The last page of a list, with some entries that lack an ARN or a name.
fn page_that_lacks(left_out: usize) -> Reply {
    let entries = secrets(&["a", "b"]).into_iter().map(Some).chain(std::iter::repeat_n(None, left_out));
    Reply::ListSecrets { secrets: entries.collect(), next_token: None }
}

#[test]
fn entries_that_are_not_shown_are_told_until_a_list_has_them() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.answer("ListSecrets", page_that_lacks(1));
    assert!(world.notice().starts_with("At least one entry of the list has no ARN"), "{}", world.notice());
    world.keys("r");
    world.fail("ListSecrets", ErrorKind::Throttled);
    assert!(world.notice().starts_with("At least one"), "the list is still that one: {}", world.notice());
    world.keys("r");
    world.answer("ListSecrets", page_that_lacks(2));
    assert!(world.notice().starts_with("Entries of the list have no ARN"), "{}", world.notice());
    world.keys("r");
    world.list(&secrets(&["a", "b", "c"]));
    assert_eq!(world.notice(), "");
}

#[test]
fn the_way_in_which_the_list_is_loaded_again_is_told_before() {
    let told = |world: &World| world.model.next_reload();
    let mut world = half_loaded();
    world.keys("ctrl-x");
    assert_eq!(told(&world), Reload::GoesOn);
    world.pass(seconds(15 * 60 - 1));
    assert_eq!(told(&world), Reload::GoesOn);
    world.pass(seconds(1));
    assert_eq!(told(&world), Reload::StartsOver, "the screen changes by itself");
    let mut world = half_loaded();
    world.fail("ListSecrets", ErrorKind::Throttled);
    assert_eq!(told(&world), Reload::GoesOn);
    let mut world = half_loaded();
    world.answer("ListSecrets", page(&secrets(&["a"]), Some("page two")));
    assert_eq!(told(&world), Reload::StartsOver, "pages without end");
    let mut world = World::listing(WIDE, &secrets(&["a"]));
    world.keys("r");
    world.fail("ListSecrets", ErrorKind::Throttled);
    assert_eq!(told(&world), Reload::StartsOver, "no page of the refresh came");
    world.keys("r");
    world.answer("ListSecrets", page(&secrets(&["b"]), Some("t")));
    world.fail("ListSecrets", ErrorKind::InvalidCredentials);
    assert_eq!(told(&world), Reload::StartsOver, "a refresh makes a new connection first");
}
