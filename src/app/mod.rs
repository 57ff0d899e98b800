//! The dashboard's state, and the one function that changes it.
//!
//! A [`Message`] says what happened, [`update`] changes the [`Model`] and answers with [`Effect`]s. No I/O, no clock, no
//! drawing: all of it can be tested message by message.

pub mod copy;
mod effect;
pub mod list;
mod message;
mod model;
mod update;

pub use effect::Effect;
pub use message::{Message, Places};
pub use model::{Model, StartOptions};
pub use update::update;
