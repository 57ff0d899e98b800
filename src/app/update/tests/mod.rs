//! What users rely on, message by message: a file a story.

mod connecting;
mod filtering;
mod listing;
mod mutating;
mod opening;
mod rotation;
mod selecting;
mod value;
mod versions;
mod waking;
mod world;
