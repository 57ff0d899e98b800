//! Marking secrets: row by row, by folder, or all that match the filter.

use super::ListPane;
use super::state::ListView;
use crate::app::UpdateContext;
use crate::app::list::{Row, marks};
use crate::app::scroll::Step;
use crate::app::wording::counted;
use crate::secrets::Arn;
use std::sync::Arc;

impl ListPane {
    /// The number of marked secrets, and how many of them have no row and why: "8 marked, 6 hidden by the filter". `None`
    /// if nothing is marked.
    pub fn marks_in_words(&self) -> Option<String> {
        let (all, hidden) = (self.marks.len(), self.marks.hidden().len());
        match (all, hidden) {
            (0, _) => None,
            (all, 0) => Some(format!("{all} marked")),
            (all, hidden) => Some(format!("{all} marked, {hidden} hidden {}", self.hidden_by())),
        }
    }

    /// The thing that hides marked secrets: the filter, folded folders, or either.
    pub fn hidden_by(&self) -> &'static str {
        match (self.filter.applied().is_empty(), self.view) {
            (_, ListView::Flat) => "by the filter",
            (true, ListView::Tree) => "in folded folders",
            (false, ListView::Tree) => "by the filter or in folders",
        }
    }

    /// Marks or unmarks the secret or folder under the cursor, and moves to the next row.
    pub fn toggle_mark(&mut self, cx: &mut UpdateContext) {
        match self.row_under_cursor() {
            None => return cx.tell_no_secret(),
            Some(Row::Secret { secret, .. }) => {
                let secret = Arc::new(secret.to_summary());
                self.marks.toggle_shown(&secret);
            }
            Some(Row::Folder { path, .. }) => {
                let inside = self.matching(path, cx.time_of_day());
                self.marks.toggle_all(inside);
                self.sort_out_marks();
            }
        }
        self.step(Step::Down, 1, cx);
    }

    /// Marks every secret that matches the filter.
    pub fn mark_all(&mut self, cx: &UpdateContext) {
        self.marks.add(self.matching("", cx.time_of_day()));
        self.sort_out_marks();
    }

    /// Removes every mark, and tells how many there were if some were hidden.
    pub fn unmark_all(&mut self, cx: &mut UpdateContext) {
        let (all, hidden) = (self.marks.len(), self.marks.hidden().len());
        if hidden > 0 {
            cx.tell(format!(
                "{} unmarked, {hidden} of them hidden {}.",
                counted(all, "secret"),
                self.hidden_by()
            ));
        }
        self.marks.clear();
    }

    /// Unmarks secrets that were changed together. Those that failed stay marked.
    pub fn unmark(&mut self, arns: &[Arn]) {
        self.marks.remove(arns);
    }

    pub(super) fn sort_out_marks(&mut self) {
        let with_row = marks::with_row(&self.rows, self.marks.arns());
        self.marks.sort_out(&with_row, |arn| self.index.find(arn));
    }
}
