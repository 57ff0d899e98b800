//! The table of actions. Its order is the order of the help page, of the palette and of the footer's hints.

use super::{Action, ActionEffect, Context, Contexts, Group, Row};
use crate::app::keys::Chord;

use Context as C;
const LIST: Contexts = Contexts::of(&[C::List]);
const PANES: Contexts =
    Contexts::of(&[C::Overview, C::Value, C::Versions, C::Tags, C::Policy, C::Replication, C::Rotation]);
/// Where `e` edits the value: in the pane Policy it edits the policy.
const PANES_BUT_POLICY: Contexts =
    Contexts::of(&[C::Overview, C::Value, C::Versions, C::Tags, C::Replication, C::Rotation]);
const MAIN: Contexts = LIST.and(PANES);
const READING: Contexts = Contexts::of(&[C::Journal, C::Help, C::Report]);
const TYPING: Contexts = Contexts::of(&[C::Picker, C::FilterLine]);
const FORM: Contexts = Contexts::of(&[C::Form]);
const QUESTIONS: Contexts = Contexts::of(&[C::Review]);
const ALL: Contexts = MAIN.and(READING).and(TYPING).and(QUESTIONS);

const fn row(
    action: Action,
    group: Group,
    contexts: Contexts,
    keys: &'static [Chord],
    text: [&'static str; 3],
) -> Row {
    let [name, title, help] = text;
    Row { action, name, title, help, group, contexts, keys, effect: ActionEffect::Reads }
}

const fn change(action: Action, contexts: Contexts, keys: &'static [Chord], text: [&'static str; 3]) -> Row {
    let mut row = row(action, Group::Change, contexts, keys, text);
    row.effect = ActionEffect::Mutates;
    row
}

use Action as A;
use Group as G;
use crossterm::event::KeyCode as K;

const fn k(c: char) -> Chord {
    Chord::plain(K::Char(c))
}
const fn code(code: K) -> Chord {
    Chord::plain(code)
}
const fn ctrl(c: char) -> Chord {
    Chord::ctrl(c)
}

/// Every action, once.
pub static TABLE: &[Row] = &[
    row(A::Confirm, G::Program, QUESTIONS, &[k('y')], ["confirm", "yes", "Do what the question asks"]),
    row(
        A::Decline,
        G::Program,
        QUESTIONS,
        &[k('n'), code(K::Esc), k('q'), ctrl('c')],
        ["decline", "no", "Leave everything as it is"],
    ),
    row(
        A::Open,
        G::Move,
        LIST,
        &[code(K::Enter)],
        ["open", "open", "Open the secret or folder under the cursor"],
    ),
    row(
        A::Accept,
        G::Move,
        TYPING.and(Contexts::of(&[C::TypedName])),
        &[code(K::Enter)],
        ["accept", "accept", "Accept what was typed, or take what is under the cursor"],
    ),
    row(
        A::RevealValue,
        G::Secret,
        Contexts::of(&[C::List, C::Overview, C::Versions, C::Tags, C::Policy, C::Replication, C::Rotation]),
        &[k('v')],
        ["value", "value", "Show the pane Value and read the value (GetSecretValue), masked"],
    ),
    row(
        A::Reveal,
        G::Secret,
        Contexts::of(&[C::Value]),
        &[k('v'), code(K::Enter), k(' ')],
        [
            "reveal",
            "read/reveal",
            "Read the value; then reveal or mask what is under the cursor, or fold a branch",
        ],
    ),
    row(
        A::RevealAll,
        G::Secret,
        Contexts::of(&[C::Value]),
        &[k('V')],
        ["reveal-all", "reveal all", "Reveal the whole value, or mask all of it"],
    ),
    row(
        A::ReadVersion,
        G::Secret,
        Contexts::of(&[C::Versions]),
        &[code(K::Enter)],
        ["read-version", "read version", "Read the value of the version under the cursor, masked"],
    ),
    change(
        A::MoveLabel,
        Contexts::of(&[C::Versions]),
        &[k('L')],
        ["move-label", "labels", "Move, add or remove a staging label (UpdateSecretVersionStage)"],
    ),
    row(
        A::CompareVersions,
        G::Secret,
        Contexts::of(&[C::Versions]),
        &[k('=')],
        ["compare-versions", "compare", "Compare with the marked version, else AWSCURRENT (GetSecretValue)"],
    ),
    row(
        A::MarkVersion,
        G::Secret,
        Contexts::of(&[C::Versions]),
        &[k('m')],
        ["mark-version", "mark", "Mark the version under the cursor, to compare it with another"],
    ),
    row(
        A::ToggleDeprecated,
        G::Secret,
        Contexts::of(&[C::Versions]),
        &[k('d')],
        ["deprecated", "deprecated", "Show or hide versions without staging labels"],
    ),
    row(A::Filter, G::List, MAIN, &[k('/')], ["filter", "filter", "Filter the list as you type"]),
    change(
        A::EditValue,
        LIST.and(PANES_BUT_POLICY),
        &[k('e')],
        ["edit-value", "edit", "Edit the value (GetSecretValue, then PutSecretValue)"],
    ),
    row(
        A::CopyKey,
        G::Copy,
        Contexts::of(&[C::Value]),
        &[k('y')],
        ["copy-key", "copy key", "Copy what is under the cursor without revealing it"],
    ),
    row(
        A::CopyVersionId,
        G::Copy,
        Contexts::of(&[C::Versions]),
        &[k('y')],
        ["copy-version-id", "copy id", "Copy the id of the version under the cursor"],
    ),
    row(
        A::CopyTag,
        G::Copy,
        Contexts::of(&[C::Tags]),
        &[k('y')],
        ["copy-tag", "copy tag", "Copy the value of the tag under the cursor"],
    ),
    row(
        A::CopyPolicy,
        G::Copy,
        Contexts::of(&[C::Policy]),
        &[k('y')],
        ["copy-policy", "copy policy", "Copy the resource policy"],
    ),
    row(
        A::CopyValue,
        G::Copy,
        MAIN,
        &[k('Y'), k('c')],
        ["copy-value", "copy value", "Copy the whole value without revealing it (GetSecretValue)"],
    ),
    row(A::CopyName, G::Copy, MAIN, &[k('n')], ["copy-name", "copy name", "Copy the secret's name"]),
    row(A::CopyArn, G::Copy, MAIN, &[k('a')], ["copy-arn", "copy ARN", "Copy the secret's ARN"]),
    change(
        A::RotateNow,
        MAIN,
        &[k('R')],
        ["rotate-now", "rotate", "Rotate the secret now (RotateSecret) and follow it to its end"],
    ),
    change(
        A::CancelRotation,
        MAIN,
        &[k('C')],
        [
            "cancel-rotation",
            "cancel rotation",
            "Turn rotation off and stop the one under way (CancelRotateSecret)",
        ],
    ),
    change(
        A::Restore,
        MAIN,
        &[k('U')],
        ["restore", "restore", "Take back a scheduled deletion (RestoreSecret)"],
    ),
    change(
        A::RollBack,
        MAIN,
        &[k('B')],
        [
            "roll-back",
            "roll back",
            "Move AWSCURRENT to the version of AWSPREVIOUS (UpdateSecretVersionStage)",
        ],
    ),
    row(
        A::SaveValue,
        G::Secret,
        MAIN,
        &[k('>')],
        ["save-value", "save to file", "Save the value to a file of your own (GetSecretValue)"],
    ),
    change(
        A::EditDetails,
        MAIN,
        &[k('D')],
        ["edit-details", "details", "Change description and KMS key (UpdateSecret)"],
    ),
    change(
        A::Delete,
        MAIN,
        &[k('X')],
        ["delete", "delete", "Delete the secret after a recovery window (DeleteSecret)"],
    ),
    // No key: it is asked for by its name.
    change(
        A::ForceDelete,
        MAIN,
        &[],
        ["force-delete", "force delete", "Delete the secret at once and for good (DeleteSecret)"],
    ),
    change(
        A::EditTags,
        MAIN,
        &[k('T')],
        [
            "edit-tags",
            "tags",
            "Change tags of the secret, or of all marked ones (TagResource, UntagResource)",
        ],
    ),
    change(
        A::EditPolicy,
        Contexts::of(&[C::Policy]),
        &[k('e')],
        [
            "edit-policy",
            "edit policy",
            "Write the resource policy (ValidateResourcePolicy, PutResourcePolicy)",
        ],
    ),
    change(
        A::DeletePolicy,
        Contexts::of(&[C::Policy]),
        &[k('x')],
        ["delete-policy", "take policy away", "Take the resource policy away (DeleteResourcePolicy)"],
    ),
    change(
        A::RotationSettings,
        Contexts::of(&[C::Rotation]),
        &[k('S')],
        ["rotation-settings", "settings", "Set the rotation's function, schedule and window (RotateSecret)"],
    ),
    change(
        A::RecoverRotation,
        Contexts::of(&[C::Rotation]),
        &[k('F')],
        [
            "recover-rotation",
            "free",
            "Free a stuck rotation: read, drop or promote its version, rotate again",
        ],
    ),
    change(
        A::Create,
        MAIN,
        &[k('N')],
        ["create", "new secret", "Make a secret: any kind of value, tags, replicas (CreateSecret)"],
    ),
    change(
        A::CopySecret,
        MAIN,
        &[k('M')],
        ["copy-secret", "copy secret", "Copy to a new name or Region, its value read for it (CreateSecret)"],
    ),
    row(
        A::RandomPassword,
        G::Secret,
        MAIN,
        &[k('W')],
        ["random-password", "password", "Make a random password, to be copied (GetRandomPassword)"],
    ),
    change(
        A::AddReplicas,
        Contexts::of(&[C::Replication]),
        &[k('+')],
        ["add-replicas", "add Region", "Replicate the secret to more Regions (ReplicateSecretToRegions)"],
    ),
    change(
        A::RemoveReplica,
        Contexts::of(&[C::Replication]),
        &[k('-')],
        ["remove-replica", "remove", "Delete the replica under the cursor (RemoveRegionsFromReplication)"],
    ),
    change(
        A::RetryReplica,
        Contexts::of(&[C::Replication]),
        &[k('A')],
        ["retry-replica", "try again", "Try a failed replica again, overwriting (ReplicateSecretToRegions)"],
    ),
    change(
        A::PromoteReplica,
        Contexts::of(&[C::Replication]),
        &[k('P')],
        ["promote-replica", "cut off", "Cut a replica off from its primary (StopReplicationToReplica)"],
    ),
    row(
        A::GoToReplica,
        G::Secret,
        Contexts::of(&[C::Replication]),
        &[k('O')],
        ["go-to-replica", "go there", "Go to the replica under the cursor, or from a replica to its primary"],
    ),
    row(
        A::Submit,
        G::Change,
        FORM,
        &[ctrl('s')],
        ["submit", "review", "Review what the form will do, before anything is sent"],
    ),
    row(A::NextField, G::Move, FORM, &[code(K::Tab)], ["next-field", "next", "Go to the next field or cell"]),
    row(
        A::PreviousField,
        G::Move,
        FORM,
        &[code(K::BackTab)],
        ["previous-field", "previous", "Go to the field or cell before"],
    ),
    row(
        A::RevealField,
        G::Secret,
        FORM.and(Contexts::of(&[C::Review])),
        &[ctrl('r')],
        ["reveal-field", "reveal", "Reveal or mask what is secret under the cursor, or in the diff"],
    ),
    row(A::AddRow, G::Change, FORM, &[ctrl('n')], ["add-row", "add row", "Add a row to the table"]),
    row(
        A::RemoveRow,
        G::Change,
        FORM,
        &[ctrl('x')],
        ["remove-row", "remove row", "Remove the row under the cursor"],
    ),
    row(
        A::RetypeRow,
        G::Change,
        FORM,
        &[ctrl('t')],
        ["retype-row", "text/JSON", "Take the value under the cursor for JSON, or for text"],
    ),
    row(
        A::Generate,
        G::Change,
        FORM,
        &[ctrl('g')],
        ["generate", "generate", "Have a password made into the secret text under the cursor"],
    ),
    row(
        A::CopyField,
        G::Copy,
        FORM,
        &[ctrl('l')],
        ["copy-field", "copy", "Copy the secret text under the cursor without revealing it"],
    ),
    row(
        A::CopyCommands,
        G::Copy,
        QUESTIONS,
        &[k('c')],
        ["copy-commands", "copy command", "Copy the equivalent AWS CLI command, its values left out"],
    ),
    row(
        A::Complete,
        G::Change,
        FORM,
        &[ctrl('f')],
        ["complete", "complete", "Complete a name to the next slash that listed names share, or a Region"],
    ),
    row(
        A::ExternalEditor,
        G::Change,
        FORM,
        &[ctrl('o')],
        ["editor", "editor", "Edit the text in $VISUAL or $EDITOR"],
    ),
    row(
        A::Undo,
        G::Change,
        MAIN,
        &[k('u')],
        ["undo", "undo", "Take the last change back, where the service can"],
    ),
    row(
        A::Retry,
        G::Change,
        MAIN.and(Contexts::of(&[C::Report])),
        &[ctrl('r')],
        ["retry", "retry", "Send what failed of the last change once more, with the same tokens"],
    ),
    row(
        A::ToggleTree,
        G::List,
        LIST,
        &[k('t')],
        ["tree", "tree", "Show names as a tree of folders, or as a flat list"],
    ),
    row(A::Sort, G::List, LIST, &[k('s')], ["sort", "sort", "Sort by the next column"]),
    row(A::ReverseSort, G::List, LIST, &[k('S')], ["reverse-sort", "reverse", "Reverse the order"]),
    row(
        A::Mark,
        G::List,
        LIST,
        &[k(' ')],
        ["mark", "mark", "Mark the secret or folder for what is done to several, or take its mark off"],
    ),
    row(A::MarkAll, G::List, LIST, &[k('*')], ["mark-all", "mark all", "Mark all that match the filter"]),
    row(A::UnmarkAll, G::List, LIST, &[k('-')], ["unmark-all", "unmark all", "Take every mark off"]),
    row(
        A::CompareValues,
        G::Secret,
        LIST,
        &[k('=')],
        [
            "compare-values",
            "compare",
            "Compare and copy the values of all marked secrets (BatchGetSecretValue)",
        ],
    ),
    row(
        A::CancelLoading,
        G::List,
        LIST,
        &[k('x')],
        ["cancel-loading", "stop loading", "Stop loading the list; what has come stays"],
    ),
    row(
        A::Refresh,
        G::List,
        MAIN,
        &[k('r')],
        ["refresh", "refresh", "Load anew what the cursor is in: the list or the pane"],
    ),
    row(A::NextPane, G::Move, MAIN, &[code(K::Tab)], ["next-pane", "next pane", "Go to the next pane"]),
    row(
        A::PreviousPane,
        G::Move,
        MAIN,
        &[code(K::BackTab)],
        ["previous-pane", "previous pane", "Go to the pane before"],
    ),
    row(A::PaneOverview, G::Secret, MAIN, &[k('1')], ["overview", "overview", "Show the pane Overview"]),
    row(
        A::PaneValue,
        G::Secret,
        MAIN,
        &[k('2')],
        ["pane-value", "value", "Show the pane Value, without reading it"],
    ),
    row(A::PaneVersions, G::Secret, MAIN, &[k('3')], ["versions", "versions", "Show the pane Versions"]),
    row(A::PaneTags, G::Secret, MAIN, &[k('4')], ["tags", "tags", "Show the pane Tags"]),
    row(A::PanePolicy, G::Secret, MAIN, &[k('5')], ["policy", "policy", "Show the pane Policy"]),
    row(
        A::PaneReplication,
        G::Secret,
        MAIN,
        &[k('6')],
        ["replication", "replication", "Show the pane Replication"],
    ),
    row(A::PaneRotation, G::Secret, MAIN, &[k('7')], ["rotation", "rotation", "Show the pane Rotation"]),
    row(A::Up, G::Move, ALL, &[code(K::Up), k('k'), ctrl('k')], ["up", "up", "One row up"]),
    row(A::Down, G::Move, ALL, &[code(K::Down), k('j'), ctrl('j')], ["down", "down", "One row down"]),
    row(A::PageUp, G::Move, ALL, &[code(K::PageUp), ctrl('b')], ["page-up", "page up", "One page up"]),
    row(
        A::PageDown,
        G::Move,
        ALL,
        &[code(K::PageDown), ctrl('f')],
        ["page-down", "page down", "One page down"],
    ),
    row(
        A::HalfPageUp,
        G::Move,
        MAIN.and(READING),
        &[ctrl('u')],
        ["half-page-up", "half page up", "Half a page up"],
    ),
    row(
        A::HalfPageDown,
        G::Move,
        MAIN.and(READING),
        &[ctrl('d')],
        ["half-page-down", "half page down", "Half a page down"],
    ),
    row(
        A::First,
        G::Move,
        MAIN.and(READING),
        &[k('g'), code(K::Home)],
        ["first", "first", "To the first row"],
    ),
    row(A::Last, G::Move, MAIN.and(READING), &[k('G'), code(K::End)], ["last", "last", "To the last row"]),
    row(
        A::Left,
        G::Move,
        MAIN,
        &[code(K::Left), k('h')],
        ["left", "left", "Fold the folder or branch; from a pane, back to the list"],
    ),
    row(
        A::Right,
        G::Move,
        MAIN,
        &[code(K::Right), k('l')],
        ["right", "right", "Unfold the folder or branch; from the list, into the panes"],
    ),
    row(
        A::Back,
        G::Move,
        MAIN.and(READING).and(TYPING).and(FORM).and(Contexts::of(&[C::TypedName])),
        &[code(K::Esc)],
        ["back", "back", "Close what is open, put the filter away, or go back to the list"],
    ),
    row(A::SwitchProfile, G::Program, MAIN, &[k('p')], ["profile", "profile", "Switch to another profile"]),
    row(A::SwitchRegion, G::Program, MAIN, &[k('w')], ["region", "region", "Switch to another Region"]),
    row(A::Journal, G::Program, MAIN, &[k('J')], ["journal", "journal", "Show the requests of this session"]),
    row(
        A::Palette,
        G::Program,
        MAIN,
        &[k(':'), ctrl('p')],
        ["palette", "commands", "Find any action by its name"],
    ),
    row(
        A::Help,
        G::Program,
        MAIN.and(READING).and(FORM).and(QUESTIONS),
        &[k('?'), code(K::F(1))],
        ["help", "help", "Show every key that holds here"],
    ),
    row(
        A::Suspend,
        G::Program,
        ALL,
        &[ctrl('z')],
        ["suspend", "suspend", "Suspend the program, as any job of a shell"],
    ),
    row(
        A::Quit,
        G::Program,
        MAIN.and(READING).and(TYPING).and(FORM),
        &[k('q'), ctrl('c')],
        ["quit", "quit", "Leave; a copied value is cleared from the clipboard"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::rows_in;
    use std::collections::HashSet;

    const CONTEXTS: [Context; 16] = [
        C::List,
        C::Overview,
        C::Value,
        C::Versions,
        C::Tags,
        C::Policy,
        C::Replication,
        C::Rotation,
        C::Journal,
        C::Help,
        C::Form,
        C::Review,
        C::TypedName,
        C::Report,
        C::Picker,
        C::FilterLine,
    ];

    #[test]
    fn no_key_means_two_things_in_one_context() {
        for context in CONTEXTS {
            let mut seen = HashSet::new();
            for row in rows_in(context) {
                for key in row.keys {
                    assert!(seen.insert(*key), "{key} twice in {context:?} ({})", row.name);
                }
            }
        }
    }

    #[test]
    fn every_action_has_one_row_and_every_name_is_its_own() {
        let actions: HashSet<_> = TABLE.iter().map(|row| row.action).collect();
        let names: HashSet<_> = TABLE.iter().map(|row| row.name).collect();
        assert_eq!(actions.len(), TABLE.len());
        assert_eq!(names.len(), TABLE.len());
        assert_eq!(TABLE.len(), Action::Decline as usize + 1, "an action is missing from the table");
    }

    #[test]
    fn every_context_can_be_left() {
        for context in CONTEXTS {
            assert!(rows_in(context).any(|row| matches!(row.action, A::Back | A::Decline)), "{context:?}");
        }
    }
}
