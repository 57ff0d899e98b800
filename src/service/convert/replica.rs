//! Conversion of replicas.

use super::field::{non_empty, timestamp};
use crate::secrets::{Replica, ReplicaStatus};
use aws_sdk_secretsmanager::types::{ReplicationStatusType, StatusType};

/// The replicas (API: `ReplicationStatus`). Drops entries without a Region.
pub(in crate::service) fn replicas(statuses: Option<Vec<ReplicationStatusType>>) -> Vec<Replica> {
    statuses.unwrap_or_default().into_iter().filter_map(replica).collect()
}

fn replica(status: ReplicationStatusType) -> Option<Replica> {
    Some(Replica {
        region: non_empty(status.region)?,
        kms_key_id: non_empty(status.kms_key_id),
        status: match status.status {
            Some(StatusType::InSync) => ReplicaStatus::InSync,
            Some(StatusType::InProgress) => ReplicaStatus::InProgress,
            Some(StatusType::Failed) => ReplicaStatus::Failed,
            Some(other) => ReplicaStatus::Other(other.as_str().to_owned()),
            None => ReplicaStatus::Other("unknown".to_owned()),
        },
        message: non_empty(status.status_message),
        last_accessed: timestamp(status.last_accessed_date),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_and_missing_statuses_are_kept() {
        let status = |region: &str| ReplicationStatusType::builder().region(region);
        let answered = vec![
            status("us-east-1").status(StatusType::Failed).status_message("why").kms_key_id("k").build(),
            status("us-west-2").status("Paused".into()).build(),
            status("sa-east-1").build(),
            ReplicationStatusType::builder().status(StatusType::InSync).build(),
        ];
        let replicas = replicas(Some(answered));
        let answered: Vec<_> = replicas.iter().map(|r| (r.region.as_str(), r.status.as_str())).collect();
        assert_eq!(answered, [("us-east-1", "Failed"), ("us-west-2", "Paused"), ("sa-east-1", "unknown")]);
        assert_eq!(replicas[0].message.as_deref(), Some("why"));
        assert_eq!(replicas[0].kms_key_id.as_deref(), Some("k"));
    }

    #[test]
    fn no_status_is_no_replicas() {
        assert_eq!(replicas(None), []);
    }
}
