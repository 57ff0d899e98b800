//! Which secret and which pane is looked at, and what that fetches.

use super::world::*;
use crate::app::layout::Focus;
use crate::app::loadable::{Loadable, Refresh};
use crate::app::secret::Pane;
use crate::app::{Effect, Message, StartOptions};
use crate::service::api::{ErrorKind, Request};

fn world() -> World {
    World::listing(WIDE, &secrets(&["a", "b", "c"]))
}

#[test]
fn moving_the_cursor_fetches_nothing_until_it_rests() {
    let mut world = world();
    world.pass(millis(200));
    world.answer("DescribeSecret", described(secret("a")));
    world.effects();
    world.keys("down");
    world.pass(millis(149));
    assert!(world.sent().is_empty());
    world.keys("down");
    world.pass(millis(149));
    assert!(world.sent().is_empty(), "the pause begins again with each step");
    world.pass(millis(1));
    let (_, request) = world.out("DescribeSecret");
    assert_eq!(request, Request::DescribeSecret { secret: arn("c").to_string() });
}

#[test]
fn moving_on_aborts_what_was_being_read() {
    let mut world = world();
    world.pass(millis(150));
    let (ticket, _) = world.out("DescribeSecret");
    world.effects();
    world.keys("down");
    assert!(matches!(world.effects().as_slice(), [Effect::Abandon(gone)] if *gone == ticket));
    let mut other = secret("a");
    other.description = Some("of the secret left".into());
    world.reply(&ticket, Ok(described(other)));
    assert_eq!(world.selected(), Some("b"));
    assert!(matches!(world.model.selected().unwrap().record().detail(), Loadable::Idle));
}

#[test]
fn on_a_narrow_screen_the_list_fetches_nothing() {
    let mut world = World::listing(NARROW, &secrets(&["a", "b"]));
    world.keys("down");
    world.pass(seconds(10));
    assert!(world.sent().is_empty());
    world.keys("enter");
    assert_eq!(world.sent(), ["DescribeSecret"]);
}

#[test]
fn each_pane_loads_when_it_is_first_shown_and_only_then() {
    let mut world = world();
    world.keys("enter");
    assert_eq!(world.sent(), ["DescribeSecret"]);
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("4 6 7 2");
    assert_eq!(
        world.sent(),
        [""; 0],
        "four panes show what DescribeSecret said; a value is never fetched unasked"
    );
    world.keys("3 5");
    assert_eq!(world.sent(), ["ListSecretVersionIds", "GetResourcePolicy"]);
    world.keys("3 5 3");
    assert_eq!(world.sent(), [""; 0], "what is on its way is not asked for twice");
}

#[test]
fn a_pane_that_is_denied_hides_no_other() {
    let mut world = world();
    world.keys("enter");
    world.fail("DescribeSecret", denied("DescribeSecret"));
    world.keys("3");
    world.answer(
        "ListSecretVersionIds",
        crate::service::api::Reply::ListSecretVersionIds {
            versions: vec![version(CURRENT, &["AWSCURRENT"], 1)],
            next_token: None,
        },
    );
    let selected = world.model.selected().unwrap();
    assert!(
        matches!(selected.record().detail(), Loadable::Failed { error, .. } if error.kind == denied("DescribeSecret"))
    );
    assert_eq!(selected.record().versions().len(), 1);
    world.effects();
    world.keys("1");
    assert!(world.sent().is_empty(), "a failure is not asked for again by looking at it");
    world.keys("r");
    assert_eq!(world.sent(), ["DescribeSecret"]);
}

#[test]
fn a_refresh_keeps_what_is_there_until_the_answer_comes() {
    let mut world = world();
    world.keys("enter");
    world.answer("DescribeSecret", described(secret("a")));
    world.keys("r");
    let detail = world.model.selected().unwrap().record().detail();
    assert!(matches!(detail, Loadable::Ready { refresh: Refresh::Loading(_), .. }));
    world.fail("DescribeSecret", ErrorKind::Throttled);
    let detail = world.model.selected().unwrap().record().detail();
    assert!(matches!(detail, Loadable::Ready { refresh: Refresh::Failed(_), .. }));
}

#[test]
fn a_stale_ticket_paints_nothing() {
    let mut world = world();
    world.keys("enter");
    let (first, _) = world.out("DescribeSecret");
    world.keys("esc down up enter");
    assert_ne!(world.out("DescribeSecret").0, first);
    let mut stale = secret("a");
    stale.description = Some("stale".into());
    world.reply(&first, Ok(described(stale)));
    assert!(world.model.selected().unwrap().record().detail().value().is_none());
    assert!(world.is_out("DescribeSecret"));
}

#[test]
fn tab_goes_round_the_panes_and_enters_them_from_the_list() {
    let mut world = world();
    world.keys("tab");
    assert_eq!((world.model.focus(), world.model.pane()), (Focus::Secret, Pane::Overview));
    world.keys("tab tab");
    assert_eq!(world.model.pane(), Pane::Versions);
    world.keys("shift-tab shift-tab shift-tab");
    assert_eq!(world.model.pane(), Pane::Rotation);
}

#[test]
fn the_pane_stays_when_another_secret_is_selected() {
    let mut world = world();
    world.keys("5 esc down");
    assert_eq!((world.model.focus(), world.model.pane()), (Focus::List, Pane::Policy));
    world.effects();
    world.pass(millis(150));
    assert_eq!(world.sent(), ["GetResourcePolicy"]);
}

#[test]
fn a_terminal_that_grows_shows_the_panes_and_fetches_them() {
    let mut world = World::listing(NARROW, &secrets(&["a"]));
    assert!(!world.is_out("DescribeSecret"));
    world.send(Message::Resized(WIDE));
    assert!(world.is_out("DescribeSecret"));
}

#[test]
fn an_empty_list_has_nothing_selected_and_keys_do_no_harm() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.list(&[]);
    world.effects();
    world.keys("enter v 2 3 R U B C Y n a y tab left right down G");
    assert!(world.sent().is_empty());
    assert_eq!(world.selected(), None);
    assert_eq!(world.model.focus(), Focus::List);
}

#[test]
fn a_described_secret_that_was_let_go_of_is_not_laid_over_the_list() {
    let mut world = world();
    world.keys("enter");
    let (ticket, _) = world.out("DescribeSecret");
    world.keys("esc down");
    let mut late = secret("a");
    late.description = Some("late".into());
    world.reply(&ticket, Ok(described(late)));
    assert_eq!(world.model.list().secrets().get(0).to_summary().description, None);
}

#[test]
fn the_cursor_holds_on_a_secret_that_was_opened_while_the_list_grows() {
    let mut world = World::connected(StartOptions::default(), WIDE);
    world.answer("ListSecrets", page(&secrets(&["m"]), Some("t")));
    world.keys("enter");
    world.answer("ListSecrets", page(&secrets(&["a"]), None));
    world.keys("esc");
    assert_eq!(world.rows(), ["a", "m"]);
    assert_eq!(world.selected(), Some("m"));
}

#[test]
fn tags_that_went_away_leave_the_cursor_on_one_that_is_there() {
    let tag = |key: &str| crate::secrets::Tag { key: key.into(), value: "v".into() };
    let mut tagged = secret("a");
    tagged.tags = vec![tag("one"), tag("two"), tag("three")];
    let mut world = World::listing(WIDE, &[tagged.clone()]);
    world.keys("4 G");
    assert_eq!(world.model.selected().unwrap().tags().cursor().at, 2);
    tagged.tags.truncate(1);
    world.answer("DescribeSecret", described(tagged));
    assert_eq!(world.model.selected().unwrap().tags().cursor().at, 0);
}
