//! The store that packs summaries, and finds them by ARN.

use super::pack::Packer;
use super::texts::TextIndex;
use super::view::hash_arn;
use super::{Summaries, SummaryPage, fields, number};
use crate::secrets::{Arn, Summary};
use hashbrown::HashTable;
use std::fmt;
use std::sync::Arc;

/// Packed summaries, each found by its ARN.
#[derive(Default)]
pub struct SummaryStore {
    all: Summaries,
    by_arn: HashTable<u32>,
    texts: TextIndex,
    packer: Packer,
}

impl SummaryStore {
    /// Every secret. Cheap to clone.
    pub fn all(&self) -> &Summaries {
        &self.all
    }

    /// The number of the secret with that ARN.
    pub fn find(&self, arn: &Arn) -> Option<u32> {
        self.by_arn.find(hash_arn(arn.as_str()), |number| self.all.get(*number).has_arn(arn)).copied()
    }

    /// Adds a secret, or replaces the one with its ARN. Returns its number, which stays the same as long as the name does:
    /// what is known of names by their numbers stays true.
    pub fn put(&mut self, secret: &Summary) -> u32 {
        let known = self.find(&secret.arn);
        let (texts, index) = (&mut self.all.texts, &mut self.texts);
        self.packer.pack(&fields::of(secret), &mut |text| index.intern(text, texts));
        self.put_packed(known, &secret.name, || hash_arn(secret.arn.as_str()))
    }

    /// Puts all secrets of a page.
    pub fn put_page(&mut self, page: &SummaryPage) {
        let mut merge = self.merge(page);
        for at in 0..page.len() {
            let known = merge.find(at);
            merge.put(at, known);
        }
    }

    /// Prepares to put secrets of a page.
    pub fn merge<'a>(&'a mut self, page: &'a SummaryPage) -> PageMerge<'a> {
        let (texts, index) = (&mut self.all.texts, &mut self.texts);
        let numbers = page.all.texts.iter().map(|text| number(index.intern(text, texts))).collect();
        PageMerge { store: self, page, numbers }
    }

    /// Puts the secret that was packed last in place of the known one, or adds it.
    fn put_packed(&mut self, mut known: Option<u32>, name: &str, hash: impl FnOnce() -> u64) -> u32 {
        if let Some(number) = known.take_if(|number| self.all.name(*number) != name) {
            self.remove_number(number);
        }
        if let Some(number) = known {
            let changed = self.all.packed.set(number as usize, self.packer.packed());
            self.all.names.mark(number as usize, self.packer.is_deleted());
            self.all.edits += u64::from(changed);
            return number;
        }
        if self.by_arn.len() == self.by_arn.capacity() {
            self.grow_table();
        }
        let number = number(self.all.names.len());
        self.all.names.push(name);
        self.all.names.mark(number as usize, self.packer.is_deleted());
        self.all.packed.push(self.packer.packed());
        let all = &self.all;
        self.by_arn.insert_unique(hash(), number, |number| all.get(*number).arn_hash());
        number
    }

    /// Doubles the table. In the order of the numbers, which is that of the memory: a table that grows by itself hashes the
    /// secrets in its own order, and waits for the memory of each.
    fn grow_table(&mut self) {
        let mut table = HashTable::with_capacity(self.by_arn.capacity() * 2);
        let hash = |number: &u32| self.all.get(*number).arn_hash();
        for number in self.all.numbers_from(0) {
            table.insert_unique(hash(&number), number, hash);
        }
        self.by_arn = table;
    }

    /// Removes a secret. Its number is not given again.
    pub fn remove(&mut self, arn: &Arn) {
        if let Some(number) = self.find(arn) {
            self.remove_number(number);
        }
    }

    fn remove_number(&mut self, number: u32) {
        let hash = self.all.get(number).arn_hash();
        if let Ok(found) = self.by_arn.find_entry(hash, |other| *other == number) {
            found.remove();
            self.all.edits += 1;
            Arc::make_mut(&mut self.all.removed).insert(number);
        }
    }
}

/// A page whose secrets are put into a store.
pub struct PageMerge<'a> {
    store: &'a mut SummaryStore,
    page: &'a SummaryPage,
    /// The numbers that the texts of the page have in the store.
    numbers: Vec<u32>,
}

impl PageMerge<'_> {
    /// The number of the secret with the ARN of the one at that place of the page.
    pub fn find(&self, at: usize) -> Option<u32> {
        let (hash, secret) = (self.page.arn_hashes()[at], self.page.get(at));
        let all = &self.store.all;
        self.store.by_arn.find(hash, |number| all.get(*number).has_arn_of(secret)).copied()
    }

    /// Puts the secret at that place of the page, as [`SummaryStore::put`] does. `known` is what [`find`](Self::find) has
    /// found. Returns its number.
    pub fn put(&mut self, at: usize, known: Option<u32>) -> u32 {
        let secret = self.page.get(at);
        self.store.packer.renumber(secret.packed(), &self.numbers);
        self.store.put_packed(known, secret.name(), || self.page.arn_hashes()[at])
    }
}

impl fmt::Debug for SummaryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SummaryStore").field("len", &self.all.len()).finish_non_exhaustive()
    }
}

impl FromIterator<Summary> for Summaries {
    fn from_iter<T: IntoIterator<Item = Summary>>(secrets: T) -> Self {
        let mut store = SummaryStore::default();
        for secret in secrets {
            store.put(&secret);
        }
        store.all().clone()
    }
}
