//! The panes of a secret: their order, and the behaviour that they share.

use super::record::SecretRecord;
use crate::app::UpdateContext;
use crate::app::actions::{Action, Context};
use crate::app::scroll::{Cursor, Step};
use crate::service::api::{ServiceError, Ticket};
use std::fmt::Debug;
use strum::VariantArray;
use zeroize::Zeroizing;

/// The behaviour of a pane. Each pane owns its cursor and its own data; metadata is shared in the record.
pub trait SecretPane: Debug {
    /// Fetches the pane's data unless it is up to date or loading.
    fn load(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext);

    /// Fetches the pane's data again.
    fn refresh(&mut self, secret: &mut SecretRecord, cx: &mut UpdateContext) {
        secret.refresh_detail(cx);
        self.load(secret, cx);
    }

    /// The cursor and the number of rows; `None` for a pane without rows.
    fn rows<'a>(&'a mut self, _secret: &SecretRecord) -> Option<(&'a mut Cursor, usize)> {
        None
    }

    /// The visible text of each row, for a search; `None` for a page without rows.
    fn row_texts(&self) -> Option<Vec<Zeroizing<String>>> {
        None
    }

    /// Moves the cursor or scrolls; `page` is the number of rows shown.
    fn step(&mut self, step: Step, page: usize, secret: &SecretRecord) {
        if let Some((cursor, rows)) = self.rows(secret) {
            cursor.step(step, rows, page);
        }
    }

    /// Puts the cursor on the row that was clicked, `line` lines below the first of `page` rows shown.
    fn click(&mut self, line: usize, page: usize, secret: &SecretRecord) {
        if let Some((cursor, rows)) = self.rows(secret) {
            let at = cursor.offset(rows, page) + line;
            if at < rows {
                cursor.at = at;
            }
        }
    }

    /// The error of the last refresh, while older data is shown.
    fn refresh_error<'a>(&'a self, secret: &'a SecretRecord) -> Option<&'a ServiceError> {
        secret.detail().refresh_error()
    }

    /// The error of the last read, whether or not older data is shown.
    fn error<'a>(&'a self, secret: &'a SecretRecord) -> Option<&'a ServiceError> {
        secret.detail().error()
    }

    /// Copies what the pane has to copy: the tag or version ID under the cursor, the policy.
    fn copy(&self, _secret: &SecretRecord, _cx: &mut UpdateContext) {}

    /// The pane's own read without an answer.
    fn pending(&self) -> Option<&Ticket> {
        None
    }

    /// Updates the pane after the secret was described again; keeps the cursor on a row.
    fn described(&mut self, secret: &SecretRecord) {
        if let Some((cursor, rows)) = self.rows(secret) {
            cursor.clamp(rows);
        }
    }
}

/// A pane of the selected secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, VariantArray)]
pub enum Pane {
    /// Everything in `DescribeSecret`.
    #[default]
    Overview,
    /// The value, read on request.
    Value,
    /// Versions and their staging labels.
    Versions,
    /// Tags.
    Tags,
    /// The resource policy.
    Policy,
    /// Replicas.
    Replication,
    /// Rotation.
    Rotation,
}

/// The lines of a pane that are rows under a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowArea {
    /// The pane has no rows.
    None,
    /// All lines.
    Body,
    /// All lines but the first, which names the columns.
    BelowHeader,
}

impl Pane {
    /// Every pane, in the order of the tabs.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The context of keys while the pane has the focus.
    pub const fn context(self) -> Context {
        match self {
            Self::Overview => Context::Overview,
            Self::Value => Context::Value,
            Self::Versions => Context::Versions,
            Self::Tags => Context::Tags,
            Self::Policy => Context::Policy,
            Self::Replication => Context::Replication,
            Self::Rotation => Context::Rotation,
        }
    }

    /// True if the pane of the secret that was selected before may stay on screen for a moment. A value goes at once.
    pub const fn may_lag(self) -> bool {
        match self {
            Self::Value => false,
            Self::Overview
            | Self::Versions
            | Self::Tags
            | Self::Policy
            | Self::Replication
            | Self::Rotation => true,
        }
    }

    /// The rows of the pane that can be clicked.
    pub const fn row_area(self) -> RowArea {
        match self {
            Self::Overview | Self::Policy | Self::Rotation => RowArea::None,
            Self::Value => RowArea::Body,
            Self::Versions | Self::Tags | Self::Replication => RowArea::BelowHeader,
        }
    }

    /// The title of the tab.
    pub const fn title(self) -> &'static str {
        self.context().name()
    }

    /// The pane that an action shows, if the action does nothing else.
    pub fn shown_by(action: Action) -> Option<Self> {
        let context = action.row().shows?;
        Self::ALL.iter().copied().find(|pane| pane.context() == context)
    }

    /// The pane `steps` tabs to the right, wrapping around.
    #[must_use]
    pub fn turn(self, steps: isize) -> Self {
        let len = Self::ALL.len();
        let at = self as usize;
        Self::ALL[at.saturating_add_signed(steps.rem_euclid(len.cast_signed())) % len]
    }
}

#[cfg(test)]
mod tests {
    use super::Pane;
    use crate::app::actions::Action;

    #[test]
    fn panes_turn_round_and_round() {
        assert_eq!(Pane::Rotation.turn(1), Pane::Overview);
        assert_eq!(Pane::Overview.turn(-1), Pane::Rotation);
        assert_eq!(Pane::Value.turn(2), Pane::Tags);
    }

    #[test]
    fn an_action_shows_each_pane() {
        for pane in Pane::ALL {
            let action = Action::showing(pane.context()).unwrap();
            assert_eq!(Pane::shown_by(action), Some(*pane));
        }
    }
}
