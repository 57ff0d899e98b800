//! The menu "Copy as", and the user's own commands.

use super::samples::{NARROW, WIDE, database_in};
use super::{canvas, picture};
use crate::app::actions::{Context, Contexts, Keymap};
use crate::app::custom_command::{CommandEnd, CommandExit, CommandInput, CustomCommand, RunId, RunMode};
use crate::app::world::{World, secrets};
use crate::app::{Message, StartOptions};
use std::time::Duration;

#[test]
fn copy_as() {
    let mut world = database_in(WIDE, '2');
    world.keys("c c");
    picture("copy-as", &world);
}

/// A world with the command `hello` on Z, which runs.
fn running() -> World {
    let command = CustomCommand {
        name: "hello".into(),
        description: "Says hello".into(),
        contexts: Contexts::of(&[Context::List]),
        run: vec!["echo".parse().unwrap()],
        env: Vec::new(),
        stdin: CommandInput::Nothing,
        is_dangerous: false,
        mode: RunMode::Background(Duration::from_secs(9)),
    };
    let mut keymap = Keymap::default();
    keymap.add_command(&["Z".parse().unwrap()], command.contexts).unwrap();
    let options = StartOptions { commands: vec![command], keymap, ..StartOptions::default() };
    let mut world = World::connected(options, NARROW);
    world.list(&secrets(&["a"]));
    world.keys("Z");
    world
}

#[test]
fn a_command_that_runs_says_how_to_stop_it_and_then_shows_its_output() {
    let mut world = running();
    let page = canvas::text(&canvas::drawn(&world.model));
    assert!(
        page.contains("hello runs since 0 s.") && page.contains("esc stops it") && page.contains("esc stop"),
        "{page}"
    );
    let end = CommandEnd {
        exit: CommandExit::Status(3),
        output: "one\n\n\u{1b}[31mtwo\u{202e}\n".into(),
        left_out: 7,
    };
    world.send(Message::CommandEnded(RunId(1), end));
    picture("command-ended", &world);
}
