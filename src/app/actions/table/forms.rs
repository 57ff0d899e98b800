//! The keys of forms.

use super::kinds::{FORM, QUESTIONS, row};
use crate::app::actions::action::{Action as A, Group as G};
use crate::app::actions::context::{Context as C, Contexts};
use crate::app::actions::row::Row;

/// The rows, in the order of the enum.
pub(super) const ROWS: &[Row] = &[
    row(
        A::Submit,
        G::Change,
        // A comparison has nothing to review: it closes.
        FORM.and(Contexts::of(&[C::Comparison])),
        &["ctrl-s"],
        ["submit", "review", "Review what the form will do, before anything is sent"],
    )
    .first_in(&[C::Form])
    .unhinted_in(C::Comparison)
    .placed("once the fields can be filled in"),
    row(
        A::NextField,
        G::Move,
        FORM,
        &["tab"],
        ["next-field", "next", "Complete the text, else go to the next field or cell"],
    )
    .unhinted(),
    row(
        A::PreviousField,
        G::Move,
        FORM,
        &["shift-tab"],
        ["previous-field", "previous", "Go to the previous field or cell"],
    )
    .unhinted(),
    row(
        A::RevealField,
        G::Secret,
        FORM.and(Contexts::of(&[C::Review, C::Comparison])),
        &["ctrl-r", "v", "V"],
        ["reveal-field", "reveal", "Reveal or mask the secret text under the cursor or in the diff"],
    )
    .placed("where secret text is"),
    row(A::AddRow, G::Change, FORM, &["ctrl-n"], ["add-row", "add row", "Add a row to the table"])
        .placed("in a table"),
    row(
        A::RemoveRow,
        G::Change,
        FORM,
        &["ctrl-x"],
        ["remove-row", "remove row", "Remove the row under the cursor"],
    )
    .placed("in a table"),
    row(
        A::RenameKey,
        G::Change,
        FORM,
        &["f2"],
        ["rename-key", "rename", "Edit the key of the row under the cursor"],
    ),
    row(
        A::FindKey,
        G::Move,
        FORM,
        &["alt-/", "f3"],
        ["find-key", "find", "Find a row of the table by its key, as you type"],
    ),
    row(
        A::RetypeRow,
        G::Change,
        FORM,
        &["alt-j", "f4"],
        ["toggle-json", "text/JSON", "Treat the value under the cursor as JSON, or as text"],
    )
    .placed("in the table of a value"),
    row(
        A::Generate,
        G::Change,
        FORM,
        &["ctrl-g"],
        [
            "generate",
            "generate",
            "Generate a password into the secret text under the cursor (GetRandomPassword)",
        ],
    )
    .placed("in a secret text"),
    row(
        A::CopyField,
        G::Copy,
        FORM,
        &["alt-y"],
        ["copy-field", "copy", "Copy the secret text under the cursor without revealing it"],
    )
    .placed("in a secret text"),
    row(
        A::CopyCommands,
        G::Copy,
        QUESTIONS,
        &["c"],
        ["copy-commands", "copy command", "Copy the equivalent AWS CLI commands, without secret values"],
    ),
    row(
        A::Complete,
        G::Change,
        FORM,
        &["ctrl-space", "alt-c"],
        [
            "complete",
            "complete",
            "Complete a Region, or a name, KMS key, function or tag that the list knows",
        ],
    )
    .placed("where something known begins like the text"),
    row(
        A::ExternalEditor,
        G::Change,
        FORM,
        &["ctrl-o"],
        ["editor", "editor", "Edit the text in $VISUAL or $EDITOR"],
    )
    .also(&["external editor", "vim"])
    .placed("in a text of several lines"),
];
