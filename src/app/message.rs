//! Messages: everything that can happen to the program. `update` handles one at a time.

use super::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute};
use super::custom_command::{CommandEnd, RunId};
use super::effect::FormId;
use super::left_text::LeftText;
use super::list::{Arranged, FirstRows};
use super::list_cache::CacheRead;
use super::local::LocalAnswer;
use super::login::LoginFailure;
use super::problem::Problem;
use super::remembered::{HistoryPlace, HistoryRead};
use super::zone::LocalZone;
use crate::service::api::{
    Completed, ConnectionId, CredentialProcess, Destination, Identity, LoginProgram, Profile, ServiceError,
    Ticket,
};
use crossterm::event::{KeyEvent, MouseEvent};
use jiff::SignedDuration;
use ratatui::layout::Size;
use std::fmt;
use zeroize::Zeroizing;

/// Something that happened. `Debug` tells neither the keys nor the text that was pasted.
#[derive(Clone)]
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
    /// The clock of the machine was set: the time of day is this far ahead of that of the timers, or behind it if negative.
    ClockSet(SignedDuration),
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
    /// The answer to `Effect::FindEditorFiles`.
    EditorFilesFound {
        /// The texts to offer.
        left: Vec<LeftText>,
        /// The number of texts that were wiped.
        wiped: usize,
    },
    /// The answer to `Effect::TakeLeftText`.
    LeftTextTaken(Result<Zeroizing<String>, Problem>),
    /// The answer to `Effect::ListSwitchTargets`.
    SwitchTargets(SwitchTargets),
    /// The answer to `Effect::Call`.
    Reply(Ticket, Box<Completed>),
    /// The answer to `Effect::ReadListCache`.
    ListCache(ConnectionId, CacheRead),
    /// The answer to `Effect::ReadHistory` or `Effect::ChangeHistory`.
    History(HistoryPlace, HistoryRead),
    /// The answer to `Effect::Arrange`.
    Arranged(Arranged),
    /// The first rows of a long list are known; all follow.
    FirstRows(FirstRows),
    /// The answer to `Effect::Local`.
    Local(FormId, LocalAnswer),
    /// Lines that a command of the user has written, without control sequences and secret data.
    CommandOutput(RunId, String),
    /// The answer to `Effect::RunCommand`.
    CommandEnded(RunId, CommandEnd),
    /// The answer to `Effect::LogIn`.
    LoggedIn(LoginProgram, Result<(), LoginFailure>),
    /// The answer to `Effect::Copy`.
    Copied(CopyId, Result<CopyRoute, CopyFailure>),
    /// The answer to `Effect::ClearClipboard`.
    ClipboardCleared(CopyId, ClearOutcome),
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started => f.write_str("Started"),
            Self::Key(_) => f.write_str("Key(redacted)"),
            Self::Paste(_) => f.write_str("Paste(redacted)"),
            Self::Mouse(event) => f.debug_tuple("Mouse").field(event).finish(),
            Self::Resized(size) => f.debug_tuple("Resized").field(size).finish(),
            Self::ClockSet(ahead) => f.debug_tuple("ClockSet").field(ahead).finish(),
            Self::Woke => f.write_str("Woke"),
            Self::Resumed => f.write_str("Resumed"),
            Self::Terminated => f.write_str("Terminated"),
            Self::Connected(id, result) => f.debug_tuple("Connected").field(id).field(result).finish(),
            Self::Identified(id, result) => f.debug_tuple("Identified").field(id).field(result).finish(),
            Self::CredentialProcess(process) => f.debug_tuple("CredentialProcess").field(process).finish(),
            Self::LogFailed(why) => f.debug_tuple("LogFailed").field(why).finish(),
            Self::ZoneFound(zone) => f.debug_tuple("ZoneFound").field(zone).finish(),
            Self::EditorFilesFound { left, wiped } => {
                f.debug_struct("EditorFilesFound").field("left", left).field("wiped", wiped).finish()
            }
            Self::LeftTextTaken(_) => f.write_str("LeftTextTaken(redacted)"),
            Self::SwitchTargets(targets) => f.debug_tuple("SwitchTargets").field(targets).finish(),
            Self::Reply(ticket, completed) => f.debug_tuple("Reply").field(ticket).field(completed).finish(),
            Self::ListCache(id, read) => f.debug_tuple("ListCache").field(id).field(read).finish(),
            Self::History(place, read) => f.debug_tuple("History").field(place).field(read).finish(),
            Self::Arranged(arranged) => f.debug_tuple("Arranged").field(arranged).finish(),
            Self::FirstRows(rows) => f.debug_tuple("FirstRows").field(rows).finish(),
            Self::Local(form, answer) => f.debug_tuple("Local").field(form).field(answer).finish(),
            Self::CommandOutput(run, lines) => write!(f, "CommandOutput({run:?}, {} bytes)", lines.len()),
            Self::CommandEnded(run, end) => f.debug_tuple("CommandEnded").field(run).field(end).finish(),
            Self::LoggedIn(program, result) => {
                f.debug_tuple("LoggedIn").field(program).field(result).finish()
            }
            Self::Copied(id, result) => f.debug_tuple("Copied").field(id).field(result).finish(),
            Self::ClipboardCleared(id, outcome) => {
                f.debug_tuple("ClipboardCleared").field(id).field(outcome).finish()
            }
        }
    }
}

/// The profiles and Regions to switch to.
#[derive(Clone, Debug)]
pub struct SwitchTargets {
    /// The profiles of the AWS config files.
    pub profiles: Result<Vec<Profile>, ServiceError>,
    /// The Regions that have the service.
    pub regions: Vec<&'static str>,
}
