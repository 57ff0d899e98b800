//! The dashboard's state, and the one function that changes it.
//!
//! A [`Message`] says what happened, [`update`] changes the [`Model`] and answers with [`Effect`]s. No I/O, no clock, no
//! drawing: all of it can be tested message by message.

pub mod actions;
pub mod changes;
pub mod clipboard;
pub mod connection;
mod context;
pub mod copy;
pub mod diff;
mod effect;
mod event;
pub mod form;
pub mod forms;
pub mod glyph;
mod hide;
pub mod layers;
pub mod layout;
pub mod list;
pub mod loadable;
mod local;
mod message;
pub mod model;
pub mod notices;
pub mod opening;
pub mod plan;
pub mod requests;
mod reread;
pub mod scroll;
pub mod secret;
mod settings;
#[cfg(test)]
pub(crate) mod tests;
pub mod text_area;
pub mod text_line;
pub mod wording;
pub mod wrap;
pub mod zone;

pub use context::UpdateContext;
pub use effect::{Effect, FormId};
pub use event::Event;
pub use hide::HideTimeouts;
pub use local::{LocalAnswer, LocalWork, Trouble};
pub use message::{Message, Places};
pub use model::{Model, StartOptions, update};
pub use settings::{Access, Settings};
#[cfg(test)]
pub(crate) use tests::world;
