//! Adding, removing and promoting replicas.

use super::call::{Call, CallResult};
use crate::service::{
    api::{Overwrite, ReplicaRegion, Reply},
    convert,
};

impl Call<'_> {
    pub(super) async fn replicate_secret_to_regions(
        &self,
        secret: &str,
        replicas: &[ReplicaRegion],
        overwrite: Overwrite,
    ) -> CallResult {
        let request = self
            .client
            .replicate_secret_to_regions()
            .secret_id(secret)
            .set_add_replica_regions(Some(convert::to_sdk::replicas(replicas)))
            .force_overwrite_replica_secret(overwrite == Overwrite::Overwrite);
        let output = send!(self, request)?;
        self.arn(secret, output.arn)?;
        let replicas = convert::replicas(output.replication_status);
        Ok(Reply::ReplicateSecretToRegions { replicas })
    }

    pub(super) async fn remove_regions_from_replication(
        &self,
        secret: &str,
        regions: &[String],
    ) -> CallResult {
        let request = self
            .client
            .remove_regions_from_replication()
            .secret_id(secret)
            .set_remove_replica_regions(Some(regions.to_vec()));
        let output = send!(self, request)?;
        self.arn(secret, output.arn)?;
        let replicas = convert::replicas(output.replication_status);
        Ok(Reply::RemoveRegionsFromReplication { replicas })
    }

    pub(super) async fn stop_replication_to_replica(&self, secret: &str) -> CallResult {
        let output = send!(self, self.client.stop_replication_to_replica().secret_id(secret))?;
        Ok(Reply::StopReplicationToReplica { arn: self.arn(secret, output.arn)? })
    }
}
