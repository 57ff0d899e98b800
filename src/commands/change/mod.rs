//! How a change is made: its secret is read, a question may be asked, and the dashboard's engine carries it out; or its AWS
//! CLI command is printed.

pub(in crate::commands) mod dry_run;
mod engine;
mod question;
mod target;

pub(in crate::commands) use engine::Engine;
pub(in crate::commands) use question::Question;
pub(in crate::commands) use target::Target;
