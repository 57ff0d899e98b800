//! The pane Value: the value is read on request, masked until revealed, and masked again after a while.

mod pane;
mod reveal;
mod rows;
mod shown;
#[cfg(test)]
mod tests;

pub use pane::ValuePane;
pub use rows::{Brackets, EMPTY_KEY, Fold, RowKind, ValueRow};
pub use shown::ShownValue;
