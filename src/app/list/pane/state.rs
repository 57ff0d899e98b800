//! Small states of the list: loading, the job that arranges, the layout, and the cursor's anchor.

use crate::app::list::Marks;
use crate::app::list::index::SecretIndex;
use crate::secrets::Arn;
use crate::service::api::ServiceError;
use jiff::Timestamp;
use std::ops::Not;
use std::sync::Arc;

/// The use of the pages that come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LoadMode {
    /// There is no whole list yet: pages show as they come. Secrets of an earlier list that no page has go at the end.
    Initial,
    /// A newer list: pages wait until all are there, then replace the list.
    Refresh,
}

/// The secrets on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Some pages of a list, or none.
    Part,
    /// A list of which every page came.
    Whole,
}

/// The state of loading.
#[derive(Debug)]
pub enum ListLoad {
    /// Not started.
    Idle,
    /// Pages are loading.
    Loading {
        /// The number of secrets so far.
        so_far: usize,
    },
    /// All pages came.
    Complete {
        /// The time of the last page.
        at: Timestamp,
    },
    /// The user stopped loading.
    Cancelled {
        /// The time of the stop.
        at: Timestamp,
    },
    /// A page failed to load; those before it are in the list.
    Failed {
        /// The error.
        error: ServiceError,
        /// The time of the failure.
        at: Timestamp,
        /// The pages that are missing.
        end: ListEnd,
    },
}

impl ListLoad {
    /// The time at which loading stopped before its end.
    pub fn stopped_at(&self) -> Option<Timestamp> {
        match self {
            Self::Cancelled { at } | Self::Failed { at, .. } => Some(*at),
            Self::Idle | Self::Loading { .. } | Self::Complete { .. } => None,
        }
    }
}

/// The end of a list that failed to load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListEnd {
    /// Pages are missing, and can be asked for again.
    Open {
        /// The secrets on them, in words.
        missing: String,
    },
    /// The pages have no end.
    Endless,
}

impl ListEnd {
    /// What is missing, in words; `None` if that is not known.
    pub fn in_words(&self) -> Option<String> {
        match self {
            Self::Open { missing } => Some(format!("missing: {missing}")),
            Self::Endless => None,
        }
    }
}

/// The way in which the list is loaded again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reload {
    /// Only the pages that are missing are asked for.
    GoesOn,
    /// Every page is asked for.
    StartsOver,
}

impl Reload {
    /// The words for it, behind the key.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::GoesOn => "goes on",
            Self::StartsOver => "starts over",
        }
    }
}

/// Counts how often the user asked for other rows by another filter, sort or layout.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Revisions {
    /// The last revision that the user asked for.
    pub(super) wanted: u64,
    /// The revision that the last job makes.
    pub(super) in_job: u64,
    /// The revision of the rows.
    pub(super) in_rows: u64,
}

/// The state of the job that filters and sorts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Job {
    Idle,
    /// Due then.
    Due(Timestamp),
    Running,
    /// Running, with another job due after it.
    RunningOutdated,
}

/// The layout of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListView {
    /// One row for each secret.
    #[default]
    Flat,
    /// Folders by the slashes in names.
    Tree,
}

impl Not for ListView {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Flat => Self::Tree,
            Self::Tree => Self::Flat,
        }
    }
}

/// The secret or folder that the cursor stays on while rows move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Top,
    Secret(Arn),
    Folder(Arc<str>),
}

/// The target of a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clicked {
    /// A folder, which was folded or unfolded.
    Folder,
    /// The secret under the cursor.
    SameSecret,
    /// Another secret.
    OtherSecret,
    /// No row.
    Nothing,
}

/// The list of an earlier run.
#[derive(Debug, Default)]
pub(super) enum Earlier {
    /// No secret of it is on screen.
    #[default]
    None,
    /// Its secrets may be shown once the account is known.
    AwaitsAccount,
    /// Its secrets are on screen, but for those that a page had since. It may also be of the connection before.
    Shown { as_of: Timestamp, account: String },
}

/// The list of before a reconnect, until the new connection is made.
#[derive(Debug)]
pub(super) struct Aside {
    pub(super) index: SecretIndex,
    pub(super) marks: Marks,
    pub(super) extent: Extent,
    pub(super) as_of: Timestamp,
    pub(super) account: String,
}

/// The cached list, compared with the list on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Cached {
    /// There is nothing to save.
    #[default]
    Current,
    /// It lacks a secret that was created or found since, as a list of its time does.
    Short { since: Timestamp },
    /// It has a secret as it no longer is: deleted, or restored.
    Wrong { since: Timestamp },
}
