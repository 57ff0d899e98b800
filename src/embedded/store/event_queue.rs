//! Events that happen in the store at a later time, without a request.
//!
//! An event only says that a secret is due to be looked at. The secret's own state decides if the
//! event still applies, so events stay in the queue until they are due.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::location::Location;
use super::secret::SecretKey;

/// An event on one secret.
#[derive(Clone, Debug)]
pub enum Event {
    /// Replication to this Region ends.
    Replicate(Arc<str>),
    /// The current step of a running rotation ends.
    RotationStep,
    /// A scheduled rotation starts.
    ScheduledRotation,
    /// The recovery window ends.
    Deletion,
}

/// An event with its time and its secret.
#[derive(Clone, Debug)]
pub struct DueEvent {
    /// The time of the event.
    pub due: Timestamp,
    /// The location of the secret.
    pub location: Location,
    /// The key of the secret.
    pub key: SecretKey,
    /// The event itself.
    pub event: Event,
}

/// Events by time; events at the same time in the order in which they were added.
#[derive(Debug, Default)]
pub struct EventQueue {
    events: BTreeMap<(Timestamp, u64), DueEvent>,
    count: u64,
}

impl EventQueue {
    /// Adds an event.
    pub fn add(&mut self, event: DueEvent) {
        self.events.insert((event.due, self.count), event);
        self.count += 1;
    }

    /// Takes the first event that is due at `now`.
    pub fn pop_due(&mut self, now: Timestamp) -> Option<DueEvent> {
        let entry = self.events.first_entry()?;
        (entry.get().due <= now).then(|| entry.remove())
    }
}
