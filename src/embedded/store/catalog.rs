//! The secrets of one Region, indexed for every order in which they are listed.
//!
//! Invariant: each secret is in every index exactly once, under its current keys. All changes go
//! through [`Catalog::put`], [`Catalog::add_all`], [`Catalog::edit`] and [`Catalog::remove`]. The cost
//! of a page of a listing depends on the page, not on the number of secrets: nothing is sorted on
//! request. `search` adds filters.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::{Arc, OnceLock};
use std::thread;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::indexed_text::IndexedTexts;
use super::secret::{Secret, SecretKey};
use super::term_index::TermIndex;

/// A date by which secrets are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKey {
    /// `created-date`.
    Created,
    /// `last-changed-date`.
    Changed,
    /// `last-accessed-date`; secrets that were never read come first.
    Accessed,
}

impl DateKey {
    const ALL: [Self; 3] = [Self::Created, Self::Changed, Self::Accessed];
}

/// A sort key of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// By name, in byte order.
    Name,
    /// By a date. Secrets with equal dates are sorted by their [`SecretKey`], oldest first.
    Date(DateKey),
}

/// The order of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The sort key.
    pub by: SortKey,
    /// Reverses the order.
    pub descending: bool,
}

/// A secret of a catalog and its key.
pub type CatalogEntry<'a> = (SecretKey, &'a Arc<Secret>);

/// The end of a page: the sort key of its last secret.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Position {
    /// In the order of names.
    Name(Arc<str>),
    /// In the order of a date.
    Date(Option<Timestamp>, SecretKey),
}

type DateIndex = BTreeSet<(Option<Timestamp>, SecretKey)>;

/// Secrets by key, by name, by each date, and by the terms of their texts.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    secrets: HashMap<SecretKey, Arc<Secret>>,
    pub(super) by_name: BTreeMap<Arc<str>, SecretKey>,
    by_created: DateIndex,
    by_changed: DateIndex,
    by_accessed: DateIndex,
    /// Built by the first filter that needs it, then kept up to date.
    terms: OnceLock<TermIndex>,
}

impl Catalog {
    /// The secret with this key.
    pub fn get(&self, key: SecretKey) -> Option<&Arc<Secret>> {
        self.secrets.get(&key)
    }

    /// The key of the secret with this name.
    pub fn key_of(&self, name: &str) -> Option<SecretKey> {
        self.by_name.get(name).copied()
    }

    /// Adds a secret, or replaces the one with this key.
    pub fn put(&mut self, key: SecretKey, secret: Arc<Secret>) {
        self.remove(key);
        self.index(key, &secret);
        self.secrets.insert(key, secret);
    }

    /// Adds secrets whose keys and names are all new. Much faster than [`Catalog::put`] for many
    /// secrets: each index is built in one go, and the names on a second thread.
    pub fn add_all(&mut self, secrets: Vec<(SecretKey, Arc<Secret>)>) {
        let Self { by_name, by_created, by_changed, by_accessed, terms, .. } = self;
        let dates = |date| secrets.iter().map(move |(key, secret)| (date_of(date, secret), *key)).collect();
        thread::scope(|scope| {
            scope.spawn(|| {
                let names = secrets.iter().map(|(key, secret)| (Arc::clone(&secret.name), *key));
                by_name.append(&mut names.collect());
            });
            by_created.append(&mut dates(DateKey::Created));
            by_changed.append(&mut dates(DateKey::Changed));
            by_accessed.append(&mut dates(DateKey::Accessed));
        });
        if let Some(terms) = terms.get_mut() {
            for (key, secret) in &secrets {
                terms.add(*key, &IndexedTexts::of(secret));
            }
        }
        self.secrets.extend(secrets);
    }

    /// Removes a secret and returns it.
    pub fn remove(&mut self, key: SecretKey) -> Option<Arc<Secret>> {
        let secret = self.secrets.remove(&key)?;
        self.unindex(key, &secret);
        Some(secret)
    }

    /// Changes anything of a secret but its name. None if there is no secret with this key.
    pub fn edit<T>(&mut self, key: SecretKey, change: impl FnOnce(&mut Secret) -> T) -> Option<T> {
        let secret = self.secrets.get_mut(&key)?;
        let dates_before = DateKey::ALL.map(|date| date_of(date, secret));
        let texts_before = IndexedTexts::of(secret);
        let outcome = change(Arc::make_mut(secret));
        let dates = DateKey::ALL.map(|date| date_of(date, secret));
        let texts = IndexedTexts::of(secret);
        if let Some(terms) = self.terms.get_mut().filter(|_| texts != texts_before) {
            terms.remove(key, &texts_before);
            terms.add(key, &texts);
        }
        for ((date, before), after) in DateKey::ALL.into_iter().zip(dates_before).zip(dates) {
            if before != after {
                let index = self.dates_mut(date);
                index.remove(&(before, key));
                index.insert((after, key));
            }
        }
        Some(outcome)
    }

    /// All secrets in an order, starting after a position.
    pub fn sorted<'a>(
        &'a self,
        order: Order,
        after: Option<&Position>,
    ) -> Box<dyn Iterator<Item = CatalogEntry<'a>> + 'a> {
        let keys: Box<dyn Iterator<Item = SecretKey> + 'a> = match order.by {
            SortKey::Name => self.sorted_by_name(order.descending, after),
            SortKey::Date(date) => self.sorted_by_date(date, order.descending, after),
        };
        self.entries(keys)
    }

    /// The secrets with these keys.
    pub(super) fn entries<'a>(
        &'a self,
        keys: impl Iterator<Item = SecretKey> + 'a,
    ) -> Box<dyn Iterator<Item = CatalogEntry<'a>> + 'a> {
        Box::new(keys.filter_map(|key| Some((key, self.secrets.get(&key)?))))
    }

    /// The position of a secret in an order.
    pub fn position(by: SortKey, key: SecretKey, secret: &Secret) -> Position {
        match by {
            SortKey::Name => Position::Name(Arc::clone(&secret.name)),
            SortKey::Date(date) => Position::Date(date_of(date, secret), key),
        }
    }

    /// The term index. The first call builds it and reads every secret.
    pub(super) fn terms(&self) -> &TermIndex {
        let oldest_first = Order { by: SortKey::Date(DateKey::Created), descending: false };
        self.terms.get_or_init(|| TermIndex::of(self.sorted(oldest_first, None)))
    }

    fn sorted_by_name<'a>(
        &'a self,
        descending: bool,
        after: Option<&Position>,
    ) -> Box<dyn Iterator<Item = SecretKey> + 'a> {
        let after = match after {
            Some(Position::Name(name)) => Some(Arc::clone(name)),
            Some(Position::Date(..)) | None => None,
        };
        let range = self.by_name.range::<Arc<str>, _>(range_after(after, descending));
        let keys = range.map(|(_, key)| *key);
        if descending { Box::new(keys.rev()) } else { Box::new(keys) }
    }

    fn sorted_by_date<'a>(
        &'a self,
        date: DateKey,
        descending: bool,
        after: Option<&Position>,
    ) -> Box<dyn Iterator<Item = SecretKey> + 'a> {
        let after = match after {
            Some(Position::Date(time, key)) => Some((*time, *key)),
            Some(Position::Name(_)) | None => None,
        };
        let keys = self.dates(date).range(range_after(after, descending)).map(|(_, key)| *key);
        if descending { Box::new(keys.rev()) } else { Box::new(keys) }
    }

    fn index(&mut self, key: SecretKey, secret: &Secret) {
        self.by_name.insert(Arc::clone(&secret.name), key);
        if let Some(terms) = self.terms.get_mut() {
            terms.add(key, &IndexedTexts::of(secret));
        }
        for date in DateKey::ALL {
            self.dates_mut(date).insert((date_of(date, secret), key));
        }
    }

    fn unindex(&mut self, key: SecretKey, secret: &Secret) {
        self.by_name.remove(&secret.name);
        if let Some(terms) = self.terms.get_mut() {
            terms.remove(key, &IndexedTexts::of(secret));
        }
        for date in DateKey::ALL {
            self.dates_mut(date).remove(&(date_of(date, secret), key));
        }
    }

    fn dates(&self, date: DateKey) -> &DateIndex {
        match date {
            DateKey::Created => &self.by_created,
            DateKey::Changed => &self.by_changed,
            DateKey::Accessed => &self.by_accessed,
        }
    }

    fn dates_mut(&mut self, date: DateKey) -> &mut DateIndex {
        match date {
            DateKey::Created => &mut self.by_created,
            DateKey::Changed => &mut self.by_changed,
            DateKey::Accessed => &mut self.by_accessed,
        }
    }

    /// Panics unless the term index equals one that is built from the secrets now.
    #[cfg(test)]
    pub fn assert_terms_are_current(&self) {
        let mut fresh = TermIndex::default();
        let by_name = Order { by: SortKey::Name, descending: false };
        self.sorted(by_name, None).for_each(|(key, secret)| fresh.add(key, &IndexedTexts::of(secret)));
        assert_eq!(self.terms().all(), fresh.all());
    }
}

fn date_of(date: DateKey, secret: &Secret) -> Option<Timestamp> {
    match date {
        DateKey::Created => Some(secret.created),
        DateKey::Changed => Some(secret.changed),
        DateKey::Accessed => secret.accessed,
    }
}

/// The range of an index that follows `after` in reading direction.
pub(super) fn range_after<T>(after: Option<T>, descending: bool) -> (Bound<T>, Bound<T>) {
    match (after, descending) {
        (None, _) => (Bound::Unbounded, Bound::Unbounded),
        (Some(position), false) => (Bound::Excluded(position), Bound::Unbounded),
        (Some(position), true) => (Bound::Unbounded, Bound::Excluded(position)),
    }
}
