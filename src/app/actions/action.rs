//! Actions: everything that a user can do, and what the table says of each.

use super::context::{Context, Contexts};
use super::table::TABLE;
use strum::VariantArray;

/// Something that a user can do.
///
/// The order is that of the help page, of the palette and of the footer's hints. The rows of the [`TABLE`] stand in the
/// same order; a variant without its row does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
#[allow(missing_docs, reason = "the row of each action says what it does")]
pub enum Action {
    Confirm,
    Decline,
    Open,
    Accept,
    RevealValue,
    Reveal,
    RevealAll,
    ReadVersion,
    MoveLabel,
    CompareVersions,
    MarkVersion,
    ToggleDeprecated,
    Filter,
    EditValue,
    CopyKey,
    CopyVersionId,
    CopyTag,
    CopyPolicy,
    CopyValue,
    CopyName,
    CopyArn,
    RotateNow,
    CancelRotation,
    Restore,
    RollBack,
    SaveValue,
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
    AddReplicas,
    RemoveReplica,
    RetryReplica,
    PromoteReplica,
    GoToReplica,
    Submit,
    NextField,
    PreviousField,
    RevealField,
    AddRow,
    RemoveRow,
    RetypeRow,
    Generate,
    CopyField,
    CopyCommands,
    Complete,
    ExternalEditor,
    Undo,
    Retry,
    ToggleTree,
    Sort,
    ReverseSort,
    Mark,
    MarkAll,
    UnmarkAll,
    CompareValues,
    CancelLoading,
    Refresh,
    NextPane,
    PreviousPane,
    PaneOverview,
    PaneValue,
    PaneVersions,
    PaneTags,
    PanePolicy,
    PaneReplication,
    PaneRotation,
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
    Back,
    SwitchProfile,
    SwitchRegion,
    Journal,
    Palette,
    Help,
    Suspend,
    Quit,
}

/// A group of the help page. The order is that of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum Group {
    /// The selected secret.
    Secret,
    /// Copying without revealing.
    Copy,
    /// Changes.
    Change,
    /// The rows of the list.
    List,
    /// Moving about.
    Move,
    /// The program itself.
    Program,
}

/// Whether an action changes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionEffect {
    /// It reads, moves or shows.
    Reads,
    /// It changes a secret, after a confirmation.
    Mutates,
}

/// What the table says of an action.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its name in the palette and in the file of keys: words with hyphens between.
    pub name: &'static str,
    /// A word or two for the footer.
    pub title: &'static str,
    /// One line on what it does. It names no key.
    pub help: &'static str,
    /// Its group on the help page.
    pub group: Group,
    /// Where it holds.
    pub contexts: Contexts,
    /// Its keys unless the user sets others, as a [`KeySequence`](super::KeySequence) is written. The first is shown.
    pub default_keys: &'static [&'static str],
    /// Whether it changes a secret.
    pub effect: ActionEffect,
}

impl Action {
    /// Every action, in the order of the table.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The action's row.
    pub const fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }
}

impl Group {
    /// Every group, in the order of the help page.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The heading of the group.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Secret => "Secret",
            Self::Copy => "Copy",
            Self::Change => "Change",
            Self::List => "List",
            Self::Move => "Move",
            Self::Program => "Program",
        }
    }
}

/// The rows that hold in `context`, in the order of the table.
pub fn rows_in(context: Context) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.contexts.contains(context))
}
