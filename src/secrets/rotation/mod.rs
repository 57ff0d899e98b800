//! Rotation of a secret: its rules, its state, and rotations that did not finish.

mod pending;
mod rules;
mod state;

pub use pending::{PendingRotation, ROTATION_TIMEOUT};
pub use rules::{RotationRules, RotationSchedule};
pub use state::{RotationState, RotationView};
