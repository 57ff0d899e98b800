//! The tree: sorted secrets in folders, and its rows without those in folded folders.

use super::folding::Folding;
use super::natural;
use super::path::{folder_ends, last_folder_end};
use super::rows::Rows;
use crate::secrets::Summaries;
use std::collections::HashMap;

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

/// A folder. Its path is the beginning of a secret's name.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    /// A secret in the folder.
    inside: u32,
    /// The length of the path, slash included.
    path: u32,
    /// The length of the path of the folder around it.
    outer_path: u32,
    /// The number of folders around the folder.
    pub(super) depth: u16,
    /// The rows have nothing of what is in the folder.
    pub(super) folded: bool,
    /// The number of matching secrets inside, at any depth.
    pub(super) count: u32,
    /// The place of the folder around it; the root is around itself.
    outer: u32,
}

impl Folder {
    /// The beginning of the names in the folder, up to and including its slash.
    pub(super) fn path<'a>(&self, secrets: &'a Summaries) -> &'a str {
        &secrets.name(self.inside)[..self.path as usize]
    }

    /// The last part of the path, without the slash that ends it.
    pub(super) fn name<'a>(&self, secrets: &'a Summaries) -> &'a str {
        &secrets.name(self.inside)[self.outer_path as usize..self.path as usize - 1]
    }
}

/// The place of the root, which is around all and has no row.
const ROOT: u32 = 0;

/// The rows of the tree: folders before secrets, folders by name, secrets in the order of `sorted`.
pub(super) fn rows(secrets: Summaries, sorted: &[u32], kept: Option<u32>, folding: &Folding) -> Rows {
    let mut tree = Tree::build(&secrets, sorted);
    tree.count(kept);
    let out = tree.rows(folding);
    let folders = tree.folders;
    Rows::tree(secrets, out, folders, kept)
}

struct Tree<'a> {
    secrets: &'a Summaries,
    sorted: &'a [u32],
    /// The root is first, and each folder comes after the one around it.
    folders: Vec<Folder>,
    /// For each of `sorted`, the folder that it is in.
    folder_of: Vec<u32>,
}

impl<'a> Tree<'a> {
    fn build(secrets: &'a Summaries, sorted: &'a [u32]) -> Self {
        let root =
            Folder { inside: 0, path: 0, outer_path: 0, depth: 0, folded: false, count: 0, outer: ROOT };
        let mut tree =
            Self { secrets, sorted, folders: vec![root], folder_of: Vec::with_capacity(sorted.len()) };
        let mut by_path = HashMap::from([("", ROOT)]);
        let mut last = ("", ROOT);
        for &number in sorted {
            let name = secrets.name(number);
            let path = &name[..last_folder_end(name)];
            // Neighbours are mostly in the same folder, and comparing is cheaper than looking up.
            if last.0 != path {
                last = (path, tree.folder(number, path, &mut by_path));
            }
            tree.folder_of.push(last.1);
        }
        tree
    }

    /// The place of the folder with that path; missing folders on the way are made.
    fn folder(&mut self, inside: u32, path: &'a str, by_path: &mut HashMap<&'a str, u32>) -> u32 {
        if let Some(&known) = by_path.get(path) {
            return known;
        }
        let (mut place, mut start) = (ROOT, 0);
        for end in folder_ends(path).chain([path.len()]) {
            let outer = place;
            place = *by_path.entry(&path[..end]).or_insert_with(|| {
                let made = number(self.folders.len());
                let depth = if outer == ROOT { 0 } else { self.folders[outer as usize].depth + 1 };
                self.folders.push(Folder {
                    inside,
                    path: number(end),
                    outer_path: number(start),
                    depth,
                    folded: false,
                    count: 0,
                    outer,
                });
                made
            });
            start = end;
        }
        place
    }

    fn count(&mut self, kept: Option<u32>) {
        for (number, folder) in self.sorted.iter().zip(&self.folder_of) {
            self.folders[*folder as usize].count += u32::from(kept != Some(*number));
        }
        for place in (1..self.folders.len()).rev() {
            let Folder { outer, count, .. } = self.folders[place];
            self.folders[outer as usize].count += count;
        }
    }

    /// The rows: what is in folded folders is not even sorted.
    fn rows(&mut self, folding: &Folding) -> Vec<TreeRow> {
        let shown = self.fold(folding);
        let folders = self.folders_by_outer(&shown);
        let secrets = self.secrets_by_folder(&shown);
        let mut rows = Vec::with_capacity(folders.items.len() + secrets.items.len());
        // A stack instead of calls: folders can be nested 256 deep.
        let mut open = vec![(ROOT, folders.of(ROOT).iter())];
        while let Some((folder, rest)) = open.last_mut() {
            match rest.next() {
                Some(&inner) => {
                    rows.push(TreeRow::Folder(inner));
                    open.push((inner, folders.of(inner).iter()));
                }
                None => {
                    rows.extend(secrets.of(*folder).iter().copied().map(TreeRow::Secret));
                    open.pop();
                }
            }
        }
        rows
    }

    /// Folds folders. Returns, for each, whether what is in it has rows.
    fn fold(&mut self, folding: &Folding) -> Vec<bool> {
        let mut shown = vec![true; self.folders.len()];
        for place in 1..self.folders.len() {
            let folded = folding.is_folded(self.folders[place].path(self.secrets));
            self.folders[place].folded = folded;
            shown[place] = !folded && shown[self.folders[place].outer as usize];
        }
        shown
    }

    fn folders_by_outer(&self, shown: &[bool]) -> Grouped {
        let shown = |place: &u32| shown[self.folders[*place as usize].outer as usize];
        let places: Vec<u32> = (1..number(self.folders.len())).filter(shown).collect();
        let outer = |place: &u32| self.folders[*place as usize].outer;
        let mut grouped = Grouped::new(self.folders.len(), &places, outer);
        let name = |place: u32| self.folders[place as usize].name(self.secrets);
        for group in grouped.ends.windows(2) {
            // Folders were made in the order of secrets, which is mostly their own.
            grouped.items[group[0] as usize..group[1] as usize].sort_by(|one, other| {
                natural::compare(name(*one), name(*other)).then_with(|| name(*one).cmp(name(*other)))
            });
        }
        grouped
    }

    fn secrets_by_folder(&self, shown: &[bool]) -> Grouped {
        let folders = self.folder_of.iter();
        let places: Vec<u32> =
            (0u32..).zip(folders).filter(|(_, folder)| shown[**folder as usize]).map(|(at, _)| at).collect();
        let mut grouped = Grouped::new(self.folders.len(), &places, |at| self.folder_of[*at as usize]);
        grouped.items.iter_mut().for_each(|at| *at = self.sorted[*at as usize]);
        grouped
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
        items.iter().for_each(|item| ends[group(item) as usize + 1] += 1);
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

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("there are no more folders than characters in names")
}
