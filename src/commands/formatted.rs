//! `--as` of `get` and `copy`: a secret in the format of another program.

use super::error::{CommandError, FailureKind};
use super::session::Session;
use crate::app::copy_as::selector_of;
use crate::cli::PartArgs;
use crate::secrets::{Arn, CopyFormat, FormatError, FormatKind, FormatSubject, FormatVersion, ValueBody};
use crate::service::api::{CliDestination, Request, VersionSelector};
use zeroize::Zeroizing;

/// The text in a format: of the value if the format holds a part of it, else of the metadata alone.
pub(super) async fn formatted(
    session: &Session,
    secret: &str,
    part: &PartArgs,
    format: CopyFormat,
) -> Result<Zeroizing<String>, CommandError> {
    let version = match part.version() {
        VersionSelector::Current => FormatVersion::Current,
        VersionSelector::Label(label) => FormatVersion::Label(label),
        VersionSelector::Id(id) => FormatVersion::Id(id),
    };
    let (name, arn, body) = read(session, secret, &version, format).await?;
    let kind = body.as_ref().map_or(FormatKind::Unknown, FormatKind::of);
    let request = Request::GetSecretValue { secret: arn.to_string(), version: selector_of(&version) };
    let aws_cli = request.cli_printing(&destination(session, &arn), part.key.as_deref(), kind);
    let subject = FormatSubject { name, arn, version, key: part.key.clone(), kind, aws_cli };
    let text = match &body {
        Some(body) => format.of_value(&subject, body),
        None => format.naming(&subject).map(Zeroizing::new),
    };
    text.map_err(|error| refused(&error))
}

/// The name and the ARN of the secret, and its value if the format holds a part of it: a read is an audited event.
async fn read(
    session: &Session,
    secret: &str,
    version: &FormatVersion,
    format: CopyFormat,
) -> Result<(String, Arn, Option<ValueBody>), CommandError> {
    if format.holds_value() {
        let value = session.value(secret, selector_of(version)).await?;
        let name = value.name.unwrap_or_else(|| secret.to_owned());
        let arn = value.arn.unwrap_or_else(|| Arn::new(secret));
        return Ok((name, arn, Some(value.body)));
    }
    let summary = session.describe(secret).await?.summary;
    Ok((summary.name, summary.arn, None))
}

/// The options that lead the AWS CLI to where this command sends its requests.
fn destination(session: &Session, arn: &Arn) -> CliDestination {
    let target = session.target();
    CliDestination {
        profile: target.profile.clone(),
        region: arn.region().map(str::to_owned).or_else(|| target.region.clone()),
        endpoint_url: target.endpoint_url.clone(),
    }
}

/// The thing that is copied, in words: "the connection URL".
pub(super) fn in_words(format: CopyFormat) -> String {
    format!("the {}", format.title())
}

fn refused(error: &FormatError) -> CommandError {
    let next = match error {
        FormatError::NoMember(_) => "Choose a member with --key.",
        other => other.next(),
    };
    CommandError::new(FailureKind::Conflict, error.to_string(), "", next)
}
