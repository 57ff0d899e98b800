//! The list's state: what came of loading, what is laid over it, and where the cursor is.

mod arranging;
mod cursor;
mod filtering;
mod folders;
mod loading;

pub use filtering::{FilterLine, FilterMode};
pub use folders::ListView;
pub use loading::ListLoad;

use super::index::SecretIndex;
use super::{Folding, Marks, Row, Sort};
use crate::app::scroll::Cursor;
use crate::secrets::{Arn, Summary};
use arranging::{Asked, Job};
use cursor::Anchor;
use jiff::Timestamp;
use loading::LoadMode;
use std::sync::Arc;

/// The list of secrets.
#[derive(Debug)]
pub struct ListPane {
    index: SecretIndex,
    incoming: Vec<Summary>,
    fill: LoadMode,
    as_of: Option<Timestamp>,
    /// How loading stands.
    pub load: ListLoad,
    /// The filter line.
    pub filter: FilterLine,
    /// The order.
    pub sort: Sort,
    /// Flat or a tree.
    pub view: ListView,
    folding: Folding,
    folding_filtered: Folding,
    rows: Arc<[Row]>,
    matched: usize,
    /// The secrets that are marked.
    pub marks: Marks,
    /// The row under the cursor.
    pub cursor: Cursor,
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
            fill: LoadMode::Initial,
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
    /// Empties the list for another connection; filter, order and layout stay.
    pub fn empty(&mut self) {
        *self = Self {
            filter: std::mem::take(&mut self.filter),
            sort: self.sort,
            view: self.view,
            generation: self.generation + 1,
            ..Self::default()
        };
    }

    /// All secrets that are there, whether or not they match the filter.
    pub fn secrets(&self) -> &[Arc<Summary>] {
        self.index.all()
    }

    /// What is known of a secret of the list.
    pub fn find(&self, arn: &Arn) -> Option<&Arc<Summary>> {
        self.index.find(arn)
    }

    /// The marked secrets, by name.
    pub fn marked(&self) -> Vec<Arc<Summary>> {
        self.marks.among(self.secrets())
    }
}
