//! What is done about replicas: forms, and going to where they are.

use super::mutating::{Refused, refuse_replica, refuse_scheduled_for_deletion};
use crate::app::Model;
use crate::app::forms::{AddReplicas, PromoteReplica, RemoveReplica};
use crate::app::model::PendingOpen;
use crate::app::secret::Selected;
use crate::secrets::{Replica, ReplicaRole, ReplicaStatus};
use crate::service::api::ConnectionTarget;

impl Model {
    /// Opens the form that adds replicas.
    pub(super) fn open_add_replicas(&mut self) {
        self.open_for_selected("ReplicateSecretToRegions", |selected| {
            refuse_replica(selected)?;
            refuse_scheduled_for_deletion(selected)?;
            Ok(Box::new(AddReplicas::of(selected.summary(), selected.replicas())))
        });
    }

    /// Opens the same form for the replica under the cursor, which has failed.
    pub(super) fn open_retry_replica(&mut self) {
        self.open_for_selected("ReplicateSecretToRegions", |selected| {
            let replica = replica_to_change(selected)?;
            if replica.status != ReplicaStatus::Failed {
                return Err(Refused::new(
                    format!("The replica in {} is {}.", replica.region, replica.status.as_str()),
                    "Only one that has failed is tried again.",
                ));
            }
            let again = AddReplicas::again(selected.summary(), selected.replicas(), replica.clone());
            Ok(Box::new(again))
        });
    }

    /// Asks whether to remove the replica under the cursor.
    pub(super) fn open_remove_replica(&mut self) {
        self.open_for_selected("RemoveRegionsFromReplication", |selected| {
            let replica = replica_to_change(selected)?;
            Ok(Box::new(RemoveReplica::of(selected.summary(), replica.clone())))
        });
    }

    /// Asks whether to make the replica that is open a secret of its own.
    pub(super) fn open_promote_replica(&mut self) {
        self.open_for_selected("StopReplicationToReplica", |selected| {
            refuse_scheduled_for_deletion(selected)?;
            let ReplicaRole::Replica { primary } = selected.summary().replica_role() else {
                return Err(Refused::new(
                    format!("{} is no replica.", selected.name()),
                    "Go to one of its replicas (O); it is promoted in its own Region.",
                ));
            };
            Ok(Box::new(PromoteReplica::of(selected.summary(), primary)))
        });
    }

    /// Goes to the replica under the cursor, or from a replica to its primary: the Region is switched, and the secret
    /// opened there.
    pub(super) fn go_to_replica(&mut self) {
        let Some(selected) = &self.selected else { return };
        let region = match selected.summary().replica_role() {
            ReplicaRole::Replica { primary } => Some(primary.to_owned()),
            ReplicaRole::Single | ReplicaRole::Primary => {
                replica_under_cursor(selected).map(|replica| replica.region.clone())
            }
        };
        let (name, Some(region)) = (selected.name().to_owned(), region) else {
            return self.refuse("There is no replica to go to.", "Replicate the secret first (+).");
        };
        self.go_to(region, name);
    }

    /// Switches to another Region and opens a secret there.
    pub(super) fn go_to(&mut self, region: String, name: String) {
        let target = ConnectionTarget { region: Some(region), ..self.connection.target.clone() };
        self.connect(target);
        self.opening = PendingOpen::Describing(name);
    }
}

fn replica_under_cursor(selected: &Selected) -> Option<&Replica> {
    selected.replicas().get(selected.replication.at)
}

fn replica_to_change(selected: &Selected) -> Result<&Replica, Refused> {
    refuse_replica(selected)?;
    refuse_scheduled_for_deletion(selected)?;
    replica_under_cursor(selected).ok_or_else(|| {
        Refused::new(
            format!("{} has no replica under the cursor.", selected.name()),
            "Replicate the secret first (+).",
        )
    })
}
