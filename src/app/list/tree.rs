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
    secrets: Vec<u32>,
    count: usize,
}

/// The rows of the tree: folders before secrets, folders by name, secrets in the order of `sorted`.
pub(super) fn rows(secrets: &[Arc<Summary>], sorted: &[u32], folding: &Folding) -> Vec<Row> {
    Tree::grow(secrets, sorted).rows(secrets, folding)
}

struct Tree<'a> {
    /// The root first.
    folders: Vec<Folder<'a>>,
}

impl<'a> Tree<'a> {
    fn grow(secrets: &'a [Arc<Summary>], sorted: &[u32]) -> Self {
        let mut folders = vec![Folder::default()];
        let mut by_path: HashMap<&str, usize> = HashMap::new();
        for &index in sorted {
            let name = secrets[index as usize].name.as_str();
            let mut inside = 0;
            let mut start = 0;
            folders[inside].count += 1;
            for end in folder_ends(name) {
                let outer = inside;
                inside = *by_path.entry(&name[..end]).or_insert_with(|| {
                    let made = folders.len();
                    folders.push(Folder {
                        path: &name[..end],
                        name: &name[start..end - 1],
                        ..Folder::default()
                    });
                    folders[outer].folders.push(made);
                    made
                });
                folders[inside].count += 1;
                start = end;
            }
            folders[inside].secrets.push(index);
        }
        let mut tree = Self { folders };
        tree.sort_folders();
        tree
    }

    fn sort_folders(&mut self) {
        let keys = NaturalKeys::new(self.folders.iter().map(|folder| folder.name));
        let names: Vec<&str> = self.folders.iter().map(|folder| folder.name).collect();
        for folder in &mut self.folders {
            folder.folders.sort_unstable_by_key(|&inner| (keys.get(inner), names[inner]));
        }
    }

    fn rows(&self, secrets: &[Arc<Summary>], folding: &Folding) -> Vec<Row> {
        let mut rows = Vec::new();
        // Names from a server may nest deeper than a call stack: the way back up is kept here.
        let mut way = vec![(&self.folders[0], self.folders[0].folders.iter())];
        while let Some((folder, inner)) = way.last_mut() {
            let folder = *folder;
            if let Some(&next) = inner.next() {
                let next = &self.folders[next];
                let row = next.row(depth(way.len() - 1), folding);
                let is_folded = matches!(row, Row::Folder { folded: true, .. });
                rows.push(row);
                if !is_folded {
                    way.push((next, next.folders.iter()));
                }
            } else {
                let depth = depth(way.len() - 1);
                rows.extend(
                    folder
                        .secrets
                        .iter()
                        .map(|&index| Row::Secret { secret: secrets[index as usize].clone(), depth }),
                );
                way.pop();
            }
        }
        rows
    }
}

impl Folder<'_> {
    fn row(&self, depth: u16, folding: &Folding) -> Row {
        Row::Folder {
            path: self.path.into(),
            name: self.name.into(),
            depth,
            count: self.count,
            folded: folding.is_folded(self.path),
        }
    }
}

fn depth(folders: usize) -> u16 {
    u16::try_from(folders).unwrap_or(u16::MAX)
}
