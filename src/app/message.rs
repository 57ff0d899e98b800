//! What can happen: the only thing that `update` is given.

use super::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute};
use super::effect::FormId;
use super::list::Arranged;
use super::local::LocalAnswer;
use crate::service::api::{Completed, ConnectionId, Destination, Identity, Profile, ServiceError, Ticket};
use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// The first frame is on screen: work may begin.
    Started,
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted (bracketed paste).
    Paste(String),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The terminal has a new size.
    Resized(Size),
    /// The moment that `Model::next_wake` named has come.
    Woke,
    /// The program runs again after it was suspended.
    Resumed,
    /// The system effects the program to end (SIGTERM, SIGHUP).
    Terminated,
    /// The answer to `Effect::Connect`.
    Connected(ConnectionId, Result<Destination, ServiceError>),
    /// The answer to `Effect::Identify`.
    Identified(ConnectionId, Result<Identity, ServiceError>),
    /// The answer to `Effect::ListPlaces`.
    Places(Places),
    /// The answer to `Effect::Call`.
    Reply(Ticket, Box<Completed>),
    /// The answer to `Effect::Arrange`.
    Arranged(Arranged),
    /// The answer to `Effect::Local`.
    Local(FormId, LocalAnswer),
    /// The answer to `Effect::Copy`.
    Copied(CopyId, Result<CopyRoute, CopyFailure>),
    /// The answer to `Effect::ClearClipboard`.
    ClipboardCleared(CopyId, ClearOutcome),
}

/// The profiles and Regions that one can switch to.
#[derive(Clone, Debug)]
pub struct Places {
    /// Profiles of the config files.
    pub profiles: Result<Vec<Profile>, ServiceError>,
    /// Regions that the service is in.
    pub regions: Vec<&'static str>,
}
