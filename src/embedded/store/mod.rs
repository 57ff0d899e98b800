//! The store: every secret of every account and Region, what is known of the world around them,
//! and the rules that hold between them.
//!
//! A pure state machine: [`Store::apply`] takes a request and the time, first does what that time
//! has brought about, then lets the operation perform it. Chance comes from a seeded generator.

mod agenda;
mod catalog;
mod denial;
mod listing;
mod passing;
mod place;
mod replication;
mod search;
mod secret;
mod terms;
mod texts;
mod version;
mod words;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

pub use self::agenda::Event;
pub use self::catalog::{Catalog, DateKey, Found, Order, SecretKey, SortKey};
pub use self::denial::caller_arn;
pub use self::place::{Place, Suffix};
pub use self::search::{Clue, Demand, MOST_GATHERED};
pub use self::secret::{Metadata, Replica, ReplicaStatus, Rotation, Running, Secret, Tag, Tags};
pub use self::texts::Field;
pub use self::version::{CURRENT, MAX_LABELS, PENDING, PREVIOUS, Value, Version, Versions};
pub use self::words::{begins_with, words};

use super::adversity::{Adversity, Denial, Gate};
use super::failure::Failure;
use super::operation::Operation;
use super::rotation::Function;

/// How long the things take that time brings about.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// One step of a rotation function.
    pub rotation_step: Duration,
    /// From a change of a primary to its replicas being equal again.
    pub replication: Duration,
}

/// All that the embedded service knows.
#[derive(Debug)]
pub struct Store {
    regions: HashMap<Place, Catalog>,
    agenda: agenda::Agenda,
    functions: HashMap<Arc<str>, Function>,
    denials: Vec<Denial>,
    pace: Pace,
    gate: Gate,
    lagging: Option<listing::Lagging>,
    now: Timestamp,
    next_key: u64,
    /// Where all chance comes from: suffixes, passwords, request ids.
    pub random: fastrand::Rng,
}

impl Store {
    /// An empty store.
    pub fn new(pace: Pace, adversity: &Adversity, random: fastrand::Rng) -> Self {
        Self {
            regions: HashMap::new(),
            agenda: agenda::Agenda::default(),
            functions: HashMap::new(),
            denials: adversity.deny.clone(),
            pace,
            gate: Gate::new(adversity),
            lagging: (!adversity.list_lag.is_zero()).then(|| listing::Lagging::new(adversity.list_lag)),
            now: Timestamp::UNIX_EPOCH,
            next_key: 0,
            random,
        }
    }

    /// Lets a request of this operation pass, or makes the trouble that was asked for.
    pub fn pass_gate(&mut self, operation: Operation) -> Result<(), Failure> {
        self.gate.pass(operation, self.now, &mut self.random)
    }

    /// The secrets of a place. None when nothing was ever made there.
    pub fn catalog(&self, place: &Place) -> Option<&Catalog> {
        self.regions.get(place)
    }

    /// The number of the secret with this name or ARN. An ARN may lack its suffix, unless the name
    /// itself ends like one: then it passes for a whole one.
    pub fn find(&self, place: &Place, id: &str) -> Option<SecretKey> {
        let catalog = self.catalog(place)?;
        if !id.starts_with("arn:") {
            return catalog.named(id);
        }
        let rest = id.strip_prefix(&place.arn_prefix())?;
        match rest.rsplit_once('-').filter(|(_, end)| Suffix::is_like(end)) {
            Some((name, suffix)) => {
                let key = catalog.named(name)?;
                catalog.get(key).is_some_and(|secret| secret.suffix.is(suffix)).then_some(key)
            }
            None => catalog.named(rest),
        }
    }

    /// Adds a secret under a new number.
    pub fn add(&mut self, place: &Place, secret: Secret) -> SecretKey {
        let key = SecretKey(self.next_key);
        self.next_key += 1;
        self.regions.entry(place.clone()).or_default().put(key, Arc::new(secret));
        self.changed(place, key);
        key
    }

    /// Adds secrets of new names under new numbers, in their order, and resumes what they wait for.
    pub fn add_all(&mut self, place: &Place, secrets: Vec<Arc<Secret>>, now: Timestamp) {
        let numbered: Vec<_> = (self.next_key..).map(SecretKey).zip(secrets).collect();
        let keys: Vec<_> = numbered.iter().map(|(key, _)| *key).collect();
        self.next_key = keys.last().map_or(self.next_key, |last| last.0 + 1);
        self.regions.entry(place.clone()).or_default().add_all(numbered);
        for key in keys {
            self.changed(place, key);
            self.resume(place, key, now);
        }
    }

    /// Removes a secret and returns it.
    pub fn remove(&mut self, place: &Place, key: SecretKey) -> Option<Arc<Secret>> {
        let removed = self.regions.get_mut(place)?.remove(key);
        self.changed(place, key);
        removed
    }

    /// Notes something on a secret that its replicas don't follow.
    pub fn note<T>(
        &mut self,
        place: &Place,
        key: SecretKey,
        change: impl FnOnce(&mut Secret) -> T,
    ) -> Option<T> {
        let outcome = self.regions.get_mut(place)?.edit(key, change);
        self.changed(place, key);
        outcome
    }

    /// Changes a secret, and sets its replicas on the way to follow.
    pub fn edit<T>(
        &mut self,
        place: &Place,
        key: SecretKey,
        now: Timestamp,
        change: impl FnOnce(&mut Secret) -> T,
    ) -> Option<T> {
        let due = after(now, self.pace.replication);
        let (outcome, following) = self.note(place, key, |secret| {
            let outcome = change(secret);
            let mut following = Vec::new();
            for replica in &mut secret.replicas {
                if !matches!(replica.status, ReplicaStatus::Failed(_)) {
                    replica.status = ReplicaStatus::InProgress;
                    replica.due = Some(due);
                    following.push(Arc::clone(&replica.region));
                }
            }
            (outcome, following)
        })?;
        for region in following {
            self.agenda.add(due, place, key, Event::Replicate(region));
        }
        Some(outcome)
    }

    /// Makes a rotation function known, so that it can be invoked.
    pub fn add_function(&mut self, arn: &str, function: Function) {
        self.functions.insert(arn.into(), function);
    }

    /// Whether a rotation function can be invoked.
    pub fn has_function(&self, arn: &str) -> bool {
        self.functions.contains_key(arn)
    }

    /// Denies an operation from now on.
    pub fn deny(&mut self, denial: Denial) {
        self.denials.push(denial);
    }

    /// Notes an event for [`Store::apply`] to bring about when its time has come.
    pub fn schedule(&mut self, due: Timestamp, place: &Place, key: SecretKey, event: Event) {
        self.agenda.add(due, place, key, event);
    }
}

/// A time and a while later.
pub fn after(time: Timestamp, delay: Duration) -> Timestamp {
    let delay = SignedDuration::try_from(delay).unwrap_or(SignedDuration::MAX);
    time.saturating_add(delay).unwrap_or(Timestamp::MAX)
}
