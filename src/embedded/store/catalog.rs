//! The secrets of one Region, kept in every order in which they can be listed.
//!
//! What always holds: each secret is once in every index, under the keys that it has now. All
//! changes go through [`Catalog::put`], [`Catalog::add_all`], [`Catalog::edit`] and
//! [`Catalog::remove`], so a page of a listing costs the page and never a sort of the whole. How
//! a page is found by filters is `search`'s business.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::{Arc, OnceLock};
use std::thread;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::secret::Secret;
use super::terms::Terms;
use super::texts::Texts;

/// A secret's number: unique in the store, growing with each new secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SecretKey(pub u64);

/// The dates by which secrets are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKey {
    /// `created-date`.
    Created,
    /// `last-changed-date`.
    Changed,
    /// `last-accessed-date`; never accessed comes first.
    Accessed,
}

impl DateKey {
    const ALL: [Self; 3] = [Self::Created, Self::Changed, Self::Accessed];
}

/// What a listing is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// By name, byte by byte.
    Name,
    /// By a date, and by age in the store where dates are equal.
    Date(DateKey),
}

/// An order in which secrets are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// What goes up or down along the list.
    pub by: SortKey,
    /// Whether it goes down.
    pub descending: bool,
}

/// A secret as it is found in a catalog, with its number.
pub type Found<'a> = (SecretKey, &'a Arc<Secret>);

/// Where a page ended: the sort key of its last secret.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Position {
    /// In the order of names.
    Name(Arc<str>),
    /// In the order of a date.
    Date(Option<Timestamp>, SecretKey),
}

type DateIndex = BTreeSet<(Option<Timestamp>, SecretKey)>;

/// Secrets by number, name and dates, and by the texts that filters look for.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    secrets: HashMap<SecretKey, Arc<Secret>>,
    pub(super) by_name: BTreeMap<Arc<str>, SecretKey>,
    by_created: DateIndex,
    by_changed: DateIndex,
    by_accessed: DateIndex,
    /// Made when a filter first asks for it, and kept up from then on.
    terms: OnceLock<Terms>,
}

impl Catalog {
    /// The secret with this number.
    pub fn get(&self, key: SecretKey) -> Option<&Arc<Secret>> {
        self.secrets.get(&key)
    }

    /// The number of the secret with this name.
    pub fn named(&self, name: &str) -> Option<SecretKey> {
        self.by_name.get(name).copied()
    }

    /// Adds a secret, or replaces the one with this number.
    pub fn put(&mut self, key: SecretKey, secret: Arc<Secret>) {
        self.remove(key);
        self.index(key, &secret);
        self.secrets.insert(key, secret);
    }

    /// Adds secrets whose numbers and names are all new: each index is built at once.
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
                terms.add(*key, &Texts::of(secret));
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

    /// Changes a secret in place, in all but its name. None when there is none with this number.
    pub fn edit<T>(&mut self, key: SecretKey, change: impl FnOnce(&mut Secret) -> T) -> Option<T> {
        let secret = self.secrets.get_mut(&key)?;
        let dates_before = DateKey::ALL.map(|date| date_of(date, secret));
        let texts_before = Texts::of(secret);
        let outcome = change(Arc::make_mut(secret));
        let dates = DateKey::ALL.map(|date| date_of(date, secret));
        let texts = Texts::of(secret);
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

    /// All secrets in an order, from after a position on.
    pub fn sorted<'a>(
        &'a self,
        order: Order,
        after: Option<&Position>,
    ) -> Box<dyn Iterator<Item = Found<'a>> + 'a> {
        let keys: Box<dyn Iterator<Item = SecretKey> + 'a> = match order.by {
            SortKey::Name => self.by_names(order.descending, after),
            SortKey::Date(date) => self.by_dates(date, order.descending, after),
        };
        self.found(keys)
    }

    /// The secrets of these numbers.
    pub(super) fn found<'a>(
        &'a self,
        keys: impl Iterator<Item = SecretKey> + 'a,
    ) -> Box<dyn Iterator<Item = Found<'a>> + 'a> {
        Box::new(keys.filter_map(|key| Some((key, self.secrets.get(&key)?))))
    }

    /// Where a secret stands in an order.
    pub fn position(by: SortKey, key: SecretKey, secret: &Secret) -> Position {
        match by {
            SortKey::Name => Position::Name(Arc::clone(&secret.name)),
            SortKey::Date(date) => Position::Date(date_of(date, secret), key),
        }
    }

    /// The secrets by their terms. The first time this reads them all.
    pub(super) fn terms(&self) -> &Terms {
        let oldest_first = Order { by: SortKey::Date(DateKey::Created), descending: false };
        self.terms.get_or_init(|| Terms::of(self.sorted(oldest_first, None)))
    }

    fn by_names<'a>(
        &'a self,
        descending: bool,
        after: Option<&Position>,
    ) -> Box<dyn Iterator<Item = SecretKey> + 'a> {
        let after = match after {
            Some(Position::Name(name)) => Some(Arc::clone(name)),
            _ => None,
        };
        let range = self.by_name.range::<Arc<str>, _>(beyond(after, descending));
        let keys = range.map(|(_, key)| *key);
        if descending { Box::new(keys.rev()) } else { Box::new(keys) }
    }

    fn by_dates<'a>(
        &'a self,
        date: DateKey,
        descending: bool,
        after: Option<&Position>,
    ) -> Box<dyn Iterator<Item = SecretKey> + 'a> {
        let after = match after {
            Some(Position::Date(time, key)) => Some((*time, *key)),
            _ => None,
        };
        let keys = self.dates(date).range(beyond(after, descending)).map(|(_, key)| *key);
        if descending { Box::new(keys.rev()) } else { Box::new(keys) }
    }

    fn index(&mut self, key: SecretKey, secret: &Secret) {
        self.by_name.insert(Arc::clone(&secret.name), key);
        if let Some(terms) = self.terms.get_mut() {
            terms.add(key, &Texts::of(secret));
        }
        for date in DateKey::ALL {
            self.dates_mut(date).insert((date_of(date, secret), key));
        }
    }

    fn unindex(&mut self, key: SecretKey, secret: &Secret) {
        self.by_name.remove(&secret.name);
        if let Some(terms) = self.terms.get_mut() {
            terms.remove(key, &Texts::of(secret));
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
}

fn date_of(date: DateKey, secret: &Secret) -> Option<Timestamp> {
    match date {
        DateKey::Created => Some(secret.created),
        DateKey::Changed => Some(secret.changed),
        DateKey::Accessed => secret.accessed,
    }
}

/// The part of an order that comes after a position, in the direction of reading.
pub(super) fn beyond<T>(after: Option<T>, descending: bool) -> (Bound<T>, Bound<T>) {
    match (after, descending) {
        (None, _) => (Bound::Unbounded, Bound::Unbounded),
        (Some(position), false) => (Bound::Excluded(position), Bound::Unbounded),
        (Some(position), true) => (Bound::Unbounded, Bound::Excluded(position)),
    }
}
