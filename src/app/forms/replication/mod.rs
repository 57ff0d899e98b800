//! Replication: adding and removing replicas, and setting one free.

mod add;
mod cut;
mod regions;

pub use add::AddReplicas;
pub use cut::{PromoteReplica, RemoveReplica};
pub(super) use regions::complete_region;
