//! Leaves the terminal to the user's editor, and takes it back when that has ended.

use super::{STOP_GRACE, Turning, until};
use crate::app::FormId;
use crate::app::{LocalAnswer, Message};
use crate::runtime::event::Event;
use crate::runtime::local::{Change, EditSession, Edited, End, Process};
use crate::runtime::signals::stop_process_group;
use ratatui::backend::Backend;
use std::io;
use std::time::Duration;
use tokio::time::Instant;
use zeroize::Zeroizing;

/// How long an editor that is asked to end may take: less than the program itself is given.
const END_GRACE: Duration = Duration::from_secs(1);

/// A text that the model wants to be edited.
pub(super) struct Edit {
    pub(super) form: FormId,
    pub(super) text: Zeroizing<String>,
    pub(super) extension: &'static str,
}

impl<B> Turning<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// Has a text edited. What happens meanwhile waits, but for what ends the program.
    pub(super) async fn edit(&mut self, Edit { form, text, extension }: Edit) -> io::Result<()> {
        let edited = match self.parts.editor.prepare(text, extension) {
            Ok(_) if self.backlog.iter().any(ends_the_program) => Ok(None),
            Ok(session) => self.lend_terminal(session).await?,
            Err(trouble) => Err(trouble),
        };
        self.deliver(Message::Local(form, LocalAnswer::Edited(edited)));
        Ok(())
    }

    /// Nothing of ours reads or writes before the editor has ended, or has not started at all.
    pub(super) async fn lend_terminal(&mut self, session: EditSession) -> io::Result<Edited> {
        let _pause = self.parts.input.pause().await;
        let lent = self.parts.terminal.lend();
        let edited = match self.parts.editor.start(session) {
            Ok(process) => {
                let end = self.attend(process).await;
                self.parts.editor.finish(end)
            }
            Err(trouble) => Err(trouble),
        };
        lent.restore();
        self.come_back()?;
        Ok(edited)
    }

    /// Waits for the end of the editor. It shares our process group: when it stops, all of the job does, as the shell that
    /// started us expects; and when the program is to end, so is the editor.
    async fn attend(&mut self, process: Process) -> End {
        let mut change = process.next_change();
        let (mut go_on, mut kill) = (None, None);
        loop {
            tokio::select! {
                changed = &mut change => match changed {
                    Ok(Change::Ended(end)) => return end,
                    Ok(Change::Stopped) => {
                        change = process.next_change();
                        if !process.was_continued() {
                            let _ = stop_process_group();
                            go_on = Some(Instant::now() + STOP_GRACE);
                        }
                    }
                    Err(_) => return End::Status(0),
                },
                Some(event) = self.parts.events.recv() => match event {
                    Event::Continued => process.go_on(),
                    Event::StopRequested => {}
                    event => {
                        if ends_the_program(&event) {
                            process.terminate();
                            kill.get_or_insert(Instant::now() + END_GRACE);
                        }
                        self.backlog.push_back(event);
                    }
                },
                () = until(go_on) => {
                    go_on = None;
                    process.go_on();
                }
                () = until(kill) => {
                    kill = None;
                    process.kill();
                }
            }
        }
    }
}

fn ends_the_program(event: &Event) -> bool {
    matches!(event, Event::Signalled(_) | Event::InputEnded)
}

#[cfg(test)]
mod tests;
