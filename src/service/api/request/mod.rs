//! A request to the service as data: one variant an operation, and all that follows from which one it is.

mod cli;
mod parameter;

use crate::secrets::{StagingLabel, Tag, ValueBody, VersionId};
use std::fmt;
use strum::{IntoStaticStr, VariantNames};

pub use parameter::{
    ClientRequestToken, EachType, Inclusion, Overwrite, PasswordOptions, PublicPolicy, Recovery,
    ReplicaRegion, RotationSettings, RotationStart, VersionSelector,
};

/// A request, with its parameters. `secret` takes what the API's `SecretId` takes: a name or an ARN.
#[derive(Clone, Debug, PartialEq, Eq, IntoStaticStr, VariantNames)]
pub enum Request {
    /// One page of the list, 100 secrets at most; those scheduled for deletion are in it.
    ListSecrets {
        /// Where the page before this one ended.
        next_token: Option<String>,
    },
    /// All that is known of a secret but its value.
    DescribeSecret {
        /// API: `SecretId`.
        secret: String,
    },
    /// The value of one version: an audited event.
    GetSecretValue {
        /// API: `SecretId`.
        secret: String,
        /// API: `VersionId`, or nothing for AWSCURRENT.
        version: VersionSelector,
    },
    /// One page of versions, 100 at most.
    ListSecretVersionIds {
        /// API: `SecretId`.
        secret: String,
        /// API: `IncludeDeprecated`: also versions without labels.
        include_deprecated: bool,
        /// Where the page before this one ended.
        next_token: Option<String>,
    },
    /// The resource policy.
    GetResourcePolicy {
        /// API: `SecretId`.
        secret: String,
    },
    /// The values of several secrets, 20 at most: an audited event each.
    BatchGetSecretValue {
        /// API: `SecretIdList`.
        secrets: Vec<String>,
    },
    /// A random password, made by the service.
    GetRandomPassword(PasswordOptions),
    /// Findings on a policy, before it is put.
    ValidateResourcePolicy {
        /// API: `SecretId`: the secret that it is for.
        secret: Option<String>,
        /// API: `ResourcePolicy`, JSON, 20,480 characters at most.
        policy: String,
    },
    /// Makes a secret.
    CreateSecret(Box<NewSecret>),
    /// Makes a version.
    PutSecretValue {
        /// API: `SecretId`.
        secret: String,
        /// API: `SecretString` or `SecretBinary`.
        value: ValueBody,
        /// API: `VersionStages`; none for AWSCURRENT.
        labels: Vec<StagingLabel>,
        /// Becomes the version's id.
        token: ClientRequestToken,
    },
    /// Changes description, key or value; what is absent stays.
    UpdateSecret {
        /// API: `SecretId`.
        secret: String,
        /// API: `Description`.
        description: Option<String>,
        /// API: `KmsKeyId`.
        kms_key_id: Option<String>,
        /// API: `SecretString` or `SecretBinary`: makes a version with AWSCURRENT.
        value: Option<ValueBody>,
        /// Becomes the id of the version, if there is a value.
        token: ClientRequestToken,
    },
    /// Deletes, after a recovery window or at once.
    DeleteSecret {
        /// API: `SecretId`.
        secret: String,
        /// How it can be taken back.
        recovery: Recovery,
    },
    /// Adds tags, or gives those that are there other values.
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
    /// Attaches a resource policy in place of the one there.
    PutResourcePolicy {
        /// API: `SecretId`.
        secret: String,
        /// API: `ResourcePolicy`, JSON, 20,480 characters at most.
        policy: String,
        /// API: `BlockPublicPolicy`.
        public: PublicPolicy,
    },
    /// Takes the resource policy away.
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
    /// Makes a replica a secret of its own; sent to the replica's Region.
    StopReplicationToReplica {
        /// API: `SecretId`.
        secret: String,
    },
    /// Rotates: now, or with new settings.
    RotateSecret {
        /// API: `SecretId`.
        secret: String,
        /// New function and rules; nothing to rotate now with those that the secret has.
        settings: Option<RotationSettings>,
        /// Becomes the id of the version that the rotation makes.
        token: ClientRequestToken,
    },
    /// Turns rotation off, and stops the one under way.
    CancelRotateSecret {
        /// API: `SecretId`.
        secret: String,
    },
    /// Takes back a scheduled deletion.
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

/// What `CreateSecret` takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSecret {
    /// API: `Name`.
    pub name: String,
    /// API: `Description`.
    pub description: Option<String>,
    /// API: `KmsKeyId`; nothing for the AWS managed key.
    pub kms_key_id: Option<String>,
    /// API: `SecretString` or `SecretBinary`; nothing for a secret without a version.
    pub value: Option<ValueBody>,
    /// API: `Tags`.
    pub tags: Vec<Tag>,
    /// API: `AddReplicaRegions`.
    pub replicas: Vec<ReplicaRegion>,
    /// API: `ForceOverwriteReplicaSecret`.
    pub overwrite: Overwrite,
    /// Becomes the id of the first version.
    pub token: ClientRequestToken,
}

impl Request {
    /// The API's names of all operations, in the order of the variants.
    pub const OPERATIONS: &'static [&'static str] = Self::VARIANTS;

    /// The API's name of the operation, which is the variant's.
    pub fn operation(&self) -> &'static str {
        self.into()
    }

    /// The IAM permission that the request needs.
    pub fn permission(&self) -> String {
        format!("secretsmanager:{}", self.operation())
    }

    /// Whether the request changes anything: what read-only refuses.
    pub fn is_mutation(&self) -> bool {
        !matches!(
            self,
            Self::ListSecrets { .. }
                | Self::DescribeSecret { .. }
                | Self::GetSecretValue { .. }
                | Self::BatchGetSecretValue { .. }
                | Self::ListSecretVersionIds { .. }
                | Self::GetResourcePolicy { .. }
                | Self::ValidateResourcePolicy { .. }
                | Self::GetRandomPassword(_)
        )
    }

    /// Whether the request attaches or deletes a resource policy.
    pub fn changes_policy(&self) -> bool {
        matches!(self, Self::PutResourcePolicy { .. } | Self::DeleteResourcePolicy { .. })
    }

    /// The secret that the request is about, if it is about one.
    pub fn secret(&self) -> Option<&str> {
        match self {
            Self::ListSecrets { .. } | Self::BatchGetSecretValue { .. } | Self::GetRandomPassword(_) => None,
            Self::CreateSecret(new) => Some(&new.name),
            Self::ValidateResourcePolicy { secret, .. } => secret.as_deref(),
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

    /// The value that the request carries, if it carries one.
    pub fn value(&self) -> Option<&ValueBody> {
        match self {
            Self::CreateSecret(new) => new.value.as_ref(),
            Self::PutSecretValue { value, .. } => Some(value),
            Self::UpdateSecret { value, .. } => value.as_ref(),
            _ => None,
        }
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operation())
    }
}
