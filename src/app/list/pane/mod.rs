//! The state of the list: the loaded secrets, the rows, and the cursor.

mod arranging;
mod cursor;
mod earlier;
mod filter_line;
mod filtering;
mod folders;
mod loading;
mod marking;
mod state;

pub use filter_line::{FilterLine, FilterMode, Selection};
pub use state::{Clicked, ListEnd, ListLoad, ListView, Reload};

use super::index::SecretIndex;
use super::listing::Listing;
use super::{Bookmarks, Folding, Found, Marks, Rows, Sort};
use crate::app::scroll::Cursor;
use crate::secrets::{Arn, Summaries, Summary, SummaryStore};
use jiff::Timestamp;
use state::{Anchor, Aside, Cached, Earlier, Extent, Job, LoadMode, Revisions};
use std::sync::Arc;

/// The list of secrets.
#[derive(Debug)]
pub struct ListPane {
    index: SecretIndex,
    /// The pages of a refresh, until it is complete.
    incoming: SummaryStore,
    listing: Listing,
    load_mode: LoadMode,
    extent: Extent,
    /// The time before which the first pages came, if loading went on after a stop.
    oldest_page: Option<Timestamp>,
    /// The most entries of a page that are not shown, since the list began to load.
    left_out: usize,
    as_of: Option<Timestamp>,
    /// The list of an earlier run.
    earlier: Earlier,
    /// The list of before a reconnect.
    aside: Option<Aside>,
    cached: Cached,
    load: ListLoad,
    filter: FilterLine,
    bookmarks: Bookmarks,
    sort: Sort,
    view: ListView,
    folding: Folding,
    /// The folding while a filter is applied.
    folding_filtered: Folding,
    rows: Rows,
    matched: usize,
    marks: Marks,
    cursor: Cursor,
    anchor: Anchor,
    /// The secret that the panes show while they have the keys: it keeps its row even if the list has it no longer.
    held: Option<Arc<Summary>>,
    /// The secret that has a row without matching the filter.
    kept: Option<Arn>,
    /// The number of the last job that filters and sorts.
    generation: u64,
    job: Job,
    /// The time at which the last job was started.
    arranged_at: Option<Timestamp>,
    /// The secrets that the last job found.
    found: Found,
    revisions: Revisions,
}

impl Default for ListPane {
    fn default() -> Self {
        Self {
            index: SecretIndex::default(),
            incoming: SummaryStore::default(),
            listing: Listing::default(),
            load_mode: LoadMode::Initial,
            extent: Extent::Part,
            oldest_page: None,
            left_out: 0,
            as_of: None,
            earlier: Earlier::None,
            aside: None,
            cached: Cached::Current,
            load: ListLoad::Idle,
            filter: FilterLine::default(),
            bookmarks: Bookmarks::default(),
            sort: Sort::default(),
            view: ListView::default(),
            folding: Folding::folded(),
            folding_filtered: Folding::unfolded(),
            rows: Rows::default(),
            matched: 0,
            marks: Marks::default(),
            cursor: Cursor::default(),
            anchor: Anchor::Top,
            held: None,
            kept: None,
            generation: 0,
            job: Job::Idle,
            arranged_at: None,
            found: Found::default(),
            revisions: Revisions::default(),
        }
    }
}

impl ListPane {
    /// An empty list with a filter.
    pub fn filtered(filter: Option<String>) -> Self {
        let mut list = Self::default();
        if let Some(filter) = filter {
            list.filter.set_text(filter);
            list.apply_filter();
        }
        list
    }

    /// Empties the list for another connection; filter, order and layout stay.
    pub fn clear(&mut self) {
        *self = Self {
            filter: std::mem::take(&mut self.filter),
            sort: self.sort,
            view: self.view,
            generation: self.generation + 1,
            ..Self::default()
        };
    }

    /// Every listed secret, whether or not it matches the filter.
    pub fn secrets(&self) -> &Summaries {
        self.index.all()
    }

    /// The newest summary of a listed secret.
    pub fn find(&self, arn: &Arn) -> Option<Arc<Summary>> {
        self.index.find(arn)
    }

    /// The state of loading.
    pub fn load(&self) -> &ListLoad {
        &self.load
    }

    /// The filter line.
    pub fn filter(&self) -> &FilterLine {
        &self.filter
    }

    /// The sort of the rows.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// The layout: flat or a tree.
    pub fn view(&self) -> ListView {
        self.view
    }

    /// The marked secrets.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The row under the cursor, and the first row shown.
    pub fn cursor(&self) -> &Cursor {
        &self.cursor
    }
}
