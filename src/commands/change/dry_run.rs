//! `--dry-run`: the AWS CLI command of a change, in place of the change.

use crate::commands::error::{CommandError, CommandExit};
use crate::commands::output::Output;
use crate::commands::session::Session;
use crate::service::api::{CliDestination, Endpoint, Request};
use std::io::Write;

/// Prints the AWS CLI command that sends the same requests to the same place, a line each. A value is not in it: the command
/// reads it from the file `VALUE`.
pub(in crate::commands) async fn print<W: Write>(
    session: &Session,
    requests: &[Request],
    mut out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let destination = session.connection().await?.destination();
    let endpoint_url = match &destination.endpoint {
        Endpoint::Url(url) => Some(url.clone()),
        Endpoint::Aws | Endpoint::Demo => None,
    };
    let profile = session.target().profile.clone();
    let to = CliDestination { profile, region: Some(destination.region.clone()), endpoint_url };
    for request in requests {
        out.line(&request.cli_equivalent_at(&to))?;
    }
    out.flush()?;
    Ok(CommandExit::Done)
}
