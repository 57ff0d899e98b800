//! Filtering and sorting, as a job that runs off the event loop.

use super::filter::Filter;
use super::folders::Folders;
use super::folding::Folding;
use super::order::NameOrder;
use super::rows::Rows;
use super::search::{Found, Search};
use super::sort::{Order, Sort};
use super::{marks, tree};
use crate::secrets::{Arn, ReplicaRole, Summaries, Summary};
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
    /// The secrets.
    pub secrets: Summaries,
    /// The order of the secrets by name, as far as it is known.
    pub by_name: NameOrder,
    /// The folders of the secrets, as far as they are known.
    pub folders: Folders,
    /// The filter to match.
    pub filter: Filter,
    /// The order of the rows.
    pub sort: Sort,
    /// The shape of the rows.
    pub shape: Shape,
    /// A secret that has a row although it may not match the filter.
    pub keep: Option<Keep>,
    /// The secrets that an earlier job found: if the same are looked for, only new ones are searched.
    pub found: Found,
    /// The marked secrets.
    pub marked: Arc<HashSet<Arn>>,
    /// The present, for ages and states of rotation.
    pub now: Timestamp,
}

/// A secret that has a row whatever the filter says.
#[derive(Clone, Debug)]
pub enum Keep {
    /// A listed secret, by its number.
    Listed(u32),
    /// A secret that is no longer listed.
    Unlisted(Arc<Summary>),
}

/// The first rows of a list that is still being sorted.
#[derive(Clone, Debug)]
pub struct FirstRows {
    /// The number of the job.
    pub generation: u64,
    /// The rows; those behind the first are not known yet.
    pub rows: Rows,
    /// The number of secrets that match the filter.
    pub matched: usize,
}

/// A filtered and sorted list.
#[derive(Clone, Debug)]
pub struct Arranged {
    /// The number of the job.
    pub generation: u64,
    /// The rows from top to bottom.
    pub rows: Rows,
    /// The order of all secrets by name.
    pub by_name: NameOrder,
    /// The folders of the secrets, as far as they are known.
    pub folders: Folders,
    /// The secrets that were found, for the next job.
    pub found: Found,
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
        let never = AtomicBool::new(false);
        self.run_until(&never, |_| {}).expect("nothing stops the job")
    }

    /// Filters and sorts; `None` if `stop` became true meanwhile. Tells the first of very many rows as soon as they are known.
    pub fn run_until(self, stop: &AtomicBool, tell: impl FnOnce(FirstRows)) -> Option<Arranged> {
        let by_name = self.by_name.clone().grown(&self.secrets);
        let (secrets, all, keep) = self.with_kept(&by_name);
        let search = self.search(&secrets, keep);
        let (rows, kept, found) = if search.finds_all() {
            let unlisted = keep.filter(|_| search.is_unlisted);
            let mut numbers = Arc::clone(all.numbers());
            if self.sort.order == Order::Descending {
                numbers = Arc::new(numbers.iter().rev().copied().collect());
            }
            (numbers, unlisted, Found::default())
        } else {
            let found = search.run(&self.found, stop)?;
            if let Some(first) = self.first_rows(&found) {
                tell(first);
            }
            (found.in_order(all.numbers()), found.kept(), found)
        };
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let mut folders = self.folders.clone();
        let matched = rows.len() - usize::from(kept.is_some());
        let rows = match &self.shape {
            Shape::Flat => Rows::flat(secrets, rows, kept),
            Shape::Tree(folding) => {
                folders = folders.grown(&self.secrets);
                let all = folders.clone().grown(&secrets);
                let (rows, states) = tree::rows(&secrets, &all, &rows, kept, folding);
                Rows::tree(secrets, all, rows, states, kept)
            }
        };
        Some(Arranged {
            unknown: self.unknown(),
            generation: self.generation,
            marked_with_row: marks::with_row(&rows, &self.marked),
            kept: kept.map(|number| rows.secrets().get(number).arn()),
            rows,
            by_name,
            folders,
            found,
            matched,
            marked: self.marked,
        })
    }

    /// The first rows, if the rows are all secrets that were found and there are very many. A row that is kept may be
    /// anywhere.
    fn first_rows(&self, found: &Found) -> Option<FirstRows> {
        if self.keep.is_some() || self.shape != Shape::Flat {
            return None;
        }
        let (first, matched) = (found.first()?, found.count());
        let rows = Rows::first(self.secrets.clone(), first, matched);
        Some(FirstRows { generation: self.generation, rows, matched })
    }

    fn search<'a>(&'a self, secrets: &'a Summaries, keep: Option<u32>) -> Search<'a> {
        Search {
            secrets,
            filter: &self.filter,
            sort: self.sort,
            keep,
            is_unlisted: matches!(self.keep, Some(Keep::Unlisted(_))),
            now: self.now,
        }
    }

    /// The secrets, their order and the number of the one to keep, which is added if it is no longer listed.
    fn with_kept(&self, by_name: &NameOrder) -> (Summaries, NameOrder, Option<u32>) {
        match &self.keep {
            None => (self.secrets.clone(), by_name.clone(), None),
            Some(Keep::Listed(number)) => (self.secrets.clone(), by_name.clone(), Some(*number)),
            Some(Keep::Unlisted(secret)) => {
                let (secrets, number) = self.secrets.with(secret);
                let order = by_name.clone().grown(&secrets);
                (secrets, order, Some(number))
            }
        }
    }

    /// The number of primaries of which the filter asks what only `DescribeSecret` tells, and that were not described.
    fn unknown(&self) -> usize {
        if !self.filter.needs_replicas() {
            return 0;
        }
        let is_unknown = |secret: &crate::secrets::SummaryView<'_>| {
            !secret.knows_replicas() && secret.facts().replica_role() == ReplicaRole::Primary
        };
        self.secrets.iter().filter(is_unknown).count()
    }
}

#[cfg(test)]
mod tests;
