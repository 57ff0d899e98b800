//! The tree: sorted secrets in folders, and its rows without those in folded folders.

use super::folders::{Folders, ROOT};
use super::folding::Folding;
use crate::secrets::Summaries;

/// A row of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TreeRow {
    /// A secret, by its number.
    Secret(u32),
    /// A folder, by its place among the folders.
    Folder(u32),
}

impl TreeRow {
    /// The number of the secret.
    pub(super) fn secret(self) -> Option<u32> {
        match self {
            Self::Secret(number) => Some(number),
            Self::Folder(_) => None,
        }
    }
}

/// The state of a folder in the rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FolderState {
    /// The number of matching secrets inside, at any depth.
    pub(super) count: u32,
    /// A secret inside has a row, or would have one if nothing was folded.
    has_rows: bool,
    /// The rows have nothing of what is in the folder.
    pub(super) folded: bool,
    /// The folder is in a folded one.
    hidden: bool,
}

/// The rows of the tree and the state of each folder: folders before secrets, folders by name, secrets in the order of
/// `sorted`.
pub(super) fn rows(
    secrets: &Summaries,
    folders: &Folders,
    sorted: &[u32],
    kept: Option<u32>,
    folding: &Folding,
) -> (Vec<TreeRow>, Vec<FolderState>) {
    let tree = Tree { secrets, folders, states: Vec::new() };
    tree.with_states(sorted, kept, folding).into_rows(sorted)
}

struct Tree<'a> {
    secrets: &'a Summaries,
    folders: &'a Folders,
    states: Vec<FolderState>,
}

impl Tree<'_> {
    fn with_states(mut self, sorted: &[u32], kept: Option<u32>, folding: &Folding) -> Self {
        let all = self.folders.all();
        self.states = vec![FolderState::default(); all.len()];
        for number in sorted {
            let state = &mut self.states[self.folders.of(*number) as usize];
            state.count += u32::from(kept != Some(*number));
            state.has_rows = true;
        }
        for place in (1..all.len()).rev() {
            let inner = self.states[place];
            let outer = &mut self.states[all[place].outer as usize];
            outer.count += inner.count;
            outer.has_rows |= inner.has_rows;
        }
        for (place, folder) in all.iter().enumerate().skip(1) {
            let outer = self.states[folder.outer as usize];
            let state = &mut self.states[place];
            state.hidden = outer.hidden || outer.folded;
            state.folded = state.has_rows && !state.hidden && folding.is_folded(folder.path(self.secrets));
        }
        self
    }

    fn into_rows(self, sorted: &[u32]) -> (Vec<TreeRow>, Vec<FolderState>) {
        let (folders, secrets) = (self.shown_folders(), self.shown_secrets(sorted));
        let mut rows = Vec::with_capacity(folders.items.len() + secrets.items.len());
        // A stack instead of calls: folders can be nested 256 deep.
        let mut open = vec![(ROOT, folders.of(ROOT).iter())];
        while let Some((folder, rest)) = open.last_mut() {
            if let Some(&inner) = rest.next() {
                rows.push(TreeRow::Folder(inner));
                open.push((inner, folders.of(inner).iter()));
            } else {
                rows.extend(secrets.of(*folder).iter().copied().map(TreeRow::Secret));
                open.pop();
            }
        }
        (rows, self.states)
    }

    /// The folders that have a row, by the folder around them.
    fn shown_folders(&self) -> Grouped {
        let all = self.folders.all();
        let shown = |place: &u32| {
            let state = self.states[*place as usize];
            state.has_rows && !state.hidden
        };
        let places: Vec<u32> = (0u32..).take(all.len()).skip(1).filter(shown).collect();
        let mut grouped = Grouped::new(all.len(), &places, |place| all[*place as usize].outer);
        for group in grouped.ends.windows(2) {
            grouped.items[group[0] as usize..group[1] as usize]
                .sort_by(|one, other| self.folders.compare(*one, *other, self.secrets));
        }
        grouped
    }

    /// The secrets that have a row, by the folder that they are in.
    fn shown_secrets(&self, sorted: &[u32]) -> Grouped {
        let folder = |number: &u32| self.folders.of(*number);
        let is_shown = |number: &u32| {
            let state = self.states[folder(number) as usize];
            !state.hidden && !state.folded
        };
        let shown: Vec<u32> = sorted.iter().copied().filter(is_shown).collect();
        Grouped::new(self.states.len(), &shown, folder)
    }
}

/// Items by group, each group in the order in which its items came.
struct Grouped {
    items: Vec<u32>,
    /// The end of each group, after a 0.
    ends: Vec<u32>,
}

impl Grouped {
    fn new(groups: usize, items: &[u32], group: impl Fn(&u32) -> u32) -> Self {
        let mut ends = vec![0; groups + 1];
        for item in items {
            ends[group(item) as usize + 1] += 1;
        }
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let (mut next, mut sorted) = (ends.clone(), vec![0; items.len()]);
        for item in items {
            let place = &mut next[group(item) as usize];
            sorted[*place as usize] = *item;
            *place += 1;
        }
        Self { items: sorted, ends }
    }

    fn of(&self, group: u32) -> &[u32] {
        &self.items[self.ends[group as usize] as usize..self.ends[group as usize + 1] as usize]
    }
}
