//! The commands for scripts: the dashboard's connection, requests, errors and read-only guard without the screen.

mod config;
mod configured;
mod describe;
mod error;
mod get;
mod json;
mod list;
mod output;
mod path;
mod session;

pub use config::config;
pub use configured::configured;
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
        ScriptCommand::Diff(_)
        | ScriptCommand::Set(_)
        | ScriptCommand::Rotate(_)
        | ScriptCommand::Restore(_)
        | ScriptCommand::Delete(_)
        | ScriptCommand::Label(_)
        | ScriptCommand::Tag(_)
        | ScriptCommand::Untag(_)
        | ScriptCommand::Copy(_)
        | ScriptCommand::Pick(_)
        | ScriptCommand::Run(_)
        | ScriptCommand::Env(_)
        | ScriptCommand::Doctor(_) => unimplemented!("built on the next branches"),
    }
}
