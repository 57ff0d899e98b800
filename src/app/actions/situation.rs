//! The facts that decide which actions can be done.

use super::action::Action;
use crate::secrets::{Arn, Replica, Summary, ValueBody};
use std::sync::Arc;

/// The facts that decide which actions can be done.
pub struct Situation<'a> {
    /// The selected secret.
    pub secret: Option<SecretSituation<'a>>,
    /// The marked secrets, if keys go to the list.
    pub marked: Vec<Arc<Summary>>,
    /// The list.
    pub list: ListSituation,
    /// True if the uppermost layer offers an action; `None` without a layer.
    pub layer_offers: Option<&'a dyn Fn(Action) -> bool>,
    /// True if a change of a secret is in progress.
    pub is_changing: &'a dyn Fn(&Arn) -> bool,
    /// The last change.
    pub last_change: LastChange,
    /// There is something to close, dismiss or leave.
    pub can_go_back: bool,
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
pub struct LastChange {
    /// The last change can be undone.
    pub can_undo: bool,
    /// Requests of the last change failed.
    pub can_retry: bool,
}
