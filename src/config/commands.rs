//! The user's own commands: each checked by itself, left out if it can't be used, and told with its line.

use super::command_options::{CommandContext, CommandOptions, InputName};
use super::document::Document;
use super::keys::{check_reserved, sequence};
use super::options::Options;
use super::problem::ConfigProblem;
use crate::app::actions::{Context, Contexts, KeySequence, Keymap, TABLE};
use crate::app::custom_command::{CommandInput, CustomCommand, RunMode};
use crate::app::template::Template;
use std::path::Path;
use std::time::Duration;

/// The time after which a command is stopped, unless the user sets another.
const TIMEOUT: Duration = Duration::from_mins(1);

/// A mistake in the section of a command: the key below it, and what is wrong.
struct Mistake(Vec<String>, String);

/// The commands of the options, which get their keys in `keymap`.
pub(super) fn commands(
    options: &Options,
    document: &Document,
    path: &Path,
    keymap: &mut Keymap,
    problems: &mut Vec<ConfigProblem>,
) -> Vec<CustomCommand> {
    let mut commands = Vec::new();
    for (name, section) in &options.commands {
        let mut tell = |Mistake(below, text): Mistake| {
            let at: Vec<&str> =
                ["commands", name].into_iter().chain(below.iter().map(String::as_str)).collect();
            let key = at[..at.len().min(3)].join(".");
            let known = document.has(&at);
            let line = document.line(if known { &at } else { &at[..2] });
            problems.push(ConfigProblem::at(path, line, format!("{key}: {text}")));
        };
        // A part that can't be understood may be what makes the command safe.
        let is_broken =
            document.broken.iter().any(|key| key.path.starts_with(&["commands".into(), name.clone()]));
        if is_broken {
            continue;
        }
        match command(name, section) {
            Ok(command) => {
                let keys = match keys(section) {
                    Ok(keys) => keys,
                    Err(mistake) => {
                        tell(mistake);
                        Vec::new()
                    }
                };
                if let Err(error) = keymap.add_command(&keys, command.contexts) {
                    tell(Mistake(vec!["key".into()], error.to_string().trim_end_matches('.').to_owned()));
                }
                commands.push(command);
            }
            Err(mistake) => tell(mistake),
        }
    }
    commands
}

fn command(name: &str, section: &CommandOptions) -> Result<CustomCommand, Mistake> {
    let own = |text: &str| Mistake(Vec::new(), text.to_owned());
    if name.trim().is_empty() || name.chars().any(char::is_control) {
        return Err(own("expected a name of visible characters"));
    }
    if TABLE.iter().any(|row| row.name == name) {
        return Err(own("an action has this name already"));
    }
    let run = words(&section.run)?;
    let env = section.env.iter().map(|(name, text)| variable(name, text)).collect::<Result<_, _>>()?;
    let contexts: Vec<Context> = section.contexts.iter().map(|context| context.context()).collect();
    let mode = match section.terminal {
        Some(true) if section.timeout.is_some() => {
            return Err(Mistake(
                vec!["timeout".into()],
                "a command that has the terminal is not stopped".into(),
            ));
        }
        Some(true) => RunMode::Terminal,
        Some(false) | None => RunMode::Background(section.timeout.map_or(TIMEOUT, |timeout| timeout.0)),
    };
    Ok(CustomCommand {
        name: name.to_owned(),
        description: section.description.clone().unwrap_or_default(),
        contexts: match contexts.as_slice() {
            [] => Contexts::PANES.and(Contexts::of(&[Context::List])),
            some => Contexts::of(some),
        },
        run,
        env,
        stdin: section.stdin.map_or(CommandInput::Nothing, InputName::input),
        is_dangerous: section.dangerous.unwrap_or(false),
        mode,
    })
}

/// The program and its arguments.
fn words(run: &[String]) -> Result<Vec<Template>, Mistake> {
    let mistake = |text: String| Err(Mistake(vec!["run".into()], text));
    if run.first().is_none_or(|program| program.trim().is_empty()) {
        return mistake("expected a program and its arguments, such as [\"psql\", \"-l\"]".into());
    }
    if let [line] = run
        && line.contains(char::is_whitespace)
        && !line.contains('/')
    {
        let words: Vec<&str> = line.split_whitespace().collect();
        return mistake(format!(
            "no shell splits this line: name the program and each argument by itself, such as {words:?}"
        ));
    }
    run.iter().enumerate().map(|(at, text)| argument(at, text)).collect()
}

/// A word of the command line, which may have no secret data: every user of the machine can read it.
fn argument(at: usize, text: &str) -> Result<Template, Mistake> {
    let mistake = |text: String| Mistake(vec!["run".into(), at.to_string()], text);
    let template: Template = text.parse().map_err(|error| mistake(format!("{error}")))?;
    if let Some(secret) = template.secret() {
        let text = format!(
            "`{}` is secret data, which every user of the machine could read in an argument: hand it over by `env` or `stdin`",
            secret.written()
        );
        return Err(mistake(text));
    }
    if text.contains('\0') {
        return Err(mistake("an argument can't have a NUL character".into()));
    }
    Ok(template)
}

fn variable(name: &str, text: &str) -> Result<(String, Template), Mistake> {
    let mistake = |text: String| Mistake(vec!["env".into(), name.into()], text);
    let is_name = !name.is_empty() && !name.contains(['=', '\0']);
    if !is_name {
        return Err(mistake(format!("no variable can have the name {name:?}")));
    }
    let template = text.parse().map_err(|error| mistake(format!("{error}")))?;
    Ok((name.to_owned(), template))
}

fn keys(section: &CommandOptions) -> Result<Vec<KeySequence>, Mistake> {
    let mistake = |text: String| Mistake(vec!["key".into()], text);
    let mut read = Vec::new();
    for key in section.key.iter().flat_map(|keys| &keys.0) {
        let keys = sequence(key).map_err(mistake)?;
        check_reserved(keys.first).map_err(mistake)?;
        read.push(keys);
    }
    Ok(read)
}

impl CommandContext {
    /// Every part of the screen, for tests.
    #[cfg(test)]
    const ALL: [Self; 8] = [
        Self::List,
        Self::Overview,
        Self::Value,
        Self::Versions,
        Self::Tags,
        Self::Policy,
        Self::Replication,
        Self::Rotation,
    ];
}

#[cfg(test)]
mod tests {
    use super::super::tests::{of, problems};
    use super::*;
    use crate::app::custom_command::CommandId;

    #[test]
    fn a_command_is_read_whole() {
        let text = "[commands.psql]\ndescription = \"Open psql\"\nkey = \"f7\"\nrun = [\"psql\", \"--set=n={name}\"]\n\
                    in = [\"value\"]\nenv = { PGPASSWORD = \"{member:password}\" }\nterminal = true\ndangerous = true\n";
        let config = of(text);
        assert_eq!(config.problems(), []);
        let [command] = config.commands() else { panic!("one command") };
        assert_eq!((command.name.as_str(), command.mode), ("psql", RunMode::Terminal));
        assert!(command.is_dangerous && command.needs_value() && !command.needs_member());
        assert!(command.contexts.contains(Context::Value) && !command.contexts.contains(Context::List));
        assert_eq!(config.keymap().command_keys(CommandId(0)).len(), 1);
    }

    #[test]
    fn each_part_of_the_screen_that_is_no_layer_can_be_named() {
        let main = Context::ALL.iter().filter(|context| context.is_main());
        assert!(main.copied().eq(CommandContext::ALL.map(CommandContext::context)));
        let [all] = of("[commands.x]\nrun = [\"x\"]").commands().to_vec().try_into().unwrap();
        let all: CustomCommand = all;
        assert!(CommandContext::ALL.iter().all(|named| all.contexts.contains(named.context())));
    }

    #[test]
    fn mistakes_are_told_with_their_lines() {
        let expected_run = "expected a program and its arguments, such as [\"psql\", \"-l\"]";
        for (text, expected) in [
            (
                "[commands.x]\nrun = [\n  \"x\",\n  \"{value}\",\n]",
                "4: commands.x.run: `{value}` is secret data, which every user of the machine could read in an argument: hand it \
                 over by `env` or `stdin`"
                    .to_owned(),
            ),
            ("[commands.x]\nkey = \"f7\"", format!("1: commands.x.run: {expected_run}")),
            ("[commands.x]\nrun = []", format!("2: commands.x.run: {expected_run}")),
            (
                "[commands.x]\nrun = [\"x\", \"{nam}\"]",
                "2: commands.x.run: there is no placeholder `{nam}`; there are {name}, {arn}, {region}, {profile}, {value}, \
                 {member} and {member:KEY}"
                    .to_owned(),
            ),
            (
                "[commands.x]\nrun = [\"x\"]\n[commands.x.env]\nA = \"}\"",
                "4: commands.x.env: a brace that is meant is written twice: `{{` or `}}`".to_owned(),
            ),
            (
                "[commands.x]\nrun = [\"x\"]\nkey = \"r\"",
                "3: commands.x.key: r can't be its key: refresh has r in the list".to_owned(),
            ),
            (
                "[commands.x]\nrun = [\"x\"]\nkey = \"c\"",
                "3: commands.x.key: c can't be its key: copy-name has c n in the list".to_owned(),
            ),
            (
                "[commands.x]\nrun = [\"x\"]\nkey = \"r x\"",
                "3: commands.x.key: r x can't be its key: refresh has r in the list".to_owned(),
            ),
            (
                "[commands.x]\nrun = [\"x\"]\nkey = \"esc\"",
                "3: commands.x.key: `esc` is reserved: it always closes, cancels or ends what is typed".to_owned(),
            ),
            (
                "[commands.x]\nrun = [\"x\"]\nkey = \"Z\"\n[commands.y]\nrun = [\"y\"]\nkey = \"Z\"",
                "6: commands.y.key: Z can't be its key: another command has Z in the list".to_owned(),
            ),
            (
                "[commands.refresh]\nrun = [\"x\"]",
                "1: commands.refresh: an action has this name already".to_owned(),
            ),
            (
                "[commands.x]\nrun = [\"x\"]\ndangerous = \"yes\"",
                "3: commands.x.dangerous: expected true or false, found string \"yes\"".to_owned(),
            ),
            (
                "[commands.x]\nrum = [\"x\"]",
                "2: commands.x.rum: there is no such key; did you mean `run`?".to_owned(),
            ),
            (
                "[commands.x]\nrun = [\"x\"]\nterminal = true\ntimeout = \"5s\"",
                "4: commands.x.timeout: a command that has the terminal is not stopped".to_owned(),
            ),
        ] {
            assert_eq!(problems(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_command_that_is_not_understood_whole_is_left_out_and_one_with_a_bad_key_is_not() {
        assert!(of("[commands.x]\nrun = [\"x\"]\ndangerous = \"yes\"").commands().is_empty());
        assert!(of("[commands.x]\nrun = [\"x\", \"{member}\"]").commands().is_empty());
        let config = of("[commands.x]\nrun = [\"x\"]\nkey = [\"r\", \"Z\"]");
        assert_eq!(config.commands().len(), 1);
        let keys = config.keymap().command_keys(CommandId(0));
        assert_eq!(keys.iter().map(ToString::to_string).collect::<Vec<_>>(), ["Z"]);
    }
}
