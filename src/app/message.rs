//! Messages: everything that can happen to the program. `update` handles one at a time.

use super::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute};
use super::custom_command::{CommandEnd, RunId};
use super::effect::FormId;
use super::list::Arranged;
use super::list_cache::CacheRead;
use super::local::LocalAnswer;
use super::zone::LocalZone;
use crate::service::api::{
    Completed, ConnectionId, CredentialProcess, Destination, Identity, Profile, ServiceError, Ticket,
};
use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// The first frame is on screen, and the program starts.
    Started,
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted (bracketed paste).
    Paste(String),
    /// The mouse was clicked, moved or scrolled.
    Mouse(MouseEvent),
    /// The terminal has a new size.
    Resized(Size),
    /// The time named by `Model::next_wake` has come.
    Woke,
    /// The program runs again after it was suspended.
    Resumed,
    /// The system ends the program (SIGTERM, SIGHUP).
    Terminated,
    /// The answer to `Effect::Connect`.
    Connected(ConnectionId, Result<Destination, ServiceError>),
    /// The answer to `Effect::Identify`.
    Identified(ConnectionId, Result<Identity, ServiceError>),
    /// A credential process runs, which requests wait for; `None` once it has ended.
    CredentialProcess(Option<CredentialProcess>),
    /// The log file can't be written any more, for this reason.
    LogFailed(String),
    /// The answer to `Effect::FindZone`.
    ZoneFound(LocalZone),
    /// The answer to `Effect::WipeEditorFiles`: the number of files.
    EditorFilesWiped(usize),
    /// The answer to `Effect::ListSwitchTargets`.
    SwitchTargets(SwitchTargets),
    /// The answer to `Effect::Call`.
    Reply(Ticket, Box<Completed>),
    /// The answer to `Effect::ReadListCache`.
    ListCache(ConnectionId, CacheRead),
    /// The answer to `Effect::Arrange`.
    Arranged(Arranged),
    /// The answer to `Effect::Local`.
    Local(FormId, LocalAnswer),
    /// The answer to `Effect::RunCommand`.
    CommandEnded(RunId, CommandEnd),
    /// The answer to `Effect::Copy`.
    Copied(CopyId, Result<CopyRoute, CopyFailure>),
    /// The answer to `Effect::ClearClipboard`.
    ClipboardCleared(CopyId, ClearOutcome),
}

/// The profiles and Regions to switch to.
#[derive(Clone, Debug)]
pub struct SwitchTargets {
    /// The profiles of the AWS config files.
    pub profiles: Result<Vec<Profile>, ServiceError>,
    /// The Regions that have the service.
    pub regions: Vec<&'static str>,
}
