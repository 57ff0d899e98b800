//! Rotation: when it happens ([`Rules`], [`schedule`], [`cron`]) and what the simulated functions
//! that perform it do ([`function`]).

mod cron;
mod function;
mod schedule;

pub use function::{Function, Step, new_value, random_password};
pub use schedule::{Rules, Window, start_of_day};
