//! Work to be done, described: what `update` asks of the runtime.

use super::copy::{CopyId, CopyText};
use super::list::ArrangeJob;
use super::local::LocalWork;
use crate::service::api::{ConnectionId, ConnectionTarget, Request, Ticket};

/// Numbers the forms of a session. The lower half of the bits names the form, the upper half counts the waits that the
/// user cancelled: an answer to a cancelled wait has another number, and is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormId(pub u64);

impl FormId {
    /// The number after a wait was cancelled.
    pub(in crate::app) fn after_cancelling(self) -> Self {
        Self(self.0.wrapping_add(1 << 32))
    }
}

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
