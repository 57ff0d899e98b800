//! Replicas: secrets that follow a primary in another Region.

use std::sync::Arc;

use jiff::Timestamp;

use super::{Place, Replica, ReplicaStatus, Secret, SecretKey, Store};

impl Store {
    /// Settles what is under way to one Region.
    pub(super) fn replicate(&mut self, place: &Place, key: SecretKey, region: &str, now: Timestamp) {
        let Some(primary) = self.catalog(place).and_then(|catalog| catalog.get(key)).map(Arc::clone) else {
            return;
        };
        let Some(replica) = primary.replicas.iter().find(|replica| *replica.region == *region) else {
            return;
        };
        if replica.due != Some(now) {
            return;
        }
        let status = self.copy_to(place, &primary, replica);
        self.note(place, key, |secret| {
            for replica in secret.replicas.iter_mut().filter(|replica| *replica.region == *region) {
                replica.status.clone_from(&status);
                replica.due = None;
            }
        });
    }

    /// Makes the secret in a replica's Region equal to its primary.
    fn copy_to(&mut self, place: &Place, primary: &Secret, replica: &Replica) -> ReplicaStatus {
        let there = place.in_region(&replica.region);
        let held = self.find(&there, &primary.name);
        let existing = held.and_then(|key| Some((key, self.catalog(&there)?.get(key)?)));
        let (key, before) = match existing {
            None => (None, None),
            Some((key, secret)) if is_replica_of(secret, place, primary) => {
                (Some(key), Some(Arc::clone(secret)))
            }
            Some((key, _)) if replica.overwrite => {
                self.remove(&there, key);
                (None, None)
            }
            Some(_) => {
                let (name, region) = (&primary.name, &replica.region);
                let reason =
                    format!("Replication failed: Secret name {name} already exists in region {region}.");
                return ReplicaStatus::Failed(reason.into());
            }
        };
        let copy = replica_copy(place, primary, replica, before.as_deref());
        match key {
            Some(key) => {
                self.note(&there, key, |secret| *secret = copy);
            }
            None => {
                self.add(&there, copy);
            }
        }
        ReplicaStatus::InSync
    }

    /// Deletes the replica of a secret in a Region, if there is one.
    pub fn remove_replica(&mut self, place: &Place, primary: &Secret, region: &str) {
        let there = place.in_region(region);
        let held = self.find(&there, &primary.name).filter(|key| {
            let secret = self.catalog(&there).and_then(|catalog| catalog.get(*key));
            secret.is_some_and(|secret| is_replica_of(secret, place, primary))
        });
        if let Some(key) = held {
            self.remove(&there, key);
        }
    }

    /// Takes a replica off its primary's list: it goes its own way from now on.
    pub fn forget_replica(&mut self, place: &Place, replica: &Secret) {
        let Some(region) = &replica.primary else { return };
        let there = place.in_region(region);
        let Some(key) = self.find(&there, &replica.name) else { return };
        self.note(&there, key, |primary| {
            primary.replicas.retain(|known| known.region != place.region);
            if primary.replicas.is_empty() {
                primary.primary = None;
            }
        });
    }
}

/// Whether a secret is the replica of this primary.
fn is_replica_of(secret: &Secret, place: &Place, primary: &Secret) -> bool {
    secret.primary.as_deref() == Some(&*place.region) && secret.suffix == primary.suffix
}

/// The primary as it looks in a replica's Region: key and reading dates are its own there.
fn replica_copy(place: &Place, primary: &Secret, replica: &Replica, before: Option<&Secret>) -> Secret {
    let mut copy = primary.clone();
    copy.primary = Some(Arc::clone(&place.region));
    copy.replicas = Vec::new();
    if let Some(rotation) = &mut copy.rotation {
        rotation.running = None;
    }
    copy.kms_key_id.clone_from(&replica.kms_key_id);
    copy.accessed = before.and_then(|before| before.accessed);
    copy.versions.keep_access_dates(before.map(|before| &before.versions));
    copy
}
