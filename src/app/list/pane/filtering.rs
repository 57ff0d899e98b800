//! The filter line: what is typed, and the filter in force.

use super::ListPane;
use super::cursor::Anchor;
use crate::app::list::{Filter, FilterError, Folding};
use crate::app::text_line::TextLine;

/// The filter line.
#[derive(Debug, Default)]
pub struct FilterLine {
    /// What is typed.
    pub line: TextLine,
    /// Whether keys go there.
    pub mode: FilterMode,
    /// What is wrong with it.
    pub error: Option<FilterError>,
    /// The last filter that was right: the one in force.
    pub applied: Filter,
}

/// Whether keys go to the filter line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterMode {
    /// They go to the list.
    #[default]
    Resting,
    /// They are typed.
    Editing,
}

impl ListPane {
    /// Reads the filter line: a filter that is right takes force, a wrong one says why and changes nothing. While a key
    /// has no value yet, what stands before it is in force: `db rotation` was a search for a word, and no longer is.
    /// Whether a filter took force.
    pub fn apply_filter(&mut self) -> bool {
        let text = self.filter.line.text();
        let (filter, error) = match Filter::parse(text) {
            Ok(filter) => (Some(filter), None),
            Err(error) => (Filter::parse_before(text, &error), Some(error)),
        };
        self.filter.error = error;
        let Some(filter) = filter else { return false };
        self.filter.applied = filter;
        self.folding_filtered = Folding::unfolded();
        self.anchor = Anchor::Top;
        true
    }

    /// Puts the filter away; the cursor stays on its secret.
    pub fn clear_filter(&mut self) {
        self.filter = FilterLine::default();
        self.hold();
    }
}
