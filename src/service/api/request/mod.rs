//! A request to Secrets Manager as data, with a variant for each operation.
//!
//! To add an operation, add its variant: the exhaustive matches lead to every other place that needs an arm.

mod cli;
mod parameter;
mod token;

use crate::secrets::{StagingLabel, Tag, ValueBody, VersionId};
use std::fmt;
use strum::{EnumDiscriminants, EnumString, IntoStaticStr, VariantNames};

pub use cli::CliDestination;
pub use parameter::{
    ClientRequestToken, EachType, Inclusion, ListPart, NameOrder, NewSecret, Overwrite, PasswordOptions,
    PublicPolicy, Recovery, ReplicaRegion, RotationSettings, RotationStart, VersionSelector,
};

/// A request with its parameters. `secret` is a name or an ARN, like the API's `SecretId`.
#[derive(Clone, Debug, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(
    name(Operation),
    doc = "An operation of Secrets Manager: a [`Request`] without its parameters.",
    derive(Hash, IntoStaticStr, EnumString, VariantNames)
)]
pub enum Request {
    /// One page of the list, at most 100 secrets. Includes secrets that are scheduled for deletion.
    ListSecrets {
        /// A part of the list, in the order of names; `None` for all secrets in the service's own order.
        part: Option<ListPart>,
        /// API: `NextToken` of the previous page; `None` for the first page.
        next_token: Option<String>,
    },
    /// The metadata of a secret: everything but its value.
    DescribeSecret {
        /// API: `SecretId`.
        secret: String,
    },
    /// The value of one version. Each read is an audited event.
    GetSecretValue {
        /// API: `SecretId`.
        secret: String,
        /// API: `VersionId`; not sent for AWSCURRENT.
        version: VersionSelector,
    },
    /// One page of versions, at most 100.
    ListSecretVersionIds {
        /// API: `SecretId`.
        secret: String,
        /// API: `IncludeDeprecated`: true to include versions without staging labels.
        include_deprecated: bool,
        /// API: `NextToken` of the previous page; `None` for the first page.
        next_token: Option<String>,
    },
    /// The resource policy.
    GetResourcePolicy {
        /// API: `SecretId`.
        secret: String,
    },
    /// The values of several secrets, at most 20. Each value is an audited event.
    BatchGetSecretValue {
        /// API: `SecretIdList`.
        secrets: Vec<String>,
    },
    /// A random password from the service.
    GetRandomPassword(PasswordOptions),
    /// Checks a resource policy without attaching it.
    ValidateResourcePolicy {
        /// API: `SecretId`: the secret that the policy is meant for.
        secret: Option<String>,
        /// API: `ResourcePolicy`, JSON of at most 20,480 characters.
        policy: String,
    },
    /// Creates a secret.
    CreateSecret(Box<NewSecret>),
    /// Creates a version with a new value.
    PutSecretValue {
        /// API: `SecretId`.
        secret: String,
        /// API: `SecretString` or `SecretBinary`.
        value: ValueBody,
        /// API: `VersionStages`; empty for AWSCURRENT.
        labels: Vec<StagingLabel>,
        /// Becomes the version ID.
        token: ClientRequestToken,
    },
    /// Changes the description, the encryption key or the value; `None` leaves each as it is.
    UpdateSecret {
        /// API: `SecretId`.
        secret: String,
        /// API: `Description`.
        description: Option<String>,
        /// API: `KmsKeyId`.
        kms_key_id: Option<String>,
        /// API: `SecretString` or `SecretBinary`: creates a version with AWSCURRENT.
        value: Option<ValueBody>,
        /// Becomes the version ID if there is a value.
        token: ClientRequestToken,
    },
    /// Deletes a secret, after a recovery window or immediately.
    DeleteSecret {
        /// API: `SecretId`.
        secret: String,
        /// The recovery window, or deletion without recovery.
        recovery: Recovery,
    },
    /// Adds tags, and replaces the values of tags that exist.
    TagResource {
        /// API: `SecretId`.
        secret: String,
        /// API: `Tags`.
        tags: Vec<Tag>,
    },
    /// Removes tags.
    UntagResource {
        /// API: `SecretId`.
        secret: String,
        /// API: `TagKeys`.
        keys: Vec<String>,
    },
    /// Attaches a resource policy, in place of the attached one if there is one.
    PutResourcePolicy {
        /// API: `SecretId`.
        secret: String,
        /// API: `ResourcePolicy`, JSON of at most 20,480 characters.
        policy: String,
        /// API: `BlockPublicPolicy`.
        public: PublicPolicy,
    },
    /// Deletes the resource policy.
    DeleteResourcePolicy {
        /// API: `SecretId`.
        secret: String,
    },
    /// Adds replicas.
    ReplicateSecretToRegions {
        /// API: `SecretId`.
        secret: String,
        /// API: `AddReplicaRegions`.
        replicas: Vec<ReplicaRegion>,
        /// API: `ForceOverwriteReplicaSecret`.
        overwrite: Overwrite,
    },
    /// Deletes replicas.
    RemoveRegionsFromReplication {
        /// API: `SecretId`.
        secret: String,
        /// API: `RemoveReplicaRegions`.
        regions: Vec<String>,
    },
    /// Promotes a replica to a standalone secret. Must be sent to the replica's Region.
    StopReplicationToReplica {
        /// API: `SecretId`.
        secret: String,
    },
    /// Rotates a secret immediately, or configures its rotation.
    RotateSecret {
        /// API: `SecretId`.
        secret: String,
        /// The new function and rules; `None` to rotate immediately with the existing ones.
        settings: Option<RotationSettings>,
        /// Becomes the ID of the version that the rotation creates.
        token: ClientRequestToken,
    },
    /// Turns off automatic rotation, and cancels the rotation in progress if there is one.
    CancelRotateSecret {
        /// API: `SecretId`.
        secret: String,
    },
    /// Cancels a scheduled deletion.
    RestoreSecret {
        /// API: `SecretId`.
        secret: String,
    },
    /// Moves, adds or removes a staging label.
    UpdateSecretVersionStage {
        /// API: `SecretId`.
        secret: String,
        /// API: `VersionStage`.
        label: StagingLabel,
        /// API: `MoveToVersionId`.
        move_to: Option<VersionId>,
        /// API: `RemoveFromVersionId`.
        remove_from: Option<VersionId>,
    },
}

impl Operation {
    /// The operation's name in the API.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The IAM permission that the operation needs.
    pub fn permission(self) -> String {
        format!("secretsmanager:{}", self.name())
    }

    /// True for operations that change something. Read-only mode refuses them, and their outcome is unknown if no
    /// response arrives.
    pub fn is_mutation(self) -> bool {
        match self {
            Self::ListSecrets
            | Self::DescribeSecret
            | Self::GetSecretValue
            | Self::BatchGetSecretValue
            | Self::ListSecretVersionIds
            | Self::GetResourcePolicy
            | Self::ValidateResourcePolicy
            | Self::GetRandomPassword => false,
            Self::CreateSecret
            | Self::PutSecretValue
            | Self::UpdateSecret
            | Self::DeleteSecret
            | Self::TagResource
            | Self::UntagResource
            | Self::PutResourcePolicy
            | Self::DeleteResourcePolicy
            | Self::ReplicateSecretToRegions
            | Self::RemoveRegionsFromReplication
            | Self::StopReplicationToReplica
            | Self::RotateSecret
            | Self::CancelRotateSecret
            | Self::RestoreSecret
            | Self::UpdateSecretVersionStage => true,
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Request {
    /// The names of all operations in the API, in the order of the variants.
    pub const OPERATIONS: &'static [&'static str] = Operation::VARIANTS;

    /// The operation's name in the API. [`Operation::from`] gives the operation itself.
    pub fn operation(&self) -> &'static str {
        Operation::from(self).name()
    }

    /// The IAM permission that the request needs.
    pub fn permission(&self) -> String {
        Operation::from(self).permission()
    }

    /// True for requests that change something; see [`Operation::is_mutation`].
    pub fn is_mutation(&self) -> bool {
        Operation::from(self).is_mutation()
    }

    /// True if the request attaches or deletes a resource policy.
    pub fn changes_policy(&self) -> bool {
        match self {
            Self::PutResourcePolicy { .. } | Self::DeleteResourcePolicy { .. } => true,
            Self::ListSecrets { .. }
            | Self::DescribeSecret { .. }
            | Self::GetSecretValue { .. }
            | Self::BatchGetSecretValue { .. }
            | Self::ListSecretVersionIds { .. }
            | Self::GetResourcePolicy { .. }
            | Self::ValidateResourcePolicy { .. }
            | Self::GetRandomPassword(_)
            | Self::CreateSecret(_)
            | Self::PutSecretValue { .. }
            | Self::UpdateSecret { .. }
            | Self::DeleteSecret { .. }
            | Self::TagResource { .. }
            | Self::UntagResource { .. }
            | Self::ReplicateSecretToRegions { .. }
            | Self::RemoveRegionsFromReplication { .. }
            | Self::StopReplicationToReplica { .. }
            | Self::RotateSecret { .. }
            | Self::CancelRotateSecret { .. }
            | Self::RestoreSecret { .. }
            | Self::UpdateSecretVersionStage { .. } => false,
        }
    }

    /// The name or ARN of the secret that the request concerns, if it concerns a single one.
    pub fn secret(&self) -> Option<&str> {
        match self {
            Self::CreateSecret(new) => Some(&new.name),
            existing => existing.secret_id(),
        }
    }

    /// API: `SecretId`, for the requests that have this parameter.
    fn secret_id(&self) -> Option<&str> {
        match self {
            Self::ListSecrets { .. }
            | Self::BatchGetSecretValue { .. }
            | Self::GetRandomPassword(_)
            | Self::CreateSecret(_) => None,
            Self::ValidateResourcePolicy { secret, policy: _ } => secret.as_deref(),
            Self::DescribeSecret { secret }
            | Self::GetSecretValue { secret, .. }
            | Self::ListSecretVersionIds { secret, .. }
            | Self::GetResourcePolicy { secret }
            | Self::PutSecretValue { secret, .. }
            | Self::UpdateSecret { secret, .. }
            | Self::DeleteSecret { secret, .. }
            | Self::RestoreSecret { secret }
            | Self::TagResource { secret, .. }
            | Self::UntagResource { secret, .. }
            | Self::PutResourcePolicy { secret, .. }
            | Self::DeleteResourcePolicy { secret }
            | Self::ReplicateSecretToRegions { secret, .. }
            | Self::RemoveRegionsFromReplication { secret, .. }
            | Self::StopReplicationToReplica { secret }
            | Self::RotateSecret { secret, .. }
            | Self::CancelRotateSecret { secret }
            | Self::UpdateSecretVersionStage { secret, .. } => Some(secret),
        }
    }

    /// The secret value that the request carries, if it carries one.
    pub fn value(&self) -> Option<&ValueBody> {
        match self {
            Self::CreateSecret(new) => new.value.as_ref(),
            Self::PutSecretValue { value, .. } => Some(value),
            Self::UpdateSecret { value, .. } => value.as_ref(),
            Self::ListSecrets { .. }
            | Self::DescribeSecret { .. }
            | Self::GetSecretValue { .. }
            | Self::BatchGetSecretValue { .. }
            | Self::ListSecretVersionIds { .. }
            | Self::GetResourcePolicy { .. }
            | Self::ValidateResourcePolicy { .. }
            | Self::GetRandomPassword(_)
            | Self::DeleteSecret { .. }
            | Self::TagResource { .. }
            | Self::UntagResource { .. }
            | Self::PutResourcePolicy { .. }
            | Self::DeleteResourcePolicy { .. }
            | Self::ReplicateSecretToRegions { .. }
            | Self::RemoveRegionsFromReplication { .. }
            | Self::StopReplicationToReplica { .. }
            | Self::RotateSecret { .. }
            | Self::CancelRotateSecret { .. }
            | Self::RestoreSecret { .. }
            | Self::UpdateSecretVersionStage { .. } => None,
        }
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operation())
    }
}
