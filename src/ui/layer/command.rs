//! A command of the user that runs, or its output.

use super::frame;
use crate::app::actions::Action;
use crate::app::custom_command::{CommandEnd, CommandExit};
use crate::app::layers::CommandLayer;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::page;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::Line;

/// Draws the command.
pub fn draw(command: &CommandLayer, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    frame::page(command.name(), (command.scroll(), command.searched()), scene, buf, |width| {
        match command.end() {
            None => running(command, scene, width),
            Some(end) => ended(command.name(), end, scene, width),
        }
    })
}

fn running(command: &CommandLayer, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let (name, stop) = (command.name(), scene.key(Action::Back));
    // A screen reader would say every second.
    let text = if scene.is_plain() {
        format!("{name} runs. {stop} stops it.")
    } else {
        format!("{name} runs since {} s. {stop} stops it.", command.seconds())
    };
    let mut lines = output(command.lines(), theme, width);
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines.extend(page::wrapped(&text, theme.dim, width));
    lines
}

fn output(text: &str, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let line = |line: &str| match line {
        "" => vec![Line::default()],
        line => page::wrapped(line, theme.text, width),
    };
    text.lines().flat_map(line).collect()
}

fn ended(name: &str, end: &CommandEnd, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let (sign, style) = match end.exit {
        CommandExit::Status(0) => (scene.glyphs().done, theme.ok),
        CommandExit::Stopped => (scene.glyphs().news, theme.dim),
        CommandExit::Status(_)
        | CommandExit::Signal(_)
        | CommandExit::TimedOut(_)
        | CommandExit::NotStarted(_) => (scene.glyphs().failed, theme.danger),
    };
    let mut lines = page::hanging(sign, style, &format!("{}.", end.in_words(name)), style, width);
    if !end.output.is_empty() {
        lines.push(Line::default());
    }
    lines.extend(output(&end.output, theme, width));
    if end.left_out > 0 {
        lines.push(Line::default());
        let text = format!("{} more bytes of output are not shown.", end.left_out);
        lines.extend(page::wrapped(&text, theme.dim, width));
    }
    lines
}
