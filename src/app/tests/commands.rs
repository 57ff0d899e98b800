//! The user's own commands.

use super::world::*;
use crate::app::actions::{Context, Contexts, Keymap};
use crate::app::custom_command::{
    CommandEnd, CommandExit, CommandInput, CommandRun, CustomCommand, RunId, RunMode,
};
use crate::app::layers::{Layer, PickerKind};
use crate::app::{Effect, Message, ReadOnlyReason, StartOptions};
use std::time::Duration;

const DB: &str = r#"{"user":"ada","password":"hunter2","port":5432}"#;

fn command(name: &str, run: &[&str]) -> CustomCommand {
    CustomCommand {
        name: name.into(),
        description: format!("does {name}"),
        contexts: Contexts::PANES.and(Contexts::of(&[Context::List])),
        run: run.iter().map(|word| word.parse().unwrap()).collect(),
        env: Vec::new(),
        stdin: CommandInput::Nothing,
        is_dangerous: false,
        mode: RunMode::Background(Duration::from_mins(1)),
    }
}

/// A world with commands on the keys Z, K and I, as many as there are.
fn world_of(read_only: Option<ReadOnlyReason>, commands: Vec<CustomCommand>) -> World {
    world_with(&["a", "b"], read_only, commands)
}

fn world_with(names: &[&str], read_only: Option<ReadOnlyReason>, commands: Vec<CustomCommand>) -> World {
    let mut keymap = Keymap::default();
    for (command, key) in commands.iter().zip(["Z", "K", "I"]) {
        keymap.add_command(&[key.parse().unwrap()], command.contexts).unwrap();
    }
    let options = StartOptions { read_only, keymap, commands, ..StartOptions::default() };
    let mut world = World::connected(options, NARROW);
    world.list(&secrets(names));
    world.effects();
    world
}

fn world(commands: Vec<CustomCommand>) -> World {
    world_of(None, commands)
}

/// The command that is to be run.
fn run(world: &mut World) -> (RunId, CommandRun) {
    let effects = world.effects();
    let found = effects.into_iter().find_map(|effect| match effect {
        Effect::RunCommand(id, run) => Some((id, *run)),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no command is run: {}", world.notice()))
}

fn nothing_runs(world: &mut World) -> bool {
    world.effects().iter().all(|effect| !matches!(effect, Effect::RunCommand(..)))
}

/// The variables that are set beside those of AWS.
fn env(run: &CommandRun) -> Vec<(&str, &str)> {
    let own = run.env.iter().filter(|(name, _)| !name.starts_with("AWS_"));
    own.map(|(name, value)| (name.as_str(), value.as_ref().unwrap().as_str())).collect()
}

fn layer(world: &World) -> &crate::app::layers::CommandLayer {
    match world.model.layers().top() {
        Some(Layer::Command(layer)) => layer,
        other => panic!("no command but {other:?}: {}", world.notice()),
    }
}

#[test]
fn the_arguments_name_the_secret_and_nothing_is_read_for_them() {
    let mut world = world(vec![command("x", &["prog", "--secret={name}", "{arn}", "{region}", "{{"])]);
    world.keys("Z");
    let (id, run) = run(&mut world);
    assert_eq!(run.program, "prog");
    assert_eq!(run.arguments, ["--secret=a", arn("a").as_str(), "eu-west-1", "{"]);
    assert!(run.stdin.is_none() && run.value.is_none() && !world.is_out("GetSecretValue"));
    let region = run.env.iter().find(|(name, _)| name == "AWS_REGION").unwrap();
    assert_eq!(region.1.as_ref().unwrap().as_str(), "eu-west-1");
    assert!(layer(&world).end().is_none());
    let end = CommandEnd { output: "out\n".into(), ..CommandEnd::of(CommandExit::Status(0)) };
    world.send(Message::CommandEnded(id, end.clone()));
    assert_eq!(layer(&world).end(), Some(&end));
    world.keys("esc");
    assert!(world.model.layers().is_empty());
}

#[test]
fn secret_data_goes_by_the_environment_and_the_input() {
    let env_of = vec![("PW".to_owned(), "{member:password}".parse().unwrap())];
    let whole = CustomCommand { stdin: CommandInput::Value, env: env_of, ..command("x", &["prog"]) };
    let member = CustomCommand { stdin: CommandInput::Member, ..command("y", &["prog"]) };
    let mut world = world(vec![whole, member]);
    world.keys("Z");
    assert!(nothing_runs(&mut world), "the value is read first");
    assert!(layer(&world).end().is_none());
    world.answer("GetSecretValue", value(DB));
    let (id, first) = run(&mut world);
    assert_eq!(env(&first), [("PW", "hunter2")]);
    assert_eq!(first.stdin.as_ref().unwrap().as_slice(), DB.as_bytes());
    assert!(first.arguments.is_empty() && first.value.is_some());
    assert!(!format!("{first:?}").contains("hunter2"));
    assert!(world.model.selected().unwrap().value().shown().is_none(), "it is not kept");
    world.send(Message::CommandEnded(id, CommandEnd::of(CommandExit::Status(0))));
    world.keys("esc K");
    assert!(world.notice().contains("y needs a member of the value"), "{}", world.notice());
    world.keys("esc v");
    world.answer("GetSecretValue", value(DB));
    world.effects();
    world.keys("K");
    let (_, second) = run(&mut world);
    assert_eq!(second.stdin.as_ref().unwrap().as_slice(), b"hunter2", "the cursor is on the likely secret");
    assert!(!world.is_out("GetSecretValue"), "it was on screen");
}

#[test]
fn a_value_without_the_member_runs_nothing() {
    let env = vec![("PW".to_owned(), "{member:nope}".parse().unwrap())];
    let mut world = world(vec![CustomCommand { env, ..command("x", &["prog"]) }]);
    world.keys("Z");
    world.answer("GetSecretValue", value(DB));
    assert!(nothing_runs(&mut world) && world.model.layers().is_empty());
    let told = world.notice();
    assert!(
        told.contains("\"nope\"") && told.contains("x was not run") && !told.contains("hunter2"),
        "{told}"
    );
    world.keys("esc Z");
    world.fail("GetSecretValue", denied("GetSecretValue"));
    assert!(nothing_runs(&mut world) && world.model.layers().is_empty());
    assert!(world.notice().contains("the value for x"), "{}", world.notice());
}

#[test]
fn a_name_is_no_option() {
    let commands = vec![command("x", &["prog", "{name}"]), command("y", &["prog", "--", "x={name}"])];
    let mut world = world_with(&["-b"], None, commands);
    assert_eq!(world.selected(), Some("-b"));
    world.keys("Z");
    assert!(nothing_runs(&mut world));
    assert!(world.notice().contains("\"-b\" would be taken for an option"), "{}", world.notice());
    world.keys("esc K");
    assert_eq!(run(&mut world).1.arguments, ["--", "x=-b"]);
}

#[test]
fn a_dangerous_command_asks_and_is_refused_in_read_only_mode() {
    let dangerous = || vec![CustomCommand { is_dangerous: true, ..command("wipe", &["prog", "{name}"]) }];
    let mut world = world(dangerous());
    world.keys("Z");
    assert!(nothing_runs(&mut world));
    assert!(world.review().title().contains("Run wipe for a?"));
    assert!(world.reviewed().contains("$ prog a"), "{}", world.reviewed());
    world.keys("enter");
    assert!(nothing_runs(&mut world) && world.model.layers().is_empty(), "enter is No");
    world.keys("Z y");
    assert_eq!(run(&mut world).1.arguments, ["a"]);
    let mut world = self::world(dangerous());
    world.keys("Z");
    let gone = secret("b");
    world.model.cx_mut().raise(crate::app::Event::CommandConfirmed {
        command: crate::app::custom_command::CommandId(0),
        secret: gone.arn,
    });
    world.send(Message::Woke);
    assert!(nothing_runs(&mut world));
    assert!(world.notice().contains("b is not under the cursor any longer"), "{}", world.notice());
    let mut world = world_of(Some(ReadOnlyReason::Flag), dangerous());
    world.keys("Z");
    assert!(nothing_runs(&mut world) && world.model.layers().is_empty());
    assert!(world.notice().contains("wipe refused: this session is read-only"), "{}", world.notice());
    assert!(world.model.command_hints().is_empty(), "the footer does not offer it");
}

#[test]
fn esc_stops_what_runs_and_closes_what_has_ended() {
    let mut world = world(vec![command("x", &["prog"])]);
    world.keys("Z");
    let (id, _) = run(&mut world);
    world.keys("esc");
    assert!(
        world.effects().iter().any(|effect| matches!(effect, Effect::StopCommand(stopped) if *stopped == id))
    );
    assert!(layer(&world).end().is_none(), "until it has ended");
    world.send(Message::CommandEnded(id, CommandEnd::of(CommandExit::Stopped)));
    assert!(layer(&world).end().is_some());
    world.keys("q");
    assert!(world.model.layers().is_empty());
    let reading = CustomCommand { stdin: CommandInput::Value, ..command("y", &["prog"]) };
    let mut world = self::world(vec![reading]);
    world.keys("Z esc");
    assert!(world.model.layers().is_empty() && nothing_runs(&mut world));
    world.keys("Z");
    world.answer("GetSecretValue", value(DB));
    run(&mut world);
}

#[test]
fn a_command_holds_where_it_says_and_the_palette_finds_it() {
    let only_tags =
        CustomCommand { contexts: Contexts::of(&[Context::Tags]), ..command("frobnicate", &["prog"]) };
    let mut world = world(vec![only_tags]);
    world.keys("Z");
    assert!(nothing_runs(&mut world));
    world.keys(":");
    world.type_text("frob");
    world.keys("enter");
    assert!(nothing_runs(&mut world));
    assert_eq!(world.notice(), "frobnicate is run in Tags.");
    world.keys("4");
    assert_eq!(world.model.command_hints().len(), 1);
    world.keys("Z");
    let (id, _) = run(&mut world);
    world.send(Message::CommandEnded(id, CommandEnd::of(CommandExit::Status(0))));
    world.keys("esc :");
    world.type_text("frob");
    match world.model.layers().top() {
        Some(Layer::Picker(picker)) => {
            assert!(matches!(picker.kind(), PickerKind::Action(_)));
            assert_eq!(picker.shown().next().unwrap().label, "frobnicate");
        }
        other => panic!("{other:?}"),
    }
    world.keys("enter");
    run(&mut world);
}

#[test]
fn one_that_had_the_terminal_is_told_in_a_notice() {
    let mut world = world(vec![CustomCommand { mode: RunMode::Terminal, ..command("x", &["prog"]) }]);
    world.keys("Z");
    let (id, run) = run(&mut world);
    assert_eq!(run.mode, RunMode::Terminal);
    world.send(Message::CommandEnded(id, CommandEnd::of(CommandExit::Status(3))));
    assert!(world.model.layers().is_empty());
    assert_eq!(world.notice(), "x ended with status 3.");
}

#[test]
fn lines_are_shown_as_they_come_and_the_end_takes_their_place() {
    let mut world = world(vec![command("x", &["prog"])]);
    world.keys("Z");
    let (id, _) = run(&mut world);
    world.send(Message::CommandOutput(id, "one\n".into()));
    world.send(Message::CommandOutput(RunId(99), "of another\n".into()));
    world.send(Message::CommandOutput(id, "two\n".into()));
    assert_eq!(layer(&world).lines(), "one\ntwo\n");
    world.keys("esc");
    assert!(world.effects().iter().any(|effect| matches!(effect, Effect::StopCommand(run) if *run == id)));
    let end = CommandEnd { output: "one\ntwo\n".into(), ..CommandEnd::of(CommandExit::Stopped) };
    world.send(Message::CommandEnded(id, end));
    assert_eq!((layer(&world).lines(), layer(&world).end().unwrap().output.as_str()), ("", "one\ntwo\n"));
}

#[test]
fn a_dangerous_one_asks_for_the_name_where_the_rule_says_so() {
    use crate::app::profile_rules::{ConfirmRule, ProfileRule, ProfileRules};
    let rule =
        ProfileRule { pattern: "*".into(), confirm: Some(ConfirmRule::TypeName), ..ProfileRule::default() };
    let commands =
        vec![CustomCommand { is_dangerous: true, ..command("x", &["prog"]) }, command("y", &["prog"])];
    let mut keymap = Keymap::default();
    for (command, key) in commands.iter().zip(["Z", "K"]) {
        keymap.add_command(&[key.parse().unwrap()], command.contexts).unwrap();
    }
    let options =
        StartOptions { keymap, commands, rules: ProfileRules(vec![rule]), ..StartOptions::default() };
    let mut world = World::connected(options, NARROW);
    world.list(&secrets(&["app/db"]));
    world.keys("Z");
    assert_eq!(world.model.context(), Context::TypedName);
    world.type_text("y");
    world.keys("enter");
    assert!(nothing_runs(&mut world), "the key of other questions is no name");
    world.keys("ctrl-u");
    world.type_text("app/db");
    world.keys("enter");
    let (id, _) = run(&mut world);
    world.send(Message::CommandEnded(id, CommandEnd::of(CommandExit::Status(0))));
    world.keys("esc K");
    run(&mut world);
}

#[test]
fn output_is_not_kept_for_whoever_opens_the_lock() {
    let mut options = StartOptions::default();
    options.hide.unattended = Some(seconds(60));
    options.commands = vec![command("x", &["prog"])];
    options.keymap.add_command(&["Z".parse().unwrap()], options.commands[0].contexts).unwrap();
    let mut world = World::connected(options, NARROW);
    world.list(&secrets(&["a"]));
    world.keys("Z");
    let (id, _) = run(&mut world);
    world.send(Message::CommandOutput(id, "before\n".into()));
    world.pass(seconds(61));
    assert_eq!(layer(&world).lines(), "");
    assert!(world.model.lock().is_locked());
    world.send(Message::CommandOutput(id, "a line\n".into()));
    let end = CommandEnd { output: "out".into(), ..CommandEnd::of(CommandExit::Status(0)) };
    world.send(Message::CommandEnded(id, end));
    world.keys("x");
    assert_eq!(layer(&world).end().unwrap().output, "");
}
