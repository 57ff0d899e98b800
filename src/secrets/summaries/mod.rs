//! Summaries of many secrets, packed: some hundred bytes each, and cheap to share with work off the event loop.
//!
//! Half a million summaries as Rust structs take more than a gigabyte. Packed, texts and words that secrets share are kept
//! once, and a [`Summary`] is built when one is asked for.

mod ends;
mod fields;
mod numbers;
mod pack;
mod page;
mod slices;
mod store;
mod texts;
mod times;
mod unpack;
mod view;
mod words;

pub use fields::{Fields, RuleFields, Tags, Versions};
pub use page::{PagePacker, SummaryPage};
pub use store::{PageMerge, SummaryStore};
pub use view::{Facts, SummaryView};

use super::Summary;
use pack::Packer;
use slices::Slices;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Packed summaries of secrets, each with a number. Cheap to clone: a clone shares all, and later writes don't reach it.
#[derive(Clone, Debug, Default)]
pub struct Summaries {
    /// Those of secrets scheduled for deletion are marked.
    names: Slices<String>,
    packed: Slices<Vec<u8>>,
    texts: Slices<String>,
    removed: Arc<BTreeSet<u32>>,
    /// The number of times that a secret was changed or removed.
    edits: u64,
    /// The store that gave the numbers.
    origin: Arc<()>,
}

impl Summaries {
    /// The number of secrets.
    pub fn len(&self) -> usize {
        self.names.len() - self.removed.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number above all that secrets have.
    pub fn end(&self) -> u32 {
        number(self.names.len())
    }

    /// The numbers of removed secrets.
    pub fn removed(&self) -> &BTreeSet<u32> {
        &self.removed
    }

    /// The secret with that number, which must be below [`end`](Self::end).
    pub fn get(&self, number: u32) -> SummaryView<'_> {
        let (name, number) = (self.name(number), number as usize);
        SummaryView { name, number, names: &self.names, packed: &self.packed, texts: &self.texts }
    }

    /// The name of the secret with that number.
    pub fn name(&self, number: u32) -> &str {
        self.names.get(number as usize)
    }

    /// The secrets, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = SummaryView<'_>> {
        self.numbers_from(0).map(|number| self.get(number))
    }

    /// The numbers of the secrets, from `start` on.
    pub fn numbers_from(&self, start: u32) -> impl Iterator<Item = u32> {
        (start..self.end()).filter(|number| !self.removed.contains(number))
    }

    /// True if both give the same numbers to the same secrets.
    pub fn has_numbers_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.origin, &other.origin)
    }

    /// True if `other` has the same secrets with the same numbers, and perhaps more.
    pub fn is_beginning_of(&self, other: &Self) -> bool {
        self.has_numbers_of(other) && self.edits == other.edits && self.end() <= other.end()
    }

    /// These and another secret, with its number.
    #[must_use]
    pub fn with(&self, secret: &Summary) -> (Self, u32) {
        let mut more = self.clone();
        more.origin = Arc::default();
        let number = more.end();
        let (mut packer, texts) = (Packer::default(), &mut more.texts);
        let record = packer.pack(&fields::of(secret), &mut |text| {
            texts.push(text);
            texts.len() - 1
        });
        more.names.push(&secret.name);
        more.names.mark(number as usize, secret.deleted.is_some());
        more.packed.push(record);
        (more, number)
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a Region has a quota of 500,000 secrets")
}

#[cfg(test)]
mod tests;
