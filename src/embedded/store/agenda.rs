//! What the store will do by itself, and when.
//!
//! An entry only says that something is due to be looked at: whether it still holds is decided by
//! the secret itself, so that nothing has to be taken off again.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::catalog::SecretKey;
use super::place::Place;

/// A thing that time brings about on one secret.
#[derive(Clone, Debug)]
pub enum Event {
    /// Replication to a Region settles.
    Replicate(Arc<str>),
    /// The next step of a running rotation is done.
    RotationStep,
    /// A scheduled rotation begins.
    ScheduledRotation,
    /// The recovery window of a secret ends.
    Deletion,
}

/// Events in the order of their time, and of their coming where times are equal.
#[derive(Debug, Default)]
pub struct Agenda {
    events: BTreeMap<(Timestamp, u64), (Place, SecretKey, Event)>,
    count: u64,
}

impl Agenda {
    /// Notes an event.
    pub fn add(&mut self, due: Timestamp, place: &Place, key: SecretKey, event: Event) {
        self.events.insert((due, self.count), (place.clone(), key, event));
        self.count += 1;
    }

    /// Takes the first event that is due by now.
    pub fn take_due(&mut self, now: Timestamp) -> Option<(Timestamp, Place, SecretKey, Event)> {
        let entry = self.events.first_entry()?;
        let due = entry.key().0;
        if due > now {
            return None;
        }
        let (place, key, event) = entry.remove();
        Some((due, place, key, event))
    }
}
