//! What a user can do, and with which keys: one action, one row in one table.
//!
//! The [`TABLE`] says of each [`Action`] what it is called, what it does, where it holds and which keys it has by default.
//! The [`Keymap`] turns a key that is pressed in a [`Context`] into an action. Dispatch, the footer's hints, the help
//! page, the palette and the tables in the README read both.

mod action;
mod availability;
mod chord;
mod context;
mod elsewhere;
mod hindrance;
mod keymap;
mod sequence;
mod table;

pub use action::{Action, ActionEffect, Group, Row, rows_in};
pub use availability::{
    Availability, KnownPolicy, LastChange, ListSituation, SecretSituation, Situation, SortedMarks,
    availability, sort_marked,
};
pub use chord::{Chord, KeyError};
pub use context::{Context, Contexts};
pub use elsewhere::Elsewhere;
pub use hindrance::{Hindrance, Refusal};
pub use keymap::{Keymap, KeymapError, Resolved};
pub use sequence::KeySequence;
pub use table::TABLE;
