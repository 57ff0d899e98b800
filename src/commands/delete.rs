//! `strongroom delete`: deletes a secret after a recovery window, or at once.

use super::change::{Engine, Question, Target, dry_run};
use super::error::{CommandError, CommandExit, FailureKind};
use super::output::{Output, tell};
use super::session::Session;
use crate::app::actions::Action;
use crate::app::plan::Plan;
use crate::cli::DeleteArgs;
use crate::secrets::{DEFAULT_RECOVERY_WINDOW_DAYS, recovery_window};
use crate::service::api::{Operation, Recovery, Request};
use jiff::Timestamp;
use std::io::Write;

/// Deletes a secret. A deletion with a recovery window asks; one without has the name typed once more, as in the dashboard.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: DeleteArgs,
    out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let given = &args.secret.secret;
    let recovery = match &args.force {
        Some(_) => Recovery::Force,
        None => Recovery::Window { days: args.window.unwrap_or(DEFAULT_RECOVERY_WINDOW_DAYS) },
    };
    if !args.change.dry_run {
        session.require_write(Operation::DeleteSecret)?;
    }
    let (question, action) = match recovery {
        Recovery::Force => (Question::Answered, Action::ForceDelete),
        Recovery::Window { .. } => (Question::of(&args.change)?, Action::Delete),
    };
    // The name of an ARN is told by the service: six signs may follow it, or belong to it.
    let typed_behind_arn = args.force.as_ref().filter(|_| given.starts_with("arn:"));
    if let (Some(typed), None) = (&args.force, typed_behind_arn) {
        check_typed(typed, given)?;
    }
    if args.change.dry_run {
        if let Some(typed) = typed_behind_arn {
            check_typed(typed, &session.describe(given).await?.summary.name)?;
        }
        return dry_run::print(session, &[delete(given.clone(), recovery)], out).await;
    }
    let target = Target::read(session, given, action).await?;
    if let Some(typed) = &args.force {
        check_typed(typed, target.name())?;
    }
    check_replicas(&target)?;
    let title = match recovery {
        Recovery::Window { .. } => format!("Delete {}", target.name()),
        Recovery::Force => format!("Delete {} without recovery", target.name()),
    };
    if !question.is_confirmed(&title, (session, &target), consequences(&target, recovery)).await? {
        return Ok(CommandExit::No);
    }
    let plan = Plan::of(title, &target.known(), delete(target.id(), recovery));
    Engine::of(session).carry_out(plan).await?;
    if let Recovery::Window { days } = recovery {
        tell(&until(days));
    }
    Ok(CommandExit::Done)
}

fn delete(secret: String, recovery: Recovery) -> Request {
    Request::DeleteSecret { secret, recovery }
}

fn check_typed(typed: &str, name: &str) -> Result<(), CommandError> {
    if typed == name {
        return Ok(());
    }
    Err(CommandError::new(
        FailureKind::Usage,
        format!("--force names `{typed}`, and the secret is `{name}`"),
        "",
        "Type the whole name of the secret behind --force: nothing can be recovered.",
    ))
}

/// Refuses to delete a secret that has replicas, as the service does.
fn check_replicas(target: &Target) -> Result<(), CommandError> {
    let regions = target.detail().into_iter().flat_map(|detail| &detail.replicas);
    let regions: Vec<&str> = regions.map(|replica| replica.region.as_str()).collect();
    if regions.is_empty() {
        return Ok(());
    }
    Err(CommandError::new(
        FailureKind::Conflict,
        format!("{} has replicas in {}", target.name(), regions.join(", ")),
        "The service does not delete a secret that has replicas.",
        "Remove those Regions first, in the dashboard or with `aws secretsmanager remove-regions-from-replication`.",
    ))
}

fn consequences(target: &Target, recovery: Recovery) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(detail) = target.detail() {
        lines.push(match detail.summary.last_accessed {
            Some(day) => format!("It was last read on {}.", day.strftime("%Y-%m-%d")),
            None => "It was never read, according to the service.".to_owned(),
        });
    }
    match recovery {
        Recovery::Window { days } => {
            lines.push("From now on it can't be read: whatever still uses it fails.".to_owned());
            lines.push(until(days));
        }
        Recovery::Force => {}
    }
    lines
}

fn until(days: u8) -> String {
    let until = Timestamp::now().saturating_add(recovery_window(days)).unwrap_or(Timestamp::MAX);
    format!("It can be restored until {}.", until.strftime("%Y-%m-%d %H:%M UTC"))
}
