//! Runs the user's editor in the terminal.

use super::lending::ends_the_program;
use super::state::{Edit, LoopState};
use crate::app::{LocalAnswer, Message};
use crate::runtime::frame_scheduler::Cause;
use crate::runtime::local::{EditResult, EditSession};
use ratatui::backend::Backend;
use std::io;

impl<B> LoopState<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// Lets the user edit a text. Events that occur meanwhile wait, except those that end the program.
    pub(super) async fn edit(&mut self, Edit { form, text, extension, origin }: Edit) -> io::Result<()> {
        let edited = match self.parts.editor.prepare(text, extension, origin.as_ref()) {
            Ok(_) if self.backlog.iter().any(ends_the_program) => Ok(None),
            Ok(session) => self.edit_in_terminal(session).await?,
            Err(problem) => Err(problem),
        };
        self.deliver(Message::Local(form, LocalAnswer::Edited(edited)), Cause::Input);
        Ok(())
    }

    /// Lends the terminal to the editor, until it has ended or failed to start.
    pub(super) async fn edit_in_terminal(&mut self, session: EditSession) -> io::Result<EditResult> {
        let editor = self.parts.editor.clone();
        let exit = self.lend_terminal(None, || editor.start(session)).await?;
        Ok(exit.and_then(|exit| self.parts.editor.finish(exit)))
    }
}

#[cfg(test)]
mod tests;
