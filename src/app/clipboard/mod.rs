//! Copying: the clipboard, and when it is cleared again.

mod copy;

pub use copy::{ClearOutcome, CopyFailure, CopyId, CopyRoute, CopyState, CopyText, LastCopy, Sensitivity};
