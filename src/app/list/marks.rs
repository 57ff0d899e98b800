//! Marks: the secrets chosen for a change of several at once.

use crate::secrets::{Arn, Summary};
use std::collections::HashSet;
use std::sync::Arc;

/// The marked secrets. A mark on a secret that is no longer listed does not count.
#[derive(Debug, Default)]
pub struct Marks(HashSet<Arn>);

impl Marks {
    /// True if a secret is marked.
    pub fn has(&self, arn: &Arn) -> bool {
        self.0.contains(arn)
    }

    /// True if nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Marks or unmarks a secret.
    pub fn toggle(&mut self, arn: &Arn) {
        if !self.0.remove(arn) {
            self.0.insert(arn.clone());
        }
    }

    /// Marks all of these secrets, or unmarks them if all are marked.
    pub fn toggle_all(&mut self, arns: &[Arn]) {
        if arns.iter().all(|arn| self.has(arn)) {
            self.0.retain(|marked| !arns.contains(marked));
        } else {
            self.0.extend(arns.iter().cloned());
        }
    }

    /// Marks all of these secrets.
    pub fn add(&mut self, arns: Vec<Arn>) {
        self.0.extend(arns);
    }

    /// Removes every mark.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Selects the marked ones of these secrets, sorted by name.
    pub fn select_from(&self, secrets: &[Arc<Summary>]) -> Vec<Arc<Summary>> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let mut marked: Vec<_> = secrets.iter().filter(|secret| self.has(&secret.arn)).cloned().collect();
        marked.sort_by(|one, other| one.name.cmp(&other.name));
        marked
    }
}
