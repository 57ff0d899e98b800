//! The screen: draws the model on a backend, each frame in one piece.

use super::output::Frames;
use crate::app::Model;
use crate::ui;
use ratatui::backend::Backend;
use ratatui::layout::Size;
use std::io;

/// A backend that is drawn on, and the frames that it writes.
pub struct Screen<B: Backend> {
    terminal: ratatui::Terminal<B>,
    frames: Frames,
}

impl<B> Screen<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// The whole screen of `backend`, which writes to `frames` if it writes at all.
    pub fn new(backend: B, frames: Frames) -> io::Result<Self> {
        let terminal = ratatui::Terminal::new(backend).map_err(io::Error::other)?;
        Ok(Self { terminal, frames })
    }

    /// The size in cells.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size().map_err(io::Error::other)
    }

    /// Draws `model`; what has not changed since the last frame isn't written again.
    pub fn draw(&mut self, model: &Model) -> io::Result<()> {
        self.terminal.draw(|frame| ui::view(model, frame)).map_err(io::Error::other)?;
        self.frames.present()
    }

    /// Forgets what is on screen: the next frame is written whole. Unlike ratatui's `clear` this does not ask the terminal
    /// for the cursor, whose answer would have to be waited for.
    pub fn forget(&mut self) -> io::Result<()> {
        let size = self.size()?;
        self.terminal.resize(size.into()).map_err(io::Error::other)
    }

    /// How many frames were drawn.
    #[cfg(test)]
    pub fn drawn(&mut self) -> usize {
        self.terminal.get_frame().count()
    }
}
