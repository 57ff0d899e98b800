//! The value of `is:`, and the bookmarks that it is tested by.

use std::collections::HashSet;
use std::sync::Arc;

/// The names of the bookmarked secrets. Cheap to clone.
pub type Bookmarks = Arc<HashSet<String>>;

/// A value of `is:`. A filter that was only parsed knows no bookmarks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bookmarked {
    pub(super) names: Bookmarks,
}

impl Bookmarked {
    /// The value as it is typed.
    pub(super) const TYPED: &str = "bookmarked";

    /// Parses the value, in upper or lower case.
    pub(super) fn parse(text: &str) -> Option<Self> {
        text.eq_ignore_ascii_case(Self::TYPED).then(Self::default)
    }

    pub(super) fn matches(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}
