//! The question before a change: on a terminal, or answered by `--yes`.

use super::target::Target;
use crate::cli::ChangeArgs;
use crate::commands::error::{CommandError, FailureKind};
use crate::commands::session::Session;
use crate::secrets::printable;
use std::io::{self, IsTerminal, Write};

/// The way to a yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::commands) enum Question {
    /// The command line has said it.
    Answered,
    /// A person at the terminal is asked.
    Asked,
}

impl Question {
    /// The way to a yes for a change that asks. To be called before anything is read: without a terminal the change is
    /// refused unless it has `--yes`.
    pub(in crate::commands) fn of(args: &ChangeArgs) -> Result<Self, CommandError> {
        if args.yes || args.dry_run {
            return Ok(Self::Answered);
        }
        if io::stdin().is_terminal() && io::stderr().is_terminal() {
            return Ok(Self::Asked);
        }
        Err(CommandError::new(
            FailureKind::Usage,
            "This change asks first, and there is no terminal to ask on",
            "",
            "Add --yes to make it without a question.",
        ))
    }

    /// Asks whether to make the change of `target`; `lines` say what follows from it. The answer is no unless the user types
    /// yes.
    pub(in crate::commands) async fn is_confirmed(
        self,
        title: &str,
        (session, target): (&Session, &Target),
        lines: Vec<String>,
    ) -> Result<bool, CommandError> {
        match self {
            Self::Answered => Ok(true),
            Self::Asked => {
                let place = target.place(session).await?;
                ask(title, std::iter::once(place).chain(lines)).map_err(CommandError::system("ask"))
            }
        }
    }
}

fn ask(title: &str, lines: impl Iterator<Item = String>) -> io::Result<bool> {
    let mut errors = io::stderr().lock();
    for line in lines {
        writeln!(errors, "{}", printable(&line))?;
    }
    write!(errors, "{}? [y/N] ", printable(title))?;
    errors.flush()?;
    let mut answer = String::new();
    // The end of the input leaves the line, where an answer would have ended it.
    if io::stdin().read_line(&mut answer)? == 0 {
        writeln!(errors)?;
    }
    let is_yes = matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes");
    if !is_yes {
        writeln!(errors, "strongroom: nothing was changed.")?;
    }
    Ok(is_yes)
}
