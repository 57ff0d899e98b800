//! The screen with other keys than the default ones, and with none.

use super::canvas::{drawn_with, text};
use super::safety::{STATES, reach};
use super::samples::{WIDE, database_in, listed};
use crate::app::actions::{Action, KeySequence, Keymap};
use crate::app::world::World;
use ratatui::layout::Size;

/// Keys unlike any of the default ones.
fn keymap() -> Keymap {
    let keys = |text: &str| -> Vec<KeySequence> { vec![text.parse().unwrap()] };
    Keymap::with([
        (Action::First, keys("g g")),
        (Action::Help, keys("f12")),
        (Action::RotateNow, keys("alt-r")),
        (Action::Confirm, keys("o k")),
        (Action::Reveal, keys("ctrl-v")),
        (Action::Quit, Vec::new()),
    ])
    .unwrap()
}

fn screen(world: &World) -> String {
    text(&drawn_with(&world.model, &keymap()))
}

#[test]
fn hints_help_palette_and_questions_show_the_keys_of_the_keymap() {
    let mut world = listed(Size::new(160, 200));
    assert!(screen(&world).contains("F12 help"), "{}", screen(&world));
    world.keys("?");
    let help = screen(&world);
    assert!(help.contains("  g g  ") && help.contains("  alt-r  "), "{help}");
    world.keys("esc :");
    let palette = screen(&world);
    let row = |name: &str| palette.lines().find(|line| line.contains(name)).unwrap_or_default();
    assert!(row("rotate-now").contains(" alt-r "), "{palette}");
    assert!(row("force-delete").ends_with("  │"), "no key: {palette}");
    let mut world = database_in(WIDE, '1');
    world.keys("R");
    assert!(screen(&world).contains("o k yes"), "{}", screen(&world));
}

#[test]
fn sentences_name_the_keys_of_the_keymap() {
    let world = database_in(WIDE, '2');
    assert!(screen(&world).contains("Press ctrl-v to read the value."), "{}", screen(&world));
}

#[test]
fn nothing_needs_an_action_to_have_a_key() {
    let none = Keymap::with(Action::ALL.iter().map(|action| (*action, Vec::new()))).unwrap();
    for state in STATES.into_iter().chain(["R", "D", "3 L", "7 S", "1 R"]) {
        for size in [Size::new(160, 48), Size::new(80, 24), Size::new(40, 10)] {
            let world = reach(state, size);
            drawn_with(&world.model, &none);
        }
    }
    let world = database_in(WIDE, '2');
    let screen = text(&drawn_with(&world.model, &none));
    assert!(screen.contains(r#"Press "reveal" in the palette to read the value."#), "{screen}");
}
