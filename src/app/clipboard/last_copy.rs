//! The last copy of the session.

use crate::app::copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute, Sensitivity};
use jiff::Timestamp;

/// The last copy of the session, as the footer tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastCopy {
    /// Which copy.
    pub id: CopyId,
    /// What was copied, in words: never the text itself.
    pub what: String,
    /// Whether it will be cleared.
    pub sensitivity: Sensitivity,
    /// How far it has come.
    pub state: CopyState,
}

impl LastCopy {
    /// Whether a value is on the clipboard because of it, or about to be.
    pub fn may_hold_a_value(&self) -> bool {
        self.sensitivity == Sensitivity::Secret
            && matches!(self.state, CopyState::Underway | CopyState::Held { .. })
    }
}

/// How far a copy has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyState {
    /// Given to the runtime.
    Underway,
    /// On the clipboard; a secret until then, anything else noted until then.
    Held {
        /// By which way.
        route: CopyRoute,
        /// When it is cleared, or no longer worth a note.
        until: Timestamp,
    },
    /// Being cleared.
    Clearing,
    /// Over; noted until then.
    Done {
        /// What came of it.
        outcome: ClearOutcome,
        /// When the note goes.
        until: Timestamp,
    },
    /// Nothing was copied; noted until then.
    Failed {
        /// Why.
        failure: CopyFailure,
        /// When the note goes.
        until: Timestamp,
    },
}
