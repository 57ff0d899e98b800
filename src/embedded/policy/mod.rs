//! Resource policies: their grammar, and the access that they grant.

mod access;
mod document;
mod pattern;

pub use access::{grants, grants_broad_access, locks_out};
pub use document::Document;
pub use pattern::matches;
