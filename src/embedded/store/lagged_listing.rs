//! A delayed copy of the catalogs: the state that `ListSecrets` shows with `--list-lag`.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::catalog::Catalog;
use super::location::Location;
use super::secret::{Secret, SecretKey};
use crate::embedded::clock::after;

/// The catalogs as they were some time ago, and the changes since then.
#[derive(Debug)]
pub struct LaggedListing {
    lag: Duration,
    catalogs: HashMap<Location, Catalog>,
    pending: VecDeque<Change>,
}

#[derive(Debug)]
struct Change {
    visible: Timestamp,
    location: Location,
    key: SecretKey,
    /// The new state; None if the secret was removed.
    secret: Option<Arc<Secret>>,
}

impl LaggedListing {
    /// Creates an empty listing that shows changes this much later.
    pub fn new(lag: Duration) -> Self {
        Self { lag, catalogs: HashMap::new(), pending: VecDeque::new() }
    }

    /// The visible secrets of a location.
    pub fn catalog(&self, location: &Location) -> Option<&Catalog> {
        self.catalogs.get(location)
    }

    /// Records a change at `now`, to be shown after the lag. `secret` is None if it was removed.
    pub fn record(
        &mut self,
        now: Timestamp,
        location: &Location,
        key: SecretKey,
        secret: Option<Arc<Secret>>,
    ) {
        let visible = after(now, self.lag);
        self.pending.push_back(Change { visible, location: location.clone(), key, secret });
    }

    /// Applies all changes that are visible at `now`.
    pub fn catch_up(&mut self, now: Timestamp) {
        while let Some(change) = self.pending.pop_front_if(|change| change.visible <= now) {
            let catalog = self.catalogs.entry(change.location).or_default();
            match change.secret {
                Some(secret) => catalog.put(change.key, secret),
                None => {
                    catalog.remove(change.key);
                }
            }
        }
    }

    /// Shows `catalogs` at once, without the lag.
    pub fn reset(&mut self, catalogs: &HashMap<Location, Catalog>) {
        self.pending.clear();
        self.catalogs.clone_from(catalogs);
    }
}
