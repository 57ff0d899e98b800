//! The rows: filtered and sorted off the loop, one job at a time.

use super::{ListPane, ListView};
use crate::app::list::{ArrangeJob, Arranged, Row, Shape};
use crate::secrets::{Arn, Summary};
use jiff::Timestamp;
use std::sync::Arc;

/// Numbers what the user asked of the rows: another filter, order or layout.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    last: u64,
    /// What the job that is out takes into account.
    in_job: u64,
    /// What the rows show.
    in_rows: u64,
}

/// Whether filtering is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Job {
    Resting,
    Running,
    RunningOutdated,
}

impl ListPane {
    /// The rows that match the filter, in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// All secrets that match the filter, also those that are folded away.
    pub fn matching(&self, now: Timestamp) -> Vec<Arc<Summary>> {
        let rows = self.job(Shape::Flat, now).run().rows;
        let secret = |row: &Row| match row {
            Row::Secret { secret, .. } => Some(Arc::clone(secret)),
            Row::Folder { .. } => None,
        };
        rows.iter().filter_map(secret).collect()
    }

    /// How many secrets match the filter.
    pub fn matched(&self) -> usize {
        self.matched
    }

    /// The secret that the filter leaves, if it leaves just one.
    pub fn only_match(&self) -> Option<&Arn> {
        let secret = |row: &'_ Row| matches!(row, Row::Secret { .. });
        match self.rows.iter().find(|row| secret(row)) {
            Some(Row::Secret { secret, .. }) if self.matched == 1 => Some(&secret.arn),
            _ => None,
        }
    }

    /// Notes that the user asked for other rows: until they come, those that are there are not what is meant.
    pub fn ask(&mut self) {
        self.asked.last += 1;
    }

    /// Whether the rows are still those from before what the user last asked for.
    pub fn is_behind(&self) -> bool {
        self.asked.in_rows != self.asked.last
    }

    /// A job that filters and sorts what is there now, unless one is out: then another is due when it ends.
    pub fn arrange(&mut self, now: Timestamp) -> Option<ArrangeJob> {
        if self.job != Job::Resting {
            self.job = Job::RunningOutdated;
            return None;
        }
        self.job = Job::Running;
        self.asked.in_job = self.asked.last;
        self.generation += 1;
        Some(self.job(self.shape(), now))
    }

    fn job(&self, shape: Shape, now: Timestamp) -> ArrangeJob {
        ArrangeJob {
            generation: self.generation,
            secrets: self.index.all().clone(),
            filter: self.filter.applied.clone(),
            sort: self.sort,
            shape,
            now,
        }
    }

    fn shape(&self) -> Shape {
        match self.view {
            ListView::Flat => Shape::Flat,
            ListView::Tree if self.filter.applied.is_empty() => Shape::Tree(self.folding.clone()),
            ListView::Tree => Shape::Tree(self.folding_filtered.clone()),
        }
    }

    /// Takes the rows in; answers the next job if one is due.
    pub fn arranged(&mut self, arranged: Arranged, now: Timestamp) -> Option<ArrangeJob> {
        if arranged.generation != self.generation {
            return None;
        }
        self.rows = arranged.rows;
        self.matched = arranged.matched;
        self.asked.in_rows = self.asked.in_job;
        self.return_to_anchor();
        let outdated = self.job == Job::RunningOutdated;
        self.job = Job::Resting;
        if outdated { self.arrange(now) } else { None }
    }
}
