//! The cursor, which stays on its secret or folder when rows move.

use super::ListPane;
use super::state::{Anchor, Clicked};
use crate::app::list::{Fit, Row};
use crate::app::scroll::Step;
use crate::app::{Event, UpdateContext};
use crate::secrets::{Arn, Summary};
use std::sync::Arc;

impl ListPane {
    /// Moves the cursor; `page` is the number of rows shown.
    pub fn step(&mut self, step: Step, page: usize, cx: &mut UpdateContext) {
        self.cursor.step(step, self.rows.len(), page);
        self.anchor_cursor();
        self.drop_kept_row(cx);
        cx.raise(Event::CursorMoved);
    }

    /// Puts the cursor on the row that was clicked, `line` lines below the first of `page` rows shown.
    pub fn click(&mut self, line: usize, page: usize, cx: &mut UpdateContext) -> Clicked {
        let at = self.cursor.offset(self.rows.len(), page) + line;
        if at >= self.rows.len() {
            return Clicked::Nothing;
        }
        let again = at == self.cursor.at;
        self.cursor.at = at;
        self.anchor_cursor();
        self.drop_kept_row(cx);
        cx.raise(Event::CursorMoved);
        if self.toggle_folder(cx) {
            Clicked::Folder
        } else if again {
            Clicked::SameSecret
        } else {
            Clicked::OtherSecret
        }
    }

    /// Puts the cursor on a secret, now or as soon as the list has it. A listed secret that the filter or a folded folder
    /// hides gets a row.
    pub fn go_to_secret(&mut self, arn: &Arn, cx: &mut UpdateContext) {
        self.anchor = Anchor::Secret(arn.clone());
        if let Some(listed) = self.index.find(arn).cloned() {
            self.show_row(&listed, cx);
        } else {
            self.return_to_anchor();
        }
    }

    /// Puts the cursor on the secret that the panes show, and keeps it there while they have the keys.
    pub fn hold(&mut self, secret: &Arc<Summary>, cx: &mut UpdateContext) {
        if self.held.as_ref().is_none_or(|held| held.arn != secret.arn) {
            self.held = Some(secret.clone());
        }
        if self.secret_under_cursor().is_none_or(|under| under.arn != secret.arn) {
            self.show_row(secret, cx);
        }
        self.anchor = Anchor::Secret(secret.arn.clone());
    }

    /// Lets go of the secret that the panes showed. A row of a secret that is no longer listed goes.
    pub fn release(&mut self, cx: &mut UpdateContext) {
        if let Some(held) = self.held.take()
            && self.index.find(&held.arn).is_none()
        {
            self.arrange(cx);
        }
    }

    /// The secret that has a row whatever the filter says: the one under the cursor.
    pub(super) fn secret_to_keep(&self) -> Option<&Arc<Summary>> {
        let Anchor::Secret(arn) = &self.anchor else { return None };
        let held = self.held.as_ref().filter(|held| held.arn == *arn);
        self.index.find(arn).or(held)
    }

    /// Puts the cursor on the row of a secret, which is made if there is none.
    fn show_row(&mut self, secret: &Arc<Summary>, cx: &mut UpdateContext) {
        self.anchor = Anchor::Secret(secret.arn.clone());
        if let Some(at) = self.rows.iter().position(|row| row.is_of(&secret.arn)) {
            self.cursor.at = at;
            return;
        }
        self.unfold_around(&secret.name);
        self.insert_row(secret);
        self.arrange(cx);
    }

    /// Inserts a row at the cursor. The next job moves it to its place.
    fn insert_row(&mut self, secret: &Arc<Summary>) {
        let at = self.cursor.at.min(self.rows.len());
        let row = Row::Secret { secret: secret.clone(), depth: 0, fit: Fit::Kept };
        let (above, below) = self.rows.split_at(at);
        self.rows = above.iter().cloned().chain([row]).chain(below.iter().cloned()).collect();
        self.cursor.at = at;
        self.kept = Some(secret.arn.clone());
        self.sort_out_marks();
    }

    /// Gives a kept secret its row again if rows that were on their way came without it.
    pub(super) fn keep_row(&mut self, arn: &Arn) {
        let is_shown = self.secret_under_cursor().is_some_and(|under| under.arn == *arn);
        if let Some(secret) = self.secret_to_keep().filter(|secret| secret.arn == *arn && !is_shown).cloned()
        {
            self.insert_row(&secret);
        }
    }

    /// Removes the row of a secret that does not match the filter once the cursor has left it.
    fn drop_kept_row(&mut self, cx: &mut UpdateContext) {
        let is_under_cursor = |arn: &Arn| self.secret_under_cursor().is_some_and(|under| under.arn == *arn);
        if self.kept.as_ref().is_some_and(|kept| !is_under_cursor(kept)) {
            self.kept = None;
            self.arrange(cx);
        }
    }

    /// Makes the cursor stay on its secret or folder when rows move.
    pub fn anchor_cursor(&mut self) {
        self.anchor = match self.rows.get(self.cursor.at) {
            Some(Row::Secret { secret, .. }) => Anchor::Secret(secret.arn.clone()),
            Some(Row::Folder { path, .. }) => Anchor::Folder(path.clone()),
            None => Anchor::Top,
        };
    }

    pub(super) fn return_to_anchor(&mut self) {
        let found = match &self.anchor {
            Anchor::Top => Some(0),
            Anchor::Secret(arn) => {
                self.rows.iter().position(|row| row.is_of(arn)).or_else(|| self.folder_around(arn))
            }
            Anchor::Folder(path) => {
                self.rows.iter().position(|row| matches!(row, Row::Folder { path: p, .. } if p == path))
            }
        };
        match found {
            Some(at) => self.cursor.at = at,
            None => self.cursor.clamp(self.rows.len()),
        }
    }

    /// The index of the innermost folder shown around a secret that is in a folded folder.
    fn folder_around(&self, arn: &Arn) -> Option<usize> {
        let name = &self.index.find(arn)?.name;
        self.rows.iter().rposition(|row| matches!(row, Row::Folder { path, .. } if name.starts_with(&**path)))
    }

    /// The row under the cursor.
    pub fn row_under_cursor(&self) -> Option<&Row> {
        self.rows.get(self.cursor.at)
    }

    /// The secret under the cursor.
    pub fn secret_under_cursor(&self) -> Option<&Arc<Summary>> {
        match self.row_under_cursor() {
            Some(Row::Secret { secret, .. }) => Some(secret),
            Some(Row::Folder { .. }) | None => None,
        }
    }
}
