//! Work to be done, described: what `update` asks of the runtime.

use super::copy::{CopyId, CopyText};
use super::form::{FormId, Trouble};
use super::list::ArrangeJob;
use crate::service::{ConnectionId, ConnectionTarget, Request, Ticket};
use std::fmt;
use zeroize::Zeroizing;

/// A description of work. All but `Abandon`, `Suspend` and `Quit` are answered with exactly one message.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Load config and credentials, make a client: `Message::Connected`. Replaces the connection before it.
    Connect(ConnectionId, ConnectionTarget),
    /// Ask STS who we are: `Message::Identified`.
    Identify(ConnectionId),
    /// Read profiles and Regions: `Message::Places`.
    ListPlaces,
    /// Send a request: `Message::Reply`. Mutations run to their end whatever happens.
    Call(Ticket, Request),
    /// No one waits for the answer to this read any longer: abort it.
    Abandon(Ticket),
    /// Filter and sort off the loop: `Message::Arranged`.
    Arrange(ArrangeJob),
    /// Put text on the clipboard: `Message::Copied`.
    Copy(CopyId, CopyText),
    /// Clear the clipboard if it still holds that copy: `Message::ClipboardCleared`.
    ClearClipboard(CopyId),
    /// An editor or a file, for a form: `Message::Local`.
    Local(FormId, LocalWork),
    /// Leave the terminal to the shell until the program is continued: `Message::Resumed`.
    Suspend,
    /// Restore the terminal and end, once the clipboard effects before it are done.
    Quit,
}

/// Work with an editor or a file.
#[derive(Clone)]
pub enum LocalWork {
    /// `$VISUAL` or `$EDITOR` on a text, in a file that only its owner can read and that is wiped afterwards.
    Edit {
        /// The text.
        text: Zeroizing<String>,
        /// The ending of the file's name.
        extension: &'static str,
    },
    /// Read a file, 65,536 bytes at most: more is no value.
    ReadFile(String),
    /// Save to a new file that only its owner can read; one that is there is not overwritten.
    SaveFile {
        /// Its path.
        path: String,
        /// What is in it.
        bytes: Zeroizing<Vec<u8>>,
    },
}

/// What came of it.
#[derive(Clone)]
pub enum LocalAnswer {
    /// The edited text; `None` if the editor left it as it was.
    Edited(Result<Option<Zeroizing<String>>, Trouble>),
    /// What is in the file.
    File(Result<Zeroizing<Vec<u8>>, Trouble>),
    /// It is saved.
    Saved(Result<(), Trouble>),
}

impl fmt::Debug for LocalWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Edit { .. } => "Edit(redacted)",
            Self::ReadFile(_) => "ReadFile",
            Self::SaveFile { .. } => "SaveFile(redacted)",
        })
    }
}

impl fmt::Debug for LocalAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Edited(_) => "Edited(redacted)",
            Self::File(_) => "File(redacted)",
            Self::Saved(_) => "Saved",
        })
    }
}
