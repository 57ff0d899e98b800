//! What forms are about: a file each, under the name of what the user does with it.

mod details;

pub use details::Details;
