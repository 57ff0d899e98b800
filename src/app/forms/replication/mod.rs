//! Replication: adding replicas, removing one, changing the key of one, and promoting one to a standalone
//! secret.

mod add;
mod end;
mod key;

pub use add::AddReplicas;
pub use end::{PromoteReplica, RemoveReplica};
pub use key::ReplicaKey;
