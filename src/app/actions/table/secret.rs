//! Everything else of a secret: description, deletion, tags, policy, rotation, new secrets.

use super::kinds::{MAIN, change, question, row};
use crate::app::actions::action::{Action as A, Group as G};
use crate::app::actions::context::{Context as C, Contexts};
use crate::app::actions::row::{Condition as If, Requirement as R, Row, Scope, Trouble};

/// The rows, in the order of the enum.
pub(super) const ROWS: &[Row] = &[
    change(
        A::EditDetails,
        "UpdateSecret",
        MAIN,
        &["D", "e"],
        ["edit-details", "edit details", "Edit the description and the KMS key (UpdateSecret)"],
    )
    // A replica has a key of its own: the form asks for nothing else there.
    .requires(&[R::NotScheduled])
    .also(&["description", "kms key", "encryption key", "describe anew"])
    .narrow(&[("e", Contexts::of(&[C::Overview]))])
    .first_in(&[C::Overview]),
    change(
        A::Delete,
        "DeleteSecret",
        MAIN,
        &["X"],
        ["delete", "delete", "Schedule deletion, with a recovery window (DeleteSecret)"],
    )
    .about(Scope::Secrets)
    .requires(&[R::NoReplica, R::NotScheduled, R::DeletionNotManaged])
    .also(&["schedule deletion", "remove secret", "trash"])
    .risky(),
    // No key: the palette finds it by its name.
    change(
        A::ForceDelete,
        "DeleteSecret",
        MAIN,
        &[],
        [
            "force-delete",
            "force delete",
            "Delete immediately and for good, without a recovery window (DeleteSecret)",
        ],
    )
    .requires(&[R::NoReplica, R::DeletionNotManaged])
    .also(&["purge", "destroy", "delete now", "delete without recovery", "erase"])
    .risky(),
    change(
        A::EditTags,
        "TagResource",
        MAIN,
        &["T", "e"],
        [
            "edit-tags",
            "edit tags",
            "Edit the tags of the secret or of all marked ones (TagResource, UntagResource)",
        ],
    )
    .about(Scope::Secrets)
    .also(&["tag", "untag", "remove tag"])
    .narrow(&[("e", Contexts::of(&[C::Tags]))])
    .first_in(&[C::Tags]),
    change(
        A::AddTag,
        "TagResource",
        Contexts::of(&[C::Tags]),
        &["+"],
        ["add-tag", "add tag", "Add a tag: the form opens at a new row (TagResource)"],
    )
    .also(&["new tag", "tag"])
    .unhinted(),
    question(
        A::RemoveTag,
        "UntagResource",
        Contexts::of(&[C::Tags]),
        &["x"],
        ["remove-tag", "remove tag", "Remove the tag under the cursor (UntagResource)"],
    )
    .also(&["delete tag", "untag"])
    .risky()
    .unhinted(),
    change(
        A::EditPolicy,
        "PutResourcePolicy",
        Contexts::of(&[C::Policy]),
        &["e"],
        [
            "edit-policy",
            "edit policy",
            "Edit the resource policy (ValidateResourcePolicy, PutResourcePolicy)",
        ],
    )
    .also(&["resource policy", "permissions", "grant access", "share", "put policy"]),
    question(
        A::DeletePolicy,
        "DeleteResourcePolicy",
        Contexts::of(&[C::Policy]),
        &["x"],
        ["delete-policy", "delete policy", "Delete the resource policy (DeleteResourcePolicy)"],
    )
    .only_if(&[If::HasPolicy])
    .also(&["remove policy", "detach policy"])
    .risky(),
    change(
        A::RotationSettings,
        "RotateSecret",
        Contexts::of(&[C::Rotation]),
        &["e"],
        [
            "rotation-settings",
            "edit rotation",
            "Edit the rotation function, schedule and window (RotateSecret)",
        ],
    )
    .also(&[
        "schedule",
        "rotation schedule",
        "rotation function",
        "lambda",
        "cron",
        "enable rotation",
        "turn on rotation",
        "configure rotation",
    ]),
    change(
        A::RecoverRotation,
        "UpdateSecretVersionStage",
        Contexts::of(&[C::Rotation]),
        &["F"],
        [
            "recover-rotation",
            "recover rotation",
            "Recover a stuck rotation: inspect, drop or promote AWSPENDING, or rotate again",
        ],
    )
    .only_if(&[If::HasPendingVersion])
    .also(&["recover", "recovery", "stuck", "stuck rotation", "unstick", "mend rotation", "awspending"])
    .mends(Trouble::StuckRotation),
    change(
        A::Create,
        "CreateSecret",
        MAIN,
        &["+"],
        ["create", "new secret", "Store a new secret: any kind of value, tags, replicas (CreateSecret)"],
    )
    .about(Scope::Program)
    .requires(&[])
    .also(&["new", "add secret", "create secret", "store"])
    // In a pane, the same key adds to what the pane shows.
    .narrow(&[("+", Contexts::of(&[C::List, C::Overview]))]),
    change(
        A::CopySecret,
        "CreateSecret",
        MAIN,
        &["M"],
        [
            "copy-secret",
            "copy secret",
            "Copy the secret and its value to another name or Region (CreateSecret)",
        ],
    )
    .requires(&[R::NotScheduled])
    .also(&["clone", "duplicate", "rename", "move secret"]),
    row(
        A::RandomPassword,
        G::Secret,
        MAIN,
        &["W"],
        ["random-password", "password", "Generate a random password to copy (GetRandomPassword)"],
    )
    .also(&["generate password", "password generator", "random"]),
];
