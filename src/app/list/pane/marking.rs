//! Marking secrets: row by row, by folder, or all that match the filter.

use super::ListPane;
use crate::app::UpdateContext;
use crate::app::list::Row;
use crate::app::scroll::Step;
use crate::secrets::Summary;
use std::sync::Arc;

impl ListPane {
    /// The marked secrets, by name.
    pub fn marked(&self) -> Vec<Arc<Summary>> {
        self.marks.select_from(self.secrets())
    }

    /// Marks or unmarks the secret or folder under the cursor, and moves to the next row.
    pub fn toggle_mark(&mut self, cx: &mut UpdateContext) {
        match self.row_under_cursor() {
            None => return cx.tell_no_secret(),
            Some(Row::Secret { secret, .. }) => {
                let arn = secret.arn.clone();
                self.marks.toggle(&arn);
            }
            Some(Row::Folder { path, .. }) => {
                let path = path.clone();
                let inside = self.matching(cx.now()).into_iter();
                let inside = inside.filter(|secret| secret.name.starts_with(&*path));
                let arns: Vec<_> = inside.map(|secret| secret.arn.clone()).collect();
                self.marks.toggle_all(&arns);
            }
        }
        self.step(Step::Down, 1, cx);
    }

    /// Marks every secret that matches the filter.
    pub fn mark_all(&mut self, cx: &UpdateContext) {
        let arns = self.matching(cx.now()).iter().map(|secret| secret.arn.clone()).collect();
        self.marks.add(arns);
    }

    /// Removes every mark.
    pub fn unmark_all(&mut self) {
        self.marks.clear();
    }
}
