//! What users rely on, message by message: a file a story.

mod answers;
mod anything;
mod connecting;
mod copying;
mod creating;
mod deleting;
mod editing;
mod filtering;
mod keys;
mod listing;
mod marking;
mod mouse;
mod mutating;
mod opening;
mod picking;
mod planning;
mod policy;
mod quitting;
mod rotating;
mod rotation;
mod selecting;
mod tags;
mod value;
mod version_sheets;
mod versions;
mod waking;
pub(crate) mod world;
