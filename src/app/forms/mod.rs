//! What forms are about: a file each, under the name of what the user does with it.

mod compare_versions;
mod copy_secret;
mod create;
mod delete;
mod delete_several;
mod details;
mod diff_notes;
mod edit_value;
mod labels;
mod limits;
mod move_label;
mod password;
mod policy;
mod replication;
mod rotation;
mod save_value;
mod tags;
mod values;

pub use compare_versions::CompareVersions;
pub use copy_secret::CopySecret;
pub use create::Create;
pub use delete::{Delete, ForceDelete};
pub use delete_several::DeleteSeveral;
pub use details::Details;
pub use edit_value::EditValue;
pub use move_label::MoveLabel;
pub use password::RandomPassword;
pub use policy::{EditPolicy, put_back};
pub use replication::{AddReplicas, PromoteReplica, RemoveReplica};
pub use rotation::{Recovery, RotationSetup};
pub use save_value::SaveValue;
pub use tags::{TagSeveral, Tags};
pub use values::SeveralValues;

/// How many secrets, in words.
pub fn count_of(secrets: usize) -> String {
    if secrets == 1 { "1 secret".to_owned() } else { format!("{secrets} secrets") }
}
