//! A request being performed: the store, where the caller stands, and what time it is.

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use crate::embedded::failure::Failure;
use crate::embedded::rotation::start_of_day;
use crate::embedded::store::{Place, Secret, SecretKey, Store};

/// The most characters that a name has.
pub const MAX_NAME: usize = 512;

/// What an operation works with.
#[derive(Debug)]
pub struct Call<'a> {
    /// All secrets there are.
    pub store: &'a mut Store,
    /// The caller's account, and the Region that was called.
    pub place: Place,
    /// The time of the request.
    pub now: Timestamp,
}

impl<'a> Call<'a> {
    /// A call at this place and time.
    pub fn new(store: &'a mut Store, place: Place, now: Timestamp) -> Self {
        Self { store, place, now }
    }

    /// The secret with this name or ARN, whatever its state.
    pub fn existing(&self, id: &str) -> Result<(SecretKey, Arc<Secret>), Failure> {
        let key = self.store.find(&self.place, id).ok_or_else(Failure::no_such_secret)?;
        let secret = self.store.catalog(&self.place).and_then(|catalog| catalog.get(key));
        Ok((key, Arc::clone(secret.ok_or_else(Failure::no_such_secret)?)))
    }

    /// The secret with this name or ARN, unless it is scheduled for deletion.
    pub fn active(&self, id: &str) -> Result<(SecretKey, Arc<Secret>), Failure> {
        let (key, secret) = self.existing(id)?;
        match secret.deletion {
            Some(_) => Err(Failure::marked_for_deletion()),
            None => Ok((key, secret)),
        }
    }

    /// The secret with this name or ARN, unless it is scheduled for deletion or a replica.
    pub fn writable(&self, id: &str) -> Result<(SecretKey, Arc<Secret>), Failure> {
        let (key, secret) = self.active(id)?;
        if secret.is_replica(&self.place) { Err(Failure::replica()) } else { Ok((key, secret)) }
    }

    /// A secret that may be given a value: writable, and not managed by another service.
    pub fn unmanaged(&self, id: &str) -> Result<(SecretKey, Arc<Secret>), Failure> {
        let (key, secret) = self.writable(id)?;
        match &secret.owning_service {
            Some(service) => Err(Failure::managed(service)),
            None => Ok((key, secret)),
        }
    }

    /// Changes a secret; its replicas will follow.
    pub fn edit<T>(&mut self, key: SecretKey, change: impl FnOnce(&mut Secret) -> T) -> Result<T, Failure> {
        let Self { store, place, now } = self;
        store.edit(place, key, *now, change).ok_or_else(Failure::no_such_secret)
    }

    /// Changes a secret in what its replicas don't follow.
    pub fn note<T>(&mut self, key: SecretKey, change: impl FnOnce(&mut Secret) -> T) -> Result<T, Failure> {
        self.store.note(&self.place, key, change).ok_or_else(Failure::no_such_secret)
    }

    /// The day of the request, at midnight UTC.
    pub fn today(&self) -> Timestamp {
        start_of_day(self.now)
    }

    /// Tells the primary of a replica on which day it was read.
    pub fn note_on_primary(&mut self, replica: &Secret, day: Timestamp) {
        let Some(region) = replica.primary.as_deref().filter(|region| **region != *self.place.region) else {
            return;
        };
        let there = self.place.in_region(region);
        let here = Arc::clone(&self.place.region);
        if let Some(key) = self.store.find(&there, &replica.name) {
            self.store.note(&there, key, |primary| {
                for known in primary.replicas.iter_mut().filter(|known| known.region == here) {
                    known.accessed = Some(day);
                }
            });
        }
    }

    /// ARN and name of a secret, as most answers begin.
    pub fn identify(&self, secret: &Secret) -> Identity {
        Identity { arn: secret.arn(&self.place), name: Arc::clone(&secret.name) }
    }
}

/// ARN and name of a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// `ARN`.
    #[serde(rename = "ARN")]
    pub arn: String,
    /// `Name`.
    #[serde(rename = "Name")]
    pub name: Arc<str>,
}

/// Checks the characters of a name; an ARN is left to the search.
pub fn check_secret_id(id: &str) -> Result<(), Failure> {
    if id.starts_with("arn:") { Ok(()) } else { check_name(id) }
}

/// Checks length and characters of a name.
pub fn check_name(name: &str) -> Result<(), Failure> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-/_+=.@!".contains(c);
    if !name.is_empty() && name.len() <= MAX_NAME && name.chars().all(allowed) {
        return Ok(());
    }
    Err(Failure::validation(
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: \
         -/_+=.@!",
    ))
}
