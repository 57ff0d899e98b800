//! The rows: filtered and sorted off the event loop, one job at a time.

use super::ListPane;
use super::state::{Job, ListView};
use crate::app::list::{ArrangeJob, Arranged, Fit, Row, Shape};
use crate::app::wording::counted;
use crate::app::{Effect, Event, UpdateContext};
use crate::secrets::{Arn, Summary};
use jiff::Timestamp;
use std::sync::Arc;

impl ListPane {
    /// The rows that match the filter, in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Every secret that matches the filter, those in folded folders included.
    pub fn matching(&self, now: Timestamp) -> Vec<Arc<Summary>> {
        let rows = ArrangeJob { keep: None, marked: Arc::default(), ..self.job(Shape::Flat, now) }.run().rows;
        let secret = |row: &Row| match row {
            Row::Secret { secret, .. } => Some(Arc::clone(secret)),
            Row::Folder { .. } => None,
        };
        rows.iter().filter_map(secret).collect()
    }

    /// The number of secrets that match the filter.
    pub fn matched(&self) -> usize {
        self.matched
    }

    /// The only secret that matches the filter; `None` if several do, or none.
    pub fn only_match(&self) -> Option<&Arn> {
        let matches = |row: &&Row| matches!(row, Row::Secret { fit: Fit::Matches, .. });
        match self.rows.iter().find(matches) {
            Some(Row::Secret { secret, .. }) if self.matched == 1 => Some(&secret.arn),
            _ => None,
        }
    }

    /// True if the rows are still those from before the user asked for others.
    pub fn has_stale_rows(&self) -> bool {
        self.revisions.in_rows != self.revisions.wanted
    }

    /// Filters and sorts again; if a job is running, after it.
    pub fn arrange(&mut self, cx: &mut UpdateContext) {
        if self.job != Job::Idle {
            self.job = Job::RunningOutdated;
            return;
        }
        self.job = Job::Running;
        self.revisions.in_job = self.revisions.wanted;
        self.generation += 1;
        cx.emit(Effect::Arrange(self.job(self.shape(), cx.now())));
    }

    /// Filters and sorts again because the user asked for other rows. Until they come, keys are not meant for the rows on
    /// screen.
    pub fn arrange_for_user(&mut self, cx: &mut UpdateContext) {
        self.revisions.wanted += 1;
        self.arrange(cx);
    }

    /// A line on what the filter can't know: replicas that were not described, an ARN of another Region.
    fn filter_hint(&self, unknown: usize) -> String {
        if unknown > 0 {
            return format!(
                "Replicas are known of secrets that were opened: of {} not.",
                counted(unknown, "primary secret")
            );
        }
        let here = self.secrets().first().and_then(|secret| secret.arn.region());
        match (self.filter.applied().arn_region(), here) {
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
            keep: self.secret_to_keep().cloned(),
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

    /// Shows the rows of the last job, and starts the next if one is due.
    pub fn arranged(&mut self, arranged: Arranged, cx: &mut UpdateContext) {
        if arranged.generation == self.generation {
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

    /// Reverses the order.
    pub fn reverse_sort(&mut self, cx: &mut UpdateContext) {
        self.sort.order = !self.sort.order;
        self.sort.chosen = true;
        self.arrange_for_user(cx);
    }
}
