//! Marks: the secrets chosen for a change of several at once. Those without a row are hidden, and counted apart.

use super::rows::Rows;
use crate::secrets::{Arn, Summary};
use std::collections::HashSet;
use std::sync::Arc;

/// The marked secrets. All of them are listed: a secret that is gone has no mark.
#[derive(Debug, Default)]
pub struct Marks {
    all: Arc<HashSet<Arn>>,
    /// The marked secrets that have a row, by name.
    shown: Vec<Arc<Summary>>,
    /// The marked secrets that the filter or a folded folder hides, by name.
    hidden: Vec<Arc<Summary>>,
}

impl Marks {
    /// True if a secret is marked.
    pub fn has(&self, arn: &Arn) -> bool {
        self.all.contains(arn)
    }

    /// True if nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The number of marked secrets.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The marked secrets that have a row, by name.
    pub fn shown(&self) -> &[Arc<Summary>] {
        &self.shown
    }

    /// The marked secrets that the filter or a folded folder hides, by name.
    pub fn hidden(&self) -> &[Arc<Summary>] {
        &self.hidden
    }

    /// The ARNs, for a job that looks for their rows. Cheap to clone.
    pub(super) fn arns(&self) -> &Arc<HashSet<Arn>> {
        &self.all
    }

    /// Marks or unmarks a secret that has a row.
    pub(super) fn toggle_shown(&mut self, secret: &Arc<Summary>) {
        let all = Arc::make_mut(&mut self.all);
        if all.remove(&secret.arn) {
            self.shown.retain(|shown| shown.arn != secret.arn);
        } else {
            all.insert(secret.arn.clone());
            let at = self.shown.partition_point(|shown| shown.name <= secret.name);
            self.shown.insert(at, secret.clone());
        }
    }

    /// Marks all of these secrets, or unmarks them if all are marked. [`Self::sort_out`] is due then.
    pub(super) fn toggle_all(&mut self, arns: Vec<Arn>) {
        let all = Arc::make_mut(&mut self.all);
        if arns.iter().all(|arn| all.contains(arn)) {
            all.retain(|arn| !arns.contains(arn));
        } else {
            all.extend(arns);
        }
    }

    /// Marks all of these secrets. [`Self::sort_out`] is due then.
    pub(super) fn add(&mut self, arns: impl IntoIterator<Item = Arn>) {
        Arc::make_mut(&mut self.all).extend(arns);
    }

    /// Unmarks these secrets.
    pub(super) fn remove(&mut self, arns: &[Arn]) {
        let is_left = |secret: &Arc<Summary>| !arns.contains(&secret.arn);
        Arc::make_mut(&mut self.all).retain(|arn| !arns.contains(arn));
        self.shown.retain(is_left);
        self.hidden.retain(is_left);
    }

    /// Removes every mark.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Sorts the marks into those with a row and the hidden ones, and drops those of secrets that are not listed.
    pub(super) fn sort_out(&mut self, with_row: &HashSet<Arn>, find: impl Fn(&Arn) -> Option<Arc<Summary>>) {
        let listed: Vec<_> = self.all.iter().filter_map(find).collect();
        if listed.len() < self.all.len() {
            self.all = Arc::new(listed.iter().map(|secret| secret.arn.clone()).collect());
        }
        (self.shown, self.hidden) = listed.into_iter().partition(|secret| with_row.contains(&secret.arn));
        self.shown.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        self.hidden.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    }
}

/// The marked secrets that have one of these rows.
pub(super) fn with_row(rows: &Rows, marked: &HashSet<Arn>) -> HashSet<Arn> {
    if marked.is_empty() {
        return HashSet::new();
    }
    rows.numbers().map(|number| rows.secrets().get(number).arn()).filter(|arn| marked.contains(arn)).collect()
}
