//! Words that are near the name of a command: taken for a mistyped one.

use clap::Command;
use std::ffi::OsString;

/// The first word of a line that is no valid one, and the command that it is near, if it is near one. `parsed` is the secret
/// of a line that is valid. A word after `--` is meant as it is.
pub(super) fn mistyped(
    line: &[OsString],
    parsed: Option<&str>,
    program: &Command,
) -> Option<(String, String)> {
    if line.iter().any(|word| word == "--") {
        return None;
    }
    let word = parsed.map(str::to_owned).or_else(|| first_word(line, program))?;
    nearest(&word, program).map(|near| (word, near))
}

/// The first word of the line that is neither an option nor, as far as that can be told, its value.
fn first_word(line: &[OsString], program: &Command) -> Option<String> {
    let mut words = line.iter().skip(1).filter_map(|word| word.to_str());
    loop {
        let word = words.next()?;
        if !word.starts_with('-') {
            return Some(word.to_owned());
        }
        let takes_value = program
            .get_opts()
            .any(|option| option.get_long().is_some_and(|long| word == format!("--{long}")));
        if takes_value {
            words.next();
        }
    }
}

/// The command that is a slip away from `word`: one letter for short names, two for others.
fn nearest(word: &str, program: &Command) -> Option<String> {
    if program.find_subcommand(word).is_some() {
        return None;
    }
    let distance = |name: &str| strsim::damerau_levenshtein(&word.to_lowercase(), name);
    let is_near = |name: &str, by: usize| (1..=if name.len() > 4 { 2 } else { 1 }).contains(&by);
    let near = |name: &str| Some((distance(name), name.to_owned())).filter(|(by, name)| is_near(name, *by));
    let names =
        program.get_subcommands().filter(|command| !command.is_hide_set()).map(clap::Command::get_name);
    names.filter_map(near).min().map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command;

    #[test]
    fn a_slip_is_near_and_a_name_is_not() {
        for (word, near) in [("lst", "list"), ("gte", "get"), ("describ", "describe"), ("roate", "rotate")] {
            assert_eq!(nearest(word, &command()).as_deref(), Some(near));
        }
        for word in ["prod/db", "target", "settings", "cat", "list", "get", "lists/a", "x", "rotations"] {
            assert_eq!(nearest(word, &command()), None, "{word}");
        }
    }
}
