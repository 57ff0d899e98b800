//! `ReplicateSecretToRegions`, `RemoveRegionsFromReplication`,
//! `StopReplicationToReplica`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::call::{Call, Perform};
use super::describe::ReplicationStatusEntry;
use crate::embedded::error::ApiError;
use crate::embedded::store::{Replica, ReplicaStatus, Secret, SecretKey};

/// `ReplicaRegionType`: a Region to replicate to, and the KMS key to use there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ReplicaRegion {
    region: Arc<str>,
    kms_key_id: Option<Arc<str>>,
}

/// The secret and its replication status.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReplicationResponse {
    #[serde(rename = "ARN")]
    arn: String,
    replication_status: Vec<ReplicationStatusEntry>,
}

impl ReplicationResponse {
    fn of(secret: &Secret, call: &Call<'_>) -> Self {
        let replication_status = secret.replicas.iter().map(ReplicationStatusEntry::from).collect();
        Self { arn: secret.arn(&call.location), replication_status }
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
    type Reply = ReplicationResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<ReplicationResponse, ApiError> {
        let (key, _) = call.writable(&self.secret_id)?;
        check_regions(call, &self.add_replica_regions)?;
        let overwrite = self.force_overwrite_replica_secret.unwrap_or_default();
        let secret = add_replicas(call, key, &self.add_replica_regions, overwrite)?;
        Ok(ReplicationResponse::of(&secret, call))
    }
}

/// Checks that each Region can hold a replica, and that none is named twice.
pub fn check_regions(call: &Call<'_>, regions: &[ReplicaRegion]) -> Result<(), ApiError> {
    for (index, ReplicaRegion { region, .. }) in regions.iter().enumerate() {
        let twice = regions[..index].iter().any(|earlier| earlier.region == *region);
        if twice || !call.location.can_replicate_to(region) {
            return Err(ApiError::invalid_parameter("Invalid replica region."));
        }
    }
    Ok(())
}

/// Starts replication to these Regions. Replication to a Region that has a replica starts over.
pub fn add_replicas(
    call: &mut Call<'_>,
    key: SecretKey,
    regions: &[ReplicaRegion],
    overwrite: bool,
) -> Result<Arc<Secret>, ApiError> {
    if !regions.is_empty() {
        let here = Arc::clone(&call.location.region);
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
    call.secret(key)
}

/// `RemoveRegionsFromReplication`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct RemoveRegionsFromReplication {
    secret_id: String,
    remove_replica_regions: Vec<Arc<str>>,
}

impl Perform for RemoveRegionsFromReplication {
    type Reply = ReplicationResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<ReplicationResponse, ApiError> {
        let (key, secret) = call.writable(&self.secret_id)?;
        let known = |region: &Arc<str>| secret.replicas.iter().any(|replica| replica.region == *region);
        if !self.remove_replica_regions.iter().all(known) {
            return Err(ApiError::invalid_parameter("Invalid replica region."));
        }
        for region in &self.remove_replica_regions {
            call.store.remove_replica(&call.location, &secret, region);
        }
        call.edit_local(key, |secret| {
            secret.replicas.retain(|replica| !self.remove_replica_regions.contains(&replica.region));
            if secret.replicas.is_empty() {
                secret.primary = None;
            }
        })?;
        let (_, secret) = call.existing(&self.secret_id)?;
        Ok(ReplicationResponse::of(&secret, call))
    }
}

/// `StopReplicationToReplica`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct StopReplicationToReplica {
    secret_id: String,
}

/// The ARN of the promoted replica.
#[derive(Debug, Serialize)]
pub struct StopReplicationToReplicaResponse {
    #[serde(rename = "ARN")]
    arn: String,
}

impl Perform for StopReplicationToReplica {
    type Reply = StopReplicationToReplicaResponse;

    fn secret_id(&self) -> Option<&str> {
        Some(&self.secret_id)
    }

    fn perform(self, call: &mut Call<'_>) -> Result<StopReplicationToReplicaResponse, ApiError> {
        let (key, secret) = call.active(&self.secret_id)?;
        if !secret.is_replica(&call.location) {
            return Err(ApiError::invalid_request(
                "Operation not permitted on a primary secret. Call must be made in replica secret's region.",
            ));
        }
        call.store.detach_replica(&call.location, &secret);
        call.edit_local(key, |secret| secret.primary = None)?;
        call.store.schedule_rotation(&call.location, key, call.now);
        Ok(StopReplicationToReplicaResponse { arn: secret.arn(&call.location) })
    }
}
