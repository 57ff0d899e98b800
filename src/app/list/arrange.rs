//! Filtering and sorting, as a job that runs off the event loop.

use super::filter::{Filter, Scratch};
use super::folding::Folding;
use super::row::{Fit, Row};
use super::sort::{self, Matches, Sort};
use super::{marks, parallel, tree};
use crate::secrets::{Arn, ReplicaRole, Summary};
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;

/// The shape of the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One row for each secret.
    Flat,
    /// Folders by the slashes in names, before secrets at each level. Folded folders leave out what is in them.
    Tree(Folding),
}

/// A list to filter and sort. Cheap to make: lists are shared, not copied.
#[derive(Clone, Debug)]
pub struct ArrangeJob {
    /// The number of the job: the answer to an older job is dropped.
    pub generation: u64,
    /// The secrets, in any order.
    pub secrets: Arc<Vec<Arc<Summary>>>,
    /// The filter to match.
    pub filter: Filter,
    /// The order of the rows.
    pub sort: Sort,
    /// The shape of the rows.
    pub shape: Shape,
    /// A secret that has a row although it may not match the filter.
    pub keep: Option<Arc<Summary>>,
    /// The marked secrets.
    pub marked: Arc<HashSet<Arn>>,
    /// The present, for ages and states of rotation.
    pub now: Timestamp,
}

/// A filtered and sorted list.
#[derive(Clone, Debug)]
pub struct Arranged {
    /// The number of the job.
    pub generation: u64,
    /// The rows from top to bottom.
    pub rows: Arc<[Row]>,
    /// The number of secrets that match the filter, those in folded folders included.
    pub matched: usize,
    /// The secret that has a row without matching the filter.
    pub kept: Option<Arn>,
    /// The secrets that were marked when the job was made.
    pub marked: Arc<HashSet<Arn>>,
    /// The primaries whose replicas the filter asks for and that were not described.
    pub unknown: usize,
    /// Those of them that have a row.
    pub marked_with_row: HashSet<Arn>,
}

impl ArrangeJob {
    /// Filters and sorts. Takes milliseconds for thousands of secrets: not for the event loop.
    pub fn run(self) -> Arranged {
        let pieces = parallel::in_pieces(&self.secrets, |piece| self.matches(piece));
        let matched = pieces.iter().map(Matches::len).sum();
        let kept = self.kept();
        let pieces: Vec<_> = pieces
            .into_iter()
            .chain(kept.map(|kept| Matches::kept(kept, self.sort, self.now, self.is_by_match())))
            .collect();
        let sorted = sort::sorted(&pieces, self.sort);
        let rows: Arc<[Row]> = match &self.shape {
            Shape::Flat => {
                let row = |(secret, fit): (&Arc<Summary>, Fit)| Row::Secret {
                    secret: secret.clone(),
                    depth: 0,
                    fit,
                };
                sorted.into_iter().map(row).collect()
            }
            Shape::Tree(folding) => tree::rows(&sorted, folding).into(),
        };
        let kept = kept.map(|kept| kept.arn.clone());
        let marked_with_row = marks::with_row(&rows, &self.marked);
        let unknown = self.unknown();
        Arranged {
            unknown,
            generation: self.generation,
            rows,
            matched,
            kept,
            marked: self.marked.clone(),
            marked_with_row,
        }
    }

    /// The secret that keeps its row without being among the matches.
    fn kept(&self) -> Option<&Arc<Summary>> {
        let is_listed = |kept: &Arc<Summary>| self.secrets.iter().any(|secret| Arc::ptr_eq(secret, kept));
        self.keep.as_ref().filter(|kept| !(self.filter.matches(kept, self.now) && is_listed(kept)))
    }

    /// The number of primaries of which the filter asks what only `DescribeSecret` tells, and that were not described.
    fn unknown(&self) -> usize {
        if !self.filter.needs_replicas() {
            return 0;
        }
        let is_unknown = |secret: &&Arc<Summary>| {
            secret.replica_role() == ReplicaRole::Primary && secret.replicas.is_none()
        };
        self.secrets.iter().filter(is_unknown).count()
    }

    /// True if better matches come first.
    fn is_by_match(&self) -> bool {
        !self.sort.chosen && self.filter.has_words()
    }

    fn matches<'a>(&self, secrets: &'a [Arc<Summary>]) -> Matches<'a> {
        let mut scratch = Scratch::default();
        let score = |secret: &Summary| self.filter.score(secret, self.now, &mut scratch);
        Matches::gather(secrets, self.sort, self.now, self.is_by_match(), score)
    }
}

#[cfg(test)]
mod tests;
