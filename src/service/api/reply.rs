//! What comes back from a request, as data.

use super::ServiceError;
use crate::secrets::{Arn, Detail, Replica, SecretValue, Summary, ValueBody, Version, VersionId};
use jiff::Timestamp;
use std::time::Duration;
use strum::IntoStaticStr;

/// The answer to a request that succeeded: one variant an operation.
#[derive(Clone, Debug, PartialEq, Eq, IntoStaticStr)]
pub enum Reply {
    /// A page of the list.
    ListSecrets {
        /// The secrets of the page.
        secrets: Vec<Summary>,
        /// Where the next page begins, if there is one.
        next_token: Option<String>,
    },
    /// A secret's metadata.
    DescribeSecret(Box<Detail>),
    /// A value.
    GetSecretValue(SecretValue),
    /// A page of versions.
    ListSecretVersionIds {
        /// The versions of the page.
        versions: Vec<Version>,
        /// Where the next page begins, if there is one.
        next_token: Option<String>,
    },
    /// The resource policy, JSON text; `None` if the secret has none.
    GetResourcePolicy(Option<String>),
    /// The values of several secrets; those that failed say why.
    BatchGetSecretValue {
        /// The values, each with its secret.
        values: Vec<BatchValue>,
        /// API: `Errors`.
        errors: Vec<BatchError>,
    },
    /// A random password.
    GetRandomPassword(ValueBody),
    /// API: `ValidationErrors`; empty if the policy passed.
    ValidateResourcePolicy(Vec<PolicyFinding>),
    /// The secret was made.
    CreateSecret {
        /// API: `ARN`.
        arn: Arn,
        /// API: `VersionId`, if it has a value.
        version: Option<VersionId>,
    },
    /// The version was made, or was there already.
    PutSecretValue {
        /// API: `VersionId`.
        version: Option<VersionId>,
    },
    /// The secret was changed.
    UpdateSecret {
        /// API: `VersionId`, if a value was given.
        version: Option<VersionId>,
    },
    /// The secret is scheduled for deletion, or gone.
    DeleteSecret {
        /// API: `DeletionDate`.
        at: Option<Timestamp>,
    },
    /// The tags are there.
    TagResource,
    /// The tags are gone.
    UntagResource,
    /// The policy is attached.
    PutResourcePolicy,
    /// The policy is gone.
    DeleteResourcePolicy,
    /// Replication began.
    ReplicateSecretToRegions {
        /// API: `ReplicationStatus`.
        replicas: Vec<Replica>,
    },
    /// The replicas are being deleted.
    RemoveRegionsFromReplication {
        /// API: `ReplicationStatus`: those that are left.
        replicas: Vec<Replica>,
    },
    /// The replica is a secret of its own.
    StopReplicationToReplica {
        /// API: `ARN`.
        arn: Arn,
    },
    /// The rotation was started.
    RotateSecret {
        /// API: `VersionId`: the version that the rotation makes.
        version: Option<VersionId>,
    },
    /// Rotation is turned off.
    CancelRotateSecret {
        /// API: `VersionId`: the version of a rotation that was under way.
        version: Option<VersionId>,
    },
    /// The secret is no longer scheduled for deletion.
    RestoreSecret {
        /// API: `ARN`.
        arn: Arn,
    },
    /// The label is where it was asked to be.
    UpdateSecretVersionStage {
        /// API: `ARN`.
        arn: Arn,
    },
}

impl Reply {
    /// The operation that it answers.
    pub fn operation(&self) -> &'static str {
        self.into()
    }
}

/// One value of `BatchGetSecretValue` (API: `SecretValueEntry`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchValue {
    /// API: `ARN`.
    pub arn: Arn,
    /// API: `Name`.
    pub name: String,
    /// The value.
    pub value: SecretValue,
}

/// One failure of `BatchGetSecretValue` (API: `APIErrorType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchError {
    /// API: `SecretId`, as it was asked for.
    pub secret: String,
    /// API: `ErrorCode`.
    pub code: String,
    /// API: `Message`.
    pub message: String,
}

/// A finding on a policy (API: `ValidationErrorsEntry`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFinding {
    /// API: `CheckName`.
    pub check: String,
    /// API: `ErrorMessage`.
    pub message: String,
}

/// A request that ended, well or not: what the journal records, and what the pane that asked gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completed {
    /// What came of it.
    pub result: Result<Reply, ServiceError>,
    /// From the first attempt to the last answer.
    pub duration: Duration,
    /// Attempts made, retries by the SDK and further pages of `BatchGetSecretValue` included; at least 1 unless nothing
    /// could be sent.
    pub attempts: u32,
    /// `x-amzn-RequestId` of the last answer, if there was one.
    pub request_id: Option<String>,
}

/// Who the credentials belong to (STS: `GetCallerIdentity`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// STS: `Account`.
    pub account: String,
    /// STS: `Arn`.
    pub arn: String,
}
