//! Everything that a user can do, and the keys for it: each action is one row of one table.
//!
//! A row of the [`TABLE`] has an [`Action`]'s name, help, contexts, default keys, and what the action needs to be done.
//! The [`Keymap`] turns a key that is pressed in a [`Context`] into an action. Dispatch, the footer's hints, the help
//! page, the palette and the tables in the README read both.

mod action;
mod availability;
mod chord;
mod condition;
mod context;
mod elsewhere;
mod hindrance;
mod hints;
mod keymap;
mod picking;
mod row;
mod sequence;
mod situation;
mod table;

pub use action::{Action, Group};
pub use availability::{Availability, SortedMarks, availability, sort_marked};
pub use chord::{Chord, KeyError};
pub use context::{Context, Contexts};
pub use elsewhere::Elsewhere;
pub use hindrance::{Hindrance, check_requirements};
pub use hints::{Hint, HintRank, hints_in};
pub use keymap::{Keymap, KeymapError, Resolved};
pub use row::{ActionEffect, Condition, Confirmed, Requirement, Risk, Row, Scope, Trouble, WhileLoading};
pub use sequence::KeySequence;
pub use situation::{KnownPolicy, KnownValue, LastChange, ListSituation, Marked, SecretSituation, Situation};
pub use table::{TABLE, rows_in};
