//! The dashboard's state, and the one function that changes it.
//!
//! A [`Message`] says what happened, [`update`] changes the [`Model`] and answers with [`Effect`]s. No I/O, no clock, no
//! drawing: all of it can be tested message by message.

pub mod actions;
pub mod connection;
pub mod copy;
pub mod diff;
mod effect;
pub mod form;
pub mod forms;
mod hide;
pub mod journal;
pub mod layer;
pub mod layout;
pub mod list;
pub mod loadable;
mod local;
mod message;
pub mod model;
pub mod notice;
mod offer;
pub mod picker;
pub mod plan;
pub mod scroll;
pub mod secret;
pub mod text_area;
pub mod text_line;
mod update;
mod wake;
pub mod watch;
pub mod zone;

pub use effect::Effect;
pub use hide::HideTimeouts;
pub use local::{LocalAnswer, LocalWork, Trouble};
pub use message::{Message, Places};
pub use model::{Access, Model, StartOptions};
#[cfg(test)]
pub(crate) use update::tests::world;
pub use update::update;
