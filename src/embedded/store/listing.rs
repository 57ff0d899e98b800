//! What `ListSecrets` sees: the secrets as they are, or as they were a while ago.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::{Catalog, Place, Secret, SecretKey, Store, after};

/// The catalogs of a while ago, and the changes that they have not seen yet.
#[derive(Debug)]
pub struct Lagging {
    lag: Duration,
    seen: HashMap<Place, Catalog>,
    unseen: VecDeque<Change>,
}

#[derive(Debug)]
struct Change {
    visible: Timestamp,
    place: Place,
    key: SecretKey,
    /// None for a secret that was removed.
    secret: Option<Arc<Secret>>,
}

impl Lagging {
    /// A listing that shows changes this much later.
    pub fn new(lag: Duration) -> Self {
        Self { lag, seen: HashMap::new(), unseen: VecDeque::new() }
    }

    /// Shows all changes that have become visible by now.
    pub fn catch_up(&mut self, now: Timestamp) {
        while let Some(change) = self.unseen.pop_front_if(|change| change.visible <= now) {
            let catalog = self.seen.entry(change.place).or_default();
            match change.secret {
                Some(secret) => catalog.put(change.key, secret),
                None => {
                    catalog.remove(change.key);
                }
            }
        }
    }
}

impl Store {
    /// The secrets of a place as a listing shows them.
    pub fn listing(&self, place: &Place) -> Option<&Catalog> {
        match &self.lagging {
            Some(lagging) => lagging.seen.get(place),
            None => self.catalog(place),
        }
    }

    /// Shows all that there is at once, as for secrets that were there from the beginning.
    pub fn show_all(&mut self) {
        if let Some(lagging) = &mut self.lagging {
            lagging.unseen.clear();
            lagging.seen.clone_from(&self.regions);
        }
    }

    /// Notes that a secret changed, for the listing to show later.
    pub(super) fn changed(&mut self, place: &Place, key: SecretKey) {
        let Some(lagging) = &mut self.lagging else { return };
        let secret = self.regions.get(place).and_then(|catalog| catalog.get(key)).map(Arc::clone);
        let visible = after(self.now, lagging.lag);
        lagging.unseen.push_back(Change { visible, place: place.clone(), key, secret });
    }
}
