//! The help: every key, first those of the context that it was opened from.

use super::frame;
use crate::app::actions::{Action, Context, Group, Row, TABLE, rows_in};
use crate::app::custom_command::{CommandId, CustomCommand};
use crate::app::glyph::width;
use crate::app::layers::HelpLayer;
use crate::app::list::FilterKey;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::page;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Cells of the column of keys.
const KEYS: usize = 16;

/// Draws the help.
pub fn draw(help: &HelpLayer, scene: Scene<'_>, buf: &mut Buffer) -> Option<Position> {
    frame::page(help.title(), (help.scroll(), help.searched()), scene, buf, |width| lines(help, scene, width))
}

fn lines(help: &HelpLayer, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let context = help.about();
    let mut lines = Vec::new();
    for group in Group::ALL {
        let rows = help.actions().iter().map(|action| action.row()).filter(|row| row.group == *group);
        let entries: Vec<_> = rows.filter_map(|row| entry(row, context, scene, theme.text, width)).collect();
        section(group.title(), entries, theme, &mut lines);
    }
    section("Your commands", commands(context, scene, width), theme, &mut lines);
    if matches!(context, Context::List | Context::FilterLine) {
        heading("The filter", theme, &mut lines);
        for key in FilterKey::ALL {
            lines.extend(described(key.example(), theme.key, key.meaning(), theme.text, width));
        }
    }
    let own = rows_in(Context::Help).filter(|row| !row.contexts.contains(context));
    let own = own.filter_map(|row| entry(row, Context::Help, scene, theme.text, width)).collect();
    section("On this page", own, theme, &mut lines);
    if context.is_main() {
        let others = TABLE.iter().filter(|row| !row.contexts.contains(context));
        let others = others.filter_map(|row| {
            let place = row.contexts.iter().next()?;
            entry(row, place, scene, theme.dim, width)
        });
        section("Elsewhere", others.collect(), theme, &mut lines);
    }
    lines
}

/// The commands of the user that hold in a context, with their keys, or the way to them by the palette.
fn commands(context: Context, scene: Scene<'_>, width: usize) -> Vec<Vec<Line<'static>>> {
    let theme = scene.theme;
    let all = scene.model.settings().commands.iter().enumerate();
    let here = all.filter(|(_, command)| command.contexts.contains(context));
    let entry = |(at, command): (usize, &CustomCommand)| {
        let keys: Vec<String> =
            scene.keymap.command_keys(CommandId(at)).iter().map(ToString::to_string).collect();
        let term = match scene.keymap.key(Action::Palette) {
            _ if !keys.is_empty() => keys.join(", "),
            Some(palette) => format!("{palette}{}", command.name),
            None => command.name.clone(),
        };
        let meaning = if command.description.is_empty() { &command.name } else { &command.description };
        described(&term, theme.key, meaning, theme.text, width)
    };
    here.map(entry).collect()
}

fn section(title: &str, entries: Vec<Vec<Line<'static>>>, theme: &Theme, lines: &mut Vec<Line<'static>>) {
    if !entries.is_empty() {
        heading(title, theme, lines);
        lines.extend(entries.into_iter().flatten());
    }
}

fn heading(title: &str, theme: &Theme, lines: &mut Vec<Line<'static>>) {
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines.push(Line::from(Span::styled(title.to_owned(), theme.strong)));
}

/// An action with all of its keys that work in `context`. Without a key, its name in the palette leads to it; `None` if
/// nothing does.
fn entry(
    row: &Row,
    context: Context,
    scene: Scene<'_>,
    text: Style,
    width: usize,
) -> Option<Vec<Line<'static>>> {
    let theme = scene.theme;
    let keys: Vec<String> = scene.keymap.keys_in(context, row.action).map(ToString::to_string).collect();
    let (term, style) = match scene.keymap.key(Action::Palette) {
        _ if !keys.is_empty() => (keys.join(", "), theme.key),
        Some(palette) if context.is_main() => (format!("{palette}{}", row.name), theme.key),
        None if context.is_main() => (row.name.to_owned(), theme.dim),
        Some(_) | None => return None,
    };
    let style = if text == theme.dim { theme.dim } else { style };
    Some(described(&term, style, row.help, text, width))
}

/// A term, and beside it what it means; below it if the term is too long for its column.
fn described(term: &str, term_style: Style, meaning: &str, style: Style, cells: usize) -> Vec<Line<'static>> {
    let padded = format!("  {term:<KEYS$}");
    if width(&padded) <= KEYS + 2 {
        return page::hanging(&padded, term_style, meaning, style, cells);
    }
    let mut lines = vec![Line::from(Span::styled(padded, term_style))];
    lines.extend(page::hanging(&" ".repeat(KEYS + 2), term_style, meaning, style, cells));
    lines
}
