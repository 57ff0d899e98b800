//! The cursor, which stays on its secret or folder when rows move.

use super::ListPane;
use super::state::{Anchor, Clicked};
use crate::app::list::{Keep, Row};
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
        if let Some(listed) = self.index.find(arn) {
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
        if !self.is_under_cursor(&secret.arn) {
            self.show_row(secret, cx);
        }
        self.anchor = Anchor::Secret(secret.arn.clone());
    }

    /// Lets go of the secret that the panes showed. A row of a secret that is no longer listed goes.
    pub fn release(&mut self, cx: &mut UpdateContext) {
        if let Some(held) = self.held.take()
            && self.index.number(&held.arn).is_none()
        {
            self.arrange(cx);
        }
    }

    /// The secret that has a row whatever the filter says: the one under the cursor.
    pub(super) fn secret_to_keep(&self) -> Option<Keep> {
        let Anchor::Secret(arn) = &self.anchor else { return None };
        self.index.number(arn).map(Keep::Listed).or_else(|| self.held(arn).map(Keep::Unlisted))
    }

    /// The secret with that ARN, if the panes show it.
    fn held(&self, arn: &Arn) -> Option<Arc<Summary>> {
        self.held.clone().filter(|held| held.arn == *arn)
    }

    /// The place of the row of a secret.
    fn row_of(&self, arn: &Arn) -> Option<usize> {
        self.rows.position(arn, self.index.all(), self.index.number(arn))
    }

    /// Puts the cursor on the row of a secret, which is made if there is none.
    fn show_row(&mut self, secret: &Arc<Summary>, cx: &mut UpdateContext) {
        self.anchor = Anchor::Secret(secret.arn.clone());
        if let Some(at) = self.row_of(&secret.arn) {
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
        let is_numbered = self.rows.secrets().has_numbers_of(self.index.all());
        let number = self
            .index
            .number(&secret.arn)
            .filter(|number| is_numbered && *number < self.rows.secrets().end());
        self.rows = self.rows.with_kept(at, secret, number);
        self.cursor.at = at;
        self.kept = Some(secret.arn.clone());
        self.sort_out_marks();
    }

    /// Gives a kept secret its row again if rows that were on their way came without it.
    pub(super) fn keep_row(&mut self, arn: &Arn) {
        let is_shown = self.is_under_cursor(arn);
        let is_kept = matches!(&self.anchor, Anchor::Secret(anchor) if anchor == arn);
        if let Some(secret) = self.index.find(arn).or_else(|| self.held(arn)).filter(|_| is_kept && !is_shown)
        {
            self.insert_row(&secret);
        }
    }

    /// Removes the row of a secret that does not match the filter once the cursor has left it.
    fn drop_kept_row(&mut self, cx: &mut UpdateContext) {
        if self.kept.as_ref().is_some_and(|kept| !self.is_under_cursor(kept)) {
            self.kept = None;
            self.arrange(cx);
        }
    }

    /// Makes the cursor stay on its secret or folder when rows move.
    pub fn anchor_cursor(&mut self) {
        self.anchor = match self.rows.get(self.cursor.at) {
            Some(Row::Secret { secret, .. }) => Anchor::Secret(secret.arn()),
            Some(Row::Folder { path, .. }) => Anchor::Folder(path.into()),
            None => Anchor::Top,
        };
    }

    pub(super) fn return_to_anchor(&mut self) {
        let found = match &self.anchor {
            Anchor::Top => Some(0),
            Anchor::Secret(arn) => self.row_of(arn).or_else(|| self.folder_around(arn)),
            Anchor::Folder(path) => self.rows.position_of_folder(path),
        };
        match found {
            Some(at) => self.cursor.at = at,
            None => self.cursor.clamp(self.rows.len()),
        }
    }

    /// The place of the innermost folder shown around a secret that is in a folded folder.
    fn folder_around(&self, arn: &Arn) -> Option<usize> {
        let number = self.index.number(arn)?;
        self.rows.folder_around(self.index.all().name(number))
    }

    /// The row under the cursor.
    pub fn row_under_cursor(&self) -> Option<Row<'_>> {
        self.rows.get(self.cursor.at)
    }

    /// The ARN of the secret under the cursor. Cheaper than the secret, which is built each time.
    pub fn arn_under_cursor(&self) -> Option<Arn> {
        self.rows.arn_at(self.cursor.at)
    }

    /// True if the row under the cursor is that secret's.
    pub fn is_under_cursor(&self, arn: &Arn) -> bool {
        self.arn_under_cursor().as_ref() == Some(arn)
    }

    /// The secret under the cursor.
    pub fn secret_under_cursor(&self) -> Option<Arc<Summary>> {
        match self.row_under_cursor() {
            Some(Row::Secret { secret, .. }) => Some(Arc::new(secret.to_summary())),
            Some(Row::Folder { .. }) | None => None,
        }
    }
}
