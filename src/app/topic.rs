//! The causes that notices are about.

/// The cause of a notice that goes with its cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The list began to load, or stopped.
    ListLoading,
    /// Entries of the list are not shown.
    ListEntries,
}
