//! The results of requests.

use super::{ErrorKind, Operation, ServiceError};
use crate::secrets::{Arn, Detail, Replica, SecretValue, SummaryPage, ValueBody, Version, VersionId};
use jiff::Timestamp;
use std::fmt;
use std::time::Duration;
use strum::IntoStaticStr;

/// The result of a request that succeeded, with a variant for each operation.
#[derive(Clone, Debug, PartialEq, Eq, IntoStaticStr)]
pub enum Reply {
    /// A page of the list.
    ListSecrets {
        /// The secrets of the page.
        secrets: SummaryPage,
        /// API: `NextToken`; `None` on the last page.
        next_token: Option<String>,
    },
    /// A secret's metadata.
    DescribeSecret(Box<Detail>),
    /// The value of a version.
    GetSecretValue(SecretValue),
    /// A page of versions.
    ListSecretVersionIds {
        /// The versions of the page.
        versions: Vec<Version>,
        /// API: `NextToken`; `None` on the last page.
        next_token: Option<String>,
    },
    /// The resource policy as JSON text; `None` if the secret has none.
    GetResourcePolicy(Option<String>),
    /// The values of several secrets, and the errors of those that could not be read.
    BatchGetSecretValue {
        /// API: `SecretValues`.
        values: Vec<BatchValue>,
        /// API: `Errors`.
        errors: Vec<BatchError>,
    },
    /// A random password.
    GetRandomPassword(ValueBody),
    /// API: `ValidationErrors`; empty if the policy passed.
    ValidateResourcePolicy(Vec<PolicyFinding>),
    /// The secret was created.
    CreateSecret {
        /// API: `ARN`.
        arn: Arn,
        /// API: `VersionId`; `None` if the secret was created without a value.
        version: Option<VersionId>,
    },
    /// The version was created, now or by an earlier request with the same token.
    PutSecretValue {
        /// API: `VersionId`.
        version: Option<VersionId>,
    },
    /// The secret was changed.
    UpdateSecret {
        /// API: `VersionId`; `None` if no value was sent.
        version: Option<VersionId>,
    },
    /// The secret is scheduled for deletion, or was deleted.
    DeleteSecret {
        /// API: `DeletionDate`.
        at: Option<Timestamp>,
    },
    /// The tags were added.
    TagResource,
    /// The tags were removed.
    UntagResource,
    /// The policy was attached.
    PutResourcePolicy,
    /// The policy was deleted.
    DeleteResourcePolicy,
    /// Replication started.
    ReplicateSecretToRegions {
        /// API: `ReplicationStatus`.
        replicas: Vec<Replica>,
    },
    /// The replicas are being deleted.
    RemoveRegionsFromReplication {
        /// API: `ReplicationStatus`: the remaining replicas.
        replicas: Vec<Replica>,
    },
    /// The replica was promoted to a standalone secret.
    StopReplicationToReplica {
        /// API: `ARN`.
        arn: Arn,
    },
    /// The rotation was started or configured.
    RotateSecret {
        /// API: `VersionId`: the version that the rotation creates.
        version: Option<VersionId>,
    },
    /// Automatic rotation was turned off.
    CancelRotateSecret {
        /// API: `VersionId`: the version of the rotation that was cancelled.
        version: Option<VersionId>,
    },
    /// The scheduled deletion was cancelled.
    RestoreSecret {
        /// API: `ARN`.
        arn: Arn,
    },
    /// The staging label was moved, added or removed.
    UpdateSecretVersionStage {
        /// API: `ARN`.
        arn: Arn,
    },
}

impl Reply {
    /// The name in the API of the operation that this answers.
    pub fn operation(&self) -> &'static str {
        self.into()
    }
}

/// A value from `BatchGetSecretValue` (API: `SecretValueEntry`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchValue {
    /// API: `ARN`.
    pub arn: Arn,
    /// API: `Name`.
    pub name: String,
    /// The value, with its version.
    pub value: SecretValue,
}

/// An error from `BatchGetSecretValue` (API: `APIErrorType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchError {
    /// API: `SecretId`, as in the request.
    pub secret: String,
    /// API: `ErrorCode`.
    pub code: String,
    /// API: `Message`.
    pub message: String,
}

/// A problem that the service found in a policy (API: `ValidationErrorsEntry`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFinding {
    /// API: `CheckName`.
    pub check: String,
    /// API: `ErrorMessage`.
    pub message: String,
}

/// Entries of a response that are not in the reply, as they lack what identifies them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The entries, in the plural: "versions without an ID".
    pub entries: &'static str,
    /// The number of them, at least 1.
    pub count: usize,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.entries, self.count)
    }
}

/// A finished request, successful or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completed {
    /// The reply or the error.
    pub result: Result<Reply, ServiceError>,
    /// The time from the first attempt to the last response.
    pub duration: Duration,
    /// The number of HTTP requests sent. Includes the SDK's retries and further pages of `BatchGetSecretValue`; 0 if
    /// nothing could be sent.
    pub attempts: u32,
    /// The number of those attempts that may have taken effect: no answer came to them, or one that refuses nothing. The
    /// answer to the last attempt tells nothing about the others.
    pub open_attempts: u32,
    /// The entries of the response that are not in the reply. A page of the list counts its own.
    pub left_out: Vec<LeftOut>,
    /// `x-amzn-RequestId` of the last response, if there was one.
    pub request_id: Option<String>,
}

impl Completed {
    /// The number of attempts that the service refused, or that never reached it. Before a reply they were throttled.
    pub fn refused_attempts(&self) -> u32 {
        self.attempts.saturating_sub(self.open_attempts)
    }
}

/// The account and principal that the credentials belong to (STS: `GetCallerIdentity`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// STS: `Account`.
    pub account: String,
    /// STS: `Arn`.
    pub arn: String,
}

/// The parts of a reply, for whoever asked for just that operation.
impl Reply {
    /// `DescribeSecret`.
    pub fn into_detail(self) -> Result<Detail, ServiceError> {
        match self {
            Self::DescribeSecret(detail) => Ok(*detail),
            _ => Err(unexpected(Operation::DescribeSecret)),
        }
    }

    /// `GetSecretValue`.
    pub fn into_value(self) -> Result<SecretValue, ServiceError> {
        match self {
            Self::GetSecretValue(value) => Ok(value),
            _ => Err(unexpected(Operation::GetSecretValue)),
        }
    }

    /// `GetResourcePolicy`.
    pub fn into_policy(self) -> Result<Option<String>, ServiceError> {
        match self {
            Self::GetResourcePolicy(policy) => Ok(policy),
            _ => Err(unexpected(Operation::GetResourcePolicy)),
        }
    }

    /// A page of `ListSecretVersionIds`, and the token of the next page.
    pub fn into_versions(self) -> Result<(Vec<Version>, Option<String>), ServiceError> {
        match self {
            Self::ListSecretVersionIds { versions, next_token } => Ok((versions, next_token)),
            _ => Err(unexpected(Operation::ListSecretVersionIds)),
        }
    }

    /// A page of `ListSecrets`, and the token of the next page.
    pub fn into_secrets(self) -> Result<(SummaryPage, Option<String>), ServiceError> {
        match self {
            Self::ListSecrets { secrets, next_token } => Ok((secrets, next_token)),
            _ => Err(unexpected(Operation::ListSecrets)),
        }
    }
}

/// The error for an answer to another operation than `asked`.
fn unexpected(asked: Operation) -> ServiceError {
    ServiceError {
        activity: asked.into(),
        kind: ErrorKind::InvalidResponse,
        code: None,
        message: "The answer belongs to another operation.".into(),
    }
}
