//! Questions, what is read of a secret, and the search through it.

use super::kinds::{LIST, MAIN, PANES, QUESTIONS, SEARCHED, TYPING, change, on_secret, row};
use crate::app::actions::action::{Action as A, Group as G};
use crate::app::actions::context::{Context as C, Contexts};
use crate::app::actions::row::{Condition as If, Requirement as R, Row};

/// The rows, in the order of the enum.
pub(super) const ROWS: &[Row] = &[
    row(A::Confirm, G::Program, QUESTIONS, &["y"], ["confirm", "yes", "Answer yes to the question"]),
    row(
        A::Decline,
        G::Program,
        QUESTIONS,
        &["n", "enter", "esc", "q", "ctrl-c"],
        ["decline", "no", "Answer no: nothing is changed"],
    ),
    row(A::Open, G::Move, LIST, &["enter"], ["open", "open", "Open the secret or folder under the cursor"])
        .only_if(&[If::HasRowsOrTree])
        .also(&["view", "go into"])
        .first_in(&[C::List]),
    row(
        A::Accept,
        G::Move,
        TYPING.and(Contexts::of(&[C::TypedName])),
        &["enter"],
        ["accept", "accept", "Use the text that was typed, or the row under the cursor"],
    ),
    on_secret(
        A::RevealValue,
        G::Secret,
        MAIN.without(C::Value),
        &["v"],
        ["value", "value", "Read the value (in Versions, of the row), masked (GetSecretValue)"],
    )
    .also(&["read value", "show value", "get value", "peek"]),
    on_secret(
        A::Reveal,
        G::Secret,
        Contexts::of(&[C::Value]),
        &["v", "enter", "space"],
        ["reveal", "read/reveal", "Read the value; then reveal, mask or fold what is under the cursor"],
    )
    .also(&["unmask", "mask", "show"])
    .waits_for_value(),
    on_secret(
        A::RevealAll,
        G::Secret,
        Contexts::of(&[C::Value]),
        &["V"],
        ["reveal-all", "reveal all", "Reveal or mask the whole value"],
    )
    .also(&["unmask all", "show all"])
    .waits_for_value(),
    on_secret(
        A::ToggleHex,
        G::Secret,
        Contexts::of(&[C::Value]),
        &["b"],
        ["hex", "text/hex", "Show a binary value that holds text as text, or in hex"],
    )
    .only_if(&[If::HasBinaryText]),
    on_secret(
        A::ReadVersion,
        G::Secret,
        Contexts::of(&[C::Versions]),
        &["enter"],
        [
            "read-version",
            "read version",
            "Read the value of the version under the cursor, masked (GetSecretValue)",
        ],
    )
    .also(&["open version", "old value"])
    .short("read"),
    change(
        A::MoveLabel,
        "UpdateSecretVersionStage",
        Contexts::of(&[C::Versions]),
        &["L"],
        ["move-label", "move label", "Move, add or remove a staging label (UpdateSecretVersionStage)"],
    )
    .only_if(&[If::HasVersions])
    .also(&["stage", "staging label", "attach label", "awscurrent"])
    .short("label"),
    change(
        A::RemoveLabel,
        "UpdateSecretVersionStage",
        Contexts::of(&[C::Versions]),
        &["x"],
        [
            "remove-label",
            "remove label",
            "Remove a label of the version under the cursor (UpdateSecretVersionStage)",
        ],
    )
    .only_if(&[If::HasVersions])
    .also(&["delete label", "detach label", "unstage"])
    .risky()
    .unhinted(),
    on_secret(
        A::CompareVersions,
        G::Secret,
        PANES,
        &["="],
        [
            "compare-versions",
            "compare",
            "Compare the last two versions, in Versions those marked (GetSecretValue)",
        ],
    )
    .requires(&[R::NotScheduled])
    .only_if(&[If::HasVersionToCompare])
    .also(&["diff", "diff versions"]),
    on_secret(
        A::MarkVersion,
        G::Secret,
        Contexts::of(&[C::Versions]),
        &["m"],
        ["mark-version", "mark", "Mark the version under the cursor, to compare another with it"],
    )
    .also(&["select version"]),
    on_secret(
        A::ToggleDeprecated,
        G::Secret,
        Contexts::of(&[C::Versions]),
        &["d"],
        ["deprecated", "deprecated", "Show or hide deprecated versions: those without a staging label"],
    )
    .also(&["unlabelled versions", "all versions"]),
    on_secret(
        A::ToggleEmptyFields,
        G::Secret,
        Contexts::of(&[C::Overview]),
        &["d"],
        ["empty-fields", "empty fields", "Show or hide the fields that the secret does not have"],
    )
    .also(&["all fields", "api fields"])
    .unhinted(),
    row(
        A::Filter,
        G::List,
        MAIN.without(C::Value).without(C::Policy),
        &["/"],
        ["filter", "filter", "Filter the list as you type"],
    )
    .also(&["find", "search"]),
    row(
        A::Search,
        G::Move,
        SEARCHED,
        &["/"],
        ["search", "search", "Search what is on screen as you type; what is masked is not searched"],
    )
    .also(&["grep"])
    .first_in(&[C::Value, C::Policy]),
    row(
        A::NextMatch,
        G::Move,
        SEARCHED,
        &["n", "f3"],
        ["next-match", "next match", "Go to the next match of the search"],
    )
    .called_for()
    .only_if(&[If::IsSearching]),
    row(
        A::PreviousMatch,
        G::Move,
        SEARCHED,
        &["N", "shift-f3"],
        ["previous-match", "previous match", "Go to the previous match of the search"],
    )
    .called_for()
    .only_if(&[If::IsSearching]),
];
