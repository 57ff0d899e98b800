//! The list's state: the secrets that were loaded, the rows that show, and the cursor.

mod arranging;
mod cursor;
mod filter_line;
mod filtering;
mod folders;
mod loading;
mod marking;
mod state;

pub use filter_line::{FilterLine, FilterMode};
pub use state::{Clicked, ListLoad, ListView};

use super::index::SecretIndex;
use super::{Folding, Marks, Row, Sort};
use crate::app::scroll::Cursor;
use crate::secrets::{Arn, Summary};
use jiff::Timestamp;
use state::{Anchor, Asked, Job, LoadMode};
use std::sync::Arc;

/// The list of secrets.
#[derive(Debug)]
pub struct ListPane {
    index: SecretIndex,
    incoming: Vec<Summary>,
    load_mode: LoadMode,
    as_of: Option<Timestamp>,
    load: ListLoad,
    filter: FilterLine,
    sort: Sort,
    view: ListView,
    folding: Folding,
    folding_filtered: Folding,
    rows: Arc<[Row]>,
    matched: usize,
    marks: Marks,
    cursor: Cursor,
    anchor: Anchor,
    generation: u64,
    job: Job,
    asked: Asked,
}

impl Default for ListPane {
    fn default() -> Self {
        Self {
            index: SecretIndex::default(),
            incoming: Vec::new(),
            load_mode: LoadMode::Initial,
            as_of: None,
            load: ListLoad::Idle,
            filter: FilterLine::default(),
            sort: Sort::default(),
            view: ListView::default(),
            folding: Folding::folded(),
            folding_filtered: Folding::unfolded(),
            rows: Arc::from([]),
            matched: 0,
            marks: Marks::default(),
            cursor: Cursor::default(),
            anchor: Anchor::Top,
            generation: 0,
            job: Job::Resting,
            asked: Asked::default(),
        }
    }
}

impl ListPane {
    /// An empty list, filtered from the start if a filter is given.
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
    pub fn secrets(&self) -> &[Arc<Summary>] {
        self.index.all()
    }

    /// The newest summary of a listed secret.
    pub fn find(&self, arn: &Arn) -> Option<&Arc<Summary>> {
        self.index.find(arn)
    }

    /// How far loading has come.
    pub fn load(&self) -> &ListLoad {
        &self.load
    }

    /// The filter line.
    pub fn filter(&self) -> &FilterLine {
        &self.filter
    }

    /// The order of the rows.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// The layout: flat or a tree.
    pub fn view(&self) -> ListView {
        self.view
    }

    /// The secrets marked for a change of several at once.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The row under the cursor, and the first row shown.
    pub fn cursor(&self) -> &Cursor {
        &self.cursor
    }
}
