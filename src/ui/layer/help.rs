//! The help: every key, first those of the context that it was opened from.

use super::frame;
use crate::app::actions::{Context, Group, Row, TABLE, rows_in};
use crate::app::glyph::width;
use crate::app::layers::HelpLayer;
use crate::app::list::FilterKey;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::page;
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Cells of the column of keys.
const KEYS: usize = 16;

/// Draws the help.
pub fn draw(help: &HelpLayer, scene: Scene<'_>, buf: &mut Buffer) {
    let title = format!("Keys in {}", help.about().name());
    frame::page(&title, help.scroll(), scene, buf, |width| lines(help.about(), scene, width));
}

fn lines(context: Context, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let mut lines = Vec::new();
    for group in Group::ALL {
        let mut rows = rows_in(context).filter(|row| row.group == *group).peekable();
        if rows.peek().is_some() {
            heading(group.title(), theme, &mut lines);
        }
        for row in rows {
            lines.extend(entry(row, scene, theme.key, theme.text, width));
        }
    }
    heading("The filter", theme, &mut lines);
    for key in FilterKey::ALL {
        lines.extend(described(key.example(), theme.key, key.meaning(), theme.text, width));
    }
    heading("Elsewhere", theme, &mut lines);
    for row in TABLE.iter().filter(|row| !row.contexts.contains(context)) {
        lines.extend(entry(row, scene, theme.dim, theme.dim, width));
    }
    lines
}

fn heading(title: &str, theme: &Theme, lines: &mut Vec<Line<'static>>) {
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines.push(Line::from(Span::styled(title.to_owned(), theme.strong)));
}

/// An action with all of its keys.
fn entry(row: &Row, scene: Scene<'_>, key: Style, text: Style, width: usize) -> Vec<Line<'static>> {
    let keys: Vec<String> = scene.keymap.keys(row.action).iter().map(ToString::to_string).collect();
    described(&keys.join(", "), key, row.help, text, width)
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
