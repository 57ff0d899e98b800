//! The pane Value: read on request, masked until revealed, masked again after a while.

mod pane;
mod reveal;
mod rows;
mod shown;
#[cfg(test)]
mod tests;

pub use pane::ValuePane;
pub use rows::{Brackets, Fold, RowKind, ValueRow};
pub use shown::ShownValue;
