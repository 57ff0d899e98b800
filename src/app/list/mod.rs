//! The list of secrets: what is loaded, filtered and sorted, and where the cursor is.

mod arrange;

pub use arrange::{ArrangeJob, Arranged};
