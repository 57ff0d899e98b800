//! `strongroom pick`: the dashboard's list as a picker.

use super::error::{CommandError, CommandExit, FailureKind};
use super::output::Output;
use crate::cli::{ConnectionArgs, PickArgs};
use crate::config::Config;
use crate::runtime::{self, ExitReason, RunError};

/// Lets a secret be chosen on the terminal, and prints its name or ARN.
pub(super) fn run(
    connection: ConnectionArgs,
    args: PickArgs,
    config: &Config,
) -> Result<CommandExit, CommandError> {
    let (ended, output) = runtime::pick(connection, args.filter, config).map_err(|error| not_run(&error))?;
    match ended {
        ExitReason::Picked(secret) => {
            let mut out = Output::file(output);
            out.line(if args.arn { secret.arn.as_str() } else { &secret.name })?;
            out.flush()?;
            Ok(CommandExit::Done)
        }
        ExitReason::Quit => Ok(CommandExit::No),
        ExitReason::Signal(signal) => Ok(CommandExit::Signalled(signal.exit_status())),
    }
}

fn not_run(error: &RunError) -> CommandError {
    let kind = match error {
        RunError::NotATerminal(_) => FailureKind::Usage,
        RunError::Lacking(_) | RunError::Terminal(_) => FailureKind::Other,
    };
    CommandError::new(kind, "No secret was chosen", format!("{error}."), "")
}
