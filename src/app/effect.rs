//! Effects: the work that `update` asks the runtime to do.

use super::copy::{CopyId, CopyText};
use super::custom_command::{CommandRun, RunId};
use super::left_text::LeftTextId;
use super::list::ArrangeJob;
use super::list_cache::{CacheStep, WholeList};
use super::local::LocalWork;
use super::remembered::{HistoryChange, HistoryPlace};
use crate::secrets::Summary;
use crate::service::api::{ConnectionId, ConnectionTarget, LoginProgram, Request, Ticket};
use std::sync::Arc;
use std::time::Duration;

/// The number of a form in the session. The lower half of the bits numbers the form, the upper half counts the waits
/// that the user cancelled: an answer to a cancelled wait has another number, and is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormId(pub u64);

impl FormId {
    /// The number after a wait was cancelled.
    pub(in crate::app) fn after_cancelling(self) -> Self {
        Self(self.0.wrapping_add(1 << 32))
    }
}

/// Work for the runtime. Every effect but `LimitAttempts`, `StopCredentialProcess`, `StopCommand`, `Abandon`,
/// `SaveListCache`, `DropListCache`, `WipeLeftText`, `Redraw`, `Suspend`, `Pick` and `Quit` is answered with exactly one
/// message.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Load config and credentials and make a client, in place of the last: `Message::Connected`.
    Connect(ConnectionId, ConnectionTarget),
    /// Abort attempts on the connection after this time from now on; `None` for the usual time. Not answered.
    LimitAttempts(ConnectionId, Option<Duration>),
    /// Ask STS for the caller's identity: `Message::Identified`.
    Identify(ConnectionId),
    /// Find the time zone of the system: `Message::ZoneFound`.
    FindZone,
    /// Find what editors of a killed program have left, and wipe what can't be offered: `Message::EditorFilesFound`.
    FindEditorFiles,
    /// Read a text that was left, and wipe its file: `Message::LeftTextTaken`.
    TakeLeftText(LeftTextId),
    /// Wipe a text that was left. No message.
    WipeLeftText(LeftTextId),
    /// Read profiles and Regions: `Message::SwitchTargets`.
    ListSwitchTargets,
    /// Stop the credential process that runs: what waits for it fails. Not answered.
    StopCredentialProcess,
    /// Send a request: `Message::Reply`. A mutation is never aborted.
    Call(Ticket, Request),
    /// Read a part of the cached list: `Message::ListCache`.
    ReadListCache(ConnectionId, CacheStep),
    /// Cache the list of the connection. No message.
    SaveListCache(ConnectionId, WholeList),
    /// Delete the cached list of the connection, because it is not true any longer. No message.
    DropListCache(ConnectionId),
    /// Read the bookmarks and filters of a place: `Message::History`.
    ReadHistory(HistoryPlace),
    /// Change the bookmarks and filters of a place: `Message::History`.
    ChangeHistory(HistoryPlace, HistoryChange),
    /// Abort a read that no part waits for.
    Abandon(Ticket),
    /// Filter and sort off the event loop: `Message::Arranged`.
    Arrange(ArrangeJob),
    /// Put a text on the clipboard: `Message::Copied`.
    Copy(CopyId, CopyText),
    /// Clear the clipboard if it still has this copy: `Message::ClipboardCleared`.
    ClearClipboard(CopyId),
    /// Open an editor, or read or write a file, for a form: `Message::Local`.
    Local(FormId, LocalWork),
    /// Run a command of the user: `Message::CommandEnded`.
    RunCommand(RunId, Box<CommandRun>),
    /// Stop a command of the user, whose end is told by its own message. Not answered.
    StopCommand(RunId),
    /// Let a program that logs in have the terminal: `Message::LoggedIn`.
    LogIn(LoginProgram),
    /// Draw the whole screen anew. Not answered.
    Redraw,
    /// Suspend the program until the shell continues it: `Message::Resumed`.
    Suspend,
    /// The program ends with this secret as the user's choice.
    Pick(Arc<Summary>),
    /// End the program after the clipboard effects before this one are done.
    Quit,
}
