//! Replicas of a secret.

use super::kinds::{change, on_secret};
use crate::app::actions::action::{Action as A, Group as G};
use crate::app::actions::context::{Context as C, Contexts};
use crate::app::actions::row::{Condition as If, Requirement as R, Row, Trouble};

/// The rows, in the order of the enum.
pub(super) const ROWS: &[Row] = &[
    change(
        A::AddReplicas,
        "ReplicateSecretToRegions",
        Contexts::of(&[C::Replication]),
        &["+"],
        ["add-replicas", "add Region", "Replicate the secret to other Regions (ReplicateSecretToRegions)"],
    )
    .also(&["replicate", "replica", "add replica"]),
    change(
        A::RemoveReplica,
        "RemoveRegionsFromReplication",
        Contexts::of(&[C::Replication]),
        &["x"],
        [
            "remove-replica",
            "remove replica",
            "Delete the replica under the cursor (RemoveRegionsFromReplication)",
        ],
    )
    .only_if(&[If::HasReplica])
    .also(&["delete replica", "stop replicating", "unreplicate"])
    .risky()
    .short("remove"),
    change(
        A::RetryReplica,
        "ReplicateSecretToRegions",
        Contexts::of(&[C::Replication]),
        &["A"],
        [
            "retry-replica",
            "retry replica",
            "Retry a failed replica, overwriting what is there (ReplicateSecretToRegions)",
        ],
    )
    .only_if(&[If::HasReplica, If::HasFailedReplica])
    .also(&["mend replica", "overwrite replica", "failed replica"])
    .risky()
    .short("retry")
    .mends(Trouble::FailedReplica),
    change(
        A::EditReplicaKey,
        "UpdateSecret",
        Contexts::of(&[C::Replication]),
        &["e"],
        ["replica-key", "replica key", "Change the KMS key of the replica under the cursor (UpdateSecret)"],
    )
    .only_if(&[If::HasReplica])
    .also(&["encryption key of a replica"]),
    change(
        A::PromoteReplica,
        "StopReplicationToReplica",
        Contexts::of(&[C::Replication]),
        &["P"],
        [
            "promote-replica",
            "promote to standalone",
            "Promote this replica to a standalone secret (StopReplicationToReplica)",
        ],
    )
    .requires(&[R::NotScheduled, R::Replica])
    .also(&["promote", "standalone", "detach replica", "stop replication"])
    .risky()
    .short("promote"),
    on_secret(
        A::GoToReplica,
        G::Secret,
        Contexts::of(&[C::Replication]),
        &["O"],
        [
            "go-to-replica",
            "go to replica",
            "Go to the replica under the cursor, or from a replica to its primary",
        ],
    )
    .only_if(&[If::HasReplicaToGoTo])
    .also(&["primary", "open replica", "go to primary"])
    .short("go to"),
];
