//! The folders that names are in, kept as the list grows: the names of secrets that come are looked at once.

use super::natural;
use super::path::{folder_ends, last_folder_end};
use crate::secrets::Summaries;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::cmp::Ordering;
use std::fmt;
use std::hash::BuildHasher;
use std::sync::Arc;

/// The place of the root, which is around all and has no row.
pub(super) const ROOT: u32 = 0;

/// The folders of secrets. Cheap to clone.
#[derive(Clone, Default)]
pub struct Folders(Arc<Known>);

#[derive(Clone)]
struct Known {
    /// The root is first, and each folder comes after the one around it.
    all: Vec<Folder>,
    /// For each secret by its number, the place of its folder.
    folder_of: Vec<u32>,
    by_path: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

/// A folder. Its path is the beginning of a secret's name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folder {
    /// A secret in the folder, whose name stays although the secret may be removed.
    inside: u32,
    /// The length of the path, slash included.
    path: u32,
    /// The length of the path of the folder around it.
    outer_path: u32,
    /// The place of the folder around it; the root is around itself.
    pub(super) outer: u32,
    /// The number of folders around the folder.
    pub(super) depth: u16,
}

impl Folder {
    /// The beginning of the names in the folder, up to and including its slash.
    pub(super) fn path(self, secrets: &Summaries) -> &str {
        &secrets.name(self.inside)[..self.path as usize]
    }

    /// The last part of the path, without the slash that ends it.
    pub(super) fn name(self, secrets: &Summaries) -> &str {
        &secrets.name(self.inside)[self.outer_path as usize..self.path as usize - 1]
    }
}

impl Folders {
    /// The folders; the root is first, and each comes after the one around it.
    pub(super) fn all(&self) -> &[Folder] {
        &self.0.all
    }

    /// The place of the folder that a secret is in.
    pub(super) fn of(&self, number: u32) -> u32 {
        self.0.folder_of[number as usize]
    }

    /// The folders of all these secrets; these must be of the same secrets, or of some of them.
    #[must_use]
    pub(super) fn grown(mut self, secrets: &Summaries) -> Self {
        let start = number(self.0.folder_of.len());
        if start < secrets.end() {
            let known = Arc::make_mut(&mut self.0);
            (start..secrets.end()).for_each(|number| known.add(number, secrets));
        }
        self
    }

    /// Compares two folders by name.
    pub(super) fn compare(&self, one: u32, other: u32, secrets: &Summaries) -> Ordering {
        let name = |place: u32| self.all()[place as usize].name(secrets);
        natural::compare(name(one), name(other)).then_with(|| name(one).cmp(name(other)))
    }
}

impl Known {
    fn add(&mut self, number: u32, secrets: &Summaries) {
        let name = secrets.name(number);
        let path = &name[..last_folder_end(name)];
        // Neighbours are mostly in the same folder, and comparing is cheaper than looking up.
        let last = self.folder_of.last().copied().unwrap_or(ROOT);
        let folder = if self.all[last as usize].path(secrets) == path {
            last
        } else {
            self.folder(number, path, secrets)
        };
        self.folder_of.push(folder);
    }

    /// The place of the folder with that path; missing folders on the way are made.
    fn folder(&mut self, inside: u32, path: &str, secrets: &Summaries) -> u32 {
        if path.is_empty() {
            return ROOT;
        }
        if let Some(known) = self.find(path, secrets) {
            return known;
        }
        let (mut place, mut start) = (ROOT, 0);
        for end in folder_ends(path).chain([path.len()]) {
            place = self.find(&path[..end], secrets).unwrap_or_else(|| {
                let depth = if place == ROOT { 0 } else { self.all[place as usize].depth + 1 };
                let (path, outer_path) = (number(end), number(start));
                self.insert(Folder { inside, path, outer_path, outer: place, depth }, secrets)
            });
            start = end;
        }
        place
    }

    fn find(&self, path: &str, secrets: &Summaries) -> Option<u32> {
        let is_it = |place: &u32| self.all[*place as usize].path(secrets) == path;
        self.by_path.find(self.hasher.hash_one(path), is_it).copied()
    }

    fn insert(&mut self, folder: Folder, secrets: &Summaries) -> u32 {
        let place = number(self.all.len());
        self.all.push(folder);
        let (all, hasher) = (&self.all, &self.hasher);
        let hash = |place: &u32| hasher.hash_one(all[*place as usize].path(secrets));
        self.by_path.insert_unique(hash(&place), place, hash);
        place
    }
}

impl Default for Known {
    fn default() -> Self {
        let root = Folder { inside: 0, path: 0, outer_path: 0, outer: ROOT, depth: 0 };
        Self {
            all: vec![root],
            folder_of: Vec::new(),
            by_path: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }
}

impl fmt::Debug for Folders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Folders").field("len", &self.all().len()).finish_non_exhaustive()
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("there are no more folders than characters in names")
}
