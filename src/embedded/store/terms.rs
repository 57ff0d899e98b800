//! Which secrets have a text: what filters look for, kept so that few need to be looked at.
//!
//! What always holds: a secret is noted under every term that it has now, and no term is kept that
//! none has.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use indexmap::IndexMap;

use super::catalog::SecretKey;
use super::secret::Secret;
use super::texts::{Field, Part, Texts};

/// The secrets that have a term: mostly one, or very many.
#[derive(Clone, Debug)]
enum Holders {
    One(SecretKey),
    Many(BTreeSet<SecretKey>),
}

impl Holders {
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

    /// Removes one; whether none is left.
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

/// The secrets found to have a term: the first, and the others.
type Found = (SecretKey, Vec<SecretKey>);

/// Secrets by the terms that they were found to have.
#[derive(Default)]
struct Gathered([IndexMap<Box<str>, Found>; Field::COUNT]);

impl Gathered {
    fn add(&mut self, field: Field, term: &str, keys: &[SecretKey]) {
        let terms = &mut self.0[field as usize];
        match (terms.get_mut(term), keys) {
            (Some((_, others)), keys) => others.extend_from_slice(keys),
            (None, [first, others @ ..]) => {
                terms.insert(term.into(), (*first, others.to_vec()));
            }
            (None, []) => {}
        }
    }

    fn into_fields(self) -> [BTreeMap<Box<str>, Holders>; Field::COUNT] {
        self.0.map(|terms| {
            terms.into_iter().map(|(term, (first, others))| (term, Holders::of(first, others))).collect()
        })
    }
}

/// The secrets by the terms that they have.
#[derive(Clone, Debug, Default)]
pub struct Terms([BTreeMap<Box<str>, Holders>; Field::COUNT]);

impl Terms {
    /// The terms of all these secrets, each here once: a text that many have is taken apart once.
    pub fn of<'a>(secrets: impl Iterator<Item = (SecretKey, &'a Arc<Secret>)>) -> Self {
        let mut gathered = Gathered::default();
        let mut shared: HashMap<(Part, Arc<str>), Vec<SecretKey>> = HashMap::new();
        for (key, secret) in secrets {
            for (part, text) in Texts::of(secret).0 {
                match part {
                    // A name is one secret's alone.
                    Part::Name => part.each_term(&text, |field, term| gathered.add(field, term, &[key])),
                    _ => shared.entry((part, text)).or_default().push(key),
                }
            }
        }
        for ((part, text), keys) in shared {
            part.each_term(&text, |field, term| gathered.add(field, term, &keys));
        }
        Self(gathered.into_fields())
    }

    /// Notes a secret under its terms.
    pub fn add(&mut self, key: SecretKey, texts: &Texts) {
        texts.each_term(|field, term| {
            let terms = &mut self.0[field as usize];
            match terms.get_mut(term) {
                Some(holders) => holders.add(key),
                None => {
                    terms.insert(term.into(), Holders::One(key));
                }
            }
        });
    }

    /// Takes a secret off the terms that it had.
    pub fn remove(&mut self, key: SecretKey, texts: &Texts) {
        texts.each_term(|field, term| {
            let terms = &mut self.0[field as usize];
            if terms.get_mut(term).is_some_and(|holders| holders.remove(key)) {
                terms.remove(term);
            }
        });
    }

    /// How many secrets have a term that begins so, each counted once a term; counts no further
    /// than to `most`.
    pub fn count(&self, field: Field, begins: &str, most: usize) -> usize {
        let mut count = 0;
        for holders in self.beginning(field, begins) {
            count += holders.len();
            if count >= most {
                return most;
            }
        }
        count
    }

    /// The secrets that have a term that begins so, each once a term.
    pub fn holders<'a>(&'a self, field: Field, begins: &'a str) -> impl Iterator<Item = SecretKey> + 'a {
        self.beginning(field, begins).flat_map(Holders::iter)
    }

    fn beginning<'a>(&'a self, field: Field, begins: &'a str) -> impl Iterator<Item = &'a Holders> + 'a {
        let from = (Bound::Included(begins), Bound::Unbounded);
        let terms = self.0[field as usize].range::<str, _>(from);
        terms.take_while(move |(term, _)| term.starts_with(begins)).map(|(_, holders)| holders)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::catalog::{Catalog, Order, SortKey};
    use super::*;
    use crate::embedded::store::Place;
    use crate::embedded::{DEMO_ACCOUNT, DEMO_REGIONS, Embedded};

    impl Terms {
        /// Every note there is: field, term, secret.
        fn all(&self) -> Vec<(usize, &str, SecretKey)> {
            let fields = self.0.iter().enumerate();
            let terms = fields.flat_map(|(field, terms)| terms.iter().map(move |held| (field, held)));
            let notes = terms
                .flat_map(|(field, (term, holders))| holders.iter().map(move |key| (field, &**term, key)));
            notes.collect()
        }
    }

    impl Catalog {
        /// Whether its secrets are noted under the terms that they have, and no others.
        pub fn has_right_terms(&self) -> bool {
            let mut fresh = Terms::default();
            let order = Order { by: SortKey::Name, descending: false };
            self.sorted(order, None).for_each(|(key, secret)| fresh.add(key, &Texts::of(secret)));
            self.terms().all() == fresh.all()
        }
    }

    fn texts() -> impl Strategy<Value = Texts> {
        let parts = [Part::Name, Part::Description, Part::TagKey, Part::TagValue, Part::OwningService];
        let word = prop::sample::select(&["", "a", "ab", "A-b c", "aB"][..]).prop_map(Arc::<str>::from);
        prop::collection::vec((prop::sample::select(parts.to_vec()), word), 0..6).prop_map(Texts)
    }

    #[test]
    fn many_at_once_are_noted_as_one_by_one() {
        let embedded = Embedded::demo().unwrap();
        embedded.generate(DEMO_REGIONS[0], 300);
        embedded.with_store(|store| {
            let catalog = store.catalog(&Place::new(DEMO_ACCOUNT, DEMO_REGIONS[0])).unwrap();
            assert!(catalog.has_right_terms());
        });
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_was_changed_is_noted_as_if_it_had_always_been_so(
            changes in prop::collection::vec((0..4_u64, prop::option::of(texts())), 1..40),
        ) {
            let (mut changed, mut held) = (Terms::default(), BTreeMap::new());
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
            let mut fresh = Terms::default();
            for (key, texts) in &held {
                fresh.add(*key, texts);
            }
            prop_assert_eq!(changed.all(), fresh.all());
        }
    }
}
