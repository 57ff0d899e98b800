//! The texts that secrets share, each kept once.

use super::number;
use super::slices::Slices;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Finds the numbers of texts.
#[derive(Clone, Debug, Default)]
pub(super) struct TextIndex {
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl TextIndex {
    /// No texts yet, with memory for some.
    pub(super) fn with_capacity(texts: usize) -> Self {
        Self { numbers: HashTable::with_capacity(texts), hasher: DefaultHashBuilder::default() }
    }

    /// The number of a text, which is added unless it is there.
    pub(super) fn intern(&mut self, text: &str, texts: &mut Slices<String>) -> usize {
        let hash = self.hasher.hash_one(text);
        if let Some(known) = self.numbers.find(hash, |number| texts.get(*number as usize) == text) {
            return *known as usize;
        }
        let (added, hasher) = (texts.len(), &self.hasher);
        texts.push(text);
        let hash_of = |number: &u32| hasher.hash_one(texts.get(*number as usize));
        self.numbers.insert_unique(hash, number(added), hash_of);
        added
    }
}
