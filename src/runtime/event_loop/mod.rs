//! The event loop: passes events to `update`, performs the effects, and draws the model.

mod commanding;
mod editing;
mod lending;
mod logging_in;
mod state;

pub use state::{EventLoop, ExitReason};

use super::frame_scheduler::Cause;
use super::terminal;
use crate::app::Message;
use ratatui::backend::Backend;
use state::{Loan, LoopState, Next};
use std::io;
use tokio::time::Instant;

impl<B> EventLoop<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// Delivers [`Message::Started`], draws the first frame, and runs until the program is to end and its clipboard work is
    /// done.
    ///
    /// # Errors
    /// The terminal can't be drawn on any more.
    pub async fn run(self) -> io::Result<ExitReason> {
        // In a box: whoever waits for the end would carry the whole state.
        let mut state = Box::new(LoopState::new(self));
        state.start()?;
        let exit_reason = loop {
            if let Some(exit_reason) = state.exit_reason.take() {
                break exit_reason;
            }
            match state.turn().await {
                Err(_) if terminal::has_hung_up() => state.end_of_input(),
                turned => turned?,
            }
        };
        state.parts.effects.finish_clipboard_work().await;
        state.parts.effects.finish_history().await;
        Ok(exit_reason)
    }
}

impl<B> LoopState<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// One turn of the loop: waits for an event or a timer, processes the waiting events, and draws if a frame is due.
    async fn turn(&mut self) -> io::Result<()> {
        match self.next().await {
            Next::Event(event) => {
                self.process_waiting(event)?;
            }
            Next::Wake => {
                self.last_wake = Some(Instant::now());
                self.deliver(Message::Woke, Cause::Result);
            }
            Next::Draw => {}
        }
        if let Some(loan) = self.loan.take()
            && self.exit_reason.is_none()
        {
            self.grant(loan).await?;
        }
        if self.stop && self.exit_reason.is_none() {
            self.suspend().await?;
        }
        if self.exit_reason.is_none() && self.frames.due().is_some_and(|due| due <= Instant::now()) {
            self.draw()?;
        }
        Ok(())
    }

    /// Lets another program have the terminal until it has ended.
    async fn grant(&mut self, loan: Loan) -> io::Result<()> {
        match loan {
            Loan::Edit(edit) => self.edit(edit).await,
            Loan::LogIn(program) => self.log_in(program).await,
            Loan::Command(id, run) => self.run_on_terminal(id, *run).await,
        }
    }
}

#[cfg(test)]
mod tests;
