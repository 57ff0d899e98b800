//! Runs a command of the user in the terminal.

use super::state::LoopState;
use crate::app::Message;
use crate::app::custom_command::{CommandEnd, CommandExit, CommandRun, RunId};
use crate::runtime::frame_scheduler::Cause;
use crate::runtime::local::{Process, ProcessExit, command, not_started};
use ratatui::backend::Backend;
use std::io::{self, Write};

impl<B> LoopState<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// Lends the terminal to a command of the user, with its input in a pipe if it has one.
    pub(super) async fn run_on_terminal(&mut self, id: RunId, run: CommandRun) -> io::Result<()> {
        let borrower = self.parts.editor.borrower().clone();
        let exit = self
            .lend_terminal(None, || {
                let mut command = command(&run);
                let input = run.stdin.as_ref().map(|_| io::pipe()).transpose()?;
                let writer = input.map(|(reader, writer)| {
                    command.stdin(reader);
                    writer
                });
                let process = Process::start(&mut command)?;
                // Our end of the pipe for reading.
                drop(command);
                borrower.started(process, None);
                if let (Some(mut writer), Some(bytes)) = (writer, run.stdin.clone()) {
                    tokio::task::spawn_blocking(move || writer.write_all(&bytes));
                }
                Ok(process)
            })
            .await?;
        borrower.ended();
        let exit = match exit {
            Ok(ProcessExit::Status(status)) => CommandExit::Status(status),
            Ok(ProcessExit::Signal(signal)) => CommandExit::Signal(signal),
            Err(error) => not_started(&run.program, &error),
        };
        self.deliver(Message::CommandEnded(id, CommandEnd::of(exit)), Cause::Input);
        Ok(())
    }
}
