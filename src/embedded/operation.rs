//! The operations of Secrets Manager, by their API names.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// An operation of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[allow(missing_docs, reason = "the variants are the API's own names")]
pub enum Operation {
    BatchGetSecretValue,
    CancelRotateSecret,
    CreateSecret,
    DeleteResourcePolicy,
    DeleteSecret,
    DescribeSecret,
    GetRandomPassword,
    GetResourcePolicy,
    GetSecretValue,
    ListSecretVersionIds,
    ListSecrets,
    PutResourcePolicy,
    PutSecretValue,
    RemoveRegionsFromReplication,
    ReplicateSecretToRegions,
    RestoreSecret,
    RotateSecret,
    StopReplicationToReplica,
    TagResource,
    UntagResource,
    UpdateSecret,
    UpdateSecretVersionStage,
    ValidateResourcePolicy,
}

impl Operation {
    /// The API name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The operation with this API name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}
