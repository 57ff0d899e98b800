//! What forms are about: a file each, under the name of what the user does with it.

mod create;
mod delete;
mod details;
mod limits;
mod password;
mod policy;
mod rotation;

pub use create::Create;
pub use delete::{Delete, ForceDelete};
pub use details::Details;
pub use password::RandomPassword;
pub use policy::{EditPolicy, put_back};
pub use rotation::{Recovery, RotationSetup};
