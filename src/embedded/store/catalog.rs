//! The secrets of one Region, kept in every order in which they can be listed.
//!
//! What always holds: each secret is once in every index, under the keys that it has now. All
//! changes go through [`Catalog::put`], [`Catalog::add_all`], [`Catalog::edit`] and
//! [`Catalog::remove`], so a page of a listing costs the page and never a sort of the whole.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::secret::Secret;

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

/// Where a page ended: the sort key of its last secret.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Position {
    /// In the order of names.
    Name(Arc<str>),
    /// In the order of a date.
    Date(Option<Timestamp>, SecretKey),
}

/// How many secrets are sorted for a page at most.
const MAX_SORTED: usize = 2_000;

type DateIndex = BTreeSet<(Option<Timestamp>, SecretKey)>;

/// Secrets by number, name and dates.
#[derive(Debug, Default)]
pub struct Catalog {
    secrets: HashMap<SecretKey, Arc<Secret>>,
    by_name: BTreeMap<Arc<str>, SecretKey>,
    by_created: DateIndex,
    by_changed: DateIndex,
    by_accessed: DateIndex,
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
        let names = secrets.iter().map(|(key, secret)| (Arc::clone(&secret.name), *key));
        self.by_name.append(&mut names.collect());
        for date in DateKey::ALL {
            let dates = secrets.iter().map(|(key, secret)| (date_of(date, secret), *key));
            self.dates_mut(date).append(&mut dates.collect());
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
        let before = DateKey::ALL.map(|date| date_of(date, secret));
        let outcome = change(Arc::make_mut(secret));
        let after = DateKey::ALL.map(|date| date_of(date, secret));
        for ((date, before), after) in DateKey::ALL.into_iter().zip(before).zip(after) {
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
        by: SortKey,
        descending: bool,
        after: Option<&Position>,
    ) -> Box<dyn Iterator<Item = (SecretKey, &'a Arc<Secret>)> + 'a> {
        let keys: Box<dyn Iterator<Item = SecretKey> + 'a> = match by {
            SortKey::Name => self.by_names(descending, after),
            SortKey::Date(date) => self.by_dates(date, descending, after),
        };
        Box::new(keys.filter_map(|key| Some((key, self.secrets.get(&key)?))))
    }

    /// The secrets whose name begins with one of these prefixes, in an order, from after a position
    /// on. None when they are more than are quickly sorted: many are soon met in the order itself.
    pub fn sorted_among<'a>(
        &'a self,
        prefixes: &[&str],
        by: SortKey,
        descending: bool,
        after: Option<&Position>,
    ) -> Option<Vec<(SecretKey, &'a Arc<Secret>)>> {
        let mut found = BTreeMap::new();
        for prefix in prefixes {
            let from = (Bound::Included(*prefix), Bound::Unbounded);
            let begin = self.by_name.range::<str, _>(from).take_while(|(name, _)| name.starts_with(prefix));
            for (_, key) in begin {
                let secret = self.secrets.get(key)?;
                found.insert(Self::position(by, *key, secret), (*key, secret));
                if found.len() > MAX_SORTED {
                    return None;
                }
            }
        }
        let found = found.range(beyond(after.cloned(), descending)).map(|(_, found)| *found);
        Some(if descending { found.rev().collect() } else { found.collect() })
    }

    /// Where a secret stands in an order.
    pub fn position(by: SortKey, key: SecretKey, secret: &Secret) -> Position {
        match by {
            SortKey::Name => Position::Name(Arc::clone(&secret.name)),
            SortKey::Date(date) => Position::Date(date_of(date, secret), key),
        }
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
        for date in DateKey::ALL {
            self.dates_mut(date).insert((date_of(date, secret), key));
        }
    }

    fn unindex(&mut self, key: SecretKey, secret: &Secret) {
        self.by_name.remove(&secret.name);
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
fn beyond<T>(after: Option<T>, descending: bool) -> (Bound<T>, Bound<T>) {
    match (after, descending) {
        (None, _) => (Bound::Unbounded, Bound::Unbounded),
        (Some(position), false) => (Bound::Excluded(position), Bound::Unbounded),
        (Some(position), true) => (Bound::Unbounded, Bound::Excluded(position)),
    }
}
