//! The rows of an arranged list. Each is built when it is looked at, so that a screen costs a screen.

use super::folders::{Folder, Folders};
use super::path;
use super::row::{Fit, Row};
use super::tree::{FolderState, TreeRow};
use crate::secrets::{Arn, Summaries, Summary};
use std::ops::Range;
use std::sync::Arc;

/// Rows from top to bottom. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    secrets: Summaries,
    layout: Layout,
    /// The secret that has a row without matching the filter.
    kept: Option<u32>,
}

#[derive(Clone, Debug)]
enum Layout {
    Flat {
        numbers: Arc<Vec<u32>>,
        /// The number of rows behind these, whose secrets are not known yet.
        more: usize,
    },
    Tree {
        rows: Arc<Vec<TreeRow>>,
        folders: Folders,
        states: Arc<Vec<FolderState>>,
    },
}

impl Default for Layout {
    fn default() -> Self {
        Self::Flat { numbers: Arc::default(), more: 0 }
    }
}

impl Rows {
    /// A row for each of the numbers.
    pub(super) fn flat(secrets: Summaries, numbers: Arc<Vec<u32>>, kept: Option<u32>) -> Self {
        Self { secrets, layout: Layout::Flat { numbers, more: 0 }, kept }
    }

    /// The first of `count` rows; there is nothing yet to see in the others.
    pub(super) fn first(secrets: Summaries, numbers: Vec<u32>, count: usize) -> Self {
        let more = count.saturating_sub(numbers.len());
        Self { secrets, layout: Layout::Flat { numbers: Arc::new(numbers), more }, kept: None }
    }

    /// The rows of a tree.
    pub(super) fn tree(
        secrets: Summaries,
        folders: Folders,
        rows: Vec<TreeRow>,
        states: Vec<FolderState>,
        kept: Option<u32>,
    ) -> Self {
        let layout = Layout::Tree { rows: Arc::new(rows), folders, states: Arc::new(states) };
        Self { secrets, layout, kept }
    }

    /// The same rows, of which only the first are known.
    #[cfg(test)]
    #[must_use]
    pub fn beginning(&self, count: usize) -> Self {
        Self::first(self.secrets.clone(), self.numbers().take(count).collect(), self.len())
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        match &self.layout {
            Layout::Flat { numbers, more } => numbers.len() + more,
            Layout::Tree { rows, .. } => rows.len(),
        }
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The secrets that rows are of, by number.
    pub(super) fn secrets(&self) -> &Summaries {
        &self.secrets
    }

    /// A row.
    pub fn get(&self, at: usize) -> Option<Row<'_>> {
        match &self.layout {
            Layout::Flat { numbers, .. } => numbers.get(at).map(|number| self.secret(*number, 0)),
            Layout::Tree { rows, folders, states } => rows.get(at).map(|row| match *row {
                TreeRow::Secret(number) => self.secret(number, path::depth(self.secrets.name(number))),
                TreeRow::Folder(place) => self.folder(folders.all()[place as usize], states[place as usize]),
            }),
        }
    }

    fn secret(&self, number: u32, depth: u16) -> Row<'_> {
        let fit = if self.kept == Some(number) { Fit::Kept } else { Fit::Matches };
        Row::Secret { secret: self.secrets.get(number), depth, fit }
    }

    fn folder(&self, folder: Folder, state: FolderState) -> Row<'_> {
        Row::Folder {
            path: folder.path(&self.secrets),
            name: folder.name(&self.secrets),
            depth: folder.depth,
            count: state.count as usize,
            folded: state.folded,
        }
    }

    /// Some of the rows, with their places.
    pub fn window(&self, at: Range<usize>) -> impl Iterator<Item = (usize, Row<'_>)> + '_ {
        at.map_while(|at| Some((at, self.get(at)?)))
    }

    /// Every row. For long lists, a [`window`](Self::window) is meant.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> + '_ {
        self.window(0..self.len()).map(|(_, row)| row)
    }

    /// The numbers of the secrets that have a row.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).filter_map(|at| self.number_at(at))
    }

    /// The ARN of the secret that a row is of.
    pub(super) fn arn_at(&self, at: usize) -> Option<Arn> {
        self.number_at(at).map(|number| self.secrets.get(number).arn())
    }

    fn number_at(&self, at: usize) -> Option<u32> {
        match &self.layout {
            Layout::Flat { numbers, .. } => numbers.get(at).copied(),
            Layout::Tree { rows, .. } => rows.get(at).and_then(|row| row.secret()),
        }
    }

    /// The only secret that matches the filter, if `matched` is 1 and it has a row.
    pub(super) fn only_match(&self, matched: usize) -> Option<Arn> {
        let mut numbers = self.numbers().filter(|number| self.kept != Some(*number));
        numbers.next().filter(|_| matched == 1).map(|number| self.secrets.get(number).arn())
    }

    /// The place of the row of a secret. `listed` are the secrets of today's list, in which it may have a number.
    pub(super) fn position(&self, arn: &Arn, listed: &Summaries, number: Option<u32>) -> Option<usize> {
        if self.secrets.has_numbers_of(listed) {
            let number = number?;
            return match &self.layout {
                Layout::Flat { numbers, .. } => numbers.iter().position(|other| *other == number),
                Layout::Tree { rows, .. } => rows.iter().position(|row| row.secret() == Some(number)),
            };
        }
        let is_of =
            |at: &usize| self.number_at(*at).is_some_and(|number| self.secrets.get(number).has_arn(arn));
        (0..self.len()).find(is_of)
    }

    /// The place of the row of the innermost folder shown around a name.
    pub(super) fn folder_around(&self, name: &str) -> Option<usize> {
        self.last_folder(|path| name.starts_with(path))
    }

    /// The place of the row of a folder.
    pub(super) fn position_of_folder(&self, path: &str) -> Option<usize> {
        self.last_folder(|other| other == path)
    }

    fn last_folder(&self, is_it: impl Fn(&str) -> bool) -> Option<usize> {
        let Layout::Tree { rows, folders, .. } = &self.layout else { return None };
        let fits = |row: &TreeRow| match row {
            TreeRow::Folder(place) => is_it(folders.all()[*place as usize].path(&self.secrets)),
            TreeRow::Secret(_) => false,
        };
        rows.iter().rposition(fits)
    }

    /// The path of the folder around a row at `depth`, which is shown above the row at `at`.
    pub(super) fn folder_above(&self, at: usize, depth: u16) -> Option<Arc<str>> {
        let Layout::Tree { rows, folders, .. } = &self.layout else { return None };
        rows.get(..at)?.iter().rev().find_map(|row| match row {
            TreeRow::Folder(place) if folders.all()[*place as usize].depth + 1 == depth => {
                Some(folders.all()[*place as usize].path(&self.secrets).into())
            }
            TreeRow::Folder(_) | TreeRow::Secret(_) => None,
        })
    }

    /// The rows with one more, of a secret that does not match the filter.
    #[must_use]
    pub(super) fn with_kept(&self, at: usize, secret: &Summary, number: Option<u32>) -> Self {
        let (secrets, number) = match number {
            Some(number) => (self.secrets.clone(), number),
            None => self.secrets.with(secret),
        };
        let layout = match &self.layout {
            Layout::Flat { numbers, more } => {
                let mut numbers = numbers.to_vec();
                numbers.insert(at.min(numbers.len()), number);
                Layout::Flat { numbers: Arc::new(numbers), more: *more }
            }
            Layout::Tree { rows, folders, states } => {
                let mut rows = rows.to_vec();
                rows.insert(at, TreeRow::Secret(number));
                let (folders, states) = (folders.clone(), Arc::clone(states));
                Layout::Tree { rows: Arc::new(rows), folders, states }
            }
        };
        Self { secrets, layout, kept: Some(number) }
    }
}
