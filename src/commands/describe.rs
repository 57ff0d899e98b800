//! `strongroom describe`: everything about a secret except its value.

use super::error::{CommandError, CommandExit};
use super::json;
use super::output::Output;
use super::session::Session;
use crate::cli::DescribeArgs;
use crate::secrets::{
    Detail, ReplicaRole, RotationRules, RotationSchedule, RotationView, StagingLabel, Tag, Version, printable,
};
use crate::service::api::Request;
use jiff::Timestamp;
use std::io::{self, Write};

/// Prints the metadata, versions, tags, replicas and policy. What may not be read beside the metadata is left out, which the
/// error output tells.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: &DescribeArgs,
    mut out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let secret = &args.secret.secret;
    let detail = session.describe(secret).await?;
    let policy = Request::GetResourcePolicy { secret: secret.clone() };
    let (versions, policy) = tokio::join!(session.versions(secret), session.perform(&policy));
    let versions = told("versions", versions);
    let policy = told("resource policy", policy.and_then(|reply| Ok(reply.into_policy()?))).flatten();
    if args.json {
        let object = json::detail(&detail, versions.as_deref(), policy.as_deref());
        out.line(&json::pretty(&object.into()))?;
    } else {
        for (name, text) in lines(&detail, versions.as_deref(), policy.as_deref(), Timestamp::now()) {
            out.line(format!("{name:<14}{}", printable(&text)).trim_end())?;
        }
    }
    out.flush()?;
    Ok(CommandExit::Done)
}

/// The answer to a read; an error is told on the error output.
fn told<T>(what: &str, read: Result<T, CommandError>) -> Option<T> {
    read.inspect_err(|error| {
        let _ = writeln!(io::stderr(), "strongroom: the {what} are left out: {error}");
    })
    .ok()
}

/// The lines for people: a name, which is empty where the line goes on with the last one, and a text.
fn lines(
    detail: &Detail,
    versions: Option<&[Version]>,
    policy: Option<&str>,
    now: Timestamp,
) -> Vec<(&'static str, String)> {
    let secret = &detail.summary;
    let date = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let mut lines = Vec::new();
    let mut add = |name: &'static str, text: Option<String>| lines.extend(text.map(|text| (name, text)));
    add("Name", Some(secret.name.clone()));
    add("ARN", Some(secret.arn.to_string()));
    add("Description", secret.description.clone());
    add("Rotation", Some(rotation(RotationView::of(secret, now))));
    add("Schedule", secret.rotation_rules.as_ref().and_then(RotationRules::schedule).map(schedule));
    add("Function", secret.rotation_lambda_arn.clone());
    add("Next rotation", date(secret.next_rotation));
    add("Last rotated", date(secret.last_rotated));
    add("Last changed", date(secret.last_changed));
    add("Last accessed", date(secret.last_accessed));
    add("Created", date(secret.created));
    add("Deleted", date(secret.deleted));
    add("Key", Some(secret.kms_key_id.clone().unwrap_or_else(|| "aws/secretsmanager".to_owned())));
    add("Owner", secret.owning_service.clone());
    if let ReplicaRole::Replica { primary } = secret.replica_role() {
        add("Replica of", Some(primary.to_owned()));
    }
    add_all(
        "Replica",
        detail.replicas.iter().map(|replica| {
            let message = replica.message.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
            format!("{} {}{message}", replica.region, replica.status.as_str())
        }),
        &mut lines,
    );
    add_all("Tag", secret.tags.iter().map(|Tag { key, value }| format!("{key}={value}")), &mut lines);
    add_all(
        "Version",
        versions.unwrap_or_default().iter().map(|version| {
            let labels: Vec<_> = version.labels.iter().map(StagingLabel::as_str).collect();
            format!("{} {} {}", version.id, date(version.created).unwrap_or_default(), labels.join(" "))
        }),
        &mut lines,
    );
    lines.extend(policy.map(|policy| ("Policy", policy.to_owned())));
    lines
}

/// Adds a line for each text, of which the first alone has the name.
fn add_all(name: &'static str, texts: impl Iterator<Item = String>, lines: &mut Vec<(&'static str, String)>) {
    lines.extend(texts.enumerate().map(|(at, text)| (if at == 0 { name } else { "" }, text)));
}

fn rotation(rotation: RotationView<'_>) -> String {
    format!("{}. {}", rotation.state().as_str(), rotation.meaning())
}

fn schedule(schedule: RotationSchedule<'_>) -> String {
    match schedule {
        RotationSchedule::EveryDays(days) => format!("every {days} days"),
        RotationSchedule::Expression(expression) => expression.to_owned(),
    }
}
