//! The last copy of the session.

use crate::app::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute, Encoding, Sensitivity};
use jiff::Timestamp;

/// The last copy of the session, as the footer shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastCopy {
    /// The number of the copy.
    pub id: CopyId,
    /// The copied thing in words, never the text itself: "value of prod/db".
    pub what: String,
    /// Secret copies are cleared after a while.
    pub sensitivity: Sensitivity,
    /// The encoding, named beside the thing.
    pub encoding: Encoding,
    /// The state of the copy.
    pub state: CopyState,
}

impl LastCopy {
    /// True if the copy has put a secret value on the clipboard, or is about to.
    pub fn has_value_on_clipboard(&self) -> bool {
        self.sensitivity == Sensitivity::Secret
            && matches!(self.state, CopyState::Copying | CopyState::Copied { .. })
    }
}

/// The state of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyState {
    /// The runtime is copying.
    Copying,
    /// The copy is on the clipboard.
    Copied {
        /// The way it took.
        route: CopyRoute,
        /// The time at which a secret is cleared, or the note on anything else goes.
        until: Timestamp,
    },
    /// The runtime is clearing the clipboard.
    Clearing,
    /// The clipboard was cleared, or left alone.
    Done {
        /// The outcome of clearing.
        outcome: ClearOutcome,
        /// The time at which the note goes.
        until: Timestamp,
    },
    /// Nothing was copied.
    Failed {
        /// The reason.
        failure: CopyFailure,
        /// The time at which the note goes.
        until: Timestamp,
    },
}
