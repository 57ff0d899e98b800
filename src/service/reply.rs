//! What comes back from a request, as data.

use super::ServiceError;
use crate::secrets::{Arn, Detail, SecretValue, Summary, Version, VersionId};
use std::time::Duration;

/// The answer to a request that succeeded: one variant an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// A request that ended, well or not: what the journal records, and what the pane that asked gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completed {
    /// What came of it.
    pub result: Result<Reply, ServiceError>,
    /// From the first attempt to the last answer.
    pub duration: Duration,
    /// Attempts made, retries by the SDK included; at least 1 unless nothing could be sent.
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
