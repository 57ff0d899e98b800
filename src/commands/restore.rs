//! `strongroom restore`: cancels the scheduled deletion of a secret.

use super::change::{Engine, Target, dry_run};
use super::error::{CommandError, CommandExit};
use super::output::Output;
use super::session::Session;
use crate::app::actions::Action;
use crate::app::plan::Plan;
use crate::cli::RestoreArgs;
use crate::service::api::{Operation, Request};
use std::io::Write;

/// Restores a secret. Asks nothing: it takes nothing away, and what is restored can be deleted again.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: RestoreArgs,
    out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let secret = args.secret.secret;
    if args.change.dry_run {
        return dry_run::print(session, &[Request::RestoreSecret { secret }], out).await;
    }
    session.require_write(Operation::RestoreSecret)?;
    let target = Target::read(session, &secret, Action::Restore).await?;
    let request = Request::RestoreSecret { secret: target.id() };
    let plan = Plan::of(format!("Restore {}", target.name()), &target.known(), request);
    Engine::of(session).carry_out(plan).await?;
    Ok(CommandExit::Done)
}
