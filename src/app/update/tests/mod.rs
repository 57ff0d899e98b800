//! What users rely on, message by message: a file a story.

mod connecting;
mod filtering;
mod listing;
mod selecting;
mod value;
mod waking;
mod world;
