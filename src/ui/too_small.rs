//! The screen of a terminal that is too small.

use super::pen::Pen;
use super::scene::Scene;
use crate::app::layout::MIN_SIZE;
use ratatui::buffer::Buffer;

/// Draws how large the terminal is, and how large it has to be.
pub fn draw(scene: Scene<'_>, buf: &mut Buffer) {
    let size = scene.model.size();
    let locked = if scene.model.lock().is_locked() { "Locked. Any key goes on." } else { "" };
    let lines = [
        ("Strongroom".to_owned(), scene.theme.accent),
        (format!("needs {}×{}", MIN_SIZE.width, MIN_SIZE.height), scene.theme.text),
        (format!("has {}×{}", size.width, size.height), scene.theme.dim),
        (locked.to_owned(), scene.theme.text),
    ];
    for ((text, style), row) in lines.iter().zip(buf.area.rows()) {
        Pen::new(buf, row).put(text, *style);
    }
}
