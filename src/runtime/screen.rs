//! The screen: draws the model on a backend.

use super::background::{Background, BackgroundQuery, QUERY};
use super::output::{Frames, Output};
use crate::app::Model;
use crate::ui::{self, DrawnPanes, Look, Theme};
use ratatui::backend::Backend;
use ratatui::layout::Size;
use std::io;

/// A backend to draw on, and the frames that it writes.
pub struct Screen<B: Backend> {
    terminal: ratatui::Terminal<B>,
    frames: Frames,
    look: Look,
    panes: DrawnPanes,
    /// The question for the background, until it is asked.
    question: Option<(BackgroundQuery, Output)>,
}

impl<B> Screen<B>
where
    B: Backend<Error: Send + Sync + 'static>,
{
    /// The screen of `backend`. A backend for a real terminal writes to `frames`.
    pub fn new(backend: B, frames: Frames, look: Look) -> io::Result<Self> {
        let terminal = ratatui::Terminal::new(backend).map_err(io::Error::other)?;
        Ok(Self { terminal, frames, look, panes: DrawnPanes::default(), question: None })
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
        self.terminal.size().map_err(io::Error::other)
    }

    /// Draws `model`. Only cells that have changed since the last frame are written.
    pub fn draw(&mut self, model: &Model) -> io::Result<()> {
        let (look, panes) = (self.look, &mut self.panes);
        self.terminal.draw(|frame| ui::view_in(model, look, panes, frame)).map_err(io::Error::other)?;
        self.frames.present()?;
        if let Some((query, output)) = self.question.take() {
            query.asked();
            output.write_whole(QUERY)?;
        }
        Ok(())
    }

    /// Discards the knowledge of what is on screen, so that the next frame is written whole. Unlike ratatui's `clear` it
    /// does not wait for the terminal to report the cursor position.
    pub fn invalidate(&mut self) -> io::Result<()> {
        let size = self.size()?;
        self.terminal.resize(size.into()).map_err(io::Error::other)
    }

    /// The number of frames drawn.
    #[cfg(test)]
    pub fn drawn(&mut self) -> usize {
        self.terminal.get_frame().count()
    }
}
