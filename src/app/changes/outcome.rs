//! The outcome of a request, derived from its error or from the state of the secret.

use crate::app::known::Known;
use crate::secrets::VersionId;
use crate::service::api::{ClientRequestToken, ErrorKind, Recovery, Request, ServiceError};

/// True if the state of a secret shows that a request, sent when the state was `before`, has taken effect. A request
/// whose effect can't be seen there is sent again: it has a token, or does no harm when repeated.
pub(super) fn shows_effect(before: &Known, now: &Known, request: &Request) -> bool {
    let has_version = |token: &ClientRequestToken| {
        let version = VersionId(token.as_str().to_owned());
        now.labels().is_some_and(|labels| labels.0.contains_key(&version))
    };
    match request {
        Request::PutSecretValue { token, .. } | Request::UpdateSecret { value: Some(_), token, .. } => {
            has_version(token)
        }
        Request::RotateSecret { token, .. } if has_version(token) => true,
        Request::UpdateSecretVersionStage { label, move_to, .. } => {
            now.labels().is_some_and(|labels| labels.holder(label.as_str()) == move_to.as_ref())
        }
        // What is gone shows nothing.
        Request::DeleteSecret { recovery: Recovery::Force, .. } => false,
        _ => {
            let after = before.after(request);
            // A rotation that sets nothing new shows only in the version that it makes.
            let is_visible = !matches!(request, Request::RotateSecret { .. })
                || !before.differences(&after, request).is_empty();
            let is_known = !after.facts(request).is_empty() && !now.facts(request).is_empty();
            is_visible && is_known && after.differences(now, request).is_empty()
        }
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
        | ErrorKind::ClockSkew
        | ErrorKind::NoRegion
        | ErrorKind::NoSuchProfile { .. }
        | ErrorKind::Throttled
        | ErrorKind::Unreachable { .. }
        | ErrorKind::Proxy { .. }
        | ErrorKind::ReadOnly
        | ErrorKind::Other => false,
    }
}
