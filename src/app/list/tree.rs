//! The tree: sorted secrets in folders, and its rows without those in folded folders.

use super::folding::Folding;
use super::natural::NaturalKeys;
use super::path::folder_ends;
use super::row::{Fit, Row};
use crate::secrets::Summary;
use std::collections::HashMap;
use std::sync::Arc;

/// A folder, or the root.
#[derive(Default)]
struct Folder<'a> {
    path: &'a str,
    name: &'a str,
    /// Indices of the folders inside.
    folders: Vec<usize>,
    secrets: Vec<(&'a Arc<Summary>, Fit)>,
    /// The number of matching secrets inside, at any depth.
    count: usize,
}

/// The rows of the tree: folders before secrets, folders by name, secrets in the order of `sorted`.
pub(super) fn rows(sorted: &[(&Arc<Summary>, Fit)], folding: &Folding) -> Vec<Row> {
    let tree = Tree::build(sorted);
    let mut out = Out { folding, rows: Vec::new() };
    tree.add_rows(&tree.folders[0], 0, &mut out);
    out.rows
}

struct Tree<'a> {
    /// The root is first, and each folder comes after its parent.
    folders: Vec<Folder<'a>>,
    by_path: HashMap<&'a str, usize>,
}

impl<'a> Tree<'a> {
    fn build(sorted: &[(&'a Arc<Summary>, Fit)]) -> Self {
        let mut tree = Self { folders: vec![Folder::default()], by_path: HashMap::from([("", 0)]) };
        let mut last = ("", 0);
        for &(secret, fit) in sorted {
            let name = secret.name.as_str();
            let path = &name[..folder_ends(name).last().unwrap_or(0)];
            // Neighbours are mostly in the same folder, and comparing is cheaper than looking up.
            if last.0 != path {
                last = (path, tree.folder(path));
            }
            tree.folders[last.1].secrets.push((secret, fit));
        }
        tree.count_secrets();
        tree.sort_folders();
        tree
    }

    /// The index of the folder with that path; missing folders on the way are made.
    fn folder(&mut self, path: &'a str) -> usize {
        if let Some(&known) = self.by_path.get(path) {
            return known;
        }
        let (mut inside, mut start) = (0, 0);
        for end in folder_ends(path).chain([path.len()]) {
            let outer = inside;
            inside = *self.by_path.entry(&path[..end]).or_insert_with(|| {
                let (path, name) = (&path[..end], &path[start..end - 1]);
                let made = self.folders.len();
                self.folders.push(Folder { path, name, ..Folder::default() });
                self.folders[outer].folders.push(made);
                made
            });
            start = end;
        }
        inside
    }

    fn count_secrets(&mut self) {
        for folder in (0..self.folders.len()).rev() {
            let inner: usize =
                self.folders[folder].folders.iter().map(|&inner| self.folders[inner].count).sum();
            let folder = &mut self.folders[folder];
            let own = folder.secrets.iter().filter(|(_, fit)| *fit == Fit::Matches).count();
            folder.count = inner + own;
        }
    }

    fn sort_folders(&mut self) {
        let mut keys = NaturalKeys::default();
        self.folders.iter().for_each(|folder| keys.push(folder.name));
        let names: Vec<&str> = self.folders.iter().map(|folder| folder.name).collect();
        for folder in &mut self.folders {
            folder.folders.sort_unstable_by_key(|&inner| (keys.get(inner), names[inner]));
        }
    }

    /// Adds the rows inside a folder. Recurses at most [`MAX_DEPTH`](super::path::MAX_DEPTH) deep.
    fn add_rows(&self, folder: &Folder<'_>, depth: u16, out: &mut Out<'_>) {
        for &inner in &folder.folders {
            let inner = &self.folders[inner];
            let closed = out.folding.is_folded(inner.path);
            out.rows.push(Row::Folder {
                path: inner.path.into(),
                name: inner.name.into(),
                depth,
                count: inner.count,
                folded: closed,
            });
            if !closed {
                self.add_rows(inner, depth + 1, out);
            }
        }
        let row = |&(secret, fit): &(&Arc<Summary>, Fit)| Row::Secret { secret: secret.clone(), depth, fit };
        out.rows.extend(folder.secrets.iter().map(row));
    }
}

/// The rows so far.
struct Out<'a> {
    folding: &'a Folding,
    rows: Vec<Row>,
}
