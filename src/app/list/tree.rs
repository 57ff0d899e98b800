//! The tree: sorted secrets put into folders, and the rows that the folding lets show.

use super::folding::Folding;
use super::natural::NaturalKeys;
use super::path::folder_ends;
use super::row::Row;
use crate::secrets::Summary;
use std::collections::HashMap;
use std::sync::Arc;

/// A folder, or the root.
#[derive(Default)]
struct Folder<'a> {
    path: &'a str,
    name: &'a str,
    folders: Vec<usize>,
    secrets: Vec<&'a Arc<Summary>>,
    count: usize,
}

/// The rows of the tree: folders before secrets, folders by name, secrets in the order of `sorted`.
pub(super) fn rows(sorted: &[&Arc<Summary>], folding: &Folding) -> Vec<Row> {
    let tree = Tree::grow(sorted);
    let mut out = Out { folding, rows: Vec::new() };
    tree.add_rows(&tree.folders[0], 0, &mut out);
    out.rows
}

struct Tree<'a> {
    /// The root first, and each folder behind the one that it is in.
    folders: Vec<Folder<'a>>,
    by_path: HashMap<&'a str, usize>,
}

impl<'a> Tree<'a> {
    fn grow(sorted: &[&'a Arc<Summary>]) -> Self {
        let mut tree = Self { folders: vec![Folder::default()], by_path: HashMap::from([("", 0)]) };
        let mut last = ("", 0);
        for &secret in sorted {
            let name = secret.name.as_str();
            let path = &name[..folder_ends(name).last().unwrap_or(0)];
            // Neighbours are mostly in one folder, and comparing is cheaper than looking up.
            if last.0 != path {
                last = (path, tree.folder(path));
            }
            tree.folders[last.1].secrets.push(secret);
        }
        tree.count();
        tree.sort_folders();
        tree
    }

    /// The folder with that path, made if it is not there yet, with all that it is in.
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

    fn count(&mut self) {
        for folder in (0..self.folders.len()).rev() {
            let inner: usize =
                self.folders[folder].folders.iter().map(|&inner| self.folders[inner].count).sum();
            let folder = &mut self.folders[folder];
            folder.count = inner + folder.secrets.len();
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

    /// Adds what is inside of a folder. Calls itself no deeper than [`MAX_DEPTH`](super::path::MAX_DEPTH).
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
        let row = |&secret: &&Arc<Summary>| Row::Secret { secret: secret.clone(), depth };
        out.rows.extend(folder.secrets.iter().map(row));
    }
}

/// The rows as they come together.
struct Out<'a> {
    folding: &'a Folding,
    rows: Vec<Row>,
}
