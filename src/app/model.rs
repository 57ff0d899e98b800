//! The whole state of the program.

use crate::service::ConnectionTarget;
use jiff::Timestamp;
use ratatui::layout::Size;

/// How the program was started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StartOptions {
    /// Profile, Region and endpoint as given.
    pub target: ConnectionTarget,
    /// Refuse every mutation.
    pub read_only: bool,
    /// The filter to begin with.
    pub filter: Option<String>,
    /// A name, an ARN or a unique part of a name: opened at once.
    pub secret: Option<String>,
    /// Seeds the client request tokens.
    pub seed: u64,
}

/// The whole state of the program.
#[derive(Debug)]
pub struct Model {
    /// The time of the last message.
    pub now: Timestamp,
    /// The terminal's size.
    pub size: Size,
    /// How the program was started.
    pub options: StartOptions,
}

impl Model {
    /// The state before the first message.
    pub fn new(options: StartOptions, size: Size, now: Timestamp) -> Self {
        Self { now, size, options }
    }

    /// When `Message::Woke` is next wanted: the earliest moment at which something on screen changes by itself. `None`
    /// while nothing does, so that idling costs nothing.
    pub fn next_wake(&self) -> Option<Timestamp> {
        None
    }
}
