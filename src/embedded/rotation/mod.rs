//! Rotation: when it happens ([`Rules`]) and what the simulated functions that perform it do
//! ([`function`]).

mod function;
mod schedule;

pub use crate::secrets::schedule::{Window, start_of_day};
pub use function::{Function, Step, new_value, random_password};
pub use schedule::Rules;
