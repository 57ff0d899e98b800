//! References to a secret that AWS itself reads: of ECS, of `CloudFormation`, and the address in the console.

use super::connection_url::PART;
use super::subject::{FormatError, FormatSubject, FormatVersion};
use crate::secrets::{Arn, partition};
use percent_encoding::utf8_percent_encode;

/// `ARN:key:stage:version`; the ARN alone if nothing else is named.
pub(super) fn ecs(subject: &FormatSubject, format: &'static str) -> Result<String, FormatError> {
    let key = reference_key(subject, format, &[':'])?;
    let (stage, version) = stage_and_version(&subject.version);
    if key.is_empty() && stage.is_empty() && version.is_empty() {
        return Ok(subject.arn.to_string());
    }
    Ok(format!("{}:{key}:{stage}:{version}", subject.arn))
}

/// `{{resolve:secretsmanager:ARN:SecretString:key:stage:version}}`, without the empty parts at its end.
pub(super) fn cloud_formation(subject: &FormatSubject, format: &'static str) -> Result<String, FormatError> {
    let key = reference_key(subject, format, &[':', '{', '}'])?;
    let (stage, version) = stage_and_version(&subject.version);
    let parts = format!("{}:SecretString:{key}:{stage}:{version}", subject.arn);
    Ok(format!("{{{{resolve:secretsmanager:{}}}}}", parts.trim_end_matches(':')))
}

/// The key of the member, in which `separators` can't stand; empty for the whole value.
fn reference_key<'a>(
    subject: &'a FormatSubject,
    format: &'static str,
    separators: &[char],
) -> Result<&'a str, FormatError> {
    if subject.is_binary() {
        return Err(FormatError::Binary { format, name: subject.name.clone() });
    }
    match subject.key.as_deref() {
        None => Ok(""),
        Some(key) if key.is_empty() || key.contains(|c: char| separators.contains(&c) || c.is_control()) => {
            Err(FormatError::Key { format, key: key.to_owned() })
        }
        Some(key) => Ok(key),
    }
}

fn stage_and_version(version: &FormatVersion) -> (&str, &str) {
    match version {
        FormatVersion::Current => ("", ""),
        FormatVersion::Label(label) => (label.as_str(), ""),
        FormatVersion::Id(id) => ("", id.0.as_str()),
    }
}

/// The address of a secret in the console of its partition.
pub(super) fn console_url(name: &str, arn: &Arn) -> Result<String, FormatError> {
    let no_console = || FormatError::NoConsole(arn.clone());
    let region = arn.region().ok_or_else(no_console)?;
    let named = arn.as_str().split(':').nth(1).filter(|partition| !partition.is_empty());
    let host = match named.unwrap_or_else(|| partition(region)) {
        "aws" => "console.aws.amazon.com",
        "aws-cn" => "console.amazonaws.cn",
        "aws-us-gov" => "console.amazonaws-us-gov.com",
        _ => return Err(no_console()),
    };
    let [name, region] = [name, region].map(|part| utf8_percent_encode(part, PART));
    Ok(format!("https://{region}.{host}/secretsmanager/secret?name={name}&region={region}"))
}
