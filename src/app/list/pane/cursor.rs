//! The cursor, which stays on its secret or folder when rows move.

use super::ListPane;
use super::state::{Anchor, Clicked};
use crate::app::list::Row;
use crate::app::scroll::Step;
use crate::app::{Event, UpdateContext};
use crate::secrets::{Arn, Summary};
use std::sync::Arc;

impl ListPane {
    /// Moves the cursor; `page` is the number of rows shown.
    pub fn step(&mut self, step: Step, page: usize, cx: &mut UpdateContext) {
        self.cursor.step(step, self.rows.len(), page);
        self.anchor_cursor();
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
        cx.raise(Event::CursorMoved);
        if self.toggle_folder(cx) {
            Clicked::Folder
        } else if again {
            Clicked::SameSecret
        } else {
            Clicked::OtherSecret
        }
    }

    /// Puts the cursor on a secret, now or as soon as the list has it.
    pub fn go_to_secret(&mut self, arn: &Arn) {
        self.anchor = Anchor::Secret(arn.clone());
        self.return_to_anchor();
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
            Anchor::Secret(arn) => self
                .rows
                .iter()
                .position(|row| matches!(row, Row::Secret { secret, .. } if secret.arn == *arn))
                .or_else(|| self.folder_around(arn)),
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
