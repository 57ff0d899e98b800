//! The facts that decide which actions can be done.

use super::action::Action;
use crate::secrets::{Arn, Replica, Summary, ValueBody};
use std::sync::Arc;

/// The facts that decide which actions can be done.
pub struct Situation<'a> {
    /// The selected secret.
    pub secret: Option<SecretSituation<'a>>,
    /// The marked secrets, if keys go to the list.
    pub marked: Marked<'a>,
    /// The list.
    pub list: ListSituation,
    /// True if the uppermost layer offers an action; `None` without a layer.
    pub layer_offers: Option<&'a dyn Fn(Action) -> bool>,
    /// True if a change of a secret is in progress.
    pub is_changing: &'a dyn Fn(&Arn) -> bool,
    /// A program can log in.
    pub can_log_in: bool,
    /// The last change.
    pub last_change: LastChange<'a>,
    /// A search of the pane has a text.
    pub is_searching: bool,
    /// There is something to close, dismiss or leave.
    pub can_go_back: bool,
}

/// The marked secrets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marked<'a> {
    /// Those that the list shows.
    pub shown: &'a [Arc<Summary>],
    /// Those that the filter or a folded folder hides.
    pub hidden: &'a [Arc<Summary>],
}

impl<'a> Marked<'a> {
    /// True if nothing is marked.
    pub fn is_empty(self) -> bool {
        self.shown.is_empty() && self.hidden.is_empty()
    }

    /// All of them; those that the list shows first.
    pub fn all(self) -> impl Iterator<Item = &'a Arc<Summary>> {
        self.shown.iter().chain(self.hidden)
    }
}

/// The facts about the selected secret.
#[derive(Clone, Debug)]
pub struct SecretSituation<'a> {
    /// The newest summary.
    pub summary: &'a Summary,
    /// The replica under the cursor.
    pub replica: Option<&'a Replica>,
    /// The resource policy.
    pub policy: KnownPolicy,
    /// The value, if it is read.
    pub value: KnownValue,
    /// A version is loaded.
    pub has_versions: bool,
    /// The version under the cursor can be compared with another.
    pub can_compare: bool,
    /// AWSPENDING is on another version than AWSCURRENT.
    pub is_pending: bool,
}

/// The kind of the value, if it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownValue {
    /// The value has not been read.
    Unread,
    /// It is a string.
    Text,
    /// It is binary that holds no text.
    Binary,
    /// It is binary that holds text.
    BinaryText,
}

impl KnownValue {
    /// The kind of a value.
    pub fn of(value: &ValueBody) -> Self {
        match (value, value.as_text()) {
            (ValueBody::Text(_), _) => Self::Text,
            (ValueBody::Binary(_), None) => Self::Binary,
            (ValueBody::Binary(_), Some(_)) => Self::BinaryText,
        }
    }
}

/// The resource policy, if it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownPolicy {
    /// The policy has not been read.
    Unread,
    /// The secret has none.
    None,
    /// The secret has one.
    Attached,
}

/// The facts about the list.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that rules ask for by name")]
pub struct ListSituation {
    /// A row is shown.
    pub has_rows: bool,
    /// A secret is listed, whether or not it matches the filter.
    pub has_secrets: bool,
    /// A secret is marked, whichever side has the keys.
    pub has_marks: bool,
    /// A page is on its way.
    pub is_loading: bool,
    /// The list is a tree.
    pub is_tree: bool,
}

/// The facts about the last change.
#[derive(Clone, Copy, Debug)]
pub struct LastChange<'a> {
    /// The last change can be undone.
    pub can_undo: bool,
    /// The reason why the last change can't be undone, as a sentence.
    pub irreversible: Option<&'a str>,
    /// Requests of the last change failed.
    pub can_retry: bool,
}
