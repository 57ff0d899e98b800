//! The row of an action: its texts, keys and needs.

use super::action::{Action, Group};
use super::context::{Context, Contexts};
use super::sequence::KeySequence;

/// The row of an action in the [`TABLE`](super::TABLE).
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// The name in the palette and in the file of keys: words with hyphens between them.
    pub name: &'static str,
    /// A word or two for the footer.
    pub title: &'static str,
    /// One line on what the action does. It names no key.
    pub help: &'static str,
    /// Other words by which the palette finds the action, in lower case.
    pub synonyms: &'static [&'static str],
    /// The harm that a careless choice does.
    pub risk: Risk,
    /// The group on the help page.
    pub group: Group,
    /// The contexts in which the action's keys hold.
    pub contexts: Contexts,
    /// The keys unless the user sets others, written as [`KeySequence`](super::KeySequence)s. The first is shown.
    pub default_keys: &'static [&'static str],
    /// A shorter title for the footer of the contexts that the action belongs to.
    pub short: Option<&'static str>,
    /// The contexts that the action belongs to: there, the footer has it before all others.
    pub own: Contexts,
    /// The contexts whose footer may have the action.
    pub hinted: Contexts,
    /// The footer has the action before the general ones whenever it is available: the state calls for it.
    pub is_called_for: bool,
    /// The trouble that the action mends: the footer of other panes leads to it.
    pub mends: Option<Trouble>,
    /// The place in a form where the action holds, if that is not everywhere: "in a secret text".
    pub place: Option<&'static str>,
    /// Default keys that hold in fewer contexts than the action, each with those.
    pub narrowed: &'static [(&'static str, Contexts)],
    /// The effect on secrets.
    pub effect: ActionEffect,
    /// The thing that the action is about.
    pub scope: Scope,
    /// The pane that the action shows, if that is all it does.
    pub shows: Option<Context>,
    /// The state that the secret must have, checked in order.
    pub requirements: &'static [Requirement],
    /// The state that the screen must have, checked in order.
    pub conditions: &'static [Condition],
    /// The way in which the action is done while the pane Value is loading the value.
    pub while_loading: WhileLoading,
}

/// The way in which an action is done while the pane Value is loading the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhileLoading {
    /// At once: it does not depend on the value.
    Acts,
    /// Once the value has come.
    Waits,
}

/// A trouble of a secret that has a way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A rotation did not finish.
    StuckRotation,
    /// A replica has failed.
    FailedReplica,
}

/// The effect of an action on secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionEffect {
    /// Reads, moves or shows.
    Reads,
    /// Changes a secret, after a confirmation.
    Mutates {
        /// The API operation that makes the change; the main one if there are several.
        operation: &'static str,
        /// The way from the key to the request.
        confirmed: Confirmed,
    },
}

/// The way from the key of a change to its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// The user fills in a form and reviews the plan.
    InForm,
    /// The user answers one question: the plan is ready at once.
    ByQuestion,
}

/// The harm that an action does when it is chosen carelessly. The palette finds a dangerous action by its own names only,
/// never by a word of its description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// None, or a form is filled in first.
    Low,
    /// It takes something away, or changes at once what clients read.
    High,
}

/// The thing that an action is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The list, a layer or the program: no secret need be selected.
    Program,
    /// The selected secret.
    Secret,
    /// The marked secrets while the list has the keys, else the selected one.
    Secrets,
    /// The last change of the session.
    LastChange,
    /// The login of the connection.
    Login,
}

/// A requirement of an action on the secret, checked by its summary alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// The secret is no replica.
    NoReplica,
    /// The secret is a replica.
    Replica,
    /// The secret is not scheduled for deletion.
    NotScheduled,
    /// The secret is scheduled for deletion.
    Scheduled,
    /// No other AWS service writes the value.
    ValueNotManaged,
    /// No other AWS service deletes the secret.
    DeletionNotManaged,
    /// The secret has a rotation function, or a service rotates it.
    RotationFunction,
    /// Rotation is turned on, or a rotation is in progress.
    RotationOn,
    /// AWSCURRENT and AWSPREVIOUS are both on a version.
    PreviousVersion,
}

/// A condition of an action on what is on screen or in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A page of the list is on its way.
    ListLoading,
    /// The list has rows.
    HasRows,
    /// The list has rows, or is a tree.
    HasRowsOrTree,
    /// The list has secrets, whether or not they match the filter.
    HasSecrets,
    /// Secrets are marked.
    HasMarks,
    /// Secrets are marked; refused with a hint otherwise.
    HasSecretsToCompare,
    /// A search has a text.
    IsSearching,
    /// There is something to close, dismiss or leave.
    CanGoBack,
    /// The last change can be undone.
    CanUndo,
    /// Requests of the last change failed.
    CanRetry,
    /// A program can log in: the login was refused, or its program runs now.
    CanLogIn,
    /// The secret is known to have a resource policy.
    HasPolicy,
    /// The value that is read is binary that holds text.
    HasBinaryText,
    /// AWSPENDING is on another version than AWSCURRENT.
    HasPendingVersion,
    /// Versions are loaded.
    HasVersions,
    /// There is another version to compare the one under the cursor with.
    HasVersionToCompare,
    /// A replica is under the cursor.
    HasReplica,
    /// The replica under the cursor has failed.
    HasFailedReplica,
    /// There is a replica or a primary to go to.
    HasReplicaToGoTo,
}

impl Row {
    /// The API operation of a change; `None` for an action that changes nothing.
    pub const fn operation(&self) -> Option<&'static str> {
        match self.effect {
            ActionEffect::Reads => None,
            ActionEffect::Mutates { operation, .. } => Some(operation),
        }
    }

    /// True if these keys of the action hold in `context`, where the action does.
    pub fn has_keys_in(&self, context: Context, keys: KeySequence) -> bool {
        let is_typed = context.takes_text() && keys.is_typed();
        let mut narrowed = self.narrowed.iter().filter(|(text, _)| keys.to_string() == *text);
        !is_typed && narrowed.all(|(_, contexts)| contexts.contains(context))
    }

    /// True if these keys of the action are meant for few contexts, `context` among them.
    pub fn has_own_keys_in(&self, context: Context, keys: KeySequence) -> bool {
        self.narrowed.iter().any(|(text, contexts)| keys.to_string() == *text && contexts.contains(context))
    }

    pub(super) const fn placed(self, place: &'static str) -> Self {
        Self { place: Some(place), ..self }
    }

    pub(super) const fn narrow(self, narrowed: &'static [(&'static str, Contexts)]) -> Self {
        Self { narrowed, ..self }
    }

    pub(super) const fn about(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    pub(super) const fn requires(self, requirements: &'static [Requirement]) -> Self {
        Self { requirements, ..self }
    }

    pub(super) const fn also(self, synonyms: &'static [&'static str]) -> Self {
        Self { synonyms, ..self }
    }

    pub(super) const fn risky(self) -> Self {
        Self { risk: Risk::High, ..self }
    }

    pub(super) const fn short(self, title: &'static str) -> Self {
        Self { short: Some(title), ..self }
    }

    pub(super) const fn first_in(self, contexts: &[Context]) -> Self {
        Self { own: self.own.and(Contexts::of(contexts)), ..self }
    }

    pub(super) const fn unhinted(self) -> Self {
        Self { hinted: Contexts::of(&[]), ..self }
    }

    pub(super) const fn unhinted_in(self, context: Context) -> Self {
        Self { hinted: self.hinted.without(context), ..self }
    }

    pub(super) const fn called_for(self) -> Self {
        Self { is_called_for: true, ..self }
    }

    pub(super) const fn mends(self, trouble: Trouble) -> Self {
        Self { mends: Some(trouble), ..self }
    }

    pub(super) const fn waits_for_value(self) -> Self {
        Self { while_loading: WhileLoading::Waits, ..self }
    }

    pub(super) const fn only_if(self, conditions: &'static [Condition]) -> Self {
        Self { conditions, ..self }
    }
}
