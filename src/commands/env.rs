//! `strongroom env`: the members of secrets as variables, in a format that another program reads back byte by byte.

use super::error::{CommandError, CommandExit, FailureKind};
use super::output::Output;
use super::session::Session;
use super::variables;
use crate::cli::{EnvArgs, EnvFormat};
use crate::secrets::{Variable, dotenv_file};
use serde_json::Value;
use std::io::Write;
use zeroize::Zeroizing;

/// The longest line that docker reads from an `--env-file`, without its end.
const DOCKER_LINE: usize = 65_535;

/// Prints the variables, all or none.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: EnvArgs,
    mut out: Output<W>,
) -> Result<CommandExit, CommandError> {
    out.require_reveal(args.reveal)?;
    let variables = variables::read(session, args.secrets, &args.variables).await?;
    out.text(&written(&variables, args.format)?)?;
    out.flush()?;
    Ok(CommandExit::Done)
}

/// The variables in a format.
fn written(variables: &[Variable], format: EnvFormat) -> Result<Zeroizing<String>, CommandError> {
    let lines = |line: fn(&Variable) -> String| variables.iter().map(line).collect();
    Ok(Zeroizing::new(match format {
        EnvFormat::Dotenv => return Ok(dotenv_file(variables)),
        EnvFormat::Export => {
            lines(|Variable { name, value, .. }| format!("export {name}={}\n", quoted(value)))
        }
        EnvFormat::Docker => {
            variables.iter().try_for_each(refuse_for_docker)?;
            lines(|Variable { name, value, .. }| format!("{name}={}\n", value.as_str()))
        }
        EnvFormat::Json => {
            let member =
                |Variable { name, value, .. }: &Variable| (name.clone(), Value::from(value.as_str()));
            format!("{}\n", super::json::pretty(&Value::Object(variables.iter().map(member).collect())))
        }
    }))
}

/// A value as POSIX shells read it.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

/// Refuses a value that docker would not read back: its format has no quotes and no escapes.
fn refuse_for_docker(Variable { name, value, origin }: &Variable) -> Result<(), CommandError> {
    let why = if value.contains('\n') {
        "It has several lines, and docker's format has one for each variable."
    } else if value.ends_with('\r') {
        "It ends with a carriage return, which docker takes for a part of the line's end."
    } else if name.len() + 1 + value.len() > DOCKER_LINE {
        "It is longer than the lines that docker reads."
    } else {
        return Ok(());
    };
    let what = format!("{origin} can't be written for docker");
    Err(CommandError::new(
        FailureKind::Conflict,
        what,
        why,
        "Use `strongroom run … -- docker run --env NAME …`.",
    ))
}

#[cfg(test)]
mod tests;
