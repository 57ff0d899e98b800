//! The screen: draws the model on a backend.

use super::background::{Background, BackgroundQuery, QUERY};
use super::output::{Frames, Output};
use crate::app::Model;
use crate::ui::{DoubleBuffer, Look, Theme};
use ratatui::backend::Backend;
use ratatui::layout::Size;
use std::io;

/// A backend to draw on, and the frames that it writes.
pub struct Screen<B: Backend> {
    backend: B,
    cells: DoubleBuffer,
    frames: Frames,
    look: Look,
    /// The question for the background, until it is asked.
    question: Option<(BackgroundQuery, Output)>,
    #[cfg(test)]
    drawn: usize,
}

impl<B> Screen<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// The screen of `backend`. A backend for a real terminal writes to `frames`.
    pub fn new(backend: B, frames: Frames, look: Look) -> io::Result<Self> {
        let cells = DoubleBuffer::new(backend.size().map_err(io::Error::other)?);
        Ok(Self {
            backend,
            cells,
            frames,
            look,
            question: None,
            #[cfg(test)]
            drawn: 0,
        })
    }

    /// The same screen, which asks the terminal behind `output` for its background once the first frame is drawn.
    #[must_use]
    pub fn asking(self, query: BackgroundQuery, output: Output) -> Self {
        Self { question: Some((query, output)), ..self }
    }

    /// Draws from now on in the theme that suits the background.
    pub fn suit(&mut self, background: Background) {
        self.look.theme = match background {
            Background::Dark => &Theme::DARK,
            Background::Light => &Theme::LIGHT,
        };
    }

    /// The size in cells.
    pub fn size(&self) -> io::Result<Size> {
        self.backend.size().map_err(io::Error::other)
    }

    /// Draws `model`. Only cells that have changed since the last frame are written.
    pub fn draw(&mut self, model: &Model) -> io::Result<()> {
        if self.size()? != self.cells.size() {
            self.invalidate()?;
        }
        self.cells.draw(model, self.look, &mut self.backend).map_err(io::Error::other)?;
        self.frames.present()?;
        #[cfg(test)]
        {
            self.drawn += 1;
        }
        if let Some((query, output)) = self.question.take() {
            query.asked();
            output.write_whole(QUERY)?;
        }
        Ok(())
    }

    /// Clears the screen, so that the next frame is written whole.
    pub fn invalidate(&mut self) -> io::Result<()> {
        self.backend.clear().map_err(io::Error::other)?;
        self.cells = DoubleBuffer::new(self.size()?);
        Ok(())
    }

    /// The number of frames drawn.
    #[cfg(test)]
    pub fn drawn(&self) -> usize {
        self.drawn
    }
}
