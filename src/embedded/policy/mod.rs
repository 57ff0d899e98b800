//! Resource policies: whether a document is one, and whether it opens a secret too far.

mod access;
mod document;
mod pattern;

pub use access::{grants, grants_broad_access, locks_out};
pub use document::Document;
pub use pattern::matches;
