//! `strongroom rotate`: rotates a secret now, and follows the rotation to its end.

use super::change::{Engine, Question, Target, dry_run};
use super::error::{CommandError, CommandExit, FailureKind};
use super::output::{Output, tell};
use super::session::Session;
use crate::app::actions::Action;
use crate::app::changes::{DROPPED, Followed, Rotation, RotationStage, is_transient, overdue_rotation};
use crate::app::plan::Plan;
use crate::cli::RotateArgs;
use crate::secrets::{RotationState, Summary, VersionId};
use crate::service::api::{Operation, Request};
use jiff::Timestamp;
use std::io::Write;
use std::time::{Duration, Instant};

/// Rotates a secret, and prints the ID of the version that the rotation creates.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: RotateArgs,
    mut out: Output<W>,
) -> Result<CommandExit, CommandError> {
    if !args.change.dry_run {
        session.require_write(Operation::RotateSecret)?;
    }
    let question = Question::of(&args.change)?;
    let mut engine = Engine::of(session);
    let token = engine.mint_token();
    let request = |secret: String| Request::RotateSecret { secret, settings: None, token: token.clone() };
    if args.change.dry_run {
        return dry_run::print(session, &[request(args.secret.secret)], out).await;
    }
    let target = Target::read(session, &args.secret.secret, Action::RotateNow).await?;
    let title = format!("Rotate {}", target.name());
    let lines = target.detail().map(|detail| consequences(&detail.summary)).unwrap_or_default();
    if !question.is_confirmed(&title, (session, &target), lines).await? {
        return Ok(CommandExit::No);
    }
    let known = target.known();
    engine.carry_out(Plan::of(title, &known, request(target.id()))).await?;
    let version = engine.rotates_to(known.arn()).cloned();
    let version = version.unwrap_or_else(|| VersionId(token.as_str().to_owned()));
    out.line(version.as_str())?;
    out.flush()?;
    if args.wait {
        follow_unless_interrupted(session, &target, version).await?;
    }
    Ok(CommandExit::Done)
}

/// The lines of the question, in the dashboard's words.
fn consequences(secret: &Summary) -> Vec<String> {
    let function = secret.rotation_lambda_arn.as_ref().map(|function| format!("Function: {function}"));
    let pending = secret.versions.pending().map(|pending| {
        format!("AWSPENDING is still on version {}: the service may refuse to rotate.", pending.short())
    });
    let is_off = secret.rotation(Timestamp::now()).state() == RotationState::Off;
    let off = is_off.then(|| "Rotation is off: this turns it on again.".to_owned());
    let last = "A new version gets AWSCURRENT; clients must read the new value.".to_owned();
    function.into_iter().chain(pending).chain(off).chain([last]).collect()
}

/// Follows a rotation to its end. Ctrl-c ends the wait, not the rotation.
async fn follow_unless_interrupted(
    session: &Session,
    target: &Target,
    version: VersionId,
) -> Result<(), CommandError> {
    tokio::select! {
        ended = follow(session, target, version) => ended,
        pressed = tokio::signal::ctrl_c() => {
            pressed.map_err(CommandError::system("listen for the interrupt signal"))?;
            Err(CommandError::new(
                FailureKind::Interrupted,
                format!("The rotation of {} goes on, and is no longer followed", target.name()),
                "",
                "",
            ))
        }
    }
}

async fn follow(session: &Session, target: &Target, version: VersionId) -> Result<(), CommandError> {
    let mut rotation = Rotation::to(version);
    let request = Request::DescribeSecret { secret: target.id() };
    let began = Instant::now();
    loop {
        match session.complete(&request).await?.result {
            Ok(reply) => {
                let secret = reply.into_detail()?.summary;
                if let Some(stage) = rotation.observe(&secret)
                    && has_ended(stage, &secret)?
                {
                    return Ok(());
                }
            }
            Err(error) if is_transient(&error) => {}
            Err(error) => return Err(error.into()),
        }
        let elapsed = began.elapsed().try_into().unwrap_or(Rotation::FOLLOW_FOR);
        if elapsed >= Rotation::FOLLOW_FOR {
            return Err(overdue(target.name()));
        }
        tokio::time::sleep(Duration::try_from(Rotation::pause(elapsed)).unwrap_or_default()).await;
    }
}

/// Tells a new stage; true if it is the end.
fn has_ended(stage: RotationStage, secret: &Summary) -> Result<bool, CommandError> {
    let news = stage.news(secret);
    match stage {
        RotationStage::Requested | RotationStage::Pending => {
            tell(&news);
            Ok(false)
        }
        RotationStage::Finished => {
            tell(&news);
            Ok(true)
        }
        RotationStage::Dropped => Err(CommandError::new(
            FailureKind::Conflict,
            news.trim_end_matches('.'),
            DROPPED,
            "`strongroom describe` shows versions and labels.",
        )),
    }
}

fn overdue(name: &str) -> CommandError {
    CommandError::new(
        FailureKind::Conflict,
        overdue_rotation(name).trim_end_matches('.'),
        "",
        "Check the logs of the rotation function. `strongroom label SECRET AWSPENDING --remove` makes way for another rotation.",
    )
}
