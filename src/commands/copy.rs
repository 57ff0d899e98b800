//! `strongroom copy`: a value, or one member of it, to the clipboard.

use super::error::{CommandError, CommandExit, FailureKind};
use super::formatted::{formatted, in_words};
use super::get::{member, text_of};
use super::session::Session;
use crate::app::copy::{CopyFailure, CopyRoute, CopyText, Encoding};
use crate::cli::CopyArgs;
use crate::runtime;
use crate::secrets::printable;
use std::io::{self, Write};
use std::time::Duration;

/// The time until the clipboard is cleared, unless the user sets another.
const CLEAR_AFTER: Duration = Duration::from_secs(45);

/// Copies a value and says so. A detached process serves it and clears it in time.
pub(super) async fn run(session: &Session, args: CopyArgs) -> Result<CommandExit, CommandError> {
    let (what, text) = text(session, &args).await?;
    let clear_after = args.clear_after.unwrap_or(CLEAR_AFTER);
    let route = runtime::copy_detached(&text, clear_after).map_err(not_copied)?;
    let what = match text.encoding() {
        Encoding::Plain => format!("{what} of `{}`", args.secret.secret),
        Encoding::Base64 => format!("{what} of `{}` as base64", args.secret.secret),
    };
    tell(&format!("Copied {what}: {}.", way(route, clear_after)));
    if text.has_control_characters() {
        tell(
            "It has control characters, which a terminal takes for keys: paste it only where text is edited, not at a prompt.",
        );
    }
    Ok(CommandExit::Done)
}

/// The thing to copy in words, and its text.
async fn text(session: &Session, args: &CopyArgs) -> Result<(String, CopyText), CommandError> {
    if let Some(format) = args.format {
        let text = formatted(session, &args.secret.secret, &args.part, format).await?;
        return Ok((in_words(format), CopyText::secret(text)));
    }
    let value = session.value(&args.secret.secret, args.part.version()).await?;
    Ok(match &args.part.key {
        Some(key) => (format!("the member `{key}`"), CopyText::secret(text_of(&member(&value.body, key)?))),
        None => ("the value".to_owned(), CopyText::of_value(&value.body)),
    })
}

/// The way that the copy took, and what will be done to clear it.
fn way(route: CopyRoute, clear_after: Duration) -> String {
    let (name, time) = (route.as_str(), format!("{}s", clear_after.as_secs()));
    match route {
        CopyRoute::System => format!("{name}, cleared in {time} unless other text is on it by then"),
        CopyRoute::Tmux => format!(
            "{name}, whose buffer is cleared in {time} unless other text is in it by then; the terminal is asked to clear its \
             clipboard, and does not say whether it does"
        ),
        CopyRoute::Osc52 => format!(
            "{name}, which is asked to clear its clipboard in {time}, whatever is on it by then; it says neither whether it \
             copied nor whether it clears"
        ),
    }
}

fn not_copied(CopyFailure { why }: CopyFailure) -> CommandError {
    CommandError::new(
        FailureKind::Other,
        "Can't copy the value",
        format!("{why}."),
        "Run it at a display, in tmux or on a terminal; `strongroom doctor` shows what is there.",
    )
}

/// Tells people: the standard output is for what other programs read, and stays empty.
fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{}", printable(text));
}
