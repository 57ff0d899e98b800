//! Drawing: reads the model, decides nothing.

use crate::app::Model;
use ratatui::Frame;
use ratatui::widgets::Paragraph;

/// Draws the whole screen.
pub fn view(_model: &Model, frame: &mut Frame<'_>) {
    frame.render_widget(Paragraph::new("Strongroom"), frame.area());
}
