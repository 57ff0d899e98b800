//! Filtering and sorting, as a job that runs off the loop.

use super::filter::{Filter, Scratch};
use super::folding::Folding;
use super::row::Row;
use super::sort::{self, Match, Sort};
use super::tree;
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
        let matches = self.matches();
        let sorted = sort::sorted(&self.secrets, &matches, self.sort, self.now);
        let rows = match &self.shape {
            Shape::Flat => sorted.iter().map(|&index| self.flat_row(index)).collect(),
            Shape::Tree(folding) => tree::rows(&self.secrets, &sorted, folding).into(),
        };
        Arranged { generation: self.generation, rows, matched: sorted.len() }
    }

    fn matches(&self) -> Vec<Match> {
        let mut scratch = Scratch::default();
        // The service has no more than 500,000 secrets in a Region: indices fit.
        (0u32..)
            .zip(self.secrets.iter())
            .filter_map(|(index, secret)| {
                let score = self.filter.score(secret, self.now, &mut scratch)?;
                Some(Match { index, score })
            })
            .collect()
    }

    fn flat_row(&self, index: u32) -> Row {
        Row::Secret { secret: self.secrets[index as usize].clone(), depth: 0 }
    }
}
