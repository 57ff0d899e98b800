//! The folded and unfolded folders of the tree.

use std::collections::HashSet;
use std::sync::Arc;

/// The state of every folder: one state by default, and the folders that differ. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folding {
    folded_by_default: bool,
    exceptions: Arc<HashSet<Box<str>>>,
}

impl Folding {
    /// Every folder folded.
    pub fn folded() -> Self {
        Self { folded_by_default: true, exceptions: Arc::default() }
    }

    /// Every folder unfolded.
    pub fn unfolded() -> Self {
        Self { folded_by_default: false, exceptions: Arc::default() }
    }

    /// True if a folder is folded; its path ends in a slash.
    pub fn is_folded(&self, path: &str) -> bool {
        self.folded_by_default != self.exceptions.contains(path)
    }

    /// Folds an unfolded folder, or unfolds a folded one.
    pub fn toggle(&mut self, path: &str) {
        self.set(path, !self.is_folded(path));
    }

    /// Folds one folder.
    pub fn fold(&mut self, path: &str) {
        self.set(path, true);
    }

    /// Unfolds one folder.
    pub fn unfold(&mut self, path: &str) {
        self.set(path, false);
    }

    /// Folds every folder, present or future.
    pub fn fold_all(&mut self) {
        *self = Self::folded();
    }

    /// Unfolds every folder, present or future.
    pub fn unfold_all(&mut self) {
        *self = Self::unfolded();
    }

    fn set(&mut self, path: &str, folded: bool) {
        let exceptions = Arc::make_mut(&mut self.exceptions);
        if folded == self.folded_by_default {
            exceptions.remove(path);
        } else {
            exceptions.insert(path.into());
        }
    }
}

impl Default for Folding {
    fn default() -> Self {
        Self::folded()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_are_kept_until_all_are_set() {
        let mut folding = Folding::folded();
        folding.toggle("a/");
        folding.unfold("b/");
        folding.fold("c/");
        let before = folding.clone();
        assert_eq!(["a/", "b/", "c/", "d/"].map(|path| folding.is_folded(path)), [false, false, true, true]);
        folding.toggle("a/");
        assert!(folding.is_folded("a/") && !before.is_folded("a/"), "a clone keeps its own state");
        folding.unfold_all();
        assert!(!folding.is_folded("a/") && !folding.is_folded("z/"));
        folding.fold_all();
        assert_eq!(folding, Folding::folded());
    }
}
