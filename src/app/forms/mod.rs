//! The forms: a file or folder each, under the name of what the user does with it.

mod compare_versions;
mod copy_secret;
mod create;
mod delete;
mod details;
mod diff_notes;
mod edit_value;
mod engine_password;
mod labels;
mod members;
mod move_label;
mod password;
mod policy;
mod question;
mod regions;
mod replication;
mod rotation;
mod save_value;
mod several;
mod tags;
mod values;

pub use compare_versions::CompareVersions;
pub use copy_secret::CopySecret;
pub use create::Create;
pub use delete::{Delete, DeleteSeveral, ForceDelete};
pub use details::Details;
pub use edit_value::EditValue;
pub use move_label::MoveLabel;
pub use password::RandomPassword;
pub use policy::{EditPolicy, put_back};
pub use question::Question;
pub use replication::{AddReplicas, PromoteReplica, RemoveReplica, ReplicaKey};
pub use rotation::{Recovery, RotationSetup};
pub use save_value::SaveValue;
pub use tags::{TagSeveral, Tags};
pub use values::SeveralValues;
