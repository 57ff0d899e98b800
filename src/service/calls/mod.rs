//! The calls of the SDK, a function for each operation: a [`Request`] becomes an SDK call, its response a
//! [`Reply`](crate::service::api::Reply).

/// Sends a request of the SDK with the call's trace and other interceptors, and translates its error.
macro_rules! send {
    ($call:expr, $request:expr $(, $interceptor:expr)*) => {
        Box::pin($request.customize().interceptor($call.trace.clone())$(.interceptor($interceptor))*.send())
            .await
            .map_err(|error| $call.errors.translate(&error))
    };
}

mod call;
mod lifecycle;
mod policy;
mod read;
mod replication;
mod rotation;
mod write;

pub(super) use call::Call;

use super::api::Request;
use call::CallResult;

impl Call<'_> {
    /// Performs `request`.
    pub(in crate::service) async fn perform(&self, request: &Request) -> CallResult {
        match request {
            Request::ListSecrets { part, next_token } => {
                self.list_secrets(part.as_ref(), next_token.as_ref()).await
            }
            Request::DescribeSecret { secret } => self.describe_secret(secret).await,
            Request::GetSecretValue { secret, version } => self.get_secret_value(secret, version).await,
            Request::BatchGetSecretValue { secrets } => self.batch_get_secret_value(secrets).await,
            Request::ListSecretVersionIds { secret, include_deprecated, next_token } => {
                self.list_secret_version_ids(secret, *include_deprecated, next_token.as_ref()).await
            }
            Request::GetRandomPassword(options) => self.get_random_password(options).await,
            Request::GetResourcePolicy { secret } => self.get_resource_policy(secret).await,
            Request::PutResourcePolicy { secret, policy, public } => {
                self.put_resource_policy(secret, policy, *public).await
            }
            Request::DeleteResourcePolicy { secret } => self.delete_resource_policy(secret).await,
            Request::ValidateResourcePolicy { secret, policy } => {
                self.validate_resource_policy(secret.as_ref(), policy).await
            }
            Request::CreateSecret(new) => self.create_secret(new).await,
            Request::DeleteSecret { secret, recovery } => self.delete_secret(secret, *recovery).await,
            Request::RestoreSecret { secret } => self.restore_secret(secret).await,
            Request::PutSecretValue { secret, value, labels, token } => {
                self.put_secret_value(secret, value, labels, token).await
            }
            Request::UpdateSecret { secret, description, kms_key_id, value, token } => {
                self.update_secret(secret, description.as_ref(), kms_key_id.as_ref(), value.as_ref(), token)
                    .await
            }
            Request::UpdateSecretVersionStage { secret, label, move_to, remove_from } => {
                self.update_secret_version_stage(secret, label, move_to.as_ref(), remove_from.as_ref()).await
            }
            Request::TagResource { secret, tags } => self.tag_resource(secret, tags).await,
            Request::UntagResource { secret, keys } => self.untag_resource(secret, keys).await,
            Request::ReplicateSecretToRegions { secret, replicas, overwrite } => {
                self.replicate_secret_to_regions(secret, replicas, *overwrite).await
            }
            Request::RemoveRegionsFromReplication { secret, regions } => {
                self.remove_regions_from_replication(secret, regions).await
            }
            Request::StopReplicationToReplica { secret } => self.stop_replication_to_replica(secret).await,
            Request::RotateSecret { secret, settings, token } => {
                self.rotate_secret(secret, settings.as_ref(), token).await
            }
            Request::CancelRotateSecret { secret } => self.cancel_rotate_secret(secret).await,
        }
    }
}
