//! What several parts of the screen are made of.

pub mod border;
pub mod failure;
pub mod freshness;
pub mod json;
pub mod labels;
pub mod page;
pub mod scrollbar;
pub mod table;
pub mod typed;
pub mod whole;

/// What stands for a value that is not shown: of one length, so that it tells nothing of the value's.
pub const MASK: &str = "••••••••";

/// What stands for something that is not there.
pub const ABSENT: &str = "—";
