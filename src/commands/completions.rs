//! Completions of the command line, and its manual page.
//!
//! The script of a shell asks this program at each tab, by a variable in its environment. Names of secrets come from the
//! cached list of the connection that the command would use: a tab never calls AWS.

use super::error::{CommandError, FailureKind};
use super::typed_line::{CachedList, TypedLine};
use crate::cli::{self, CompletionShell};
use crate::runtime::local::ListCache;
use crate::service::Connector;
use clap::Command;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{Bash, CompleteEnv, EnvCompleter, Fish, Powershell, Zsh};
use jiff::Timestamp;
use std::env;
use std::ffi::OsStr;
use std::io::{self, Write};

/// The variable by which the script of a shell asks for candidates; its value is the shell.
const VARIABLE: &str = "STRONGROOM_COMPLETE";

/// What asks with whole words in bash, around the function that the library registers there.
const BASH_WORDS: &str = include_str!("../../assets/completions.bash");

/// The arguments that name a secret.
const SECRETS: [&str; 3] = ["secret", "secrets", "other"];

/// Answers the script of a shell and ends, if that is what the program was started for.
pub fn complete_if_asked() {
    CompleteEnv::with_factory(with_names).var(VARIABLE).complete();
}

/// Prints the script that makes a shell complete.
///
/// # Errors
/// The output can't be written.
pub fn print_completions(shell: CompletionShell) -> Result<(), CommandError> {
    print(match shell {
        CompletionShell::Bash => registration(&Bash).map(|script| with_whole_words(&script)),
        CompletionShell::Zsh => registration(&Zsh),
        CompletionShell::Fish => registration(&Fish),
        CompletionShell::PowerShell => registration(&Powershell),
    })
}

/// The script of the library that registers this program with a shell.
fn registration(shell: &dyn EnvCompleter) -> io::Result<Vec<u8>> {
    let mut script = Vec::new();
    let name = env!("CARGO_PKG_NAME");
    shell.write_registration(VARIABLE, name, name, name, &mut script)?;
    Ok(script)
}

/// The script for bash with the function around that of the library registered instead.
fn with_whole_words(script: &[u8]) -> Vec<u8> {
    let script = String::from_utf8_lossy(script);
    let script = script.replace("-F _clap_complete_strongroom ", "-F _strongroom_whole_words ");
    (BASH_WORDS.to_owned() + &script).into_bytes()
}

/// Prints the manual page of the program or of one of its commands, in the language of `man`.
///
/// # Errors
/// There is no such command, or the output can't be written.
pub fn print_manual(command: Option<&str>) -> Result<(), CommandError> {
    let mut program = cli::command();
    // Gives the commands their full names.
    program.build();
    let subject = match command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| {
            let what = format!("There is no command `{name}`");
            CommandError::new(FailureKind::Usage, what, "", "`strongroom --help` lists the commands.")
        })?,
    };
    let mut page = Vec::new();
    let written = clap_mangen::Man::new(subject).render(&mut page);
    print(written.map(|()| page))
}

/// Prints to the standard output, whose reader may go away.
fn print(text: io::Result<Vec<u8>>) -> Result<(), CommandError> {
    match text.and_then(|text| io::stdout().write_all(&text)) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(CommandError::system("write the output")),
    }
}

/// The command line with the names of secrets where one is wanted.
fn with_names() -> Command {
    let complete = |command: Command| {
        command.mut_args(|arg| {
            let is_secret = SECRETS.iter().any(|id| arg.get_id() == id);
            if is_secret { arg.add(ArgValueCompleter::new(names)) } else { arg }
        })
    };
    complete(cli::command()).mut_subcommands(complete)
}

/// The cached names that begin with what is typed, each as one candidate; folders are not cut off, as a name is taken whole.
fn names(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let line = TypedLine::of(env::args().skip_while(|word| word != "--").skip(1));
    let Some(CachedList { target, longest_age }) = line.cached_list(env::vars_os()) else {
        return Vec::new();
    };
    let Some(origin) = Connector::aws().list_origin(&target) else { return Vec::new() };
    let Some(cache) = ListCache::of_environment(longest_age) else { return Vec::new() };
    let mut names = cache.names(&origin, Timestamp::now());
    names.retain(|name| name.starts_with(typed.as_ref()));
    names.sort_unstable();
    names.into_iter().map(CompletionCandidate::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bash_calls_the_function_that_asks_with_whole_words() {
        let script = String::from_utf8(with_whole_words(&registration(&Bash).unwrap())).unwrap();
        let functions = [
            "_strongroom_whole_words() {",
            "\n_clap_complete_strongroom() {",
            "    _clap_complete_strongroom \"$1\"",
        ];
        for function in functions {
            assert_eq!(script.matches(function).count(), 1, "{function}");
        }
        let registrations = script.lines().filter(|line| line.trim_start().starts_with("complete "));
        for line in registrations {
            assert!(line.ends_with("-F _strongroom_whole_words strongroom"), "{line}");
        }
    }

    #[test]
    fn every_command_that_takes_a_secret_completes_its_name() {
        let command = with_names();
        for name in ["get", "describe", "set", "rotate", "delete", "run", "env", "copy"] {
            let command = command.find_subcommand(name).unwrap();
            let mut arguments = command.get_arguments();
            assert!(arguments.any(|argument| argument.get::<ArgValueCompleter>().is_some()), "{name}");
        }
    }
}
