//! The inverted index: for each term, the secrets that contain it.
//!
//! Invariants: a secret is listed under exactly the terms of its current texts, and no term is kept
//! without a secret.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use indexmap::IndexMap;

use super::indexed_text::{Attribute, IndexField, IndexedTexts};
use super::secret::{Secret, SecretKey};

/// The secrets that contain a term. Most terms occur in one secret, the rest in very many, so a
/// single key is stored without a set.
#[derive(Clone, Debug)]
enum Postings {
    One(SecretKey),
    Many(BTreeSet<SecretKey>),
}

impl Postings {
    fn of(first: SecretKey, others: Vec<SecretKey>) -> Self {
        if others.is_empty() {
            return Self::One(first);
        }
        Self::Many([first].into_iter().chain(others).collect())
    }

    fn add(&mut self, key: SecretKey) {
        match self {
            Self::One(held) if *held == key => {}
            Self::One(held) => *self = Self::Many(BTreeSet::from([*held, key])),
            Self::Many(held) => {
                held.insert(key);
            }
        }
    }

    /// Removes a key. Returns true if none is left.
    fn remove(&mut self, key: SecretKey) -> bool {
        match self {
            Self::One(held) => *held == key,
            Self::Many(held) => {
                held.remove(&key);
                held.is_empty()
            }
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Many(held) => held.len(),
        }
    }

    fn iter(&self) -> impl Iterator<Item = SecretKey> {
        let (one, many) = match self {
            Self::One(held) => (Some(*held), None),
            Self::Many(held) => (None, Some(held.iter().copied())),
        };
        one.into_iter().chain(many.into_iter().flatten())
    }
}

/// The keys collected for a term: the first one and the others.
type CollectedKeys = (SecretKey, Vec<SecretKey>);

/// Collects the terms of many secrets in hash maps, so that they are sorted only once, at the end.
#[derive(Default)]
struct TermIndexBuilder([IndexMap<Box<str>, CollectedKeys>; IndexField::COUNT]);

impl TermIndexBuilder {
    fn add(&mut self, field: IndexField, term: &str, keys: &[SecretKey]) {
        let terms = &mut self.0[field as usize];
        match (terms.get_mut(term), keys) {
            (Some((_, others)), keys) => others.extend_from_slice(keys),
            (None, [first, others @ ..]) => {
                terms.insert(term.into(), (*first, others.to_vec()));
            }
            (None, []) => {}
        }
    }

    fn build(self) -> TermIndex {
        TermIndex(self.0.map(|terms| {
            terms.into_iter().map(|(term, (first, others))| (term, Postings::of(first, others))).collect()
        }))
    }
}

/// The secrets of a catalog by field and term, terms in byte order.
#[derive(Clone, Debug, Default)]
pub struct TermIndex([BTreeMap<Box<str>, Postings>; IndexField::COUNT]);

impl TermIndex {
    /// Builds the index of many secrets, each given once. A text that several secrets share is split
    /// into terms once.
    pub fn of<'a>(secrets: impl Iterator<Item = (SecretKey, &'a Arc<Secret>)>) -> Self {
        let mut builder = TermIndexBuilder::default();
        let mut shared: HashMap<(Attribute, Arc<str>), Vec<SecretKey>> = HashMap::new();
        for (key, secret) in secrets {
            for (attribute, text) in IndexedTexts::of(secret).0 {
                match attribute {
                    // Names are unique, so they are never shared.
                    Attribute::Name => {
                        attribute.for_each_term(&text, |field, term| builder.add(field, term, &[key]));
                    }
                    Attribute::Description
                    | Attribute::TagKey
                    | Attribute::TagValue
                    | Attribute::PrimaryRegion
                    | Attribute::OwningService => shared.entry((attribute, text)).or_default().push(key),
                }
            }
        }
        for ((attribute, text), keys) in shared {
            attribute.for_each_term(&text, |field, term| builder.add(field, term, &keys));
        }
        builder.build()
    }

    /// Adds a secret under the terms of its texts.
    pub fn add(&mut self, key: SecretKey, texts: &IndexedTexts) {
        texts.for_each_term(|field, term| {
            let terms = &mut self.0[field as usize];
            match terms.get_mut(term) {
                Some(postings) => postings.add(key),
                None => {
                    terms.insert(term.into(), Postings::One(key));
                }
            }
        });
    }

    /// Removes a secret from the terms of `texts`, which must be the texts that it was added with.
    pub fn remove(&mut self, key: SecretKey, texts: &IndexedTexts) {
        texts.for_each_term(|field, term| {
            let terms = &mut self.0[field as usize];
            if terms.get_mut(term).is_some_and(|postings| postings.remove(key)) {
                terms.remove(term);
            }
        });
    }

    /// The number of postings of all terms with this prefix, counted up to `limit`. A secret counts
    /// once for each of its terms.
    pub fn count(&self, field: IndexField, prefix: &str, limit: usize) -> usize {
        let mut count = 0;
        for postings in self.postings(field, prefix) {
            count += postings.len();
            if count >= limit {
                return limit;
            }
        }
        count
    }

    /// The secrets with a term that has this prefix. A secret comes once for each of its terms.
    pub fn keys<'a>(&'a self, field: IndexField, prefix: &'a str) -> impl Iterator<Item = SecretKey> + 'a {
        self.postings(field, prefix).flat_map(Postings::iter)
    }

    fn postings<'a>(&'a self, field: IndexField, prefix: &'a str) -> impl Iterator<Item = &'a Postings> + 'a {
        let from = (Bound::Included(prefix), Bound::Unbounded);
        let terms = self.0[field as usize].range::<str, _>(from);
        terms.take_while(move |(term, _)| term.starts_with(prefix)).map(|(_, postings)| postings)
    }

    /// All postings as field, term and secret, for comparison in tests.
    #[cfg(test)]
    pub fn all(&self) -> Vec<(usize, &str, SecretKey)> {
        let fields = self.0.iter().enumerate();
        let terms = fields.flat_map(|(field, terms)| terms.iter().map(move |entry| (field, entry)));
        terms
            .flat_map(|(field, (term, postings))| postings.iter().map(move |key| (field, &**term, key)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts() -> impl Strategy<Value = IndexedTexts> {
        let attributes = [
            Attribute::Name,
            Attribute::Description,
            Attribute::TagKey,
            Attribute::TagValue,
            Attribute::OwningService,
        ];
        let word = prop::sample::select(&["", "a", "ab", "A-b c", "aB"][..]).prop_map(Arc::<str>::from);
        prop::collection::vec((prop::sample::select(attributes.to_vec()), word), 0..6).prop_map(IndexedTexts)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_changed_index_equals_a_new_one(
            changes in prop::collection::vec((0..4_u64, prop::option::of(texts())), 1..40),
        ) {
            let (mut changed, mut held) = (TermIndex::default(), BTreeMap::new());
            for (key, texts) in changes {
                let key = SecretKey(key);
                let before = match &texts {
                    Some(texts) => held.insert(key, texts.clone()),
                    None => held.remove(&key),
                };
                if let Some(before) = before {
                    changed.remove(key, &before);
                }
                if let Some(texts) = texts {
                    changed.add(key, &texts);
                }
            }
            let mut fresh = TermIndex::default();
            for (key, texts) in &held {
                fresh.add(*key, texts);
            }
            prop_assert_eq!(changed.all(), fresh.all());
        }
    }
}
