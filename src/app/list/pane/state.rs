//! Small states of the list: loading, the job that arranges, the layout, and the cursor's anchor.

use crate::secrets::Arn;
use crate::service::api::{ServiceError, Ticket};
use jiff::Timestamp;
use std::sync::Arc;

/// The fate of the pages that come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LoadMode {
    /// The first list: its pages show as they come.
    Initial,
    /// A newer list: its pages wait until all are there, then replace the list.
    Refresh,
}

/// The state of loading.
#[derive(Debug)]
pub enum ListLoad {
    /// Not begun.
    Idle,
    /// A page is on its way.
    Loading {
        /// Its request.
        ticket: Ticket,
        /// Secrets that came so far.
        so_far: usize,
    },
    /// All pages came.
    Complete {
        /// The time of the last page.
        at: Timestamp,
    },
    /// The user stopped it.
    Cancelled {
        /// The time of the stop.
        at: Timestamp,
    },
    /// A page failed; those before it are there.
    Failed {
        /// The error.
        error: ServiceError,
        /// The time of the failure.
        at: Timestamp,
    },
}

/// Counts the user's wishes for other rows: another filter, order or layout.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    pub(super) last: u64,
    /// The last wish that the running job takes into account.
    pub(super) in_job: u64,
    /// The last wish that the rows show.
    pub(super) in_rows: u64,
}

/// The state of the job that filters and sorts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Job {
    Resting,
    Running,
    RunningOutdated,
}

/// The layout of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListView {
    /// One row a secret.
    #[default]
    Flat,
    /// Folders by `/` in names.
    Tree,
}

/// The secret or folder that the cursor stays on while rows move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Top,
    Secret(Arn),
    Folder(Arc<str>),
}

/// The row that a click went to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clicked {
    /// A folder, which folds or unfolds.
    Folder,
    /// The secret that the cursor was on already.
    SameSecret,
    /// Another secret.
    OtherSecret,
    /// No row.
    Nothing,
}
