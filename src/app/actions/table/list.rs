//! The list: undo and retry, filter, sort, marks, bookmarks.

use super::kinds::{LIST, MAIN, on_secret, row};
use crate::app::actions::action::{Action as A, Group as G};
use crate::app::actions::context::{Context as C, Contexts};
use crate::app::actions::row::{Condition as If, Row, Scope};

/// The rows, in the order of the enum.
pub(super) const ROWS: &[Row] = &[
    row(
        A::Undo,
        G::Change,
        MAIN,
        &["u"],
        ["undo", "undo", "Undo the last change, where the service allows it"],
    )
    .about(Scope::LastChange)
    .only_if(&[If::CanUndo])
    .also(&["take back", "undo change"]),
    row(
        A::Retry,
        G::Change,
        MAIN.and(Contexts::of(&[C::Report])),
        &["ctrl-r"],
        ["retry", "retry", "Send the failed requests of the last change again, with the same tokens"],
    )
    .about(Scope::LastChange)
    .only_if(&[If::CanRetry])
    .also(&["resend", "send again", "try again"])
    .called_for(),
    row(
        A::CompleteFilter,
        G::List,
        Contexts::of(&[C::FilterLine]),
        &["tab"],
        ["complete-filter", "complete", "Complete a key of the filter, or a value as secrets have it"],
    ),
    row(
        A::ToggleTree,
        G::List,
        LIST,
        &["t"],
        ["tree", "tree", "Show names as a tree of folders, or as a flat list"],
    )
    .only_if(&[If::HasSecrets])
    .also(&["folders", "flat", "flat list", "hierarchy"]),
    row(A::Sort, G::List, LIST, &["s"], ["sort", "sort", "Sort by the next column"])
        .only_if(&[If::HasSecrets])
        .also(&["order", "sort by"]),
    row(A::ReverseSort, G::List, LIST, &["S"], ["reverse-sort", "reverse", "Reverse the sort order"])
        .only_if(&[If::HasSecrets])
        .also(&["descending", "ascending"]),
    row(
        A::Mark,
        G::List,
        LIST,
        &["space"],
        ["mark", "mark", "Mark or unmark the secret or folder, to change several at once"],
    )
    .only_if(&[If::HasRows])
    .also(&["select", "unmark"]),
    row(
        A::MarkAll,
        G::List,
        LIST,
        &["*"],
        ["mark-all", "mark all", "Mark all secrets that match the filter"],
    )
    .only_if(&[If::HasRows])
    .also(&["select all"]),
    row(A::UnmarkAll, G::List, LIST, &["-"], ["unmark-all", "unmark all", "Unmark all secrets"])
        .only_if(&[If::HasMarks])
        .also(&["deselect", "clear marks", "select none"])
        .called_for(),
    on_secret(
        A::ToggleBookmark,
        G::List,
        MAIN.without(C::Versions),
        &["m"],
        ["bookmark", "bookmark", "Set or remove a bookmark on the secret"],
    )
    .also(&["favourite", "star", "pin"])
    .unhinted(),
    row(
        A::Bookmarks,
        G::List,
        MAIN,
        &["'"],
        ["bookmarks", "bookmarks", "Pick a bookmark, or a recently opened secret, to open it"],
    )
    .also(&["recents", "recent secrets", "favourites"])
    .unhinted(),
    row(
        A::SavedFilters,
        G::List,
        MAIN,
        &["f"],
        ["saved-filters", "filters", "Pick a saved filter to apply it"],
    )
    .also(&["filters", "queries"])
    .unhinted(),
    row(
        A::SaveFilter,
        G::List,
        LIST.and(Contexts::of(&[C::FilterLine])),
        &["ctrl-s"],
        ["save-filter", "save", "Save the filter under a name"],
    )
    .narrow(&[("ctrl-s", Contexts::of(&[C::FilterLine]))])
    .also(&["name filter", "keep filter"]),
    row(
        A::ForgetItem,
        G::List,
        Contexts::of(&[C::Picker]),
        &["ctrl-x"],
        ["forget-item", "remove", "Remove the bookmark, recent secret or filter under the cursor"],
    ),
    row(
        A::ForgetHistory,
        G::List,
        MAIN,
        &[],
        [
            "forget-bookmarks",
            "forget",
            "Forget bookmarks, recent secrets and filters of this account and Region",
        ],
    )
    .risky()
    .also(&["forget recents"])
    .unhinted(),
    row(
        A::CompareValues,
        G::Secret,
        LIST,
        &["="],
        ["compare-values", "compare", "Compare the marked secrets, or two versions (BatchGetSecretValue)"],
    )
    .only_if(&[If::HasSecretsToCompare])
    .also(&["diff values", "batch read", "copy as .env", "several values"])
    .called_for(),
    row(
        A::CancelLoading,
        G::List,
        LIST,
        &["ctrl-x"],
        ["cancel-loading", "stop loading", "Stop loading the list; what is loaded stays"],
    )
    .only_if(&[If::ListLoading])
    .also(&["abort loading", "cancel loading"])
    .called_for(),
    row(
        A::Refresh,
        G::List,
        MAIN,
        &["r"],
        ["refresh", "refresh", "Refresh the list, or the pane that has the focus"],
    )
    .also(&["reload", "read again", "sync"]),
];
