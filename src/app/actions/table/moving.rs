//! Moves through panes and rows, and the ways back.

use super::kinds::{ALL, FORM, MAIN, READING, TYPING, pane, row};
use crate::app::actions::action::{Action as A, Group as G};
use crate::app::actions::context::{Context as C, Contexts};
use crate::app::actions::row::{Condition as If, Row};

/// The rows, in the order of the enum.
pub(super) const ROWS: &[Row] = &[
    row(A::NextPane, G::Move, MAIN, &["tab"], ["next-pane", "next pane", "Go to the next pane"])
        .also(&["next tab"])
        .unhinted_in(C::List),
    row(
        A::PreviousPane,
        G::Move,
        MAIN,
        &["shift-tab"],
        ["previous-pane", "previous pane", "Go to the previous pane"],
    )
    .also(&["previous tab"])
    .unhinted(),
    pane(A::PaneOverview, C::Overview, &["1"], ["overview", "overview", "Show the Overview pane"])
        .also(&["details", "describe", "summary"]),
    pane(
        A::PaneValue,
        C::Value,
        &["2"],
        ["pane-value", "value", "Show the Value pane without reading the value"],
    )
    .also(&["value pane"]),
    pane(A::PaneVersions, C::Versions, &["3"], ["versions", "versions", "Show the Versions pane"])
        .also(&["history", "version history"]),
    pane(A::PaneTags, C::Tags, &["4"], ["tags", "tags", "Show the Tags pane"]).also(&["show tags"]),
    pane(A::PanePolicy, C::Policy, &["5"], ["policy", "policy", "Show the Policy pane"])
        .also(&["show policy", "access"]),
    pane(
        A::PaneReplication,
        C::Replication,
        &["6"],
        ["replication", "replication", "Show the Replication pane"],
    )
    .also(&["replicas", "show replication"]),
    pane(A::PaneRotation, C::Rotation, &["7"], ["rotation", "rotation", "Show the Rotation pane"])
        .also(&["show rotation", "rotation status"]),
    row(A::Up, G::Move, ALL, &["up", "k", "ctrl-k"], ["up", "up", "Move up one row"])
        .unhinted()
        .waits_for_value(),
    row(A::Down, G::Move, ALL, &["down", "j", "ctrl-j"], ["down", "down", "Move down one row"])
        .unhinted()
        .waits_for_value(),
    row(A::PageUp, G::Move, ALL, &["pgup", "ctrl-b"], ["page-up", "page up", "Move up one page"])
        .unhinted()
        .waits_for_value(),
    row(A::PageDown, G::Move, ALL, &["pgdn", "ctrl-f"], ["page-down", "page down", "Move down one page"])
        .unhinted()
        .waits_for_value(),
    row(
        A::HalfPageUp,
        G::Move,
        MAIN.and(READING),
        &["ctrl-u"],
        ["half-page-up", "half page up", "Move up half a page"],
    )
    .unhinted()
    .waits_for_value(),
    row(
        A::HalfPageDown,
        G::Move,
        MAIN.and(READING),
        &["ctrl-d"],
        ["half-page-down", "half page down", "Move down half a page"],
    )
    .unhinted()
    .waits_for_value(),
    row(A::First, G::Move, MAIN.and(READING), &["g", "home"], ["first", "first", "Go to the first row"])
        .also(&["top", "start"])
        .unhinted()
        .waits_for_value(),
    row(A::Last, G::Move, MAIN.and(READING), &["G", "end"], ["last", "last", "Go to the last row"])
        .also(&["bottom", "end"])
        .unhinted()
        .waits_for_value(),
    row(
        A::Left,
        G::Move,
        MAIN,
        &["left", "h"],
        ["left", "left", "Fold the folder or branch; in a pane, go back to the list"],
    )
    .also(&["fold", "collapse"])
    .unhinted(),
    row(
        A::Right,
        G::Move,
        MAIN,
        &["right", "l"],
        ["right", "right", "Unfold the folder or branch; in the list, go to the panes"],
    )
    .also(&["unfold", "expand"])
    .unhinted()
    .waits_for_value(),
    row(
        A::Back,
        G::Move,
        MAIN.and(READING).and(TYPING).and(FORM).and(Contexts::of(&[C::TypedName])),
        &["esc"],
        ["back", "back", "Close what is open, clear the filter, or go back to the list"],
    )
    .only_if(&[If::CanGoBack])
    .also(&["dismiss", "clear filter"]),
    row(
        A::Close,
        G::Move,
        READING,
        &["q"],
        ["close", "close", "Close what lies on top: the help, the journal, a report, a comparison"],
    ),
];
