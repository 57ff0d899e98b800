//! Every thing that a user can do: one action, one row in one table.
//!
//! Dispatch, the hints in the footer, the help page, the command palette and the key table in the README read this table.

mod availability;
mod context;
mod hindrance;
mod keymap;
mod table;

use super::keys::Chord;

pub use availability::{
    Availability, KnownPolicy, LastChange, ListSituation, SecretSituation, Situation, SortedMarks,
    availability, sort_marked,
};
pub use context::{Context, Contexts};
pub use hindrance::{Hindrance, Refusal};
pub use keymap::resolve;
pub use table::TABLE;

/// Something that a user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each action's row in the table below says what it does")]
pub enum Action {
    Quit,
    Help,
    Palette,
    Journal,
    SwitchProfile,
    SwitchRegion,
    Suspend,
    Back,
    Up,
    Down,
    PageUp,
    PageDown,
    HalfPageUp,
    HalfPageDown,
    First,
    Last,
    Left,
    Right,
    Open,
    Accept,
    NextPane,
    PreviousPane,
    PaneOverview,
    PaneValue,
    PaneVersions,
    PaneTags,
    PanePolicy,
    PaneReplication,
    PaneRotation,
    Filter,
    ToggleTree,
    Sort,
    ReverseSort,
    Refresh,
    CancelLoading,
    Mark,
    MarkAll,
    UnmarkAll,
    CompareValues,
    RevealValue,
    Reveal,
    RevealAll,
    ReadVersion,
    ToggleDeprecated,
    CopyValue,
    CopyKey,
    CopyName,
    CopyArn,
    CopyVersionId,
    CopyTag,
    CopyPolicy,
    RotateNow,
    CancelRotation,
    Restore,
    RollBack,
    EditDetails,
    Delete,
    ForceDelete,
    EditTags,
    EditPolicy,
    DeletePolicy,
    RotationSettings,
    RecoverRotation,
    Create,
    CopySecret,
    RandomPassword,
    Generate,
    CopyField,
    CopyCommands,
    EditValue,
    SaveValue,
    MoveLabel,
    MarkVersion,
    CompareVersions,
    AddReplicas,
    RemoveReplica,
    RetryReplica,
    PromoteReplica,
    GoToReplica,
    Undo,
    Retry,
    NextField,
    PreviousField,
    Submit,
    RevealField,
    ExternalEditor,
    AddRow,
    RemoveRow,
    Complete,
    RetypeRow,
    Confirm,
    Decline,
}

/// A group of the help page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Moving about.
    Move,
    /// What the list shows.
    List,
    /// The selected secret.
    Secret,
    /// Copying without revealing.
    Copy,
    /// Changes.
    Change,
    /// The program itself.
    Program,
}

impl Group {
    /// All groups, as the help page has them.
    pub const ALL: [Self; 6] =
        [Self::Secret, Self::Copy, Self::Change, Self::List, Self::Move, Self::Program];

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::List => "List",
            Self::Secret => "Secret",
            Self::Copy => "Copy",
            Self::Change => "Change",
            Self::Program => "Program",
        }
    }
}

/// What the table says of an action.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its name in the palette.
    pub name: &'static str,
    /// A word or two for the footer.
    pub title: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    /// Where on the help page it is.
    pub group: Group,
    /// Where it holds.
    pub contexts: Contexts,
    /// Its keys, the first being the one that is shown.
    pub keys: &'static [Chord],
    /// Whether it changes a secret.
    pub effect: ActionEffect,
}

/// Whether an action changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionEffect {
    /// It reads, moves or shows.
    Reads,
    /// It changes a secret, after a confirmation.
    Mutates,
}

impl Action {
    /// The action's row.
    pub fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.action == self).expect("a test holds the table complete")
    }
}

/// The rows that hold in `context`, in the table's order.
pub fn rows_in(context: Context) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.contexts.contains(context))
}
