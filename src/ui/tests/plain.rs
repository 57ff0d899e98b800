//! Plain mode: every scene that has a picture is also drawn for screen readers.

use super::canvas::{drawn_plain, text};
use crate::app::world::World;
use crate::ui::glyphs::is_drawing;

/// Checks that a scene has no signs in plain mode, and that the cursor stands where the focus is: never on an empty line.
pub fn check(name: &str, world: &World) {
    let (buf, position) = drawn_plain(&world.model);
    let screen = text(&buf);
    let signs: Vec<&str> = screen.lines().filter(|line| line.chars().any(is_drawing)).collect();
    assert!(signs.is_empty(), "{name} has signs in plain mode: {signs:#?}\n{screen}");
    let Some(position) = position else { panic!("{name} has no cursor in plain mode:\n{screen}") };
    let line = screen.lines().nth(usize::from(position.y)).unwrap_or_default();
    assert!(!line.trim().is_empty(), "{name}: the cursor is on an empty line, {position}:\n{screen}");
}
