//! Replication: adding replicas, removing one, and promoting one to a standalone secret.

mod add;
mod end;

pub use add::AddReplicas;
pub use end::{PromoteReplica, RemoveReplica};
