//! Replication: keeps the replicas in other Regions equal to their primary.

use std::sync::Arc;

use jiff::Timestamp;

use super::location::Location;
use super::secret::{Replica, ReplicaStatus, Secret, SecretKey};
use super::state::Store;

impl Store {
    /// Ends the replication in progress to a Region: creates or updates the replica, or fails.
    pub(super) fn finish_replication(
        &mut self,
        location: &Location,
        key: SecretKey,
        region: &str,
        now: Timestamp,
    ) {
        let Some(primary) = self.secret(location, key).map(Arc::clone) else { return };
        let Some(replica) = primary.replicas.iter().find(|replica| *replica.region == *region) else {
            return;
        };
        if replica.due != Some(now) {
            return;
        }
        let status = self.copy_to(location, &primary, replica);
        self.edit_local(location, key, |secret| {
            for replica in secret.replicas.iter_mut().filter(|replica| *replica.region == *region) {
                replica.status.clone_from(&status);
                replica.due = None;
            }
        });
    }

    /// Copies a primary to the Region of a replica.
    fn copy_to(&mut self, location: &Location, primary: &Secret, replica: &Replica) -> ReplicaStatus {
        let target = location.in_region(&replica.region);
        let held = self.find(&target, &primary.name);
        let existing = held.and_then(|key| Some((key, self.secret(&target, key)?)));
        let (key, before) = match existing {
            None => (None, None),
            Some((key, secret)) if is_replica_of(secret, location, primary) => {
                (Some(key), Some(Arc::clone(secret)))
            }
            Some((key, _)) if replica.overwrite => {
                self.remove(&target, key);
                (None, None)
            }
            Some(_) => {
                let (name, region) = (&primary.name, &replica.region);
                let reason =
                    format!("Replication failed: Secret name {name} already exists in region {region}.");
                return ReplicaStatus::Failed(reason.into());
            }
        };
        let copy = replica_copy(location, primary, replica, before.as_deref());
        match key {
            Some(key) => {
                self.edit_local(&target, key, |secret| *secret = copy);
            }
            None => {
                self.add(&target, copy);
            }
        }
        ReplicaStatus::InSync
    }

    /// Deletes the replica of a primary in a Region, if there is one.
    pub fn remove_replica(&mut self, location: &Location, primary: &Secret, region: &str) {
        let target = location.in_region(region);
        let held = self.find(&target, &primary.name).filter(|key| {
            self.secret(&target, *key).is_some_and(|secret| is_replica_of(secret, location, primary))
        });
        if let Some(key) = held {
            self.remove(&target, key);
        }
    }

    /// Records on the primary that a replica, stored in `location`, has another KMS key.
    pub fn record_replica_key(&mut self, location: &Location, replica: &Secret, key: Option<&Arc<str>>) {
        let Some(region) = &replica.primary else { return };
        let primary_location = location.in_region(region);
        let Some(primary) = self.find(&primary_location, &replica.name) else { return };
        self.edit_local(&primary_location, primary, |primary| {
            for known in primary.replicas.iter_mut().filter(|known| known.region == location.region) {
                known.kms_key_id = key.map(Arc::clone);
            }
        });
    }

    /// Removes a replica, stored in `location`, from its primary's list, so that changes of the
    /// primary no longer reach it.
    pub fn detach_replica(&mut self, location: &Location, replica: &Secret) {
        let Some(region) = &replica.primary else { return };
        let target = location.in_region(region);
        let Some(key) = self.find(&target, &replica.name) else { return };
        self.edit_local(&target, key, |primary| {
            primary.replicas.retain(|known| known.region != location.region);
            if primary.replicas.is_empty() {
                primary.primary = None;
            }
        });
    }
}

/// Returns true if a secret is a replica of this primary, which is stored in `location`.
fn is_replica_of(secret: &Secret, location: &Location, primary: &Secret) -> bool {
    secret.primary.as_deref() == Some(&*location.region) && secret.suffix == primary.suffix
}

/// The primary as it is stored in a replica's Region. The replica has a KMS key and access dates of
/// its own; `before` is its previous state.
fn replica_copy(location: &Location, primary: &Secret, replica: &Replica, before: Option<&Secret>) -> Secret {
    let mut copy = primary.clone();
    copy.primary = Some(Arc::clone(&location.region));
    copy.replicas = Vec::new();
    if let Some(rotation) = &mut copy.rotation {
        rotation.running = None;
    }
    copy.kms_key_id.clone_from(&replica.kms_key_id);
    copy.versions.set_key_of_labelled(replica.kms_key_id.as_ref());
    copy.accessed = before.and_then(|before| before.accessed);
    copy.versions.copy_access_dates(before.map(|before| &before.versions));
    copy
}
