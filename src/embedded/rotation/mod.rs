//! Rotation: schedules ([`Rules`]) and the simulated functions that rotate ([`Function`]).

mod function;
mod rules;

pub use crate::secrets::schedule::{Window, start_of_day};
pub use function::{Function, Step, random_password};
pub use rules::Rules;
