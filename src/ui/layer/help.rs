//! The help page: every key, those that hold here first.

use super::{centred, inside, open};
use crate::app::actions::{Context, Group, Row, TABLE, rows_in};
use crate::app::glyph::width;
use crate::app::layers::Help;
use crate::app::list::FilterKey;
use crate::ui::scene::Scene;
use crate::ui::theme::Theme;
use crate::ui::widget::page;
use crate::ui::widget::scrollbar;
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// The widest that the page is.
const WIDEST: u16 = 100;
/// Cells of the keys.
const KEYS: usize = 16;

/// Draws the page.
pub fn draw(help: &Help, scene: Scene<'_>, buf: &mut Buffer) {
    let size = scene.model.size();
    let outer = centred(scene, size.width.saturating_sub(4).min(WIDEST), size.height.saturating_sub(2));
    open(&format!("Keys in {}", help.about().name()), outer, scene, buf);
    let inner = inside(outer);
    let lines = lines(help.about(), scene, usize::from(inner.width));
    let first = help.scroll().settle(lines.len(), usize::from(inner.height));
    page::put(&lines[first.min(lines.len())..], inner, buf);
    scrollbar::draw(outer, inner, lines.len(), first, scene.theme, buf);
}

fn lines(context: Context, scene: Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let here: Vec<&Row> = rows_in(context).collect();
    let elsewhere: Vec<&Row> = TABLE.iter().filter(|row| !row.contexts.contains(context)).collect();
    let mut lines = Vec::new();
    for group in Group::ALL {
        let rows: Vec<&&Row> = here.iter().filter(|row| row.group == *group).collect();
        if rows.is_empty() {
            continue;
        }
        heading(group.title(), theme, &mut lines);
        for row in rows {
            lines.extend(entry(row, scene, theme.key, theme.text, width));
        }
    }
    heading("The filter", theme, &mut lines);
    for key in FilterKey::ALL {
        lines.extend(described(key.example(), theme.key, key.meaning(), theme.text, width));
    }
    heading("Elsewhere", theme, &mut lines);
    for row in elsewhere {
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

fn entry(row: &Row, scene: Scene<'_>, key: Style, text: Style, width: usize) -> Vec<Line<'static>> {
    let keys: Vec<String> = scene.keymap.keys(row.action).iter().map(ToString::to_string).collect();
    described(&keys.join(", "), key, row.help, text, width)
}

/// What is described, and beside it, or below it where it is long, in words.
fn described(what: &str, what_style: Style, text: &str, style: Style, cells: usize) -> Vec<Line<'static>> {
    let padded = format!("  {what:<KEYS$}");
    if width(&padded) <= KEYS + 2 {
        return page::hanging(&padded, what_style, text, style, cells);
    }
    let mut lines = vec![Line::from(Span::styled(padded, what_style))];
    lines.extend(page::hanging(&" ".repeat(KEYS + 2), what_style, text, style, cells));
    lines
}
