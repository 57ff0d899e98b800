//! Replicas in other Regions: `ReplicateSecretToRegions`, `RemoveRegionsFromReplication`,
//! `StopReplicationToReplica`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::describe::ReplicaReport;
use super::{Call, Perform};
use crate::embedded::failure::Failure;
use crate::embedded::store::{Replica, ReplicaStatus, Secret, SecretKey};

/// A Region to replicate to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ReplicaRegion {
    region: Arc<str>,
    kms_key_id: Option<Arc<str>>,
}

/// A secret, and how far its replication is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Replication {
    #[serde(rename = "ARN")]
    arn: String,
    replication_status: Vec<ReplicaReport>,
}

impl Replication {
    fn of(secret: &Secret, call: &Call<'_>) -> Self {
        let replication_status = secret.replicas.iter().map(ReplicaReport::from).collect();
        Self { arn: secret.arn(&call.place), replication_status }
    }
}

/// `ReplicateSecretToRegions`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ReplicateSecretToRegions {
    secret_id: String,
    add_replica_regions: Vec<ReplicaRegion>,
    force_overwrite_replica_secret: Option<bool>,
}

impl Perform for ReplicateSecretToRegions {
    type Reply = Replication;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Replication, Failure> {
        let (key, _) = call.writable(&self.secret_id)?;
        check_regions(call, &self.add_replica_regions)?;
        let overwrite = self.force_overwrite_replica_secret.unwrap_or_default();
        let secret = add_replicas(call, key, &self.add_replica_regions, overwrite)?;
        Ok(Replication::of(&secret, call))
    }
}

/// A secret is replicated to other Regions of its partition than its own, to each once.
pub fn check_regions(call: &Call<'_>, regions: &[ReplicaRegion]) -> Result<(), Failure> {
    for (index, ReplicaRegion { region, .. }) in regions.iter().enumerate() {
        let twice = regions[..index].iter().any(|earlier| earlier.region == *region);
        if twice || !call.place.reaches(region) {
            return Err(Failure::parameter("Invalid replica region."));
        }
    }
    Ok(())
}

/// Sets replication to these Regions under way, anew where it was before.
pub fn add_replicas(
    call: &mut Call<'_>,
    key: SecretKey,
    regions: &[ReplicaRegion],
    overwrite: bool,
) -> Result<Arc<Secret>, Failure> {
    if !regions.is_empty() {
        let here = Arc::clone(&call.place.region);
        call.edit(key, |secret| {
            secret.primary = Some(here);
            for ReplicaRegion { region, kms_key_id } in regions {
                secret.replicas.retain(|replica| replica.region != *region);
                secret.replicas.push(Replica {
                    region: Arc::clone(region),
                    kms_key_id: kms_key_id.clone().filter(|key| !key.is_empty()),
                    status: ReplicaStatus::InProgress,
                    overwrite,
                    due: None,
                    accessed: None,
                });
            }
        })?;
    }
    let secret = call.store.catalog(&call.place).and_then(|catalog| catalog.get(key));
    secret.cloned().ok_or_else(Failure::no_such_secret)
}

/// `RemoveRegionsFromReplication`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct RemoveRegionsFromReplication {
    secret_id: String,
    remove_replica_regions: Vec<Arc<str>>,
}

impl Perform for RemoveRegionsFromReplication {
    type Reply = Replication;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Replication, Failure> {
        let (key, secret) = call.writable(&self.secret_id)?;
        let known = |region: &Arc<str>| secret.replicas.iter().any(|replica| replica.region == *region);
        if !self.remove_replica_regions.iter().all(known) {
            return Err(Failure::parameter("Invalid replica region."));
        }
        for region in &self.remove_replica_regions {
            call.store.remove_replica(&call.place, &secret, region);
        }
        call.note(key, |secret| {
            secret.replicas.retain(|replica| !self.remove_replica_regions.contains(&replica.region));
            if secret.replicas.is_empty() {
                secret.primary = None;
            }
        })?;
        let (_, secret) = call.existing(&self.secret_id)?;
        Ok(Replication::of(&secret, call))
    }
}

/// `StopReplicationToReplica`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct StopReplicationToReplica {
    secret_id: String,
}

/// The ARN of a secret that stands on its own now.
#[derive(Debug, Serialize)]
pub struct Promoted {
    #[serde(rename = "ARN")]
    arn: String,
}

impl Perform for StopReplicationToReplica {
    type Reply = Promoted;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<Promoted, Failure> {
        let (key, secret) = call.active(&self.secret_id)?;
        if !secret.is_replica(&call.place) {
            return Err(Failure::request(
                "Operation not permitted on a primary secret. Call must be made in replica secret's region.",
            ));
        }
        call.store.forget_replica(&call.place, &secret);
        call.note(key, |secret| secret.primary = None)?;
        call.store.plan_rotation(&call.place, key, call.now);
        Ok(Promoted { arn: secret.arn(&call.place) })
    }
}
