//! `strongroom diff`: two values, member by member.

use super::diff_json;
use super::error::{CommandError, CommandExit, FailureKind};
use super::output::Output;
use super::session::Session;
use crate::app::diff::{Change, KeyChange, Layout, ValueDiff};
use crate::cli::DiffArgs;
use crate::secrets::{
    AWSCURRENT, AWSPREVIOUS, MemberValue, SecretValue, StagingLabel, ValueBody, VersionId, printable, quoted,
};
use crate::service::api::{ErrorKind, Request, VersionSelector};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::Write;
use zeroize::Zeroizing;

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Side {
    secret: String,
    /// The label or the ID of the version.
    version: String,
}

/// Compares two secrets, or two versions of one. The answer is no if they differ.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: DiffArgs,
    mut out: Output<W>,
) -> Result<CommandExit, CommandError> {
    let reveal = args.reveal;
    let is_json = args.json;
    let (old, new) = sides(args)?;
    let (old, new) = tokio::try_join!(read(session, &old), read(session, &new))?;
    let diff = ValueDiff::between(Some(&old.body), &new.body);
    if is_json {
        out.line(&diff_json::document(&old, &new, &diff, reveal))?;
    } else {
        for line in lines(&diff, reveal) {
            out.line(&line)?;
        }
    }
    out.flush()?;
    Ok(if diff == ValueDiff::Same { CommandExit::Done } else { CommandExit::No })
}

/// The two sides: first the old one.
fn sides(args: DiffArgs) -> Result<(Side, Side), CommandError> {
    let is_one = args.other.is_none();
    let (first, second) = (args.secret.clone(), args.other.unwrap_or(args.secret));
    let mut stages = args.stage.into_iter();
    let (old, new) = match (stages.next(), stages.next(), stages.next()) {
        (None, ..) if is_one => (AWSPREVIOUS.to_owned(), AWSCURRENT.to_owned()),
        (None, ..) => (AWSCURRENT.to_owned(), AWSCURRENT.to_owned()),
        (Some(old), None, _) => (old, AWSCURRENT.to_owned()),
        (Some(old), Some(new), None) => (old, new),
        (Some(_), Some(_), Some(_)) => {
            let what = "A comparison has two sides: --stage can be given twice at most";
            return Err(CommandError::new(FailureKind::Usage, what, "", ""));
        }
    };
    Ok((Side { secret: first, version: old }, Side { secret: second, version: new }))
}

/// Reads a side. A text that may be the ID of a version is tried as one first, then as a label.
async fn read(session: &Session, side: &Side) -> Result<SecretValue, CommandError> {
    let label = VersionSelector::Label(StagingLabel(side.version.clone()));
    if may_be_id(&side.version) {
        let version = VersionSelector::Id(VersionId(side.version.clone()));
        let request = Request::GetSecretValue { secret: side.secret.clone(), version };
        match session.complete(&request).await?.result {
            Err(error) if error.kind == ErrorKind::NotFound => {}
            result => return Ok(result?.into_value()?),
        }
    }
    session.value(&side.secret, label).await
}

/// True for what looks like the ID of a version: 32 to 64 letters, digits and hyphens.
fn may_be_id(text: &str) -> bool {
    (32..=64).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// The differences, a line each: `+` for what is new, `-` for what is gone, `~` for what has another value. A text in
/// parentheses is no key.
fn lines(diff: &ValueDiff, reveal: bool) -> Vec<Zeroizing<String>> {
    let plain = |text: &str| Zeroizing::new(text.to_owned());
    match diff {
        ValueDiff::Same => Vec::new(),
        ValueDiff::Keys { changes, layout } => {
            let mut lines: Vec<_> = changes.iter().map(|change| key_line(change, reveal)).collect();
            if changes.is_empty() {
                lines.push(plain("~ (only order, spaces or escapes)"));
            } else if *layout == Layout::Changed {
                lines.push(plain("~ (order, spaces or escapes of other members)"));
            }
            lines
        }
        ValueDiff::Whole { before, after } => {
            let kind = |body: &ValueBody| match body {
                ValueBody::Text(_) => "text",
                ValueBody::Binary(_) => "binary",
            };
            let is = kind(after);
            let mut lines = match before.as_ref().map(kind).filter(|was| *was != is) {
                Some(was) => vec![plain(&format!("~ (the whole value: {was} → {is})"))],
                None => vec![plain(&format!("~ (the whole value: {is})"))],
            };
            if reveal {
                lines.extend(before.iter().flat_map(|before| whole("-", before)));
                lines.extend(whole("+", after));
            }
            lines
        }
    }
}

fn key_line(KeyChange { key, nth, change }: &KeyChange, reveal: bool) -> Zeroizing<String> {
    let nth = nth.map(|nth| format!(" (no. {nth})")).unwrap_or_default();
    let name = format!("{}{nth}", key_name(key).as_str());
    let value = |value: &MemberValue| Zeroizing::new(value.to_json().replace(['\n', '\r'], " "));
    Zeroizing::new(match (change, reveal) {
        (Change::Added(_), false) => format!("+ {name}"),
        (Change::Removed(_), false) => format!("- {name}"),
        (Change::Changed { .. }, false) => format!("~ {name}"),
        (Change::Added(new), true) => format!("+ {name}: {}", value(new).as_str()),
        (Change::Removed(old), true) => format!("- {name}: {}", value(old).as_str()),
        (Change::Changed { before, after }, true) => {
            format!("~ {name}: {} → {}", value(before).as_str(), value(after).as_str())
        }
    })
}

/// A key as a line has it: as a JSON string if it is empty, or could be taken for something else.
fn key_name(key: &str) -> Zeroizing<String> {
    let is_odd = key.is_empty()
        || key.starts_with(['"', '('])
        || key.ends_with(')')
        || key.trim() != key
        || key.contains(": ")
        || printable(key) != key;
    if is_odd { quoted(key) } else { Zeroizing::new(key.to_owned()) }
}

/// A whole value: text line by line, other bytes in base64.
fn whole(sign: &str, body: &ValueBody) -> Vec<Zeroizing<String>> {
    let line = |text: &str| Zeroizing::new(format!("{sign} {text}"));
    match (body, body.as_text()) {
        (ValueBody::Text(text), _) => text.split('\n').map(line).collect(),
        (ValueBody::Binary(_), Some(text)) => text.split('\n').map(line).collect(),
        (ValueBody::Binary(bytes), None) => vec![line(&STANDARD.encode(bytes.as_slice()))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str, reveal: bool) -> Vec<String> {
        let (before, after) = (ValueBody::text(before.into()), ValueBody::text(after.into()));
        let diff = ValueDiff::between(Some(&before), &after);
        lines(&diff, reveal).iter().map(|line| line.to_string()).collect()
    }

    #[test]
    fn each_member_that_differs_has_a_line() {
        let (old, new) = (r#"{"a":1,"b":2,"":0,"u":1,"u":2}"#, r#"{"a":"1","":1,"c\n":3,"u":1,"u":3}"#);
        assert_eq!(told(old, new, false), ["~ a", "~ \"\"", "+ \"c\\n\"", "~ u (no. 2)", "- b"]);
        assert_eq!(told(old, new, true)[0], "~ a: 1 → \"1\"");
    }

    #[test]
    fn what_is_no_member_is_told_in_parentheses() {
        assert_eq!(told(r#"{"a":1}"#, r#"{"a": 1}"#, false), ["~ (only order, spaces or escapes)"]);
        assert_eq!(told("one", "three", false), ["~ (the whole value: text)"]);
        assert_eq!(
            told("one", "two\nlines", true),
            ["~ (the whole value: text)", "- one", "+ two", "+ lines"]
        );
        assert_eq!(told("one", "one", true), [""; 0]);
        assert_eq!(key_name("(x)").as_str(), "\"(x)\"");
    }

    #[test]
    fn the_sides_are_chosen_by_what_is_given() {
        let args = |other: Option<&str>, stage: &[&str]| DiffArgs {
            secret: "a".into(),
            other: other.map(str::to_owned),
            stage: stage.iter().map(|stage| (*stage).to_owned()).collect(),
            reveal: false,
            json: false,
        };
        let versions = |other, stage| {
            sides(args(other, stage)).map(|(old, new)| (old.version, new.secret, new.version)).ok()
        };
        let expected = |old: &str, secret: &str, new: &str| Some((old.into(), secret.into(), new.into()));
        assert_eq!(versions(None, &[]), expected("AWSPREVIOUS", "a", "AWSCURRENT"));
        assert_eq!(versions(None, &["X"]), expected("X", "a", "AWSCURRENT"));
        assert_eq!(versions(None, &["X", "Y"]), expected("X", "a", "Y"));
        assert_eq!(versions(Some("b"), &[]), expected("AWSCURRENT", "b", "AWSCURRENT"));
        assert_eq!(versions(Some("b"), &["X"]), expected("X", "b", "AWSCURRENT"));
        assert_eq!(versions(Some("b"), &["X", "Y", "Z"]), None);
    }
}
