//! The commands for scripts: the dashboard's connection, requests, errors and read-only guard without the screen.

mod change;
mod completions;
mod delete;
mod describe;
mod diff;
mod diff_json;
mod doctor;
mod error;
mod get;
mod input;
mod json;
mod label;
mod list;
mod output;
mod path;
mod restore;
mod rotate;
mod session;
mod set;
mod splice;
mod tag;

pub use completions::{complete_if_asked, print_completions, print_manual};
pub use error::{CommandError, CommandExit};

use crate::cli::{Script, ScriptCommand};
use output::Output;
use session::Session;
use tokio::runtime::Builder;

/// Runs a command to its end.
///
/// # Errors
/// What failed, why, and what to do next.
pub fn run(script: Script) -> Result<CommandExit, CommandError> {
    let Script { connection, command } = script;
    let runtime =
        Builder::new_current_thread().enable_all().build().map_err(CommandError::system("start"))?;
    let session = Session::new(connection);
    let ended = runtime.block_on(carry_out(&session, command));
    session.end();
    runtime.shutdown_background();
    ended
}

async fn carry_out(session: &Session, command: ScriptCommand) -> Result<CommandExit, CommandError> {
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
        ScriptCommand::Copy(_) | ScriptCommand::Pick(_) | ScriptCommand::Run(_) | ScriptCommand::Env(_) => {
            unimplemented!("built on the next branches")
        }
    }
}
