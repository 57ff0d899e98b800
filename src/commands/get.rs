//! `strongroom get`: a value, or one member of it.

use super::error::{CommandError, CommandExit};
use super::formatted::formatted;
use super::json;
use super::output::Output;
use super::path::{self, Member, PathError};
use super::session::Session;
use crate::cli::GetArgs;
use crate::secrets::{MemberValue, SecretValue, ValueBody};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::Write;
use zeroize::Zeroizing;

/// Prints a value as it is stored, with one request.
pub(super) async fn run<W: Write>(
    session: &Session,
    args: GetArgs,
    mut out: Output<W>,
) -> Result<CommandExit, CommandError> {
    if let Some(format) = args.format {
        if format.holds_value() {
            out.require_reveal(args.reveal)?;
        }
        let text = formatted(session, &args.secret.secret, &args.part, format).await?;
        print(&mut out, text.as_bytes(), false)?;
        out.flush()?;
        return Ok(CommandExit::Done);
    }
    out.require_reveal(args.reveal)?;
    let version = args.part.version();
    let value = session.value(&args.secret.secret, version).await?;
    match &args.part.key {
        Some(key) => {
            let member = member(&value.body, key)?;
            let text = if args.json { member } else { text_of(&member) };
            print(&mut out, text.as_bytes(), args.raw)?;
        }
        None if args.json => out.line(&json::value(&value))?,
        None => print(&mut out, &content(&value, args.raw), args.raw)?,
    }
    out.flush()?;
    Ok(CommandExit::Done)
}

/// A member of a value, as it is written.
pub(super) fn member(body: &ValueBody, key: &str) -> Result<Zeroizing<String>, CommandError> {
    let text = body.as_text().ok_or(PathError::NoMembers)?;
    match path::locate(text, key)? {
        Member::Found(place) => Ok(Zeroizing::new(text[place].to_owned())),
        Member::Missing { .. } => Err(PathError::NotFound(key.to_owned()).into()),
    }
}

/// The text of a member: a string without quotes and escapes, anything else as it is written.
pub(super) fn text_of(member: &str) -> Zeroizing<String> {
    MemberValue::of(member).text().clone()
}

/// Text as it is stored; bytes likewise if they are wanted raw, else in base64 as the AWS CLI prints them.
fn content(value: &SecretValue, raw: bool) -> Zeroizing<Vec<u8>> {
    match &value.body {
        ValueBody::Text(text) => Zeroizing::new(text.as_bytes().to_vec()),
        ValueBody::Binary(bytes) if raw => bytes.clone(),
        ValueBody::Binary(bytes) => Zeroizing::new(STANDARD.encode(bytes.as_slice()).into_bytes()),
    }
}

/// Prints what was asked for. Into a pipe or a file it goes as it is; on a terminal nothing that it would obey does, unless it
/// is wanted raw, and the prompt gets a line of its own.
fn print<W: Write>(out: &mut Output<W>, bytes: &[u8], raw: bool) -> Result<(), CommandError> {
    match str::from_utf8(bytes) {
        Ok(text) if !raw => out.text(text)?,
        Ok(_) | Err(_) => out.bytes(bytes)?,
    }
    if out.is_terminal() && !bytes.ends_with(b"\n") {
        out.bytes(b"\n")?;
    }
    Ok(())
}
