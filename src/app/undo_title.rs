//! The title of an undo.

use super::plan::Step;
use super::wording::counted;
use crate::secrets::Arn;
use crate::service::api::Request;
use std::collections::BTreeSet;

/// The change in the imperative, naming the secret and, if it is another one, the Region.
pub fn title(steps: &[Step]) -> String {
    let secrets: BTreeSet<&Arn> = steps.iter().map(|step| step.before.arn()).collect();
    let Some(step) = steps.last() else { return String::new() };
    let name = match (secrets.len(), &step.region) {
        (1, None) => step.before.arn().name().to_owned(),
        (1, Some(region)) => format!("{} in {region}", step.before.arn().name()),
        (count, _) => counted(count, "secret"),
    };
    match &step.request {
        Request::UpdateSecretVersionStage { .. } if steps.len() > 1 => {
            format!("Move the labels of {name} back")
        }
        Request::UpdateSecretVersionStage { label, move_to: Some(version), .. } => {
            format!("Move {label} of {name} back to version {}", version.short())
        }
        Request::UpdateSecretVersionStage { label, .. } => format!("Remove {label} from a version of {name}"),
        Request::UpdateSecret { .. } => format!("Undo the changes to the details of {name}"),
        Request::RestoreSecret { .. } => format!("Restore {name}"),
        Request::DeleteSecret { .. } => format!("Delete {name}"),
        Request::TagResource { .. } | Request::UntagResource { .. } => {
            format!("Undo the changes to the tags of {name}")
        }
        Request::PutResourcePolicy { .. } => format!("Attach the previous policy of {name} again"),
        Request::DeleteResourcePolicy { .. } => format!("Delete the resource policy of {name}"),
        Request::ReplicateSecretToRegions { replicas, .. } => {
            let regions: Vec<&str> = replicas.iter().map(|replica| &*replica.region).collect();
            format!("Replicate {name} to {} again", regions.join(", "))
        }
        Request::RemoveRegionsFromReplication { regions, .. } => {
            format!("Delete the replicas of {name} in {}", regions.join(", "))
        }
        Request::RotateSecret { .. } => format!("Undo the changes to the rotation of {name}"),
        Request::CancelRotateSecret { .. } => format!("Turn rotation of {name} off"),
        // No reversal has any of these.
        Request::CreateSecret(_)
        | Request::PutSecretValue { .. }
        | Request::StopReplicationToReplica { .. }
        | Request::ListSecrets { .. }
        | Request::DescribeSecret { .. }
        | Request::GetSecretValue { .. }
        | Request::ListSecretVersionIds { .. }
        | Request::GetResourcePolicy { .. }
        | Request::BatchGetSecretValue { .. }
        | Request::GetRandomPassword(_)
        | Request::ValidateResourcePolicy { .. } => format!("Undo the change of {name}"),
    }
}
