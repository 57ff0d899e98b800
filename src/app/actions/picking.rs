//! The actions that are offered while a secret is picked: the ways to it and out, and nothing that changes a secret, reveals or
//! copies.

use super::action::Action;
use super::row::Row;
use crate::app::problem::Problem;

impl Action {
    /// True if the action is offered while a secret is picked. A new action is not, unless it is named here.
    pub(super) fn serves_picking(self) -> bool {
        use Action as A;
        matches!(
            self,
            A::Open
                | A::Accept
                | A::Filter
                | A::CompleteFilter
                | A::SavedFilters
                | A::ForgetItem
                | A::ToggleTree
                | A::Sort
                | A::ReverseSort
                | A::CancelLoading
                | A::Refresh
                | A::Up
                | A::Down
                | A::PageUp
                | A::PageDown
                | A::HalfPageUp
                | A::HalfPageDown
                | A::First
                | A::Last
                | A::Left
                | A::Right
                | A::Back
                | A::Close
                | A::LogIn
                | A::Journal
                | A::Palette
                | A::Help
                | A::Suspend
                | A::Quit
        )
    }

    /// The word for the action in a hint while a secret is picked, if it is another one then.
    pub fn hint_while_picking(self) -> Option<&'static str> {
        match self {
            Self::Open | Self::Accept => Some("choose"),
            Self::Back => Some("cancel"),
            _ => None,
        }
    }
}

impl Problem {
    /// The refusal of an action while a secret is picked.
    pub(super) fn while_picking(row: &Row) -> Self {
        Self::new(
            format!("{}: not while a secret is chosen.", row.title),
            "Start the dashboard without `pick` for it.",
        )
    }
}
