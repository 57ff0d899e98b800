//! The order of the footer's hints: what this context alone can do, what the state calls for, then everything else. It comes
//! from the rows of the table.

use super::action::Action;
use super::context::Context;
use super::row::{Row, Trouble};
use super::table::TABLE;

/// A hint at an action.
#[derive(Clone, Copy, Debug)]
pub struct Hint {
    /// The action's row.
    pub row: &'static Row,
    /// The action that shows the pane where this one holds; `None` if it holds here.
    pub via: Option<Action>,
    /// The place among the hints.
    pub rank: HintRank,
}

/// The place of a hint, the first first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HintRank {
    /// The action belongs to this context.
    Own,
    /// The state of the secret, of the list or of the last change calls for the action.
    CalledFor,
    /// All other actions.
    General,
}

impl Row {
    /// The word for a hint in `context`: shorter where the context says what is meant.
    pub fn hint_title(&self, context: Context) -> &'static str {
        self.short.filter(|_| self.own.contains(context)).unwrap_or(self.title)
    }

    /// The trouble of a secret that the action mends, if it holds in another pane than `context`.
    pub fn mends_from(&self, context: Context) -> Option<Trouble> {
        self.mends.filter(|_| context.is_main() && !self.contexts.contains(context))
    }

    /// The place among the hints of a pane's own actions: first what mends a trouble, since it is offered only then; last the search.
    fn turn(&self) -> u8 {
        match (self.mends, self.action) {
            (Some(_), _) => 0,
            (None, Action::Search) => 2,
            (None, _) => 1,
        }
    }

    fn rank(&self, context: Context) -> HintRank {
        if self.own.contains(context) {
            HintRank::Own
        } else if self.is_called_for || self.mends.is_some() {
            HintRank::CalledFor
        } else {
            HintRank::General
        }
    }
}

/// The hints for a context in their order, whether or not their actions are available.
pub fn hints_in(context: Context) -> Vec<Hint> {
    let hint = |row: &'static Row| {
        let holds = row.contexts.contains(context);
        if holds && row.hinted.contains(context) {
            return Some(Hint { row, via: None, rank: row.rank(context) });
        }
        row.mends_from(context)?;
        let via = row.contexts.iter().find_map(Action::showing)?;
        Some(Hint { row, via: Some(via), rank: HintRank::CalledFor })
    };
    let mut hints: Vec<Hint> = TABLE.iter().filter_map(hint).collect();
    hints.sort_by_key(|hint| (hint.rank, if hint.rank == HintRank::Own { hint.row.turn() } else { 0 }));
    hints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(context: Context, rank: HintRank) -> Vec<&'static str> {
        hints_in(context).iter().filter(|hint| hint.rank == rank).map(|hint| hint.row.name).collect()
    }

    #[test]
    fn each_pane_has_actions_of_its_own_first() {
        let own = |context| names(context, HintRank::Own);
        assert_eq!(
            own(Context::Rotation),
            ["recover-rotation", "rotate-now", "cancel-rotation", "rotation-settings"]
        );
        assert_eq!(own(Context::Policy), ["copy-policy", "edit-policy", "delete-policy", "search"]);
        for pane in Context::ALL.iter().filter(|context| context.is_pane()) {
            assert!(!own(*pane).is_empty(), "{pane:?}");
            let is_hinted = |row: &&Row| row.hinted.contains(*pane);
            for row in TABLE.iter().filter(|row| row.contexts.iter().eq([*pane])).filter(is_hinted) {
                assert!(own(*pane).contains(&row.name), "{} holds in {pane:?} alone", row.name);
            }
        }
    }

    #[test]
    fn what_the_state_calls_for_is_offered_from_every_pane() {
        let expected = ["restore", "recover-rotation", "retry-replica", "retry", "log-in"];
        assert_eq!(names(Context::Tags, HintRank::CalledFor), expected);
        let hints = hints_in(Context::Tags);
        let recover = hints.iter().find(|hint| hint.row.action == Action::RecoverRotation).unwrap();
        assert_eq!(recover.via, Some(Action::PaneRotation));
        assert!(hints_in(Context::Form).iter().all(|hint| hint.via.is_none()));
    }
}
