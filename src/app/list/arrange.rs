//! Filtering and sorting, as a job that runs off the loop.

use super::filter::{Filter, Scratch};
use super::folding::Folding;
use super::row::Row;
use super::sort::{self, Matches, Sort};
use super::{threads, tree};
use crate::secrets::Summary;
use jiff::Timestamp;
use std::sync::Arc;

/// Flat, or a tree by the slashes in names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A row a secret.
    Flat,
    /// Folders before secrets at each level; what is in a folded one is left out.
    Tree(Folding),
}

/// A list to be filtered and sorted. Owns all that it needs, cheaply.
#[derive(Clone, Debug)]
pub struct ArrangeJob {
    /// Counts the jobs; an answer to any but the last is dropped.
    pub generation: u64,
    /// The list, in whatever order.
    pub secrets: Arc<Vec<Arc<Summary>>>,
    /// Which secrets are let through.
    pub filter: Filter,
    /// Their order.
    pub sort: Sort,
    /// Flat or a tree.
    pub shape: Shape,
    /// The moment that ages and states of rotation are judged at.
    pub now: Timestamp,
}

/// A filtered and sorted list.
#[derive(Clone, Debug)]
pub struct Arranged {
    /// The job that it answers.
    pub generation: u64,
    /// What is shown, from top to bottom.
    pub rows: Arc<[Row]>,
    /// How many secrets the filter let through, those in folded folders included.
    pub matched: usize,
}

impl ArrangeJob {
    /// Does the work; takes milliseconds for thousands of secrets, so not on the loop.
    pub fn run(self) -> Arranged {
        let pieces = threads::in_pieces(&self.secrets, |piece| self.matches(piece));
        let sorted = sort::sorted(&pieces, self.sort);
        let matched = sorted.len();
        let rows = match &self.shape {
            Shape::Flat => {
                sorted.into_iter().map(|secret| Row::Secret { secret: secret.clone(), depth: 0 }).collect()
            }
            Shape::Tree(folding) => tree::rows(&sorted, folding).into(),
        };
        Arranged { generation: self.generation, rows, matched }
    }

    fn matches<'a>(&self, secrets: &'a [Arc<Summary>]) -> Matches<'a> {
        let mut scratch = Scratch::default();
        let score = |secret: &Summary| self.filter.score(secret, self.now, &mut scratch);
        Matches::gather(secrets, self.sort, self.now, score)
    }
}

#[cfg(test)]
mod tests;
