//! A question that wants yes or no.

use super::frame::{centred, inside, open};
use crate::app::actions::Action;
use crate::app::layers::Confirm;
use crate::ui::pen::Pen;
use crate::ui::scene::Scene;
use crate::ui::widget::page;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// The widest that a question is.
const WIDEST: u16 = 84;
/// The border, an empty line, and the line of answers.
const AROUND: u16 = 4;

/// Draws the question: what, where, the same as a command, and the keys that answer it.
pub fn draw(question: &Confirm, scene: Scene<'_>, buf: &mut Buffer) {
    let width = scene.model.size().width.saturating_sub(4).min(WIDEST);
    let lines = lines(question, scene, usize::from(width.saturating_sub(4)));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(AROUND);
    let outer = centred(scene, width, height.min(scene.model.size().height.saturating_sub(2)));
    open("Confirm", outer, scene, buf);
    let inner = inside(outer);
    let text = Rect { height: inner.height.saturating_sub(2), ..inner };
    page::put(&lines, text, buf);
    answers(scene, Rect { y: inner.bottom().saturating_sub(1), height: inner.height.min(1), ..inner }, buf);
}

fn lines(question: &Confirm, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let mut lines = page::wrapped(&question.title, theme.strong, width);
    lines.push(Line::default());
    for line in &question.lines {
        lines.extend(page::wrapped(line, theme.text, width));
    }
    if let Some(cli) = &question.cli {
        lines.push(Line::default());
        lines.extend(page::hanging("$ ", theme.key, cli, theme.dim, width));
    }
    lines
}

fn answers(scene: Scene<'_>, line: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let mut pen = Pen::new(buf, line);
    for (nth, action) in [Action::Confirm, Action::Decline].into_iter().enumerate() {
        let keys: Vec<String> = scene.keymap.keys(action).iter().take(2).map(ToString::to_string).collect();
        if nth > 0 {
            pen.put("   ", theme.dim);
        }
        pen.put(&keys.join(" or "), theme.accent).put(" ", theme.text).put(action.row().title, theme.text);
    }
}
