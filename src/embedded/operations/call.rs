//! A call of an operation: the context that every operation works with.

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use crate::embedded::error::ApiError;
use crate::embedded::rotation::start_of_day;
use crate::embedded::store::{Location, Secret, SecretKey, Store};

/// The limit of characters in a secret's name.
const MAX_NAME: usize = 512;

/// A request that can be performed on the store.
pub trait Perform {
    /// The body of a successful response.
    type Reply: Serialize;

    /// The secret that the request names; None for operations on several secrets or none.
    fn secret_id(&self) -> Option<&str> {
        None
    }

    /// Performs the request.
    fn perform(self, call: &mut Call<'_>) -> Result<Self::Reply, ApiError>;
}

/// The context of a request: the store, the location and the time.
#[derive(Debug)]
pub struct Call<'a> {
    /// The store with all secrets.
    pub store: &'a mut Store,
    /// The account whose secrets the request is about, and the Region that it was sent to.
    pub location: Location,
    /// The time of the request.
    pub now: Timestamp,
}

impl<'a> Call<'a> {
    /// Creates the context of a request.
    pub fn new(store: &'a mut Store, location: Location, now: Timestamp) -> Self {
        Self { store, location, now }
    }

    /// The secret with this name or ARN, in any state.
    pub fn existing(&self, id: &str) -> Result<(SecretKey, Arc<Secret>), ApiError> {
        let key = self.store.find(&self.location, id).ok_or_else(ApiError::secret_not_found)?;
        Ok((key, self.secret(key)?))
    }

    /// The secret with this key.
    pub fn secret(&self, key: SecretKey) -> Result<Arc<Secret>, ApiError> {
        self.store.secret(&self.location, key).map(Arc::clone).ok_or_else(ApiError::secret_not_found)
    }

    /// The secret with this name or ARN. An error if it is scheduled for deletion.
    pub fn active(&self, id: &str) -> Result<(SecretKey, Arc<Secret>), ApiError> {
        let (key, secret) = self.existing(id)?;
        match secret.deletion {
            Some(_) => Err(ApiError::marked_for_deletion()),
            None => Ok((key, secret)),
        }
    }

    /// The secret with this name or ARN. An error if it is scheduled for deletion or a replica.
    pub fn writable(&self, id: &str) -> Result<(SecretKey, Arc<Secret>), ApiError> {
        let (key, secret) = self.active(id)?;
        if secret.is_replica(&self.location) {
            return Err(ApiError::replica_is_read_only());
        }
        Ok((key, secret))
    }

    /// The secret with this name or ARN. An error if it is scheduled for deletion, a replica, or managed
    /// by another service, which alone sets its value.
    pub fn unmanaged(&self, id: &str) -> Result<(SecretKey, Arc<Secret>), ApiError> {
        let (key, secret) = self.writable(id)?;
        match &secret.owning_service {
            Some(service) => Err(ApiError::managed_by(service)),
            None => Ok((key, secret)),
        }
    }

    /// Changes a secret and starts replication of the change.
    pub fn edit<T>(&mut self, key: SecretKey, change: impl FnOnce(&mut Secret) -> T) -> Result<T, ApiError> {
        let Self { store, location, now } = self;
        store.edit(location, key, *now, change).ok_or_else(ApiError::secret_not_found)
    }

    /// Changes a secret without replicating the change.
    pub fn edit_local<T>(
        &mut self,
        key: SecretKey,
        change: impl FnOnce(&mut Secret) -> T,
    ) -> Result<T, ApiError> {
        self.store.edit_local(&self.location, key, change).ok_or_else(ApiError::secret_not_found)
    }

    /// The day of the request, as midnight UTC.
    pub fn today(&self) -> Timestamp {
        start_of_day(self.now)
    }

    /// Records on the primary the day on which its replica was read. Does nothing for a secret that is
    /// not a replica.
    pub fn record_read_on_primary(&mut self, replica: &Secret, day: Timestamp) {
        if !replica.is_replica(&self.location) {
            return;
        }
        let Some(region) = replica.primary.as_deref() else { return };
        let primary_location = self.location.in_region(region);
        let replica_region = &self.location.region;
        if let Some(key) = self.store.find(&primary_location, &replica.name) {
            self.store.edit_local(&primary_location, key, |primary| {
                for known in primary.replicas.iter_mut().filter(|known| known.region == *replica_region) {
                    known.accessed = Some(day);
                }
            });
        }
    }

    /// ARN and name of a secret.
    pub fn identity(&self, secret: &Secret) -> Identity {
        Identity { arn: secret.arn(&self.location), name: Arc::clone(&secret.name) }
    }
}

/// ARN and name of a secret, with which most responses begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// `ARN`.
    #[serde(rename = "ARN")]
    pub arn: String,
    /// `Name`.
    #[serde(rename = "Name")]
    pub name: Arc<str>,
}

/// Checks the characters of a name. ARNs are not checked: a malformed ARN is not found later.
pub fn check_secret_id(id: &str) -> Result<(), ApiError> {
    if id.starts_with("arn:") { Ok(()) } else { check_name(id) }
}

/// Checks length and characters of a name.
pub fn check_name(name: &str) -> Result<(), ApiError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-/_+=.@!".contains(c);
    if !name.is_empty() && name.len() <= MAX_NAME && name.chars().all(allowed) {
        return Ok(());
    }
    Err(ApiError::validation(
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: \
         -/_+=.@!",
    ))
}
