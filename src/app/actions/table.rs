//! The table of actions, in the order of the enum.

use super::action::{Action, Group};
use super::context::{Context, Contexts};
use super::row::{ActionEffect, Condition, Confirmed, Requirement, Risk, Row, Scope, Trouble, WhileLoading};

use Action as A;
use Condition as If;
use Context as C;
use Group as G;
use Requirement as R;

const LIST: Contexts = Contexts::of(&[C::List]);
const PANES: Contexts = Contexts::PANES;
const MAIN: Contexts = LIST.and(PANES);
const READING: Contexts = Contexts::of(&[C::Journal, C::Help, C::Report, C::Comparison]);
const SEARCHED: Contexts = READING.and(Contexts::of(&[C::Value, C::Policy]));
const TYPING: Contexts = Contexts::of(&[C::Picker, C::FilterLine, C::SearchLine]);
const FORM: Contexts = Contexts::of(&[C::Form]);
const QUESTIONS: Contexts = Contexts::of(&[C::Review]);
const EVERYWHERE: Contexts =
    MAIN.and(READING).and(TYPING).and(QUESTIONS).and(FORM).and(Contexts::of(&[C::TypedName]));
const ALL: Contexts = MAIN.and(READING).and(TYPING).and(QUESTIONS);

/// An action that reads, moves or shows, without a secret.
const fn row(
    action: Action,
    group: Group,
    contexts: Contexts,
    default_keys: &'static [&'static str],
    [name, title, help]: [&'static str; 3],
) -> Row {
    Row {
        action,
        name,
        title,
        help,
        synonyms: &[],
        risk: Risk::Low,
        short: None,
        own: contexts.alone(),
        hinted: contexts,
        is_called_for: false,
        mends: None,
        place: None,
        narrowed: &[],
        group,
        contexts,
        default_keys,
        effect: ActionEffect::Reads,
        scope: Scope::Program,
        shows: None,
        requirements: &[],
        conditions: &[],
        while_loading: WhileLoading::Acts,
    }
}

/// An action that reads, shows or copies the selected secret.
const fn on_secret(
    action: Action,
    group: Group,
    contexts: Contexts,
    default_keys: &'static [&'static str],
    text: [&'static str; 3],
) -> Row {
    row(action, group, contexts, default_keys, text).about(Scope::Secret)
}

/// An action that shows a pane of the selected secret.
const fn pane(
    action: Action,
    context: Context,
    default_keys: &'static [&'static str],
    text: [&'static str; 3],
) -> Row {
    Row { shows: Some(context), ..on_secret(action, Group::Secret, MAIN, default_keys, text) }
}

/// A change of the selected secret, made in a form. Replicas and secrets scheduled for deletion take none.
const fn change(
    action: Action,
    operation: &'static str,
    contexts: Contexts,
    default_keys: &'static [&'static str],
    text: [&'static str; 3],
) -> Row {
    Row {
        effect: ActionEffect::Mutates { operation, confirmed: Confirmed::InForm },
        scope: Scope::Secret,
        requirements: &[R::NoReplica, R::NotScheduled],
        ..row(action, Group::Change, contexts, default_keys, text)
    }
}

/// A change of the selected secret, confirmed by one question.
const fn question(
    action: Action,
    operation: &'static str,
    contexts: Contexts,
    default_keys: &'static [&'static str],
    text: [&'static str; 3],
) -> Row {
    Row {
        effect: ActionEffect::Mutates { operation, confirmed: Confirmed::ByQuestion },
        ..change(action, operation, contexts, default_keys, text)
    }
}

/// The row of every action.
pub static TABLE: [Row; Action::ALL.len()] = [
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
        &["T", "e", "+"],
        [
            "edit-tags",
            "edit tags",
            "Edit the tags of the secret or of all marked ones (TagResource, UntagResource)",
        ],
    )
    .about(Scope::Secrets)
    .also(&["tag", "untag", "add tag", "remove tag"])
    .narrow(&[("e", Contexts::of(&[C::Tags])), ("+", Contexts::of(&[C::Tags]))])
    .first_in(&[C::Tags]),
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
    change(
        A::AddReplicas,
        "ReplicateSecretToRegions",
        Contexts::of(&[C::Replication]),
        &["+"],
        ["add-replicas", "add Region", "Replicate the secret to other Regions (ReplicateSecretToRegions)"],
    )
    .also(&["replicate", "replica", "add replica"]),
    change(
        A::RemoveReplica,
        "RemoveRegionsFromReplication",
        Contexts::of(&[C::Replication]),
        &["x"],
        [
            "remove-replica",
            "remove replica",
            "Delete the replica under the cursor (RemoveRegionsFromReplication)",
        ],
    )
    .only_if(&[If::HasReplica])
    .also(&["delete replica", "stop replicating", "unreplicate"])
    .risky()
    .short("remove"),
    change(
        A::RetryReplica,
        "ReplicateSecretToRegions",
        Contexts::of(&[C::Replication]),
        &["A"],
        [
            "retry-replica",
            "retry replica",
            "Retry a failed replica, overwriting what is there (ReplicateSecretToRegions)",
        ],
    )
    .only_if(&[If::HasReplica, If::HasFailedReplica])
    .also(&["mend replica", "overwrite replica", "failed replica"])
    .risky()
    .short("retry")
    .mends(Trouble::FailedReplica),
    change(
        A::EditReplicaKey,
        "UpdateSecret",
        Contexts::of(&[C::Replication]),
        &["e"],
        ["replica-key", "replica key", "Change the KMS key of the replica under the cursor (UpdateSecret)"],
    )
    .only_if(&[If::HasReplica])
    .also(&["encryption key of a replica"]),
    change(
        A::PromoteReplica,
        "StopReplicationToReplica",
        Contexts::of(&[C::Replication]),
        &["P"],
        [
            "promote-replica",
            "promote to standalone",
            "Promote this replica to a standalone secret (StopReplicationToReplica)",
        ],
    )
    .requires(&[R::NotScheduled, R::Replica])
    .also(&["promote", "standalone", "detach replica", "stop replication"])
    .risky()
    .short("promote"),
    on_secret(
        A::GoToReplica,
        G::Secret,
        Contexts::of(&[C::Replication]),
        &["O"],
        [
            "go-to-replica",
            "go to replica",
            "Go to the replica under the cursor, or from a replica to its primary",
        ],
    )
    .only_if(&[If::HasReplicaToGoTo])
    .also(&["primary", "open replica", "go to primary"])
    .short("go to"),
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
        ["bookmarks", "bookmarks", "Pick a bookmark, or a secret that was opened lately, to open it"],
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
    row(
        A::LogIn,
        G::Program,
        EVERYWHERE,
        &["alt-l", "f6"],
        ["log-in", "log in", "Log in: the AWS CLI or the credential process gets the terminal"],
    )
    .about(Scope::Login)
    .only_if(&[If::CanLogIn])
    .called_for()
    .also(&["login", "log in", "sign in", "mfa", "sso", "authenticate", "renew"]),
    row(A::SwitchProfile, G::Program, MAIN, &["p"], ["profile", "profile", "Switch to another AWS profile"])
        .also(&["account", "credentials", "switch profile"]),
    row(A::SwitchRegion, G::Program, MAIN, &["w"], ["region", "Region", "Switch to another Region"]).also(&[
        "switch region",
        "change region",
        "location",
    ]),
    row(A::Journal, G::Program, MAIN, &["J"], ["journal", "journal", "Show the requests of this session"])
        .also(&["log", "requests", "audit", "activity"]),
    row(
        A::Palette,
        G::Program,
        MAIN,
        &[":", "ctrl-p"],
        ["palette", "commands", "Find any action by its name"],
    ),
    row(
        A::Help,
        G::Program,
        ALL.and(FORM).and(Contexts::of(&[C::TypedName])),
        &["?", "f1"],
        ["help", "help", "Show all keys, those that work here first"],
    )
    .also(&["keys", "shortcuts", "key bindings", "manual"]),
    row(
        A::Redraw,
        G::Program,
        EVERYWHERE,
        &["ctrl-l"],
        ["redraw", "redraw", "Draw the whole screen anew, after another program wrote over it"],
    )
    .also(&["repaint", "clear screen", "refresh screen"])
    .unhinted(),
    row(
        A::Suspend,
        G::Program,
        MAIN.and(READING).and(QUESTIONS),
        &["ctrl-z"],
        ["suspend", "suspend", "Suspend the program, like any job of the shell"],
    )
    .also(&["background", "shell"])
    .unhinted(),
    row(
        A::Quit,
        G::Program,
        MAIN.and(READING).and(TYPING).and(FORM),
        &["q", "ctrl-c"],
        ["quit", "quit", "Quit; a copied value is cleared from the clipboard"],
    )
    // Where something lies on top, the same key closes it.
    .narrow(&[("q", MAIN)])
    .also(&["exit", "leave", "bye", "logout"]),
];

impl Action {
    /// The row of the action.
    pub const fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The action that shows a pane; `None` for a context that is no pane.
    pub fn showing(context: Context) -> Option<Self> {
        TABLE.iter().find(|row| row.shows == Some(context)).map(|row| row.action)
    }
}

/// The rows that hold in `context`, in the order of the table.
pub fn rows_in(context: Context) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.contexts.contains(context))
}

// `Action::row` finds the row of an action by its index.
const _: () = {
    let mut at = 0;
    while at < TABLE.len() {
        assert!(
            TABLE[at].action as usize == at,
            "a row of the table is not at the index of its action in the enum"
        );
        at += 1;
    }
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::actions::{KeySequence, rows_in};
    use std::collections::HashSet;

    #[test]
    fn every_action_has_a_row_and_a_name_of_its_own() {
        let names: HashSet<_> = Action::ALL.iter().map(|action| action.row().name).collect();
        assert_eq!(names.len(), Action::ALL.len());
        for action in Action::ALL {
            assert_eq!(action.row().action, *action);
        }
    }

    #[test]
    fn every_default_key_is_a_key() {
        for row in &TABLE {
            for keys in row.default_keys {
                let read: Result<KeySequence, _> = keys.parse();
                assert!(read.is_ok(), "{}: {read:?}", row.name);
            }
        }
    }

    #[test]
    fn every_context_can_be_left() {
        for context in Context::ALL {
            let ways_out = [Action::Back, Action::Decline];
            assert!(rows_in(*context).any(|row| ways_out.contains(&row.action)), "{context:?}");
        }
    }
}
