//! The state of the embedded service, and the basic changes that all operations use.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::catalog::Catalog;
use super::event_queue::{DueEvent, Event, EventQueue};
use super::lagged_listing::LaggedListing;
use super::location::{ArnSuffix, Location};
use super::secret::{ReplicaStatus, Secret, SecretKey};
use crate::embedded::clock::after;
use crate::embedded::error::ApiError;
use crate::embedded::fault_injection::{DenyRule, FaultInjection, FaultInjector};
use crate::embedded::operation::Operation;
use crate::embedded::rotation::Function;

/// The durations of what the service does in the background.
#[derive(Clone, Copy, Debug)]
pub struct Delays {
    /// One step of a rotation function that sets no duration of its own.
    pub rotation_step: Duration,
    /// The time from a change of a primary until its replicas are in sync.
    pub replication: Duration,
}

/// Everything that the embedded service stores.
#[derive(Debug)]
pub struct Store {
    catalogs: HashMap<Location, Catalog>,
    events: EventQueue,
    functions: HashMap<Arc<str>, Function>,
    deny_rules: Vec<DenyRule>,
    delays: Delays,
    fault_injector: FaultInjector,
    lagged_listing: Option<LaggedListing>,
    now: Timestamp,
    next_key: u64,
    /// The source of all randomness: ARN suffixes, passwords, request ids.
    pub random: fastrand::Rng,
}

impl Store {
    /// Creates an empty store.
    pub fn new(delays: Delays, faults: &FaultInjection, random: fastrand::Rng) -> Self {
        Self {
            catalogs: HashMap::new(),
            events: EventQueue::default(),
            functions: HashMap::new(),
            deny_rules: faults.deny.clone(),
            delays,
            fault_injector: FaultInjector::new(faults),
            lagged_listing: (!faults.list_lag.is_zero()).then(|| LaggedListing::new(faults.list_lag)),
            now: Timestamp::UNIX_EPOCH,
            next_key: 0,
            random,
        }
    }

    /// Throttles or fails a request of this operation, if the fault injection says so.
    pub fn inject_fault(&mut self, operation: Operation) -> Result<(), ApiError> {
        self.fault_injector.check(operation, self.now, &mut self.random)
    }

    /// The secrets of a location. None if no secret was ever created there.
    pub fn catalog(&self, location: &Location) -> Option<&Catalog> {
        self.catalogs.get(location)
    }

    /// The secrets of a location as `ListSecrets` shows them.
    pub fn listing(&self, location: &Location) -> Option<&Catalog> {
        match &self.lagged_listing {
            Some(lagged) => lagged.catalog(location),
            None => self.catalog(location),
        }
    }

    /// Shows all secrets in `ListSecrets` without the lag. For secrets that exist from the start.
    pub fn skip_list_lag(&mut self) {
        if let Some(lagged) = &mut self.lagged_listing {
            lagged.reset(&self.catalogs);
        }
    }

    /// The secret with this key.
    pub fn secret(&self, location: &Location, key: SecretKey) -> Option<&Arc<Secret>> {
        self.catalog(location)?.get(key)
    }

    /// The key of the secret with this name or ARN. An ARN without its suffix is accepted too, unless
    /// the name ends like an ARN does: that ending is then taken for the suffix.
    pub fn find(&self, location: &Location, id: &str) -> Option<SecretKey> {
        let catalog = self.catalog(location)?;
        if !id.starts_with("arn:") {
            return catalog.key_of(id);
        }
        let rest = id.strip_prefix(&location.arn_prefix())?;
        match rest.rsplit_once('-').filter(|(_, end)| ArnSuffix::is_valid(end)) {
            Some((name, suffix)) => {
                let key = catalog.key_of(name)?;
                catalog.get(key).is_some_and(|secret| secret.suffix.matches(suffix)).then_some(key)
            }
            None => catalog.key_of(rest),
        }
    }

    /// Adds a secret under a new key.
    pub fn add(&mut self, location: &Location, secret: Secret) -> SecretKey {
        let key = SecretKey(self.next_key);
        self.next_key += 1;
        self.catalogs.entry(location.clone()).or_default().put(key, Arc::new(secret));
        self.record_change(location, key);
        key
    }

    /// Adds secrets with new names, in their order. Returns their keys in the same order.
    pub fn add_all(&mut self, location: &Location, secrets: Vec<Arc<Secret>>) -> Vec<SecretKey> {
        let numbered: Vec<_> = (self.next_key..).map(SecretKey).zip(secrets).collect();
        let keys: Vec<_> = numbered.iter().map(|(key, _)| *key).collect();
        self.next_key = keys.last().map_or(self.next_key, |last| last.0 + 1);
        self.catalogs.entry(location.clone()).or_default().add_all(numbered);
        for key in &keys {
            self.record_change(location, *key);
        }
        keys
    }

    /// Removes a secret and returns it.
    pub fn remove(&mut self, location: &Location, key: SecretKey) -> Option<Arc<Secret>> {
        let removed = self.catalogs.get_mut(location)?.remove(key);
        self.record_change(location, key);
        removed
    }

    /// Changes a secret without replicating the change.
    pub fn edit_local<T>(
        &mut self,
        location: &Location,
        key: SecretKey,
        change: impl FnOnce(&mut Secret) -> T,
    ) -> Option<T> {
        let outcome = self.catalogs.get_mut(location)?.edit(key, change);
        self.record_change(location, key);
        outcome
    }

    /// Changes a secret and starts replication to all its replicas that have not failed.
    pub fn edit<T>(
        &mut self,
        location: &Location,
        key: SecretKey,
        now: Timestamp,
        change: impl FnOnce(&mut Secret) -> T,
    ) -> Option<T> {
        let due = after(now, self.delays.replication);
        let (outcome, regions) = self.edit_local(location, key, |secret| {
            let outcome = change(secret);
            let mut regions = Vec::new();
            for replica in &mut secret.replicas {
                if !matches!(replica.status, ReplicaStatus::Failed(_)) {
                    replica.status = ReplicaStatus::InProgress;
                    replica.due = Some(due);
                    regions.push(Arc::clone(&replica.region));
                }
            }
            (outcome, regions)
        })?;
        for region in regions {
            self.schedule(due, location, key, Event::Replicate(region));
        }
        Some(outcome)
    }

    fn record_change(&mut self, location: &Location, key: SecretKey) {
        if let Some(lagged) = &mut self.lagged_listing {
            let secret = self.catalogs.get(location).and_then(|catalog| catalog.get(key)).map(Arc::clone);
            lagged.record(self.now, location, key, secret);
        }
    }

    /// Adds a rotation function, so that rotations can invoke it.
    pub fn add_function(&mut self, arn: &str, function: Function) {
        self.functions.insert(arn.into(), function);
    }

    /// The rotation function with this ARN. None if it can't be invoked.
    pub fn function(&self, arn: &str) -> Option<&Function> {
        self.functions.get(arn)
    }

    /// The duration of a rotation step of a function that sets none.
    pub fn default_rotation_step(&self) -> Duration {
        self.delays.rotation_step
    }

    /// Adds a rule that denies an operation.
    pub fn deny(&mut self, rule: DenyRule) {
        self.deny_rules.push(rule);
    }

    /// The rules that deny operations.
    pub fn deny_rules(&self) -> &[DenyRule] {
        &self.deny_rules
    }

    /// Schedules an event on a secret.
    pub fn schedule(&mut self, due: Timestamp, location: &Location, key: SecretKey, event: Event) {
        self.events.add(DueEvent { due, location: location.clone(), key, event });
    }

    /// Takes the first event that is due at `now`, and sets the store's time to the event's.
    pub(super) fn pop_due_event(&mut self, now: Timestamp) -> Option<DueEvent> {
        let event = self.events.pop_due(now)?;
        self.now = event.due;
        Some(event)
    }

    /// Sets the store's time, and shows the changes that `ListSecrets` lagged behind until then.
    pub(super) fn set_time(&mut self, now: Timestamp) {
        self.now = now;
        if let Some(lagged) = &mut self.lagged_listing {
            lagged.catch_up(now);
        }
    }

    /// A new random UUID.
    pub fn new_id(&mut self) -> String {
        let bytes = self.random.u128(..).to_be_bytes();
        uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
    }
}
