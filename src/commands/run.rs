//! `strongroom run`: a command with the members of secrets as environment variables.

use super::error::{CommandError, FailureKind};
use super::session::Session;
use super::variables;
use crate::cli::RunArgs;
use crate::runtime::CoreLimit;
use crate::secrets::Variable;
use std::convert::Infallible;
use std::env;
use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// Reads the secrets and lets the command take the place of this process, so that signals and the exit status are its own.
/// It gets the rest of the environment as it is, and the limit on core files from before.
pub(super) async fn run(
    session: &Session,
    args: RunArgs,
    core_limit: CoreLimit,
) -> Result<Infallible, CommandError> {
    let RunArgs { secrets, variables, replace, command } = args;
    let variables = variables::read(session, secrets, &variables).await?;
    if !replace {
        refuse_replacement(&variables)?;
    }
    let (program, arguments) = command.split_first().ok_or_else(no_command)?;
    session.end();
    core_limit.restore().map_err(CommandError::system("restore the limit on core files"))?;
    let error = Command::new(program)
        .args(arguments)
        .envs(variables.iter().map(|variable| (&variable.name, variable.value.as_str())))
        .exec();
    Err(not_started(program, &error))
}

fn refuse_replacement(variables: &[Variable]) -> Result<(), CommandError> {
    let Some(Variable { name, origin, .. }) =
        variables.iter().find(|variable| env::var_os(&variable.name).is_some())
    else {
        return Ok(());
    };
    Err(CommandError::new(
        FailureKind::Conflict,
        format!("{origin} would replace the variable `{name}` of the environment"),
        "",
        "Allow it with --replace, or give each name a beginning with --prefix.",
    ))
}

/// clap requires a command.
fn no_command() -> CommandError {
    CommandError::new(FailureKind::Usage, "There is no command to run", "", "Give one after `--`.")
}

fn not_started(program: &OsString, error: &io::Error) -> CommandError {
    let (kind, next) = match error.kind() {
        io::ErrorKind::NotFound => (FailureKind::CommandNotFound, "Check its name, and PATH."),
        _ => (FailureKind::CommandNotStarted, ""),
    };
    CommandError::new(kind, format!("Can't run `{}`", program.display()), format!("{error}."), next)
}
