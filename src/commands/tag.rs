//! `strongroom tag` and `strongroom untag`.

use super::change::{Engine, Target, dry_run};
use super::error::{CommandError, CommandExit, FailureKind};
use super::output::{Output, tell};
use super::session::Session;
use crate::app::actions::Action;
use crate::app::forms::{TagChange, check_tags};
use crate::app::plan::{Plan, Step};
use crate::cli::{ChangeArgs, TagArgs, UntagArgs};
use crate::secrets::Tag;
use crate::service::api::{Operation, Request};
use std::io::Write;

/// Adds tags, and gives others new values.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: TagArgs,
    out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let tags: Vec<_> = args.tags.into_iter().map(|(key, value)| Tag { key, value }).collect();
    check_tags(&tags).map_err(|why| usage(&why))?;
    let request = |secret| Request::TagResource { secret, tags: tags.clone() };
    let change = |before: &[Tag]| TagChange::applied(before, &tags, &[]);
    change_tags(session, (&args.secret.secret, &args.change), request, change, out).await
}

/// Removes tags.
pub(super) async fn remove<W: Write>(
    session: &Session,
    args: UntagArgs,
    out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let keys = args.keys;
    let is_reserved = |key: &&String| Tag { key: (*key).clone(), value: String::new() }.is_reserved();
    if let Some(key) = keys.iter().find(is_reserved) {
        return Err(usage(&format!("{key}: keys that begin with aws: are AWS's own.")));
    }
    let request = |secret| Request::UntagResource { secret, keys: keys.clone() };
    let change = |before: &[Tag]| TagChange::applied(before, &[], &keys);
    change_tags(session, (&args.secret.secret, &args.change), request, change, out).await
}

/// Changes tags. Asks nothing: what is asked for is on the command line, and can be put back.
async fn change_tags<W: Write>(
    session: &Session,
    (secret, how): (&str, &ChangeArgs),
    request: impl Fn(String) -> Request,
    change: impl Fn(&[Tag]) -> TagChange,
    out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let asked_for = request(secret.to_owned());
    if how.dry_run {
        return dry_run::print(session, &[asked_for], out).await;
    }
    session.require_write(Operation::from(&asked_for))?;
    let target = Target::read(session, secret, Action::EditTags).await?;
    let known = target.known();
    let steps = match target.detail() {
        Some(detail) => {
            let change = change(&detail.summary.tags);
            if change.is_nothing() {
                tell("The tags are as they were: there is nothing to change.");
                return Ok(CommandExit::Done);
            }
            check_count(target.name(), &change)?;
            change.steps(&known)
        }
        None => vec![Step::on(&known, asked_for)],
    };
    let plan = Plan::of_steps(format!("Change the tags of {}", target.name()), steps);
    Engine::of(session).carry_out(plan).await?;
    Ok(CommandExit::Done)
}

fn check_count(name: &str, change: &TagChange) -> Result<(), CommandError> {
    match change.count_after() {
        count if count > TagChange::LIMIT => Err(CommandError::new(
            FailureKind::Conflict,
            format!("{name} would have {count} tags"),
            format!("A secret has {} at most.", TagChange::LIMIT),
            "Remove some first: `strongroom untag`.",
        )),
        _ => Ok(()),
    }
}

fn usage(what: &str) -> CommandError {
    CommandError::new(FailureKind::Usage, what.trim_end_matches('.'), "", "")
}
