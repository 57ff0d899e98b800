//! `strongroom label`: moves, adds or removes a staging label.

use super::change::{Engine, Question, Target, dry_run};
use super::error::{CommandError, CommandExit, FailureKind};
use super::output::{Output, tell};
use super::session::Session;
use crate::app::actions::Action;
use crate::app::form::{Note, Tone};
use crate::app::forms::labels::{MoveError, already_there, check_move, label_error, move_picture, move_plan};
use crate::cli::LabelArgs;
use crate::secrets::{AWSCURRENT, AWSPENDING, AWSPREVIOUS, StagingLabel, VersionId, VersionLabels};
use crate::service::api::Operation;
use std::io::Write;

/// Moves a label. Asks before one of AWS's own moves, and before a label is removed.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: LabelArgs,
    out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let label = StagingLabel(args.label);
    check_line(&label, args.version_id.is_none())?;
    if !args.change.dry_run {
        session.require_write(Operation::UpdateSecretVersionStage)?;
    }
    let is_own = [AWSCURRENT, AWSPREVIOUS, AWSPENDING].contains(&label.as_str());
    let asks = is_own || args.remove;
    let question = if asks { Question::of(&args.change)? } else { Question::Answered };
    let target = Target::read(session, &args.secret.secret, Action::MoveLabel).await?;
    let Some(detail) = target.detail() else {
        // The request names the version that loses the label.
        session.describe(&args.secret.secret).await?;
        return Err(unknown_labels());
    };
    let labels = &detail.summary.versions;
    let version = args.version_id.map(|version| version_of(labels, version));
    check_move(labels, &label, version.as_ref()).map_err(refused)?;
    if labels.holder(label.as_str()) == version.as_ref() {
        tell(&already_there(&label));
        return Ok(CommandExit::Done);
    }
    let plan = move_plan(target.name(), &target.known(), &label, version.as_ref());
    if args.change.dry_run {
        let requests: Vec<_> = plan.steps.into_iter().map(|step| step.request).collect();
        return dry_run::print(session, &requests, out).await;
    }
    let picture: Vec<_> = move_picture(labels, &label, version.as_ref()).iter().map(line).collect();
    if !question.is_confirmed(&plan.title, (session, &target), picture).await? {
        return Ok(CommandExit::No);
    }
    Engine::of(session).carry_out(plan).await?;
    Ok(CommandExit::Done)
}

/// Refuses what no secret allows, before one is read.
fn check_line(label: &StagingLabel, is_removed: bool) -> Result<(), CommandError> {
    let refused = |text: &str| Err(CommandError::new(FailureKind::Usage, text.trim_end_matches('.'), "", ""));
    match label_error(label.as_str()) {
        Some(text) => refused(&text),
        None if is_removed && label.as_str() == AWSCURRENT => {
            refused("AWSCURRENT can be moved, never removed: name a version with --to.")
        }
        None => Ok(()),
    }
}

/// The version that a label or an ID stands for.
fn version_of(labels: &VersionLabels, version: String) -> VersionId {
    labels.holder(&version).cloned().unwrap_or(VersionId(version))
}

fn refused(error: MoveError) -> CommandError {
    let (kind, text) = match error {
        MoveError::Label(text) => (FailureKind::NotFound, text),
        MoveError::Version(text) => (FailureKind::Conflict, text),
    };
    CommandError::new(
        kind,
        text.trim_end_matches('.'),
        "",
        "`strongroom describe` shows versions and labels.",
    )
}

fn unknown_labels() -> CommandError {
    CommandError::new(FailureKind::Other, "The labels of the secret are not known", "", "")
}

/// A note of the dashboard as a line.
fn line(note: &Note) -> String {
    match note.tone {
        Tone::Removed => format!("  - {}", note.text),
        Tone::Added => format!("  + {}", note.text),
        _ => note.text.clone(),
    }
}
