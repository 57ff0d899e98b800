//! The outcome of a request, derived from its error or from a description of the secret.

use crate::secrets::{Detail, ReplicaRole, Tag, VersionId};
use crate::service::api::{ErrorKind, Recovery, Request, ServiceError};

/// True if a description shows that a request took effect. A request whose effect can't be seen there is sent again:
/// it has a token, or does no harm when repeated.
pub(super) fn shows_effect(detail: &Detail, request: &Request) -> bool {
    let secret = &detail.summary;
    let tag = |wanted: &Tag| secret.tags.contains(wanted);
    let version = |token: &str| secret.versions.0.contains_key(&VersionId(token.to_owned()));
    match request {
        Request::DeleteSecret { recovery: Recovery::Window { .. }, .. } => secret.deleted.is_some(),
        Request::RestoreSecret { .. } => secret.deleted.is_none(),
        Request::RotateSecret { token, .. }
        | Request::PutSecretValue { token, .. }
        | Request::UpdateSecret { value: Some(_), token, .. } => version(token.as_str()),
        Request::CancelRotateSecret { .. } => secret.rotation_enabled == Some(false),
        Request::TagResource { tags, .. } => tags.iter().all(tag),
        Request::UntagResource { keys, .. } => !secret.tags.iter().any(|there| keys.contains(&there.key)),
        Request::UpdateSecretVersionStage { label, move_to, .. } => {
            secret.versions.holder(label.as_str()) == move_to.as_ref()
        }
        Request::RemoveRegionsFromReplication { regions, .. } => {
            detail.replicas.iter().all(|replica| !regions.contains(&replica.region))
        }
        Request::StopReplicationToReplica { .. } => {
            !matches!(secret.replica_role(), ReplicaRole::Replica { .. })
        }
        Request::DeleteSecret { recovery: Recovery::Force, .. }
        | Request::UpdateSecret { value: None, .. }
        | Request::CreateSecret(_)
        | Request::PutResourcePolicy { .. }
        | Request::DeleteResourcePolicy { .. }
        | Request::ReplicateSecretToRegions { .. }
        | Request::ListSecrets { .. }
        | Request::DescribeSecret { .. }
        | Request::GetSecretValue { .. }
        | Request::BatchGetSecretValue { .. }
        | Request::ListSecretVersionIds { .. }
        | Request::GetResourcePolicy { .. }
        | Request::GetRandomPassword(_)
        | Request::ValidateResourcePolicy { .. } => false,
    }
}

/// True if the service refuses the request if it has taken effect already.
fn is_refused_when_repeated(request: &Request) -> bool {
    match request {
        Request::DeleteSecret { recovery: Recovery::Window { .. }, .. }
        | Request::RestoreSecret { .. }
        | Request::CancelRotateSecret { .. }
        | Request::UpdateSecretVersionStage { .. }
        | Request::RemoveRegionsFromReplication { .. }
        | Request::StopReplicationToReplica { .. } => true,
        Request::DeleteSecret { recovery: Recovery::Force, .. }
        | Request::CreateSecret(_)
        | Request::PutSecretValue { .. }
        | Request::UpdateSecret { .. }
        | Request::RotateSecret { .. }
        | Request::TagResource { .. }
        | Request::UntagResource { .. }
        | Request::PutResourcePolicy { .. }
        | Request::DeleteResourcePolicy { .. }
        | Request::ReplicateSecretToRegions { .. }
        | Request::ListSecrets { .. }
        | Request::DescribeSecret { .. }
        | Request::GetSecretValue { .. }
        | Request::BatchGetSecretValue { .. }
        | Request::ListSecretVersionIds { .. }
        | Request::GetResourcePolicy { .. }
        | Request::GetRandomPassword(_)
        | Request::ValidateResourcePolicy { .. } => false,
    }
}

/// True if a failed request may have taken effect. A later attempt may be refused because an earlier attempt, whose
/// answer was lost, has taken effect.
pub(super) fn leaves_outcome_open(error: &ServiceError, request: &Request, attempts: u32) -> bool {
    match error.kind {
        ErrorKind::TimedOut
        | ErrorKind::ConnectionLost { .. }
        | ErrorKind::InvalidResponse
        | ErrorKind::ServiceFailure => true,
        ErrorKind::Refused | ErrorKind::NotFound => attempts > 1 && is_refused_when_repeated(request),
        ErrorKind::AccessDenied { .. }
        | ErrorKind::ExplicitDeny { .. }
        | ErrorKind::Credentials(_)
        | ErrorKind::UnreadableConfig { .. }
        | ErrorKind::UnusableSetting { .. }
        | ErrorKind::NoCredentials { .. }
        | ErrorKind::ExpiredCredentials { .. }
        | ErrorKind::InvalidCredentials
        | ErrorKind::NoRegion
        | ErrorKind::NoSuchProfile { .. }
        | ErrorKind::Throttled
        | ErrorKind::Unreachable { .. }
        | ErrorKind::ReadOnly
        | ErrorKind::Other => false,
    }
}
