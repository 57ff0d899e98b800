//! What forms are about: a file each, under the name of what the user does with it.

mod delete;
mod details;
mod policy;
mod rotation;

pub use delete::{Delete, ForceDelete};
pub use details::Details;
pub use policy::{EditPolicy, put_back};
pub use rotation::{Recovery, RotationSetup};
