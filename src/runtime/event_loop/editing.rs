//! Runs the user's editor, or a command of the user, in the terminal, and acquires the terminal again when that has ended.

use super::state::{Edit, LoopState, STOP_TIMEOUT, wait_until};
use crate::app::custom_command::{CommandEnd, CommandExit, CommandRun, RunId};
use crate::app::{LocalAnswer, Message};
use crate::runtime::event::Event;
use crate::runtime::frame_scheduler::Cause;
use crate::runtime::local::{
    EditResult, EditSession, Process, ProcessEvent, ProcessExit, command, not_started,
};
use crate::runtime::signals::stop_process_group;
use ratatui::backend::Backend;
use std::io::{self, Write};
use std::time::Duration;
use tokio::time::Instant;

/// The time that an editor may take to end when it is asked to. Shorter than the time that the program itself may take.
const EDITOR_END_TIMEOUT: Duration = Duration::from_secs(1);

impl<B> LoopState<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// Lets the user edit a text. Events that occur meanwhile wait, except those that end the program.
    pub(super) async fn edit(&mut self, Edit { form, text, extension }: Edit) -> io::Result<()> {
        let edited = match self.parts.editor.prepare(text, extension) {
            Ok(_) if self.backlog.iter().any(ends_the_program) => Ok(None),
            Ok(session) => self.lend_terminal(session).await?,
            Err(problem) => Err(problem),
        };
        self.deliver(Message::Local(form, LocalAnswer::Edited(edited)), Cause::Input);
        Ok(())
    }

    /// Lends the terminal to the editor. Reads and writes nothing until the editor has ended, or failed to start.
    pub(super) async fn lend_terminal(&mut self, session: EditSession) -> io::Result<EditResult> {
        let _pause = self.parts.input.pause().await;
        let lent = self.parts.terminal.lend();
        let edited = match self.parts.editor.start(session) {
            Ok(process) => {
                let exit = self.wait_for_exit(process).await;
                self.parts.editor.finish(exit)
            }
            Err(problem) => Err(problem),
        };
        lent.restore();
        self.resume()?;
        Ok(edited)
    }

    /// Lends the terminal to a command of the user, as to the editor.
    pub(super) async fn run_on_terminal(&mut self, id: RunId, run: CommandRun) -> io::Result<()> {
        let mut command = command(&run);
        let input = run.stdin.as_ref().map(|_| io::pipe()).transpose()?;
        let _pause = self.parts.input.pause().await;
        let lent = self.parts.terminal.lend();
        let writer = input.map(|(reader, writer)| {
            command.stdin(reader);
            writer
        });
        let exit = match self.parts.editor.start_program(&mut command) {
            Ok(process) => {
                // Our end of the pipe for reading.
                drop(command);
                if let (Some(mut writer), Some(bytes)) = (writer, run.stdin.clone()) {
                    tokio::task::spawn_blocking(move || writer.write_all(&bytes));
                }
                let exit = self.wait_for_exit(process).await;
                self.parts.editor.finish_program();
                match exit {
                    ProcessExit::Status(status) => CommandExit::Status(status),
                    ProcessExit::Signal(signal) => CommandExit::Signal(signal),
                }
            }
            Err(error) => not_started(&run.program, &error),
        };
        lent.restore();
        self.resume()?;
        self.deliver(Message::CommandEnded(id, CommandEnd::of(exit)), Cause::Input);
        Ok(())
    }

    /// Waits for the end of the editor. The editor shares our process group: when it stops, we stop the whole job, as the
    /// shell that started us expects. When the program is to end, the editor is ended too.
    async fn wait_for_exit(&mut self, process: Process) -> ProcessExit {
        let mut event = process.next_event();
        let (mut resume_at, mut kill_at) = (None, None);
        loop {
            tokio::select! {
                changed = &mut event => match changed {
                    Ok(ProcessEvent::Exited(exit)) => return exit,
                    Ok(ProcessEvent::Stopped) => {
                        event = process.next_event();
                        if !process.was_continued() {
                            let _ = stop_process_group();
                            resume_at = Some(Instant::now() + STOP_TIMEOUT);
                        }
                    }
                    Err(_) => return ProcessExit::Status(0),
                },
                Some(received) = self.parts.events.recv() => match received {
                    Event::Continued => process.resume(),
                    Event::StopRequested => {}
                    received @ (Event::Message(_)
                    | Event::Input(_)
                    | Event::BackgroundTold(_)
                    | Event::InputEnded
                    | Event::Signalled(_)) => {
                        if ends_the_program(&received) {
                            process.terminate();
                            kill_at.get_or_insert(Instant::now() + EDITOR_END_TIMEOUT);
                        }
                        self.backlog.push_back(received);
                    }
                },
                () = wait_until(resume_at) => {
                    resume_at = None;
                    process.resume();
                }
                () = wait_until(kill_at) => {
                    kill_at = None;
                    process.kill();
                }
            }
        }
    }
}

fn ends_the_program(event: &Event) -> bool {
    match event {
        Event::Signalled(_) | Event::InputEnded => true,
        Event::Message(_)
        | Event::Input(_)
        | Event::BackgroundTold(_)
        | Event::StopRequested
        | Event::Continued => false,
    }
}

#[cfg(test)]
mod tests;
