//! Words that are near the name of a command: taken for a mistyped one.

use super::{Cli, command, usage_error};
use clap::error::ErrorKind;
use std::ffi::OsString;

/// The parsed command line, or an error with a hint if its first word is nearly a command. A secret of such a name is
/// opened with `--` before it.
pub(super) fn hinted(line: &[OsString], parsed: Result<Cli, clap::Error>) -> Result<Cli, clap::Error> {
    let is_a_secret = parsed.as_ref().is_ok_and(|cli| cli.command.is_some() || cli.secret.is_none());
    let is_shown = parsed.as_ref().is_err_and(|error| !error.use_stderr());
    if is_a_secret || is_shown || line.iter().any(|word| word == "--") {
        return parsed;
    }
    let word = match &parsed {
        Ok(cli) => cli.secret.clone(),
        Err(_) => first_word(line),
    };
    let Some(word) = word else { return parsed };
    match nearest(&word) {
        Some(near) => {
            let text = format!(
                "there is no command `{word}`; `{near}` is near\n\n  \
                 tip: to open the secret `{word}` in the dashboard, write `strongroom -- {word}`"
            );
            Err(usage_error(ErrorKind::InvalidSubcommand, text))
        }
        None => parsed,
    }
}

/// The first word of the line that is neither an option nor, as far as that can be told, its value.
fn first_word(line: &[OsString]) -> Option<String> {
    let mut words = line.iter().skip(1).filter_map(|word| word.to_str());
    loop {
        let word = words.next()?;
        if !word.starts_with('-') {
            return Some(word.to_owned());
        }
        let takes_value = command()
            .get_opts()
            .any(|option| option.get_long().is_some_and(|long| word == format!("--{long}")));
        if takes_value {
            words.next();
        }
    }
}

/// The command that is a slip away from `word`: one letter for short names, two for others.
fn nearest(word: &str) -> Option<String> {
    let commands = command();
    if commands.find_subcommand(word).is_some() {
        return None;
    }
    let distance = |name: &str| strsim::damerau_levenshtein(&word.to_lowercase(), name);
    let is_near = |name: &str, by: usize| (1..=if name.len() > 4 { 2 } else { 1 }).contains(&by);
    let near = |name: &str| Some((distance(name), name.to_owned())).filter(|(by, name)| is_near(name, *by));
    let names =
        commands.get_subcommands().filter(|command| !command.is_hide_set()).map(clap::Command::get_name);
    names.filter_map(near).min().map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_a_name_is_not() {
        for (word, near) in [("lst", "list"), ("gte", "get"), ("describ", "describe"), ("roate", "rotate")] {
            assert_eq!(nearest(word).as_deref(), Some(near));
        }
        for word in ["prod/db", "target", "settings", "cat", "list", "get", "lists/a", "x", "rotations"] {
            assert_eq!(nearest(word), None, "{word}");
        }
    }
}
