//! Completions of the command line, and its manual page.
//!
//! The script of a shell asks this program at each tab, by a variable in its environment. Names of secrets come from the
//! cached list of the connection that the line names: a tab never calls AWS.

use super::error::{CommandError, FailureKind};
use crate::cli::{self, CompletionShell};
use crate::runtime::DEFAULT_CACHE_AGE;
use crate::runtime::local::ListCache;
use crate::service::Connector;
use crate::service::api::ConnectionTarget;
use clap::Command;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{Bash, CompleteEnv, EnvCompleter, Fish, Powershell, Zsh};
use jiff::Timestamp;
use std::ffi::OsStr;
use std::io::{self, Write};

/// The variable by which the script of a shell asks for candidates; its value is the shell.
const VARIABLE: &str = "STRONGROOM_COMPLETE";

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
    let shell: &dyn EnvCompleter = match shell {
        CompletionShell::Bash => &Bash,
        CompletionShell::Zsh => &Zsh,
        CompletionShell::Fish => &Fish,
        CompletionShell::PowerShell => &Powershell,
    };
    let mut script = Vec::new();
    let name = env!("CARGO_PKG_NAME");
    let written = shell.write_registration(VARIABLE, name, name, name, &mut script);
    print(written.map(|()| script))
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
    let target = target(std::env::args().skip_while(|word| word != "--").skip(1));
    let Some(origin) = Connector::aws().list_origin(&target) else { return Vec::new() };
    let Some(cache) = ListCache::of_environment(DEFAULT_CACHE_AGE) else { return Vec::new() };
    let mut names = cache.names(&origin, Timestamp::now());
    names.retain(|name| name.starts_with(typed.as_ref()));
    names.sort_unstable();
    names.into_iter().map(CompletionCandidate::new).collect()
}

/// The connection that the words of a line name.
fn target(words: impl Iterator<Item = String>) -> ConnectionTarget {
    let mut target = ConnectionTarget::default();
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let (option, value) = match word.split_once('=') {
            Some((option, value)) => (option.to_owned(), Some(value.to_owned())),
            None => (word, None),
        };
        let slot = match option.as_str() {
            "--profile" => &mut target.profile,
            "--region" => &mut target.region,
            "--endpoint-url" => &mut target.endpoint_url,
            _ => continue,
        };
        *slot = value.or_else(|| words.peek().cloned());
    }
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_connection_is_that_of_the_line() {
        let words = ["strongroom", "get", "--profile", "dev", "--region=eu-west-1", "app/"];
        let target = target(words.map(str::to_owned).into_iter());
        assert_eq!(target.profile.as_deref(), Some("dev"));
        assert_eq!(target.region.as_deref(), Some("eu-west-1"));
        assert_eq!(target.endpoint_url, None);
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
