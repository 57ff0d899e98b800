//! Rotation: its settings, and recovering from one that is stuck.

mod recovery;
mod rules;
mod settings;

pub use recovery::Recovery;
pub use settings::RotationSetup;
