//! The layers on top of the list and the panes: a file for each.

mod command;
mod form;
pub mod frame;
mod help;
mod journal;
mod picker;
mod report;

pub use journal::request_in_words;

use super::scene::Scene;
use crate::app::layers::Layer;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

/// Draws a layer. Returns the cursor's position if text is typed in the layer.
pub fn draw(layer: &Layer, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    frame::dim_behind(scene, buf);
    match layer {
        Layer::Help(help) => help::draw(help, scene, buf),
        Layer::Journal(journal) => journal::draw(journal.searched(), scene, buf),
        Layer::Report(report) => report::draw(report, scene, buf),
        Layer::Form(form) => form::draw(form, scene, buf),
        Layer::Command(command) => command::draw(command, scene, buf),
        Layer::Picker(picker) => picker::draw(picker, scene, buf),
    }
}
