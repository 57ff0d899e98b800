//! The list as a picker: `strongroom pick`.

use super::world::*;
use crate::app::actions::{Action, ActionEffect};
use crate::app::layout::Focus;
use crate::app::{Effect, Message, Purpose, StartOptions};
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Size;

fn picker(filter: Option<&str>, size: Size) -> World {
    let filter = filter.map(Into::into);
    let options = StartOptions { purpose: Purpose::Pick, filter, ..StartOptions::default() };
    let mut world = World::connected(options, size);
    world.list(&secrets(&["app/db", "app/token", "web"]));
    world.effects();
    world
}

/// The secret that was chosen, and true if the program has ended.
fn end(world: &mut World) -> (Option<String>, bool) {
    let effects = world.effects();
    let picked = effects.iter().find_map(|effect| match effect {
        Effect::Pick(secret) => Some(secret.name.clone()),
        _ => None,
    });
    (picked, matches!(effects.last(), Some(Effect::Quit)))
}

#[test]
fn enter_chooses_the_secret_under_the_cursor() {
    let mut world = picker(None, NARROW);
    world.keys("j enter");
    assert_eq!(end(&mut world), (Some("app/token".into()), true));
}

#[test]
fn enter_in_the_filter_chooses_what_was_typed_for() {
    let mut world = picker(None, WIDE);
    world.keys("/");
    world.type_text("tok");
    world.keys("enter");
    assert_eq!(end(&mut world), (Some("app/token".into()), true));
    let mut world = picker(Some("app"), WIDE);
    world.keys("/ down enter");
    assert_eq!(end(&mut world), (Some("app/token".into()), true));
}

#[test]
fn a_filter_that_is_wrong_or_that_nothing_matches_chooses_nothing() {
    for filter in ["rotation:sometimes", "nothing-is-like-this"] {
        let mut world = picker(None, WIDE);
        world.keys("/");
        world.type_text(filter);
        world.keys("enter");
        assert_eq!(end(&mut world), (None, false), "{filter}");
    }
}

#[test]
fn a_folder_is_unfolded_and_not_chosen() {
    let mut world = picker(None, WIDE);
    world.keys("t enter");
    assert_eq!(end(&mut world), (None, false));
    world.keys("g enter");
    assert!(!end(&mut world).1, "a folder");
}

#[test]
fn escape_and_the_keys_that_quit_end_it_without_a_choice() {
    for keys in ["esc", "q", "ctrl-c", "/ ctrl-c", "/ a esc esc", "? esc esc"] {
        let mut world = picker(None, WIDE);
        world.keys(keys);
        assert_eq!(end(&mut world), (None, true), "{keys}");
    }
}

#[test]
fn a_second_click_chooses() {
    let mut world = picker(None, WIDE);
    let list = world.model.screen().and_then(|screen| screen.list).expect("the list is on screen").rows;
    for _ in 0..2 {
        assert_eq!(end(&mut world), (None, false));
        let kind = MouseEventKind::Down(MouseButton::Left);
        let modifiers = KeyModifiers::NONE;
        world.send(Message::Mouse(MouseEvent { kind, column: list.x + 1, row: list.y + 2, modifiers }));
    }
    assert_eq!(end(&mut world), (Some("web".into()), true));
}

#[test]
fn the_panes_never_get_the_keys() {
    let mut world = picker(None, WIDE);
    world.keys("tab l right 2 v");
    assert_eq!(world.model.focus(), Focus::List);
    let secret =
        world.model.screen().and_then(|screen| screen.secret).expect("the panes are on screen").outer;
    let kind = MouseEventKind::Down(MouseButton::Left);
    for row in secret.y..secret.bottom() {
        let modifiers = KeyModifiers::NONE;
        world.send(Message::Mouse(MouseEvent { kind, column: secret.x + 20, row, modifiers }));
    }
    assert_eq!(world.model.focus(), Focus::List);
    assert!(world.effects().iter().all(|effect| !matches!(effect, Effect::Copy(..))));
}

#[test]
fn what_is_not_offered_says_why_and_no_hint_names_it() {
    let mut world = picker(None, WIDE);
    for key in ["R", "D", "c", "Y", "n", "v", "p"] {
        world.keys(key);
        assert_eq!(world.sent(), [""; 0], "{key}");
    }
    world.keys("D");
    assert!(world.notice().contains("not while a secret is chosen"), "{}", world.notice());
    let hints = world.model.hints();
    assert!(hints.iter().any(|hint| world.model.hint_title(hint.row) == "choose"));
    assert!(
        hints
            .iter()
            .all(|hint| hint.row.effect == ActionEffect::Reads && hint.row.action != Action::CopyName)
    );
}
