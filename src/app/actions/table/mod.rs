//! The table of actions, in the order of the enum: a file for each part of it.

mod forms;
mod kinds;
mod list;
mod moving;
mod program;
mod reading;
mod replicas;
mod secret;
mod value;

use super::action::Action;
use super::context::Context;
use super::row::Row;

/// The parts of the table, in the order of the enum.
const PARTS: [&[Row]; 8] = [
    reading::ROWS,
    value::ROWS,
    secret::ROWS,
    replicas::ROWS,
    forms::ROWS,
    list::ROWS,
    moving::ROWS,
    program::ROWS,
];

/// The row of every action.
pub static TABLE: [Row; Action::ALL.len()] = joined();

#[expect(clippy::large_stack_arrays, reason = "the table is made when the program is compiled")]
const fn joined() -> [Row; Action::ALL.len()] {
    let mut table = [PARTS[0][0]; Action::ALL.len()];
    let (mut part, mut at) = (0, 0);
    while part < PARTS.len() {
        let mut row = 0;
        while row < PARTS[part].len() {
            table[at] = PARTS[part][row];
            (row, at) = (row + 1, at + 1);
        }
        part += 1;
    }
    assert!(at == table.len(), "an action has no row");
    table
}

impl Action {
    /// The row of the action.
    pub const fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The action that shows a pane; `None` for a context that is no pane.
    pub fn showing(context: Context) -> Option<Self> {
        TABLE.iter().find(|row| row.shows == Some(context)).map(|row| row.action)
    }
}

/// The rows that hold in `context`, in the order of the table.
pub fn rows_in(context: Context) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.contexts.contains(context))
}

// `Action::row` finds the row of an action by its index.
const _: () = {
    let mut at = 0;
    while at < TABLE.len() {
        assert!(
            TABLE[at].action as usize == at,
            "a row of the table is not at the index of its action in the enum"
        );
        at += 1;
    }
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::actions::{KeySequence, rows_in};
    use std::collections::HashSet;

    #[test]
    fn every_action_has_a_row_and_a_name_of_its_own() {
        let names: HashSet<_> = Action::ALL.iter().map(|action| action.row().name).collect();
        assert_eq!(names.len(), Action::ALL.len());
        for action in Action::ALL {
            assert_eq!(action.row().action, *action);
        }
    }

    #[test]
    fn every_default_key_is_a_key() {
        for row in &TABLE {
            for keys in row.default_keys {
                let read: Result<KeySequence, _> = keys.parse();
                assert!(read.is_ok(), "{}: {read:?}", row.name);
            }
        }
    }

    #[test]
    fn every_context_can_be_left() {
        for context in Context::ALL {
            let ways_out = [Action::Back, Action::Decline];
            assert!(rows_in(*context).any(|row| ways_out.contains(&row.action)), "{context:?}");
        }
    }
}
