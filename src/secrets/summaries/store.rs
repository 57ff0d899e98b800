//! The store that packs summaries, and finds them by ARN.

use super::pack::pack;
use super::slices::Slices;
use super::{Summaries, number};
use crate::secrets::{Arn, Summary};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::fmt;
use std::hash::BuildHasher;
use std::sync::Arc;

/// Packed summaries, each found by its ARN.
#[derive(Default)]
pub struct SummaryStore {
    all: Summaries,
    by_arn: HashTable<u32>,
    texts: HashTable<u32>,
    hasher: DefaultHashBuilder,
    buffer: Vec<u8>,
}

impl SummaryStore {
    /// Every secret. Cheap to clone.
    pub fn all(&self) -> &Summaries {
        &self.all
    }

    /// The number of the secret with that ARN.
    pub fn find(&self, arn: &Arn) -> Option<u32> {
        let hash = self.hasher.hash_one(arn.as_str());
        self.by_arn.find(hash, |number| self.all.get(*number).has_arn(arn)).copied()
    }

    /// Adds a secret, or replaces the one with its ARN. Returns its number, which stays the same as long as the name does:
    /// what is known of names by their numbers stays true.
    pub fn put(&mut self, secret: &Summary) -> u32 {
        let mut known = self.find(&secret.arn);
        if known.take_if(|number| self.all.name(*number) != secret.name).is_some() {
            self.remove(&secret.arn);
        }
        self.buffer.clear();
        let (texts, index, hasher) = (&mut self.all.texts, &mut self.texts, &self.hasher);
        pack(secret, &mut self.buffer, &mut |text| intern(text, texts, index, hasher));
        if let Some(number) = known {
            self.all.edits += 1;
            self.all.packed.set(number as usize, &self.buffer);
            return number;
        }
        let number = number(self.all.names.len());
        self.all.names.push(&secret.name);
        self.all.packed.push(&self.buffer);
        let (all, hasher) = (&self.all, &self.hasher);
        let hash = hasher.hash_one(secret.arn.as_str());
        self.by_arn.insert_unique(hash, number, |number| {
            let mut arn = String::new();
            all.get(*number).write_arn(&mut arn);
            hasher.hash_one(arn.as_str())
        });
        number
    }

    /// Removes a secret. Its number is not given again.
    pub fn remove(&mut self, arn: &Arn) {
        let hash = self.hasher.hash_one(arn.as_str());
        if let Ok(found) = self.by_arn.find_entry(hash, |number| self.all.get(*number).has_arn(arn)) {
            let (number, _) = found.remove();
            self.all.edits += 1;
            Arc::make_mut(&mut self.all.removed).insert(number);
        }
    }
}

/// The number of a text, which is kept once.
fn intern(
    text: &str,
    texts: &mut Slices<String>,
    index: &mut HashTable<u32>,
    hasher: &DefaultHashBuilder,
) -> usize {
    let hash = hasher.hash_one(text);
    if let Some(known) = index.find(hash, |number| texts.get(*number as usize) == text) {
        return *known as usize;
    }
    let added = texts.len();
    texts.push(text);
    index.insert_unique(hash, number(added), |number| hasher.hash_one(texts.get(*number as usize)));
    added
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
