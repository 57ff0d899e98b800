//! Bookmarks, recent secrets and filters, message by message.

use super::world::*;
use crate::app::actions::Action;
use crate::app::layers::Layer;
use crate::app::layout::Focus;
use crate::app::remembered::{HistoryChange, HistoryPlace, HistoryRead, Remembered, SavedFilter};
use crate::app::{Effect, Event, KeepHistory, Message, StartOptions};
use crate::service::api::{Destination, Endpoint, ErrorKind, Identity};

fn kept() -> StartOptions {
    StartOptions { keep_history: KeepHistory::On, ..StartOptions::default() }
}

/// Connected, but the caller is not identified.
fn connected(options: StartOptions, endpoint: Endpoint) -> World {
    let mut world = World::new(options, NARROW);
    world.send(Message::Started);
    let destination = Destination { profile: None, region: "eu-west-1".into(), endpoint };
    world.send(Message::Connected(world.model.connection().id(), Ok(destination)));
    world
}

fn identify(world: &mut World, account: &str) {
    let identity = Identity { account: account.into(), arn: format!("arn:aws:iam::{account}:user/me") };
    world.send(Message::Identified(world.model.connection().id(), Ok(identity)));
}

/// The places that were read, and the changes, since the last call.
fn on_disk(world: &mut World) -> (Vec<HistoryPlace>, Vec<HistoryChange>) {
    let (mut reads, mut changes) = (Vec::new(), Vec::new());
    for effect in world.effects() {
        match effect {
            Effect::ReadHistory(place) => reads.push(place),
            Effect::ChangeHistory(_, change) => changes.push(change),
            _ => {}
        }
    }
    (reads, changes)
}

fn place() -> HistoryPlace {
    HistoryPlace { account: ACCOUNT.into(), region: "eu-west-1".into(), endpoint: None }
}

fn arrive(world: &mut World, remembered: &Remembered) {
    world.send(Message::History(place(), HistoryRead::Ready(remembered.clone())));
}

fn bookmarks(names: &[&str]) -> Remembered {
    Remembered { bookmarks: names.iter().map(|name| (*name).to_owned()).collect(), ..Remembered::default() }
}

/// The world with these secrets, the history of the account read.
fn with(remembered: &Remembered, names: &[&str]) -> World {
    let mut world = connected(kept(), Endpoint::Aws);
    identify(&mut world, ACCOUNT);
    arrive(&mut world, remembered);
    world.list(&secrets(names));
    world.effects();
    world
}

fn labels(world: &World) -> Vec<String> {
    match world.model.layers().top() {
        Some(Layer::Picker(picker)) => {
            picker.shown().map(|item| format!("{} ({})", item.label, item.detail)).collect()
        }
        other => panic!("no pick list but {other:?}"),
    }
}

#[test]
fn it_is_read_once_the_account_is_known_and_what_was_changed_before_is_written_then() {
    let mut world = connected(kept(), Endpoint::Aws);
    world.list(&secrets(&["a", "b"]));
    world.keys("m");
    assert_eq!(on_disk(&mut world), (vec![], vec![]), "whose bookmark it is, is not known");
    identify(&mut world, ACCOUNT);
    assert_eq!(on_disk(&mut world), (vec![place()], vec![HistoryChange::Bookmark("a".into())]));
    arrive(&mut world, &Remembered::default());
    assert!(world.model.history().is_bookmarked("a"), "the change is still on its way");
    arrive(&mut world, &bookmarks(&["a", "of another dashboard"]));
    assert_eq!(world.model.history().remembered().bookmarks, ["a", "of another dashboard"]);
}

#[test]
fn what_still_waits_for_the_account_is_written_before_the_program_or_the_connection_ends() {
    let bookmarked = || {
        let mut world = connected(kept(), Endpoint::Aws);
        world.list(&secrets(&["a", "b"]));
        world.keys("m");
        assert_eq!(on_disk(&mut world), (vec![], vec![]));
        world
    };
    let expected = || vec![HistoryChange::Bookmark("a".into())];
    let mut quit = bookmarked();
    quit.keys("q");
    assert_eq!(on_disk(&mut quit).1, expected());
    let mut ended = bookmarked();
    ended.send(Message::Terminated);
    assert_eq!(on_disk(&mut ended).1, expected());
    let mut moved = bookmarked();
    moved.model.cx_mut().raise(Event::RegionChosen("us-east-1".into()));
    moved.send(Message::Woke);
    assert_eq!(on_disk(&mut moved), (vec![place()], expected()), "where it was set");
    let mut unchanged = connected(kept(), Endpoint::Aws);
    unchanged.list(&secrets(&["a"]));
    unchanged.keys("q");
    assert_eq!(on_disk(&mut unchanged), (vec![], vec![]));
}

#[test]
fn the_account_is_that_of_a_secret_where_sts_does_not_tell() {
    let mut world = connected(kept(), Endpoint::Url("http://127.0.0.1:1".into()));
    world.list(&secrets(&["a"]));
    assert_eq!(on_disk(&mut world).0, []);
    let failed = error("GetCallerIdentity", ErrorKind::Other);
    world.send(Message::Identified(world.model.connection().id(), Err(failed)));
    let endpoint = Some("http://127.0.0.1:1".to_owned());
    assert_eq!(on_disk(&mut world).0, [HistoryPlace { endpoint, ..place() }]);
}

#[test]
fn without_keeping_and_in_the_demo_nothing_is_read_or_written() {
    for (options, endpoint) in [(StartOptions::default(), Endpoint::Aws), (kept(), Endpoint::Demo)] {
        let mut world = connected(options, endpoint);
        identify(&mut world, ACCOUNT);
        world.list(&secrets(&["a", "b"]));
        world.keys("m enter esc /");
        world.type_text("b");
        world.keys("enter esc esc");
        assert_eq!(on_disk(&mut world), (vec![], vec![]));
        assert!(world.model.history().is_bookmarked("a"), "it lasts until the end");
        assert!(!world.model.history().is_kept());
    }
}

#[test]
fn a_bookmark_is_toggled_seen_and_filtered_by() {
    let mut world = with(&bookmarks(&["b"]), &["a", "b", "c"]);
    world.keys("m");
    assert!(world.notice().contains("Bookmarked: a"), "{}", world.notice());
    assert_eq!(on_disk(&mut world).1, [HistoryChange::Bookmark("a".into())]);
    world.keys("/");
    world.type_text("is:bookmarked");
    world.keys("enter");
    assert_eq!(world.rows(), ["a", "b"]);
    world.keys("m");
    assert_eq!(on_disk(&mut world).1.last(), Some(&HistoryChange::RemoveBookmark("a".into())));
    world.keys("down");
    assert_eq!(world.rows(), ["b"], "a keeps its row until the cursor leaves it");
    world.keys("esc /");
    world.type_text("!is:bookmarked");
    world.keys("enter");
    assert_eq!(world.rows(), ["a", "c"]);
}

#[test]
fn bookmarks_and_recent_secrets_are_picked_and_open() {
    let remembered = Remembered { recents: vec!["c".into(), "b".into()], ..bookmarks(&["b", "gone"]) };
    let mut world = with(&remembered, &["a", "b", "c"]);
    world.keys("'");
    assert_eq!(labels(&world), ["b (bookmark)", "gone (bookmark, no longer listed)", "c (opened recently)"]);
    world.type_text("c");
    world.keys("enter");
    assert_eq!((world.selected(), world.model.focus()), (Some("c"), Focus::Secret));
    assert_eq!(on_disk(&mut world).1, [], "c was the last one opened already");
    world.keys("' enter");
    assert_eq!(
        (world.selected(), world.model.focus()),
        (Some("b"), Focus::Secret),
        "also from another secret"
    );
    assert_eq!(on_disk(&mut world).1, [HistoryChange::Opened("b".into())]);
}

#[test]
fn a_bookmark_opens_before_the_list_is_loaded() {
    let mut world = connected(kept(), Endpoint::Aws);
    identify(&mut world, ACCOUNT);
    arrive(&mut world, &bookmarks(&["b"]));
    world.keys("' enter");
    world.answer("DescribeSecret", described(secret("b")));
    assert_eq!((world.selected(), world.model.focus()), (Some("b"), Focus::Secret));
}

#[test]
fn a_bookmark_whose_secret_is_gone_says_so_opens_no_other_and_can_be_removed() {
    let mut world = with(&bookmarks(&["db"]), &["db-2"]);
    world.keys("' enter");
    world.fail("DescribeSecret", ErrorKind::NotFound);
    assert!(world.notice().contains("There is no secret db in this account"), "{}", world.notice());
    assert_eq!(world.model.focus(), Focus::List, "db-2 is another secret");
    world.keys("esc ' ctrl-x");
    assert_eq!(on_disk(&mut world).1, [HistoryChange::RemoveBookmark("db".into())]);
    assert_eq!(labels(&world), Vec::<String>::new());
    world.keys("ctrl-x esc");
    assert!(world.model.layers().is_empty());
}

#[test]
fn a_filter_is_saved_picked_and_deleted() {
    let mut world = with(&Remembered::default(), &["prod/a", "prod/b", "test/c"]);
    world.keys("/");
    world.type_text("prod/");
    world.keys("ctrl-s");
    world.type_text("ours");
    world.keys("ctrl-s");
    let saved = SavedFilter { name: "ours".into(), filter: "prod/".into() };
    assert_eq!(on_disk(&mut world).1, [HistoryChange::SaveFilter(saved)]);
    assert!(world.model.layers().is_empty(), "{:?}", world.model.layers().top());
    world.keys("esc f");
    assert_eq!(labels(&world), ["ours (prod/)"]);
    world.keys("enter");
    assert_eq!(world.rows(), ["prod/a", "prod/b"]);
    world.keys("f ctrl-x");
    assert_eq!(on_disk(&mut world).1, [HistoryChange::DeleteFilter("ours".into())]);
    assert_eq!(labels(&world), Vec::<String>::new());
}

#[test]
fn a_filter_with_a_mistake_or_none_is_not_saved() {
    let mut world = with(&Remembered::default(), &["a"]);
    world.keys("/ ctrl-s");
    assert!(world.notice().contains("There is no filter to save"), "{}", world.notice());
    world.keys("esc /");
    world.type_text("rotation:nonsense");
    world.keys("ctrl-s");
    assert!(world.notice().contains("has a mistake"), "{}", world.notice());
    assert!(world.model.layers().is_empty());
}

#[test]
fn typed_filters_are_recalled_as_in_a_shell() {
    let typed = vec!["second".to_owned(), "first".to_owned()];
    let mut world = with(&Remembered { typed, ..Remembered::default() }, &["a", "b"]);
    let text = |world: &World| world.model.list().filter().text().to_owned();
    let mut seen = Vec::new();
    world.keys("/");
    for key in ["up", "up", "up", "down", "down"] {
        world.keys(key);
        seen.push(text(&world));
    }
    assert_eq!(seen, ["second", "first", "first", "second", ""]);
    world.type_text("a");
    world.keys("up");
    assert_eq!(text(&world), "a", "a text of its own stays");
    world.keys("enter");
    assert_eq!(on_disk(&mut world).1.first(), Some(&HistoryChange::Typed("a".into())));
    world.keys("esc /");
    world.keys("up");
    assert_eq!(text(&world), "second", "the applied filter itself is no step back");
}

#[test]
fn forgetting_asks_first() {
    let mut world = with(&bookmarks(&["a"]), &["a"]);
    assert_eq!(world.model.keymap().keys(Action::ForgetHistory), []);
    world.keys(":");
    world.type_text("forget-bookmarks");
    world.keys("enter");
    assert!(world.reviewed().contains("1 bookmark"), "{}", world.reviewed());
    world.keys("enter");
    assert_eq!(on_disk(&mut world).1, [], "enter is no");
    world.keys(":");
    world.type_text("forget-bookmarks");
    world.keys("enter y");
    assert_eq!(on_disk(&mut world).1, [HistoryChange::Forget]);
    assert!(world.model.history().remembered().is_empty());
}

#[test]
fn a_damaged_file_and_one_that_can_t_be_kept_are_told() {
    let mut world = connected(kept(), Endpoint::Aws);
    identify(&mut world, ACCOUNT);
    world.send(Message::History(place(), HistoryRead::Damaged(Remembered::default())));
    assert!(world.notice().contains("was damaged"), "{}", world.notice());
    world.send(Message::History(place(), HistoryRead::Failed("no space left".into())));
    assert!(world.notice().contains("can't be kept: no space left"), "{}", world.notice());
    assert!(!world.model.history().is_kept());
    world.effects();
    world.list(&secrets(&["a"]));
    world.keys("esc m");
    assert_eq!(on_disk(&mut world).1, []);
}

#[test]
fn another_region_has_its_own_and_a_late_answer_for_the_last_one_is_dropped() {
    let mut world = with(&bookmarks(&["a"]), &["a"]);
    world.model.cx_mut().raise(Event::RegionChosen("us-east-1".into()));
    world.send(Message::Woke);
    world.connect();
    assert_eq!(on_disk(&mut world).0, [HistoryPlace { region: "us-east-1".into(), ..place() }]);
    arrive(&mut world, &bookmarks(&["a"]));
    assert!(world.model.history().remembered().is_empty());
}
