//! The rows: filtered and sorted off the event loop, one job at a time.

use super::ListPane;
use super::state::{Anchor, Job, ListView};
use crate::app::list::{ArrangeJob, Arranged, Column, FirstRows, Order, Rows, Shape, Sort};
use crate::app::wording::counted;
use crate::app::{Effect, Event, UpdateContext};
use crate::secrets::{Arn, SummaryView};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// The shortest time between two jobs while a long list is loading, for each 50,000 secrets begun. A job takes the longer
/// the more there are, and the less a page changes on screen.
const LOAD_INTERVAL: SignedDuration = SignedDuration::from_millis(100);

/// Secrets that are arranged for each page.
const FEW: usize = 5_000;

impl ListPane {
    /// The rows that match the filter, in order.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// Every secret that matches the filter and whose name begins so, those in folded folders included.
    pub(super) fn matching(&self, start: &str, now: Timestamp) -> Vec<Arn> {
        let rows = ArrangeJob { keep: None, marked: Arc::default(), ..self.job(Shape::Flat, now) }.run().rows;
        let secrets = rows.secrets();
        let inside = rows.numbers().filter(|number| secrets.name(*number).starts_with(start));
        inside.map(|number| secrets.get(number).arn()).collect()
    }

    /// The number of secrets that match the filter.
    pub fn matched(&self) -> usize {
        self.matched
    }

    /// The only secret that matches the filter; `None` if several do, or none.
    pub fn only_match(&self) -> Option<Arn> {
        self.rows.only_match(self.matched)
    }

    /// True if the rows are still those from before the user asked for others.
    pub fn has_stale_rows(&self) -> bool {
        self.revisions.in_rows != self.revisions.wanted
    }

    /// Filters and sorts again; if a job is running, after it. Pages of a long list come faster than rows can be looked at:
    /// while it is loading, some pages wait for the others.
    pub fn arrange(&mut self, cx: &mut UpdateContext) {
        match self.job {
            Job::Running | Job::RunningOutdated => self.job = Job::RunningOutdated,
            Job::Idle | Job::Due(_) => match self.arranged_at.map(|at| at + self.load_interval()) {
                Some(due) if due > cx.now() && self.is_loading() && self.secrets().len() > FEW => {
                    self.job = Job::Due(due);
                }
                Some(_) | None => self.start_job(cx),
            },
        }
    }

    fn load_interval(&self) -> SignedDuration {
        LOAD_INTERVAL * i32::try_from(self.secrets().len() / 50_000 + 1).unwrap_or(i32::MAX)
    }

    /// The time at which pages that wait are arranged.
    pub fn next_wake(&self) -> Option<Timestamp> {
        match self.job {
            Job::Due(due) => Some(due),
            Job::Idle | Job::Running | Job::RunningOutdated => None,
        }
    }

    /// Arranges the pages that wait, if it is time.
    pub fn wake(&mut self, cx: &mut UpdateContext) {
        if self.next_wake().is_some_and(|due| due <= cx.now()) {
            self.start_job(cx);
        }
    }

    fn start_job(&mut self, cx: &mut UpdateContext) {
        self.job = Job::Running;
        self.arranged_at = Some(cx.now());
        self.revisions.in_job = self.revisions.wanted;
        self.generation += 1;
        cx.emit(Effect::Arrange(self.job(self.shape(), cx.time_of_day())));
    }

    /// Filters and sorts again because the user asked for other rows; a job that is running is for nothing. Until they
    /// come, keys are not meant for the rows on screen.
    pub fn arrange_for_user(&mut self, cx: &mut UpdateContext) {
        self.revisions.wanted += 1;
        self.start_job(cx);
    }

    /// A line on what the filter can't know: replicas that were not described, an ARN of another Region.
    fn filter_hint(&self, unknown: usize) -> String {
        if unknown > 0 {
            return format!(
                "Replicas are known of secrets that were opened: of {} not.",
                counted(unknown, "primary secret")
            );
        }
        let first = self.secrets().iter().next().map(SummaryView::arn);
        match (self.filter.applied().arn_region(), first.as_ref().and_then(Arn::region)) {
            (Some(there), Some(here)) if there != here && self.matched > 0 => {
                format!(
                    "The ARN is in {there}: the secret in {here} is its replica, its primary, or its namesake."
                )
            }
            (Some(there), Some(here)) if there != here => {
                format!("The ARN is in {there}, and this list is of {here}: switch the Region.")
            }
            _ => String::new(),
        }
    }

    fn job(&self, shape: Shape, now: Timestamp) -> ArrangeJob {
        ArrangeJob {
            generation: self.generation,
            secrets: self.index.all().clone(),
            filter: self.filter.applied().clone(),
            sort: self.sort,
            shape,
            by_name: self.index.by_name().clone(),
            folders: self.index.folders().clone(),
            found: self.found.clone(),
            keep: self.secret_to_keep(),
            marked: self.marks.arns().clone(),
            now,
        }
    }

    fn shape(&self) -> Shape {
        match self.view {
            ListView::Flat => Shape::Flat,
            ListView::Tree if self.filter.applied().is_empty() => Shape::Tree(self.folding.clone()),
            ListView::Tree => Shape::Tree(self.folding_filtered.clone()),
        }
    }

    /// Shows the first rows of the last job. Keys still wait for all of them.
    pub fn show_first_rows(&mut self, first: FirstRows) {
        if first.generation == self.generation && self.has_stale_rows() && self.anchor == Anchor::Top {
            self.rows = first.rows;
            self.matched = first.matched;
            self.cursor.at = 0;
        }
    }

    /// Shows the rows of the last job, and starts the next if one is due.
    pub fn arranged(&mut self, arranged: Arranged, cx: &mut UpdateContext) {
        if arranged.generation == self.generation {
            self.index.keep(arranged.by_name, arranged.folders, arranged.rows.secrets());
            self.found = arranged.found;
            self.rows = arranged.rows;
            self.matched = arranged.matched;
            self.filter.set_hint(self.filter_hint(arranged.unknown));
            self.revisions.in_rows = self.revisions.in_job;
            let kept = arranged.kept.clone();
            if let Some(kept) = std::mem::replace(&mut self.kept, arranged.kept) {
                self.return_to_anchor();
                self.keep_row(&kept);
            } else {
                self.return_to_anchor();
            }
            if Arc::ptr_eq(&arranged.marked, self.marks.arns()) && self.kept == kept {
                self.marks.sort_out(&arranged.marked_with_row, |arn| self.index.find(arn));
            } else {
                self.sort_out_marks();
            }
            let outdated = self.job == Job::RunningOutdated;
            self.job = Job::Idle;
            if outdated {
                self.arrange(cx);
            }
        }
        cx.raise(Event::RowsArranged);
    }

    /// Switches between a flat list and a tree.
    pub fn toggle_tree(&mut self, cx: &mut UpdateContext) {
        self.view = !self.view;
        self.arrange_for_user(cx);
    }

    /// Sorts by the next column.
    pub fn sort_by_next(&mut self, cx: &mut UpdateContext) {
        self.sort.column = self.sort.column.next();
        self.sort.chosen = true;
        self.arrange_for_user(cx);
    }

    /// Sorts by a column; reverses the order of the column that the list is sorted by already.
    pub fn sort_by(&mut self, column: Column, cx: &mut UpdateContext) {
        if self.is_sorted_by(column) {
            return self.reverse_sort(cx);
        }
        self.sort = Sort { column, order: Order::Ascending, chosen: true };
        self.arrange_for_user(cx);
    }

    /// True if the rows stand in the order of a column, not in that of the best matches.
    pub fn is_sorted_by(&self, column: Column) -> bool {
        let by_match = !self.sort.chosen && self.filter.applied().has_words();
        self.sort.column == column && !by_match
    }

    /// Reverses the order.
    pub fn reverse_sort(&mut self, cx: &mut UpdateContext) {
        self.sort.order = !self.sort.order;
        self.sort.chosen = true;
        self.arrange_for_user(cx);
    }
}
