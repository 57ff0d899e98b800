//! The notice of a locked terminal, on top of everything.

use super::layer::frame;
use super::pen::Pen;
use super::scene::Scene;
use super::widget::page;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget};

/// The width of the box.
const WIDTH: u16 = 60;
/// The way on, in the footer and in the box.
const GOES_ON: &str = "Any key goes on.";

/// Draws that the terminal is locked, why and how to go on; `closed` are the titles of the layers that the lock has closed.
pub fn draw(closed: &[String], scene: Scene<'_>, buf: &mut Buffer) {
    let theme = scene.theme;
    let after = scene.model.lock().after().unwrap_or_default();
    let why = format!(
        "No key, click or paste for {after:#}: values are masked, and those that were read are dropped."
    );
    frame::dim_behind(scene, buf);
    let widest = frame::centred(scene, WIDTH, u16::MAX);
    let width = usize::from(frame::inside(widest).width);
    let mut lines = page::wrapped(&why, theme.text, width);
    for title in closed {
        lines.extend(page::wrapped(&format!("Closed: {title}"), theme.dim, width));
    }
    lines.push(Line::default());
    lines.extend(page::wrapped(GOES_ON, theme.strong, width));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2).min(widest.height);
    let area = frame::centred(scene, WIDTH, height);
    frame::open("Locked", area, scene, buf);
    Paragraph::new(lines).render(frame::inside(area), buf);
}

/// Writes into the footer how to go on.
pub fn footer(scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    Pen::new(buf, area).skip(1).put("Locked. ", scene.theme.accent).put(GOES_ON, scene.theme.text);
}
