//! The README's tables, written from the tables of the program.

use std::fmt::Write;

use clap::{Arg, ArgAction, Command};
use strongroom::app::actions::{Action, Context, Contexts, Group, Keymap, Row, TABLE};
use strongroom::app::list::FilterKey;
use strongroom::cli;

/// The heading under which the command line has what `demo` and `serve` share.
const EMBEDDED: &str = "Embedded service";

/// The name of a context in the tables. Panes are called what they are on screen.
fn name(context: Context) -> &'static str {
    match context {
        Context::List => "list",
        Context::FilterLine => "filter line",
        Context::Picker => "pick lists",
        Context::Form => "forms",
        Context::Review => "questions and reviews",
        Context::TypedName => "typed confirmations",
        Context::SearchLine => "search line",
        Context::Comparison => "comparisons",
        Context::Report => "reports",
        Context::Journal => "journal",
        Context::Help => "help",
        pane => pane.name(),
    }
}

/// The table of actions: a heading and a table a group.
pub fn keys() -> String {
    let mut text = String::new();
    for group in Group::ALL {
        let rows: Vec<Vec<String>> = TABLE.iter().filter(|row| row.group == *group).map(key_row).collect();
        let _ = write!(
            text,
            "\n**{}**\n\n{}",
            group.title(),
            table(&["Keys", "Action", "What it does", "Where"], &rows)
        );
    }
    text.push('\n');
    text
}

fn key_row(row: &Row) -> Vec<String> {
    vec![keys_of(row.action), row.name.to_owned(), row.help.to_owned(), place(row.contexts)]
}

/// The keys of an action.
pub fn keys_of(action: Action) -> String {
    let keys: Vec<String> =
        Keymap::defaults().keys(action).iter().map(|keys| code(&keys.to_string())).collect();
    keys.join(" ")
}

/// Where an action holds.
pub fn place(contexts: Contexts) -> String {
    let named = |is_main: bool, holds: bool| -> Vec<&str> {
        let all = Context::ALL.iter().filter(|context| context.is_main() == is_main);
        all.filter(|context| contexts.contains(**context) == holds).map(|context| name(*context)).collect()
    };
    let (main, no_main) = (named(true, true), named(true, false));
    let (layers, no_layers) = (named(false, true), named(false, false));
    if no_main.is_empty() && no_layers.is_empty() {
        return "everywhere".to_owned();
    }
    if no_main.is_empty() && no_layers.len() <= 3 {
        return format!("everywhere but {}", no_layers.join(", "));
    }
    let mut places = match no_main.as_slice() {
        [] => vec!["list".to_owned(), "panes".to_owned()],
        ["list"] => vec!["panes".to_owned()],
        [pane] => vec!["list".to_owned(), format!("panes but {pane}")],
        _ => main.into_iter().map(str::to_owned).collect(),
    };
    places.extend(layers.into_iter().map(str::to_owned));
    places.join(", ")
}

/// The options of the program or of one of its commands, but for those of the embedded service.
pub fn options(command: &[&str]) -> String {
    let command = find(command);
    option_table(command.get_arguments().filter(|arg| arg.get_help_heading() != Some(EMBEDDED)))
}

/// The options of the embedded service.
pub fn embedded_options() -> String {
    let command = find(&["serve"]);
    option_table(command.get_arguments().filter(|arg| arg.get_help_heading() == Some(EMBEDDED)))
}

fn find(names: &[&str]) -> Command {
    let mut command = cli::command();
    command.build();
    names.iter().fold(command, |command, name| {
        command.find_subcommand(name).unwrap_or_else(|| panic!("there is no command {name}")).clone()
    })
}

fn option_table<'a>(arguments: impl Iterator<Item = &'a Arg>) -> String {
    let rows: Vec<Vec<String>> = arguments
        .filter(|argument| !matches!(argument.get_id().as_str(), "help" | "version"))
        .map(|argument| vec![usage(argument), meaning(argument)])
        .collect();
    format!("\n{}\n", table(&["Option", "Meaning"], &rows))
}

fn usage(argument: &Arg) -> String {
    let values: Vec<String> =
        argument.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect();
    match argument.get_long() {
        Some(long) if takes_value(argument) => code(&format!("--{long} {}", values.join(" "))),
        Some(long) => code(&format!("--{long}")),
        None => code(&values.join(" ")),
    }
}

fn takes_value(argument: &Arg) -> bool {
    matches!(argument.get_action(), ArgAction::Set | ArgAction::Append)
}

fn meaning(argument: &Arg) -> String {
    let mut text = argument.get_help().map(ToString::to_string).unwrap_or_default();
    if let Some(default) = argument.get_default_values().first().filter(|_| takes_value(argument)) {
        let _ = write!(text, " [default: {}]", default.to_string_lossy());
    }
    text
}

/// The keys of the filter language.
pub fn filters() -> String {
    let rows: Vec<Vec<String>> = FilterKey::ALL
        .iter()
        .map(|key| {
            vec![
                code(&key.to_string()),
                key.needs().to_owned(),
                code(key.example()),
                key.meaning().to_owned(),
            ]
        })
        .collect();
    format!("\n{}\n", table(&["Key", "Takes", "Example", "Lets through"], &rows))
}

/// Text as it is typed.
pub fn code(text: &str) -> String {
    format!("`{text}`")
}

/// A table with this head.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let head: Vec<String> = head.iter().map(ToString::to_string).collect();
    let mut text = line(&head);
    let _ = writeln!(text, "|{}", " --- |".repeat(head.len()));
    text.extend(rows.iter().map(|row| line(row)));
    text
}
