//! The commands for scripts: the dashboard's connection, requests, errors and read-only guard without the screen.

mod advice;
mod change;
mod completions;
mod config;
mod configured;
mod copy;
mod delete;
mod describe;
mod diff;
mod diff_json;
mod doctor;
mod env;
mod error;
mod formatted;
mod get;
mod input;
mod json;
mod label;
mod list;
mod output;
mod pages;
mod path;
mod pick;
mod restore;
mod rotate;
mod run;
mod session;
mod set;
mod splice;
mod tag;
mod typed_line;
mod variables;

pub use completions::{complete_if_asked, print_completions, print_manual};
pub use config::config;
pub use error::{CommandError, CommandExit};

use crate::cli::{Script, ScriptCommand};
use crate::config::Config;
use crate::runtime::CoreLimit;
use output::Output;
use session::Session;
use tokio::runtime::Builder;

/// Runs a command to its end. A command that takes the place of this process gets `core_limit` back.
///
/// # Errors
/// What failed, why, and what to do next.
pub fn run(script: Script, config: &Config, core_limit: CoreLimit) -> Result<CommandExit, CommandError> {
    let (Script { connection, command }, read_only) = configured::configured(script, config);
    // The dashboard has a runtime of its own.
    if let ScriptCommand::Pick(args) = command {
        return pick::run(connection, args, config);
    }
    let runtime =
        Builder::new_current_thread().enable_all().build().map_err(CommandError::system("start"))?;
    let session = Session::new(connection, read_only);
    let ended = runtime.block_on(carry_out(&session, command, core_limit));
    session.end();
    runtime.shutdown_background();
    ended
}

async fn carry_out(
    session: &Session,
    command: ScriptCommand,
    core_limit: CoreLimit,
) -> Result<CommandExit, CommandError> {
    let out = Output::stdout();
    match command {
        ScriptCommand::Get(args) => get::run(session, args, out).await,
        ScriptCommand::List(args) => list::run(session, args, out).await,
        ScriptCommand::Describe(args) => describe::run(session, &args, out).await,
        ScriptCommand::Doctor(args) => doctor::run(session, &args, out).await,
        ScriptCommand::Diff(args) => diff::run(session, args, out).await,
        ScriptCommand::Set(args) => set::run(session, args, out).await,
        ScriptCommand::Rotate(args) => rotate::run(session, args, out).await,
        ScriptCommand::Restore(args) => restore::run(session, args, out).await,
        ScriptCommand::Delete(args) => delete::run(session, args, out).await,
        ScriptCommand::Label(args) => label::run(session, args, out).await,
        ScriptCommand::Tag(args) => tag::run(session, args, out).await,
        ScriptCommand::Untag(args) => tag::remove(session, args, out).await,
        ScriptCommand::Copy(args) => copy::run(session, args).await,
        ScriptCommand::Pick(_) => unreachable!("`run` does not begin this runtime for it"),
        ScriptCommand::Run(args) => match run::run(session, args, core_limit).await? {},
        ScriptCommand::Env(args) => env::run(session, args, out).await,
    }
}
