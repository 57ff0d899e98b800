//! The value: edited, copied, rotated, restored, rolled back and saved.

use super::kinds::{MAIN, change, on_secret, question};
use crate::app::actions::action::{Action as A, Group as G};
use crate::app::actions::context::{Context as C, Contexts};
use crate::app::actions::row::{Requirement as R, Row, Scope};

/// The rows, in the order of the enum.
pub(super) const ROWS: &[Row] = &[
    change(
        A::EditValue,
        "PutSecretValue",
        MAIN,
        &["e"],
        ["edit-value", "edit", "Edit the value (GetSecretValue, then PutSecretValue)"],
    )
    .requires(&[R::NoReplica, R::NotScheduled, R::ValueNotManaged])
    .also(&["change value", "put value", "set value", "update value", "new version"])
    // In another pane, the same key edits what that pane shows.
    .narrow(&[("e", Contexts::of(&[C::List, C::Value, C::Versions]))])
    .first_in(&[C::Value]),
    on_secret(
        A::CopyKey,
        G::Copy,
        Contexts::of(&[C::Value]),
        &["y"],
        ["copy-key", "copy key", "Copy the part of the value under the cursor without revealing it"],
    )
    .also(&["yank", "copy field of value"])
    .waits_for_value(),
    on_secret(
        A::CopyVersionId,
        G::Copy,
        Contexts::of(&[C::Versions]),
        &["c v"],
        ["copy-version-id", "copy ID", "Copy the ID of the version under the cursor"],
    )
    .also(&["copy version"]),
    on_secret(
        A::CopyTag,
        G::Copy,
        Contexts::of(&[C::Tags]),
        &["y"],
        ["copy-tag", "copy tag", "Copy the value of the tag under the cursor"],
    ),
    on_secret(
        A::CopyPolicy,
        G::Copy,
        Contexts::of(&[C::Policy]),
        &["y"],
        ["copy-policy", "copy policy", "Copy the resource policy"],
    ),
    on_secret(
        A::CopyValue,
        G::Copy,
        MAIN,
        &["Y", "y"],
        ["copy-value", "copy value", "Copy the value (in Versions, of the row) unrevealed (GetSecretValue)"],
    )
    .also(&["clipboard", "copy secret value", "copy password"])
    .narrow(&[("y", Contexts::of(&[C::Versions]))]),
    on_secret(
        A::CopyName,
        G::Copy,
        MAIN,
        &["y", "c n"],
        ["copy-name", "copy name", "Copy the name of the secret"],
    )
    // What is under the cursor of another pane is something else.
    .narrow(&[("y", Contexts::of(&[C::List, C::Overview, C::Replication, C::Rotation]))]),
    on_secret(
        A::CopyArn,
        G::Copy,
        MAIN,
        &["a", "c a"],
        ["copy-arn", "copy ARN", "Copy the ARN of the secret"],
    ),
    on_secret(
        A::CopyAs,
        G::Copy,
        MAIN,
        &["c c"],
        ["copy-as", "copy as", "Copy as a URL, .env, a command, a reference or source code (GetSecretValue)"],
    )
    .also(&[
        "connection string",
        "database url",
        "dotenv",
        "terraform",
        "cloudformation",
        "snippet",
        "console url",
    ])
    .unhinted(),
    question(
        A::RotateNow,
        "RotateSecret",
        MAIN,
        &["R"],
        ["rotate-now", "rotate", "Rotate the secret now and follow the rotation to its end (RotateSecret)"],
    )
    .requires(&[R::NoReplica, R::NotScheduled, R::RotationFunction])
    .also(&["rotate immediately", "start rotation"])
    .risky()
    .first_in(&[C::Rotation]),
    question(
        A::CancelRotation,
        "CancelRotateSecret",
        MAIN,
        &["C"],
        [
            "cancel-rotation",
            "cancel rotation",
            "Turn rotation off and cancel one in progress (CancelRotateSecret)",
        ],
    )
    .requires(&[R::NoReplica, R::NotScheduled, R::RotationOn])
    .also(&["disable rotation", "stop rotation", "turn off rotation", "abort rotation"])
    .risky()
    .first_in(&[C::Rotation]),
    question(
        A::Restore,
        "RestoreSecret",
        MAIN,
        &["U"],
        ["restore", "restore", "Cancel the scheduled deletion (RestoreSecret)"],
    )
    .about(Scope::Secrets)
    .requires(&[R::Scheduled])
    .also(&["undelete", "cancel deletion", "recover deleted secret", "unschedule"])
    .called_for(),
    question(
        A::RollBack,
        "UpdateSecretVersionStage",
        MAIN,
        &["B"],
        [
            "roll-back",
            "roll back",
            "Move AWSCURRENT back to the AWSPREVIOUS version (UpdateSecretVersionStage)",
        ],
    )
    .requires(&[R::NoReplica, R::NotScheduled, R::PreviousVersion])
    .also(&["rollback", "revert", "previous version"])
    .risky(),
    on_secret(
        A::SaveValue,
        G::Secret,
        MAIN,
        &[">"],
        ["save-value", "save to file", "Save the value to a file that only you can read (GetSecretValue)"],
    )
    .requires(&[R::NotScheduled])
    .also(&["export", "download", "write to file", "dump"]),
];
