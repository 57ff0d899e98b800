//! The state of the dashboard, and the one function that changes it.
//!
//! A [`Message`] tells what happened; [`update`] changes the [`Model`] and returns [`Effect`]s. There is no I/O, no clock
//! and no drawing here: everything can be tested message by message.

pub mod actions;
pub mod changes;
pub mod clipboard;
pub mod commands;
pub mod connection;
pub mod connection_summary;
mod context;
pub mod copy;
pub mod copy_as;
pub mod custom_command;
pub mod deletion;
pub mod diff;
mod effect;
mod event;
pub mod fact;
pub mod form;
pub mod forms;
pub mod glyph;
mod hide;
pub mod history;
pub mod known;
pub mod layer_areas;
pub mod layers;
pub mod layout;
mod left_text;
mod left_texts;
pub mod list;
pub mod list_cache;
pub mod loadable;
mod local;
pub mod lock;
mod login;
pub mod lookup;
mod message;
mod metadata_change;
pub mod model;
pub mod notices;
pub mod opening;
pub mod plan;
mod problem;
pub mod profile_rules;
pub mod rebase;
pub mod remembered;
pub mod requests;
mod reread;
pub mod reversal;
pub mod scroll;
pub mod search;
pub mod secret;
mod settings;
mod step;
mod tab_areas;
pub mod template;
#[cfg(test)]
pub(crate) mod tests;
pub mod text_area;
pub mod text_command;
mod text_editor;
mod text_history;
pub mod text_line;
mod text_motion;
pub mod text_paste;
mod topic;
mod undo_title;
pub mod wording;
pub mod wrap;
pub mod zone;

pub use context::UpdateContext;
pub use effect::{Effect, FormId};
pub use event::Event;
pub use hide::HideTimeouts;
pub use left_text::{EditOrigin, EditedPart, LeftText, LeftTextId};
pub use local::{LocalAnswer, LocalWork};
pub use login::LoginFailure;
pub use message::{Message, SwitchTargets};
pub use model::update::update;
pub use model::{Model, StartOptions};
pub use problem::Problem;
pub use settings::{Access, KeepHistory, ListCache, Presentation, Purpose, ReadOnlyReason, Settings};
#[cfg(test)]
pub(crate) use tests::world;
