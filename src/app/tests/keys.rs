//! Keys: moving about, help, the journal, and a terminal that is too small.

use super::world::*;
use crate::app::actions::Context;
use crate::app::layers::Layer;
use crate::app::layout::Focus;
use crate::app::secret::Pane;
use crate::app::{Effect, Message};
use ratatui::layout::Size;

fn many() -> World {
    let names: Vec<String> = (0..90).map(|number| format!("s{number:02}")).collect();
    World::listing(WIDE, &secrets(&names.iter().map(String::as_str).collect::<Vec<_>>()))
}

#[test]
fn arrows_and_letters_move_alike() {
    for (arrows, letters) in [("down", "j"), ("end", "G"), ("pgdn", "ctrl-f"), ("down down up", "j j k")] {
        let (mut by_arrows, mut by_letters) = (many(), many());
        by_arrows.keys(arrows);
        by_letters.keys(letters);
        assert_eq!(by_arrows.model.list().cursor().at, by_letters.model.list().cursor().at, "{arrows}");
        assert_ne!(by_arrows.model.list().cursor().at, 0, "{arrows}");
    }
}

#[test]
fn pages_and_ends_stay_in_the_list() {
    let mut world = many();
    world.keys("up pgup home");
    assert_eq!(world.model.list().cursor().at, 0);
    world.keys("pgdn ctrl-d");
    let at = world.model.list().cursor().at;
    assert!((40..90).contains(&at), "{at}");
    world.keys("end pgdn down");
    assert_eq!(world.model.list().cursor().at, 89);
}

#[test]
fn right_goes_into_the_panes_and_left_comes_back() {
    let mut world = many();
    world.keys("right");
    assert_eq!(world.model.focus(), Focus::Secret);
    world.keys("left");
    assert_eq!(world.model.focus(), Focus::List);
    world.keys("l h");
    assert_eq!(world.model.focus(), Focus::List);
}

#[test]
fn numbers_show_panes_from_anywhere() {
    let mut world = many();
    for (key, pane) in ["1", "2", "3", "4", "5", "6", "7"].into_iter().zip(Pane::ALL.iter().copied()) {
        world.keys(key);
        assert_eq!((world.model.pane(), world.model.focus()), (pane, Focus::Secret));
    }
}

/// Keys that k9s, lazygit, vim and less have taught, each followed by the enter of a habit.
const TAUGHT: &[&str] = &[
    "d", "d d", "D", "x", "X", "p", "P", "u", "ctrl-r", "J", "Z Z", "Z Q", "i", "o", "O", "a", "A", "c",
    "c c", "C", "s", "S", "R", "r", "f", "F", "b", "B", "w", "W", "M", "L", "T", "U", "z", "e", "y", "y y",
    "l", "space", "+", "-", "=", "ctrl-d", "ctrl-k", "ctrl-u", "ctrl-b", "ctrl-f", "ctrl-e", "ctrl-y",
    "ctrl-w", "shift-f3", ": w q", ": x", ": q !", ": d d", "*", "* d", "* x", "* U", "* R", "* T",
];

#[test]
fn what_other_programs_have_taught_changes_nothing_even_with_enter() {
    for before in ["", "1", "2", "3", "4", "5", "6", "7"] {
        for keys in TAUGHT {
            let mut world = World::listing(WIDE, &secrets(&["a", "b"]));
            world.keys(before);
            world.keys(keys);
            world.keys("enter enter");
            let changes = world
                .effects()
                .iter()
                .any(|effect| matches!(effect, Effect::Call(_, request) if request.is_mutation()));
            let is_running = world.model.changes().is_any_running();
            assert!(!changes && !is_running, "{before} {keys}: {}", world.notice());
        }
    }
}

#[test]
fn help_opens_where_it_is_asked_for_and_closes_again() {
    let mut world = many();
    world.keys("3 ?");
    assert!(matches!(world.model.layers().all(), [Layer::Help(help)] if help.about() == Context::Versions));
    world.keys("?");
    assert!(world.model.layers().is_empty());
    world.keys("J ? esc");
    assert_eq!(world.model.context(), Context::Journal, "esc closes the uppermost alone");
    world.keys("esc esc");
    assert_eq!(world.model.context(), Context::List);
}

#[test]
fn esc_puts_away_one_thing_at_a_time() {
    let mut world = many();
    world.keys("/");
    world.type_text("s1");
    world.keys("enter down 4 Y");
    world.fail("GetSecretValue", denied("GetSecretValue"));
    world.keys("?");
    world.keys("esc");
    assert!(world.model.layers().is_empty() && !world.notice().is_empty());
    world.keys("esc");
    assert!(world.notice().is_empty() && world.model.focus() == Focus::Secret);
    world.keys("esc");
    assert!(world.model.focus() == Focus::List && world.model.list().filter().text() == "s1");
    world.keys("esc");
    assert_eq!(world.model.list().filter().text(), "");
    world.keys("esc");
    assert!(world.model.selected().is_some(), "and then does nothing");
}

#[test]
fn suspending_is_asked_of_the_runtime() {
    let mut world = many();
    world.keys("ctrl-z");
    assert!(matches!(world.effects().as_slice(), [Effect::Suspend]));
    world.send(Message::Resumed);
    assert!(world.effects().is_empty());
}

#[test]
fn without_a_secret_its_keys_say_so() {
    for keys in ["v", "2", "Y", "y", "R", "U"] {
        let mut world = World::listing(WIDE, &[]);
        world.keys(keys);
        assert!(world.notice().contains("no secret"), "{keys}: {}", world.notice());
    }
}

#[test]
fn the_journal_tells_what_became_of_each_request() {
    use crate::app::requests::Outcome;
    let mut world = many();
    world.keys("enter");
    world.fail("DescribeSecret", denied("DescribeSecret"));
    world.keys("v esc down J");
    let told: Vec<_> = world
        .model
        .requests()
        .journal()
        .newest_first()
        .map(|entry| (entry.operation, &entry.outcome))
        .collect();
    assert!(matches!(told[0], ("GetSecretValue", Outcome::Abandoned)), "{told:?}");
    assert!(
        matches!(told[1], ("DescribeSecret", Outcome::Ended { error: Some(_), attempts: 1, .. })),
        "{told:?}"
    );
    assert!(matches!(told[2], ("ListSecrets", Outcome::Ended { error: None, .. })), "{told:?}");
    let entry = world.model.requests().journal().newest_first().next().unwrap();
    assert_eq!(entry.target.as_deref(), Some("s00"), "by its name");
}

#[test]
fn the_cursor_of_the_journal_stays_on_its_request() {
    let mut world = many();
    world.keys("J esc r");
    world.keys("J down");
    let under = |world: &World| {
        let journal = &world.model.requests().journal();
        journal.newest_first().nth(journal.cursor().at).map(|entry| entry.sequence)
    };
    let before = under(&world);
    world.answer("ListSecrets", page(&secrets(&["a"]), Some("t")));
    assert_eq!(under(&world), before);
    world.keys("home");
    world.answer("ListSecrets", page(&secrets(&["b"]), None));
    world.keys("esc r");
    assert_eq!(world.model.requests().journal().cursor().at, 0, "on the newest it follows the newest");
}

#[test]
fn a_terminal_that_is_too_small_takes_no_keys_but_leaving() {
    let mut world = many();
    world.keys("R");
    world.send(Message::Resized(Size { width: 39, height: 24 }));
    world.keys("y");
    assert!(world.sent().is_empty(), "a question that can't be read is not answered");
    world.keys("n v down");
    assert!(world.sent().is_empty());
    assert!(world.model.layers().is_empty());
    world.send(Message::Resized(WIDE));
    assert_eq!(world.selected(), Some("s00"));
    world.send(Message::Resized(Size { width: 80, height: 9 }));
    world.effects();
    world.keys("q");
    assert!(matches!(world.effects().as_slice(), [Effect::Quit]));
}
