//! Lends the terminal to another program, and acquires it again when that program has ended.

use super::state::{LoopState, STOP_TIMEOUT, wait_until};
use crate::runtime::event::Event;
use crate::runtime::local::{Process, ProcessEvent, ProcessExit};
use crate::runtime::signals::stop_process_group;
use ratatui::backend::Backend;
use std::io::{self, Write};
use std::time::Duration;
use tokio::time::Instant;

/// The time that the program may take to end when it is asked to. Shorter than the time that the dashboard may take.
const PROGRAM_END_TIMEOUT: Duration = Duration::from_secs(1);

impl<B> LoopState<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// Lends the terminal to the program that `start` starts. Reads and writes nothing but `note` until the program has
    /// ended, or failed to start.
    pub(super) async fn lend_terminal<E>(
        &mut self,
        note: Option<String>,
        start: impl FnOnce() -> Result<Process, E>,
    ) -> io::Result<Result<ProcessExit, E>> {
        let _pause = self.parts.input.pause().await;
        let lent = self.parts.terminal.lend();
        if let Some(note) = note {
            let _ = writeln!(io::stderr(), "{}", note.escape_debug());
        }
        let exit = match start() {
            Ok(process) => Ok(self.wait_for_exit(process).await),
            Err(error) => Err(error),
        };
        lent.restore();
        self.resume()?;
        Ok(exit)
    }

    /// Waits for the end of the program. It shares our process group: when it stops, we stop the whole job, as the shell that
    /// started us expects. When the dashboard is to end, the program is ended too.
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
                            kill_at.get_or_insert(Instant::now() + PROGRAM_END_TIMEOUT);
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

/// True for an event that ends the dashboard.
pub(super) fn ends_the_program(event: &Event) -> bool {
    match event {
        Event::Signalled(_) | Event::InputEnded => true,
        Event::Message(_)
        | Event::Input(_)
        | Event::BackgroundTold(_)
        | Event::StopRequested
        | Event::Continued => false,
    }
}
