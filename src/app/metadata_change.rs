//! The metadata of a secret after a request has taken effect.

use crate::secrets::{RotationRules, Summary};
use crate::service::api::Request;

/// Changes the metadata as a request does that changes nothing else.
pub fn change_summary(secret: &mut Summary, request: &Request) {
    match request {
        Request::UpdateSecret { description, kms_key_id, .. } => {
            secret.description = description.clone().or(secret.description.take());
            secret.kms_key_id = kms_key_id.clone().or(secret.kms_key_id.take());
        }
        // The time matters to no fact: any will do.
        Request::DeleteSecret { .. } => secret.deleted = Some(jiff::Timestamp::UNIX_EPOCH),
        Request::RestoreSecret { .. } => secret.deleted = None,
        Request::TagResource { tags, .. } => {
            secret.tags.retain(|tag| tags.iter().all(|new| new.key != tag.key));
            secret.tags.extend(tags.iter().cloned());
        }
        Request::UntagResource { keys, .. } => secret.tags.retain(|tag| !keys.contains(&tag.key)),
        Request::StopReplicationToReplica { .. } => secret.primary_region = None,
        Request::CancelRotateSecret { .. } => secret.rotation_enabled = Some(false),
        Request::RotateSecret { settings, .. } => {
            secret.rotation_enabled = Some(true);
            if let Some(settings) = settings {
                secret.rotation_lambda_arn =
                    settings.lambda_arn.clone().or(secret.rotation_lambda_arn.take());
                if settings.rules != RotationRules::default() {
                    secret.rotation_rules = Some(settings.rules.clone());
                }
            }
        }
        Request::CreateSecret(_)
        | Request::PutSecretValue { .. }
        | Request::UpdateSecretVersionStage { .. }
        | Request::ReplicateSecretToRegions { .. }
        | Request::RemoveRegionsFromReplication { .. }
        | Request::PutResourcePolicy { .. }
        | Request::DeleteResourcePolicy { .. }
        | Request::ListSecrets { .. }
        | Request::DescribeSecret { .. }
        | Request::GetSecretValue { .. }
        | Request::BatchGetSecretValue { .. }
        | Request::ListSecretVersionIds { .. }
        | Request::GetResourcePolicy { .. }
        | Request::GetRandomPassword(_)
        | Request::ValidateResourcePolicy { .. } => {}
    }
}
