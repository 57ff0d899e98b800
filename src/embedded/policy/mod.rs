//! Resource policies: whether a document is one, and whether it opens a secret too far.

mod access;
mod document;

pub use access::{grants_broad_access, locks_out};
pub use document::Document;
