//! Actions: everything that a user can do.

use strum::VariantArray;

/// Something that a user can do.
///
/// The order is that of the help page, of the palette and of the footer's hints. The rows of the
/// [`TABLE`](super::TABLE) have the same order; a variant without its row does not compile.
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
    ToggleHex,
    ReadVersion,
    MoveLabel,
    RemoveLabel,
    CompareVersions,
    MarkVersion,
    ToggleDeprecated,
    ToggleEmptyFields,
    Filter,
    Search,
    NextMatch,
    PreviousMatch,
    EditValue,
    CopyKey,
    CopyVersionId,
    CopyTag,
    CopyPolicy,
    CopyValue,
    CopyName,
    CopyArn,
    CopyAs,
    RotateNow,
    CancelRotation,
    Restore,
    RollBack,
    SaveValue,
    EditDetails,
    Delete,
    ForceDelete,
    EditTags,
    AddTag,
    RemoveTag,
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
    EditReplicaKey,
    PromoteReplica,
    GoToReplica,
    Submit,
    NextField,
    PreviousField,
    RevealField,
    AddRow,
    RemoveRow,
    RenameKey,
    FindKey,
    RetypeRow,
    Generate,
    CopyField,
    CopyCommands,
    Complete,
    ExternalEditor,
    Undo,
    Retry,
    CompleteFilter,
    ToggleTree,
    Sort,
    ReverseSort,
    Mark,
    MarkAll,
    UnmarkAll,
    ToggleBookmark,
    Bookmarks,
    SavedFilters,
    SaveFilter,
    ForgetItem,
    ForgetHistory,
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
    Close,
    LogIn,
    SwitchProfile,
    SwitchRegion,
    Journal,
    Palette,
    Help,
    Redraw,
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

impl Action {
    /// Every action, in the order of the table.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// True if the action does nothing but move the cursor.
    pub const fn moves_cursor(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::PageUp
                | Self::PageDown
                | Self::HalfPageUp
                | Self::HalfPageDown
                | Self::First
                | Self::Last
        )
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
