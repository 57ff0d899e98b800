//! What forms are about: a file each, under the name of what the user does with it.

mod compare_versions;
mod create;
mod delete;
mod details;
mod diff_notes;
mod edit_value;
mod labels;
mod limits;
mod move_label;
mod password;
mod policy;
mod rotation;
mod save_value;

pub use compare_versions::CompareVersions;
pub use create::Create;
pub use delete::{Delete, ForceDelete};
pub use details::Details;
pub use edit_value::EditValue;
pub use move_label::MoveLabel;
pub use password::RandomPassword;
pub use policy::{EditPolicy, put_back};
pub use rotation::{Recovery, RotationSetup};
pub use save_value::SaveValue;
