//! The undo history of a text. Its texts are wiped from memory when they go.

use zeroize::Zeroizing;

/// The number of changes that can be undone.
const DEPTH: usize = 200;

/// The texts that undo and redo go back to.
#[derive(Clone, Default)]
pub(super) struct TextHistory {
    undo: Vec<Snapshot>,
    redo: Vec<Snapshot>,
    run: Run,
}

/// A text with its cursor.
#[derive(Clone)]
pub(super) struct Snapshot {
    pub(super) text: Zeroizing<String>,
    /// The position in bytes.
    pub(super) cursor: usize,
}

/// The kind of the last change: a run of changes of the same kind is undone at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Run {
    #[default]
    None,
    Typing,
    Erasing,
}

impl TextHistory {
    /// Records a change that is about to be made; `before` is the text without it.
    pub(super) fn record(&mut self, run: Run, before: impl FnOnce() -> Snapshot) {
        self.redo.clear();
        if run != Run::None && run == self.run {
            return;
        }
        self.run = run;
        if self.undo.len() == DEPTH {
            self.undo.remove(0);
        }
        self.undo.push(before());
    }

    /// Ends a run of changes: the next change is undone on its own.
    pub(super) fn end_run(&mut self) {
        self.run = Run::None;
    }

    /// The text before the last change, if there is one. `now` can be redone.
    pub(super) fn undo(&mut self, now: impl FnOnce() -> Snapshot) -> Option<Snapshot> {
        let before = self.undo.pop()?;
        self.redo.push(now());
        self.run = Run::None;
        Some(before)
    }

    /// The text after the change that was undone last, if there is one. `now` can be undone.
    pub(super) fn redo(&mut self, now: impl FnOnce() -> Snapshot) -> Option<Snapshot> {
        let after = self.redo.pop()?;
        self.undo.push(now());
        self.run = Run::None;
        Some(after)
    }
}
