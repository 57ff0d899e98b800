//! The client request token of a request: by it, the service takes several attempts for one.

use super::{ClientRequestToken, Request};

impl Request {
    /// The client request token, for the requests that have one.
    pub fn token(&self) -> Option<&ClientRequestToken> {
        match self {
            Self::CreateSecret(new) => Some(&new.token),
            Self::PutSecretValue { token, .. }
            | Self::UpdateSecret { token, .. }
            | Self::RotateSecret { token, .. } => Some(token),
            Self::ListSecrets { .. }
            | Self::DescribeSecret { .. }
            | Self::GetSecretValue { .. }
            | Self::BatchGetSecretValue { .. }
            | Self::ListSecretVersionIds { .. }
            | Self::GetResourcePolicy { .. }
            | Self::GetRandomPassword(_)
            | Self::ValidateResourcePolicy { .. }
            | Self::DeleteSecret { .. }
            | Self::RestoreSecret { .. }
            | Self::TagResource { .. }
            | Self::UntagResource { .. }
            | Self::PutResourcePolicy { .. }
            | Self::DeleteResourcePolicy { .. }
            | Self::ReplicateSecretToRegions { .. }
            | Self::RemoveRegionsFromReplication { .. }
            | Self::StopReplicationToReplica { .. }
            | Self::CancelRotateSecret { .. }
            | Self::UpdateSecretVersionStage { .. } => None,
        }
    }

    /// The same request with another token, if it has one.
    #[must_use]
    pub fn with_token(mut self, other: ClientRequestToken) -> Self {
        match &mut self {
            Self::CreateSecret(new) => new.token = other,
            Self::PutSecretValue { token, .. }
            | Self::UpdateSecret { token, .. }
            | Self::RotateSecret { token, .. } => *token = other,
            Self::ListSecrets { .. }
            | Self::DescribeSecret { .. }
            | Self::GetSecretValue { .. }
            | Self::BatchGetSecretValue { .. }
            | Self::ListSecretVersionIds { .. }
            | Self::GetResourcePolicy { .. }
            | Self::GetRandomPassword(_)
            | Self::ValidateResourcePolicy { .. }
            | Self::DeleteSecret { .. }
            | Self::RestoreSecret { .. }
            | Self::TagResource { .. }
            | Self::UntagResource { .. }
            | Self::PutResourcePolicy { .. }
            | Self::DeleteResourcePolicy { .. }
            | Self::ReplicateSecretToRegions { .. }
            | Self::RemoveRegionsFromReplication { .. }
            | Self::StopReplicationToReplica { .. }
            | Self::CancelRotateSecret { .. }
            | Self::UpdateSecretVersionStage { .. } => {}
        }
        self
    }
}
